import type { Found } from '../../inputs/file.ts';
import { type InputProblem, invalidInputs } from '../../inputs/problems.ts';
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
  const problems: InputProblem[] = [];
  const { target, ...others } = await lookUp(odc, choice, problems, signal);
  if (target === undefined || problems.length > 0)
    throw new Halt(invalidInputs(problems, 'nothing was deployed'));
  return { target, ...others };
}

/**
 * Finds the stages and assets that the inputs name, and adds every problem to `problems`.
 * @throws HttpFailure, SignInFailed
 */
export async function lookUp(
  odc: Odc,
  choice: OdcChoice,
  problems: InputProblem[],
  signal: AbortSignal,
): Promise<Omit<Resolved, 'target'> & Partial<Pick<Resolved, 'target'>>> {
  const stages = await odc.stages(signal);
  const stageOf = (input: string, wanted: string | undefined): Stage | undefined => {
    if (wanted === undefined) return undefined;
    const found = chooseStage(wanted, stages);
    if ('value' in found) return found.value;
    problems.push({ input, message: found.problem });
    return undefined;
  };
  const target = stageOf('environment', choice.environment);
  const source = stageOf('source-environment', choice.sourceEnvironment);
  if (target !== undefined && target === source)
    problems.push({ input: 'source-environment', message: 'is the same stage as `environment`' });
  const chosen: Chosen[] = [];
  for (const spec of choice.applications) {
    const found = await findAsset(odc, spec, signal);
    if ('problem' in found) problems.push({ input: 'application', message: found.problem });
    else if (chosen.some(({ asset }) => asset.assetKey === found.value.asset.assetKey))
      problems.push({ input: 'application', message: `names "${found.value.asset.name}" twice` });
    else chosen.push(found.value);
  }
  return { ...(target && { target }), ...(source && { source }), chosen };
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
    const found = earlier?.get(key) ?? (await revisionOf({ odc, source }, each, problems, signal));
    if (found === undefined) continue;
    const inTarget = await odc.deployed(target.key, key, signal);
    const { revision, tag } = found;
    parts.push({ key, name, type: assetType ?? '', revision, ...(tag && { tag }), inTarget });
  }
  if (problems.length > 0) throw new Halt(invalidInputs(problems, 'nothing was deployed'));
  return parts;
}

/** Returns the revision to deploy. Adds a problem, and returns undefined, if there is none. */
export async function revisionOf(
  { odc, source }: { readonly odc: Odc; readonly source: Stage | undefined },
  { asset, wanted }: Chosen,
  problems: InputProblem[],
  signal: AbortSignal,
): Promise<Pick<AssetRevision, 'revision' | 'tag'> | undefined> {
  const { assetKey: key, name } = asset;
  const complain = (message: string): undefined => {
    problems.push({ input: 'application', message });
    return undefined;
  };
  if (wanted !== undefined && 'tag' in wanted) {
    const [only, ...more] = await odc.tagged(key, wanted.tag, signal);
    if (only === undefined) {
      const highest = await odc.highestTag(key, signal);
      const there = highest === undefined ? 'it was never tagged' : `the highest tag is ${highest}`;
      return complain(`asks for tag "${wanted.tag}" of "${name}", which does not exist (${there})`);
    }
    if (more.length === 0) return only;
    const all = [only, ...more].map(({ revision }) => String(revision));
    return complain(
      `asks for tag "${wanted.tag}" of "${name}", which several revisions have: name one with @: ${formatNames(all)}`,
    );
  }
  if (wanted !== undefined) {
    const found = await odc.revision(key, wanted.revision, signal);
    if (found !== undefined) return found;
    return complain(
      `asks for revision ${wanted.revision} of "${name}", which does not exist (the newest is ${asset.revision})`,
    );
  }
  if (source === undefined)
    return complain(
      `names "${name}" without a version: add @ and a tag or revision, or give \`source-environment\``,
    );
  const [running, ...others] = await odc.deployed(source.key, key, signal);
  if (running === undefined) return complain(`names "${name}", which does not run in ${source.name}`);
  if (others.length > 0) {
    const all = [running, ...others].map(({ revision }) => String(revision));
    return complain(
      `names "${name}", of which ${source.name} runs several revisions: name one with @: ${formatNames(all)}`,
    );
  }
  if (running.tag) return running;
  return (await odc.revision(key, running.revision, signal)) ?? running;
}
