import { type Found, problemsOf, valueOf } from '../../inputs/found.ts';
import { type InputProblem, invalidInputs, needed } from '../../inputs/problems.ts';
import { Halt } from '../../release/outcome.ts';
import { formatNames } from '../../shared/format.ts';
import { type Chosen, chooseAsset, chooseStage, nameIn, type OdcChoice } from './choose.ts';
import type { Odc } from './client.ts';
import type { Part } from './parts.ts';
import { type AssetRevision, isKey, type Stage } from './wire.ts';

/** The stages and the assets that the inputs name, before the revisions are known. */
export interface Resolved {
  readonly target: Stage;
  readonly source?: Stage;
  readonly chosen: readonly Chosen[];
}

/**
 * Finds the stages and assets, and reports every problem at once.
 * @throws Halt, HttpFailure
 */
export async function resolve(odc: Odc, choice: OdcChoice, signal: AbortSignal): Promise<Resolved> {
  const { target, problems, ...others } = await lookUp(odc, choice, signal);
  if (target === undefined || problems.length > 0)
    throw new Halt(invalidInputs(problems, 'nothing was deployed'));
  return { target, ...others };
}

/** What was found of the stages and assets, and what is wrong with the inputs. */
interface LookedUp extends Omit<Resolved, 'target'> {
  /** Absent if it was not found. */
  readonly target?: Stage;
  readonly problems: readonly InputProblem[];
}

/**
 * Finds the stages and assets that the inputs name.
 * @throws HttpFailure, SignInFailed
 */
export async function lookUp(odc: Odc, choice: OdcChoice, signal: AbortSignal): Promise<LookedUp> {
  const stages = await odc.stages(signal);
  const stageOf = (wanted: string | undefined): Found<Stage> | undefined =>
    wanted === undefined ? undefined : chooseStage(wanted, stages);
  const [to, from] = [stageOf(choice.environment), stageOf(choice.sourceEnvironment)];
  const [target, source] = [valueOf(to), valueOf(from)];
  const problems = [...problemsOf('environment', to), ...problemsOf('source-environment', from)];
  if (target !== undefined && target === source)
    problems.push(needed('source-environment', 'is the same stage as `environment`'));
  const chosen: Chosen[] = [];
  for (const spec of choice.applications) {
    const found = await findAsset(odc, spec, signal);
    if ('problem' in found) problems.push(needed('application', found.problem));
    else if (chosen.some(({ asset }) => asset.assetKey === found.value.asset.assetKey))
      problems.push(needed('application', `names "${found.value.asset.name}" twice`));
    else chosen.push(found.value);
  }
  return { ...(target && { target }), ...(source && { source }), chosen, problems };
}

/** Asks for the assets that a spec can mean; for all of them only to suggest a name. */
async function findAsset(odc: Odc, spec: string, signal: AbortSignal): Promise<Found<Chosen>> {
  const name = nameIn(spec);
  if (isKey(name) && /^[0-9a-f-]{32,36}$/i.test(name)) {
    const asset = await odc.asset(name, signal);
    if (asset !== undefined) return chooseAsset(spec, [asset]);
  }
  const near = await odc.assets(name, signal);
  const found = chooseAsset(spec, near);
  if ('value' in found || near.some((each) => each.name === name)) return found;
  return chooseAsset(spec, await odc.assets(undefined, signal));
}

/**
 * Finds the revision of each asset, and what the target runs now.
 * @param earlier for a rollback: the revisions of the assets without a version from the user, by asset key
 * @throws Halt, HttpFailure
 */
export async function findRevisions(
  odc: Odc,
  { chosen, source, target }: Resolved,
  earlier: ReadonlyMap<string, AssetRevision> | undefined,
  signal: AbortSignal,
): Promise<readonly Part[]> {
  const problems: InputProblem[] = [];
  const parts: Part[] = [];
  for (const each of chosen) {
    const { assetKey: key, name, assetType } = each.asset;
    const known = earlier?.get(key);
    const found = known ? { value: known } : await revisionOf({ odc, source }, each, signal);
    if ('problem' in found) {
      problems.push(needed('application', found.problem));
      continue;
    }
    const inTarget = await odc.deployed(target.key, key, signal);
    const { revision, tag } = found.value;
    parts.push({ key, name, type: assetType ?? '', revision, ...(tag && { tag }), inTarget });
  }
  if (problems.length > 0) throw new Halt(invalidInputs(problems, 'nothing was deployed'));
  return parts;
}

/** Finds the revision to deploy. */
export async function revisionOf(
  { odc, source }: { readonly odc: Odc; readonly source: Stage | undefined },
  { asset, wanted }: Chosen,
  signal: AbortSignal,
): Promise<Found<Pick<AssetRevision, 'revision' | 'tag'>>> {
  const { assetKey: key, name } = asset;
  if (wanted !== undefined && 'tag' in wanted) {
    const [only, ...more] = await odc.tagged(key, wanted.tag, signal);
    if (only === undefined) {
      const highest = await odc.highestTag(key, signal);
      const there = highest === undefined ? 'it was never tagged' : `the highest tag is ${highest}`;
      return { problem: `asks for tag "${wanted.tag}" of "${name}", which does not exist (${there})` };
    }
    if (more.length === 0) return { value: only };
    const all = [only, ...more].map(({ revision }) => String(revision));
    return {
      problem: `asks for tag "${wanted.tag}" of "${name}", which several revisions have: name one with @: ${formatNames(all)}`,
    };
  }
  if (wanted !== undefined) {
    const found = await odc.revision(key, wanted.revision, signal);
    if (found !== undefined) return { value: found };
    return {
      problem: `asks for revision ${wanted.revision} of "${name}", which does not exist (the newest is ${asset.revision})`,
    };
  }
  if (source === undefined)
    return {
      problem: `names "${name}" without a version: add @ and a tag or revision, or give \`source-environment\``,
    };
  const [running, ...others] = await odc.deployed(source.key, key, signal);
  if (running === undefined) return { problem: `names "${name}", which does not run in ${source.name}` };
  if (others.length > 0) {
    const all = [running, ...others].map(({ revision }) => String(revision));
    return {
      problem: `names "${name}", of which ${source.name} runs several revisions: name one with @: ${formatNames(all)}`,
    };
  }
  if (running.tag) return { value: running };
  return { value: (await odc.revision(key, running.revision, signal)) ?? running };
}
