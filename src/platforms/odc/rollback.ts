import { type InputProblem, needed } from '../../inputs/problems.ts';
import type { PlatformRun } from '../../release/platform.ts';
import { type EarlierVersions, previousVersions } from '../../release/previous-versions.ts';
import type { Odc } from './client.ts';
import { currentOf, versionOf } from './parts.ts';
import type { Resolved } from './resolve.ts';
import { type AssetRevision, type Operation, timeOf } from './wire.ts';

/** The revisions to go back to, by asset key, and what is wrong with the inputs. */
interface EarlierRevisions {
  readonly revisions: ReadonlyMap<string, AssetRevision>;
  readonly problems: readonly InputProblem[];
}

/**
 * Finds the revisions to go back to, by asset key: the version that the version history names, else the revision that
 * the operations of the stage show before the current one.
 * @throws HttpFailure
 */
export async function earlierRevisions(
  { odc, history }: { readonly odc: Odc; readonly history: EarlierVersions | undefined },
  { chosen, target }: Resolved,
  run: PlatformRun,
): Promise<EarlierRevisions> {
  const problems: InputProblem[] = [];
  const open: { readonly asset: AssetRevision; readonly revision: number; readonly version: string }[] = [];
  for (const { asset, wanted } of chosen) {
    if (wanted !== undefined) continue;
    const current = currentOf({ inTarget: await odc.deployed(target.key, asset.assetKey, run.signal) });
    if (current === undefined) {
      problems.push(
        needed(
          'application',
          `names "${asset.name}", which is not in ${target.name}: there is nothing to roll back`,
        ),
      );
      continue;
    }
    const { revision, tag } = current;
    open.push({ asset, revision, version: versionOf({ revision, ...(tag && { tag }) }) });
  }
  const recorded = await previousVersions(
    history,
    open.map(({ asset: { name }, version }) => ({ name, version })),
    target.name,
    run,
  );
  const revisions = new Map<string, AssetRevision>();
  for (const { asset, revision, version } of open) {
    const { assetKey, name } = asset;
    const wanted = recorded.get(name);
    const named = wanted === undefined ? undefined : await byVersion(odc, assetKey, wanted, run.signal);
    const earlier =
      named ??
      (await byOperations(odc, { asset: assetKey, stage: target.key, current: revision }, run.signal));
    if (earlier === undefined) {
      problems.push(
        needed(
          'application',
          `names "${name}", of which ${target.name} shows no revision before ${revision}: name one with @`,
        ),
      );
      continue;
    }
    const why = named ? `the version before, by the ${history?.title}` : 'deployed before it';
    run.log.info(`  Rolling back ${name} from ${version} to ${versionOfRevision(earlier)}: ${why}.`);
    revisions.set(assetKey, earlier);
  }
  return { revisions, problems };
}

function versionOfRevision({ tag, revision }: AssetRevision): string {
  return tag ?? `revision ${revision}`;
}

/** Finds the revision of a version in the records: a tag, or the number of a revision. */
async function byVersion(
  odc: Odc,
  asset: string,
  version: string,
  signal: AbortSignal,
): Promise<AssetRevision | undefined> {
  if (/^\d{1,9}$/.test(version)) return odc.revision(asset, Number(version), signal);
  return (await odc.tagged(asset, version, signal))[0];
}

async function byOperations(
  odc: Odc,
  { asset, stage, current }: { readonly asset: string; readonly stage: string; readonly current: number },
  signal: AbortSignal,
): Promise<AssetRevision | undefined> {
  const operations = await odc.operations({ assetKey: asset, environmentKey: stage }, signal);
  const revision = revisionBefore(operations, current);
  return revision === undefined ? undefined : odc.revision(asset, revision, signal);
}

/** The revision that a stage had before the current one, by its finished Deploy operations; undefined if unknown. */
export function revisionBefore(operations: readonly Operation[], current: number): number | undefined {
  const finished = operations
    .filter(({ status, operation }) => status === 'Finished' && (!operation || operation === 'Deploy'))
    .toSorted((a, b) => timeIn(b) - timeIn(a))
    .flatMap(({ revisions }) => revisions ?? []);
  const since = finished.indexOf(current);
  if (since === -1) return undefined;
  return finished.slice(since + 1).find((revision) => revision !== current);
}

function timeIn({ finishedDateTime, startedDateTime }: Operation): number {
  return timeOf(startedDateTime) ?? timeOf(finishedDateTime) ?? 0;
}
