import type { ReleaseDetails } from '../../release/platform.ts';
import { chooseStage, type OdcChoice } from './choose.ts';
import type { Odc } from './client.ts';
import { detailsOf, versionOf } from './parts.ts';
import type { Operation } from './wire.ts';

/**
 * Returns the details of the release that another run began with an operation. An operation does not name its stage,
 * so the stage is the one of the inputs. Of several applications it knows only its own, so their names and versions
 * stay those of the inputs.
 * @throws HttpFailure
 */
export async function detailsFor(
  odc: Odc,
  { environment, applications }: OdcChoice,
  operation: Operation,
  signal: AbortSignal,
): Promise<ReleaseDetails> {
  const stage = environment === undefined ? undefined : chooseStage(environment, await odc.stages(signal));
  const place = stage !== undefined && 'value' in stage ? detailsOf(stage.value) : {};
  const { assetName, assetKey, revisions } = operation;
  if (applications.length > 1 || !assetName) return place;
  const revision = revisions?.[0];
  if (revision === undefined || !assetKey) return { ...place, component: assetName };
  const tag = (await odc.revision(assetKey, revision, signal))?.tag;
  return { ...place, component: assetName, version: versionOf({ revision, ...(tag && { tag }) }) };
}
