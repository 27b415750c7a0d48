import type { Found } from '../../inputs/found.ts';
import { findNamed } from '../../shared/find-named.ts';
import type { AssetRevision, Stage } from './wire.ts';

/** The stages and assets that the inputs name. */
export interface OdcChoice {
  /** Name or key of the target stage; undefined for `resume`. */
  readonly environment?: string;
  readonly sourceEnvironment?: string;
  /** Name or key, with `@tag` or `@revision` if it is not what the source stage runs. */
  readonly applications: readonly string[];
}

/** The revision that a user asks for. */
export type Wanted = { readonly tag: string } | { readonly revision: number };

/** An asset that an input names. */
export interface Chosen {
  readonly asset: AssetRevision;
  /** Undefined means the revision that the source stage runs. */
  readonly wanted?: Wanted;
}

const PORTAL = { owner: 'this ODC organization', reader: 'the API client' };

/** Finds the stage with this exact name or key. A similar name is only suggested in the problem. */
export function chooseStage(wanted: string, known: readonly Stage[]): Found<Stage> {
  const found = findNamed(wanted, known, {
    ...PORTAL,
    kind: 'stage',
    nameOf: ({ name }) => name,
    keyOf: ({ key }) => key,
  });
  if ('value' in found) return found;
  return { problem: `${found.problem}; the API client sees only stages where it has "View stage"` };
}

/** The part of a spec before its last `@`; the whole text if it has none. */
export function nameIn(spec: string): string {
  const at = spec.lastIndexOf('@');
  return at <= 0 ? spec : spec.slice(0, at).trim();
}

/** Finds the asset of a spec `name`, `key`, `name@tag` or `name@revision`. */
export function chooseAsset(spec: string, known: readonly AssetRevision[]): Found<Chosen> {
  // A name can contain @, so match the whole text first.
  const whole = findAsset(spec, known);
  if ('value' in whole) return deployable({ asset: whole.value });
  const name = nameIn(spec);
  if (name === spec) return whole;
  const version = spec.slice(spec.lastIndexOf('@') + 1).trim();
  const named = findAsset(name, known);
  if ('problem' in named) return named;
  const wanted = wantedBy(version);
  if (wanted === undefined)
    return {
      problem: `must have a tag such as 1.2.3 or the number of a revision behind the @ (got "${spec}")`,
    };
  return deployable({ asset: named.value, wanted });
}

function findAsset(wanted: string, known: readonly AssetRevision[]): Found<AssetRevision> {
  return findNamed(wanted, known, {
    ...PORTAL,
    kind: 'asset',
    nameOf: ({ name }) => name,
    keyOf: ({ assetKey }) => assetKey,
  });
}

function wantedBy(version: string): Wanted | undefined {
  if (/^\d{1,9}$/.test(version)) return { revision: Number(version) };
  return /^\d{1,9}(\.\d{1,9}){1,2}$/.test(version) ? { tag: version } : undefined;
}

/** Libraries are no deployments of their own: each application contains the libraries that it uses. */
function deployable(chosen: Chosen): Found<Chosen> {
  const { name, assetType } = chosen.asset;
  if (!/library$/i.test(assetType ?? '')) return { value: chosen };
  return {
    problem: `names "${name}", which is a library (${assetType}): ODC deploys no library on its own. Release it with a tag, update the applications that use it, and deploy those`,
  };
}
