import type { InputProblem } from '../../inputs/problems.ts';
import type { CheckupRun, Findings } from '../../release/checkup.ts';
import type { Chosen, OdcChoice } from './choose.ts';
import type { Odc } from './client.ts';
import { explaining } from './explain.ts';
import { lookUp, revisionOf } from './resolve.ts';
import type { Stage } from './wire.ts';

/**
 * Signs in, and asks ODC for everything that the inputs name and that a deployment reads.
 * @throws Halt if ODC cannot be used
 */
export async function examineOdc(
  odc: Odc,
  choice: OdcChoice,
  { signal, attempt }: CheckupRun,
): Promise<Findings> {
  const wrong: InputProblem[] = [];
  const { chosen, target, source } = await explaining('resolve', () => lookUp(odc, choice, wrong, signal));
  const asking = { odc, wrong, signal, target, source };
  for (const each of chosen) await attempt(() => examineAsset(each, asking));
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
  /** Receives the problems with inputs. */
  readonly wrong: InputProblem[];
  readonly signal: AbortSignal;
  readonly target: Stage | undefined;
  readonly source: Stage | undefined;
}

/** Reads of one asset what a deployment reads. Each kind of request needs another permission of the API client. */
async function examineAsset(each: Chosen, { odc, wrong, signal, source, target }: Asking): Promise<void> {
  const { assetKey } = each.asset;
  const wanted =
    each.wanted === undefined && source === undefined
      ? undefined
      : await explaining('resolve', () => revisionOf({ odc, source }, each, wrong, signal));
  if (wanted !== undefined) await explaining('build', () => odc.builds(assetKey, wanted.revision, signal));
  if (target === undefined) return;
  await explaining('resolve', () => odc.deployed(target.key, assetKey, signal));
  const query = { assetKey, environmentKey: target.key, since: odc.serverTime() };
  await explaining('busy', () => odc.operations(query, signal));
}
