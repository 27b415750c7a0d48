import { problemsOf, valueOf } from '../../inputs/found.ts';
import type { InputProblem } from '../../inputs/problems.ts';
import type { CheckupRun, Findings } from '../../release/checkup.ts';
import type { Chosen, OdcChoice } from './choose.ts';
import type { Odc } from './client.ts';
import { explaining } from './explain.ts';
import { lookUp, revisionOf } from './resolve.ts';
import type { AssetRevision, Stage } from './wire.ts';

/**
 * Signs in, and asks ODC for everything that the inputs name and that a deployment reads.
 * @throws Halt if ODC cannot be used
 */
export async function examineOdc(
  odc: Odc,
  choice: OdcChoice,
  { signal, attempt }: CheckupRun,
): Promise<Findings> {
  const looked = await explaining('resolve', () => lookUp(odc, choice, signal));
  const { chosen, target, source } = looked;
  const wrong: InputProblem[] = [...looked.problems];
  const asking = { odc, signal, target, source };
  for (const each of chosen) {
    await attempt(async () => {
      const revision = await examineRevision(each, asking);
      wrong.push(...problemsOf('application', revision));
      await examineAsset(each.asset.assetKey, valueOf(revision), asking);
    });
  }
  const stages = [target, source].flatMap((stage) => (stage ? [`stage "${stage.name}"`] : []));
  const isWrong = wrong.some(({ input }) => input === 'application');
  const assets = isWrong ? [] : chosen.map(({ asset }) => `application "${asset.name}"`);
  return { reached: 'credentials', found: [...stages, ...assets], unknown: [RIGHTS], problems: [], wrong };
}

const RIGHTS =
  'whether the API client has the permission "Release management > Deploy assets" for the target stage: ODC answers that only to an analysis or a deployment';

/** What the questions about the assets share. */
interface Asking {
  readonly odc: Odc;
  readonly signal: AbortSignal;
  readonly target: Stage | undefined;
  readonly source: Stage | undefined;
}

/** Finds the revision of one asset; undefined if the inputs name none. */
async function examineRevision(each: Chosen, { odc, signal, source }: Asking): Promise<Revision | undefined> {
  if (each.wanted === undefined && source === undefined) return undefined;
  return explaining('resolve', () => revisionOf({ odc, source }, each, signal));
}

type Revision = Awaited<ReturnType<typeof revisionOf>>;

/** Reads of one asset what a deployment reads. Each kind of request needs another permission of the API client. */
async function examineAsset(
  assetKey: string,
  wanted: Pick<AssetRevision, 'revision'> | undefined,
  { odc, signal, target }: Asking,
): Promise<void> {
  if (wanted !== undefined) await explaining('build', () => odc.builds(assetKey, wanted.revision, signal));
  if (target === undefined) return;
  await explaining('resolve', () => odc.deployed(target.key, assetKey, signal));
  const query = { assetKey, environmentKey: target.key, since: odc.serverTime() };
  await explaining('busy', () => odc.operations(query, signal));
}
