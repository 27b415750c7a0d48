import { valueOf } from '../../inputs/found.ts';
import { Halt } from '../../release/outcome.ts';
import type { ReleaseDetails } from '../../release/platform.ts';
import { chooseStage, type OdcChoice } from './choose.ts';
import type { Odc } from './client.ts';
import { detailsOf, identityOf, isThere, versionOf } from './parts.ts';
import { findRevisions, resolve } from './resolve.ts';
import type { Operation } from './wire.ts';

/** The release that another run began with an operation. */
export interface BegunRelease {
  readonly details: ReleaseDetails;
  /** The names of the other applications that the target does not have. */
  readonly remaining: readonly string[];
}

/**
 * Finds the release that another run began with an operation. An operation does not name its stage, so the stage is the
 * one of the inputs. Of several applications it knows only its own: what became of the others, the stage shows.
 * @throws HttpFailure, Halt if the inputs do not say what the release has
 */
export async function findRelease(
  odc: Odc,
  choice: OdcChoice,
  operation: Operation,
  signal: AbortSignal,
): Promise<BegunRelease> {
  if (choice.applications.length > 1) return findSeveral(odc, choice, operation, signal);
  const { environment } = choice;
  const stage =
    environment === undefined ? undefined : valueOf(chooseStage(environment, await odc.stages(signal)));
  const place = stage === undefined ? {} : detailsOf(stage);
  const { assetName, assetKey, revisions } = operation;
  const revision = revisions?.[0];
  if (!assetName) return { details: place, remaining: [] };
  if (revision === undefined || !assetKey)
    return { details: { ...place, component: assetName }, remaining: [] };
  const tag = (await odc.revision(assetKey, revision, signal))?.tag;
  const version = versionOf({ revision, ...(tag && { tag }) });
  return { details: { ...place, component: assetName, version }, remaining: [] };
}

async function findSeveral(
  odc: Odc,
  choice: OdcChoice,
  { assetKey }: Operation,
  signal: AbortSignal,
): Promise<BegunRelease> {
  if (choice.environment === undefined) throw new Halt(NO_STAGE);
  const resolved = await resolve(odc, choice, signal);
  const parts = await findRevisions(odc, resolved, undefined, signal);
  const others = parts.filter((part) => part.key.toLowerCase() !== assetKey?.toLowerCase());
  return {
    details: {
      ...detailsOf(resolved.target),
      ...identityOf(parts),
    },
    remaining: others.filter((part) => !isThere(part)).map(({ name }) => name),
  };
}

const NO_STAGE = {
  status: 'invalid-input',
  reason:
    'A release of several applications cannot be resumed by the id of one operation without `environment`: which of the others the stage has is not known.',
  advice:
    'Set `environment`, and `application` with the versions or `source-environment`, as the deployment had them.',
} as const;
