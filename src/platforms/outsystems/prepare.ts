import { HttpFailure } from '../../http/failure.ts';
import { checkDowngrades } from '../../release/downgrade.ts';
import { Halt } from '../../release/outcome.ts';
import type { PlatformRun, Stop, Verdict } from '../../release/platform.ts';
import { count, formatNames } from '../../shared/format.ts';
import { type BusyWatch, clear, createBusyWatch } from './busy.ts';
import type { LifeTime } from './client.ts';
import { formatConflicts, inspectionOf, type NamesByKey, namesModules, outdatedOf } from './conflicts.ts';
import { downgradesIn, noteUnchecked, withLabels } from './downgrade.ts';
import { explaining } from './explain.ts';
import type { OutSystemsOptions } from './options.ts';
import { detailsOf, formatStep, identityOf, isThere, isUntagged, replacedBy } from './parts.ts';
import { type Created, createPlan, uploadPlan } from './plan.ts';
import { type Part, type Resolved, resolve, type Settle } from './resolve.ts';
import { chooseEarlier } from './rollback.ts';
import { planUrl } from './site.ts';
import { tagPart } from './tag.ts';
import type * as wire from './wire.ts';

/** A plan that LifeTime has validated and that can be started. */
export interface Prepared extends Created {
  readonly url: string;
  readonly target: wire.LifeTimeEnvironment;
  /** Names of the applications to deploy. */
  readonly names: readonly string[];
  readonly conflicts: boolean;
}

/** The verdict about the plan that was created, or a stop before one was. */
type PlanCheck = Stop | { readonly kind: 'checked'; readonly verdict: Verdict; readonly prepared: Prepared };

/**
 * Prepares a release up to the start: resolves names, tags, waits for a free target, creates the plan and checks its
 * conflicts.
 * @throws Halt
 */
export async function prepareRelease(options: OutSystemsOptions, run: PlatformRun): Promise<PlanCheck> {
  const { lifetime, choice } = options;
  run.log.info(`Asking LifeTime at ${lifetime.base.host}`);
  const found = await explaining('resolve', () =>
    resolve(lifetime, choice, run.signal, earlierIn(options, run)),
  );
  await options.configurator?.check(found.target, run);
  const onDowngrade = options.back === undefined ? options.onDowngrade : 'allow';
  const parts = await withLabels(lifetime, await tagged(options, found, run), onDowngrade, run);
  const resolved = { ...found, parts };
  const { target } = resolved;
  const downgrades = options.back === undefined ? downgradesIn(parts) : [];
  run.complete({
    ...detailsOf(target),
    ...identityOf(parts),
    ...replacedBy(parts),
    ...(downgrades.length > 0 && { downgrades }),
  });

  const steps = parts.filter((part) => !isThere(part));
  if (options.package === undefined && steps.length === 0) return alreadyThere(resolved, run);
  for (const part of parts) {
    if (isThere(part))
      run.log.info(`  ${part.name} ${part.version?.Version} is already in ${target.Name}: left out.`);
  }
  for (const part of steps) run.log.info(`  ${formatStep(part)}`);
  noteUnchecked(parts, onDowngrade, run);
  checkDowngrades(target.Name, downgrades, onDowngrade, run.log);
  // The component of a package is only known from its plan.
  if (options.package === undefined) await run.admit?.();

  const busy = createBusyWatch(lifetime, target);
  await clear(busy, options.onBusy, target, run);
  const { key, doubtful, upload } = await makePlan(options, resolved, { steps, busy }, run);
  const url = planUrl(lifetime.base, key);
  run.keep({ marker: upload ? '' : options.marker, id: key, url, ...(upload && { upload }) });
  run.log.info(`  plan ${key}`);

  const details = await explaining('check', () => lifetime.details(key, run.signal));
  const glossary = await glossaryOf(lifetime, details, resolved, run);
  const inspection = inspectionOf(key, details, glossary);
  run.noteInspection(inspection);
  if (options.package) completeFromPlan(details, target, run);
  const prepared = {
    key,
    doubtful,
    url,
    target,
    names: namesIn(details, steps),
    conflicts: inspection.errors > 0,
  };
  return { kind: 'checked', prepared, verdict: judge(inspection, outdatedOf(details, glossary), options) };
}

/** For a rollback, returns the function that chooses the earlier versions; undefined otherwise. */
function earlierIn({ lifetime, back }: OutSystemsOptions, run: PlatformRun): Settle | undefined {
  if (back === undefined) return undefined;
  return (chosen, target) => chooseEarlier({ lifetime, target, history: back.earlier }, chosen, run);
}

/**
 * Handles untagged changes as `untagged-changes` requires.
 * @throws Halt
 */
async function tagged(
  options: OutSystemsOptions,
  { parts, source }: Resolved,
  run: PlatformRun,
): Promise<readonly Part[]> {
  const untagged = parts.filter(isUntagged);
  if (untagged.length === 0 || source === undefined) return parts;
  const names = formatNames(untagged.map(({ name }) => name));
  const never = untagged.filter(({ version }) => version === undefined);
  if (options.untaggedChanges === 'tag') {
    const changeLog = options.notes.slice(0, 500);
    const made = new Map<Part, Part>();
    for (const part of untagged) {
      made.set(part, await tagPart({ lifetime: options.lifetime, source: source.Key, changeLog }, part, run));
    }
    return parts.map((part) => made.get(part) ?? part);
  }
  if (never.length > 0) {
    throw new Halt({
      status: 'refused',
      reason: `${formatNames(never.map(({ name }) => name))} in ${source.Name} has no version to deploy: it was never tagged. Nothing was created.`,
      advice: 'Tag it in LifeTime, or set `untagged-changes: tag`.',
    });
  }
  if (options.untaggedChanges === 'fail') {
    throw new Halt({
      status: 'refused',
      reason: `${source.Name} has untagged changes of ${names}, and \`untagged-changes\` is fail. Nothing was created.`,
      advice: 'Tag the application in LifeTime, set `untagged-changes: tag`, or name the version with `@`.',
    });
  }
  const versions = formatVersions(untagged);
  run.log.warning(`${source.Name} has untagged changes, which are not deployed. Deployed: ${versions}.`);
  return parts;
}

function formatVersions(parts: readonly Part[]): string {
  return parts.map(({ name, version }) => `${name} ${version?.Version}`).join(', ');
}

function alreadyThere({ target, parts }: Resolved, run: PlatformRun): Stop {
  const what = formatVersions(parts);
  const reason = `${target.Name} already runs exactly this: ${what}. No plan was created.`;
  run.log.notice(reason);
  return { kind: 'stop', outcome: { status: 'succeeded', reason } };
}

function makePlan(
  { lifetime, package: file, notes, marker, onBusy }: OutSystemsOptions,
  { source, target, zoneKey }: Resolved,
  { steps, busy }: { readonly steps: readonly Part[]; readonly busy: BusyWatch },
  run: PlatformRun,
): Promise<Created> {
  if (file) return uploadPlan(lifetime, target, file, run);
  const body = {
    Notes: `${notes}\n[${marker}]`,
    SourceEnvironmentKey: source?.Key ?? '',
    TargetEnvironmentKey: target.Key,
    ApplicationOperations: steps.map(({ version }) => ({
      ApplicationVersionKey: version?.Key ?? '',
      DeploymentZoneKey: zoneKey,
    })),
  };
  const collided = async (): Promise<boolean> => {
    if (onBusy !== 'wait' || (await busy.look(run)) === undefined) return false;
    await busy.wait(run);
    return true;
  };
  const send = (): Promise<string> => lifetime.create(body, run.signal);
  return createPlan(lifetime, { target: target.Key, marker }, { send, collided }, run);
}

/** Collects the names for the keys in a plan. Modules are requested only if a conflict refers to one. */
async function glossaryOf(
  lifetime: LifeTime,
  details: wire.LifeTimePlanDetails,
  { known }: Resolved,
  run: PlatformRun,
): Promise<NamesByKey> {
  const applications = new Map(known.map(({ Key, Name }) => [Key, Name]));
  for (const { ApplicationKey, ApplicationName } of details.ApplicationsToDeploy ?? []) {
    if (ApplicationKey && ApplicationName) applications.set(ApplicationKey, ApplicationName);
  }
  const modules = namesModules(details.ApplicationConflicts ?? []) ? await modulesOf(lifetime, run) : [];
  return { applications, modules: new Map(modules.map(({ Key, Name }) => [Key, Name])) };
}

/** Returns the modules, or an empty list on failure: the conflicts then show keys. */
async function modulesOf(lifetime: LifeTime, run: PlatformRun): Promise<readonly wire.KeyAndName[]> {
  try {
    return await lifetime.modules(run.signal);
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    run.log.info(`  The names of the modules could not be read: ${error.message}`);
    return [];
  }
}

/** Completes the release with the applications of a binary, which only the plan lists. */
function completeFromPlan(
  details: wire.LifeTimePlanDetails,
  target: wire.LifeTimeEnvironment,
  run: PlatformRun,
): void {
  const names = namesIn(details, []).toSorted();
  run.complete({ environment: target.Name, ...(names.length > 0 && { component: names.join(', ') }) });
}

function namesIn(
  { ApplicationsToDeploy }: wire.LifeTimePlanDetails,
  steps: readonly Part[],
): readonly string[] {
  if (steps.length > 0) return steps.map(({ name }) => name);
  return (ApplicationsToDeploy ?? []).map(({ ApplicationName }) => ApplicationName ?? '').filter(Boolean);
}

/** Decides whether the plan may be started. */
export function judge(
  { errors, problems }: Pick<ReturnType<typeof inspectionOf>, 'errors' | 'problems'>,
  outdated: readonly string[],
  policy: Pick<OutSystemsOptions, 'onConflict' | 'redeployOutdated'>,
): Verdict {
  const consumers = outdated.length > 0 ? ` ${sayOutdated(outdated, policy.redeployOutdated)}` : '';
  if (errors === 0) return { kind: 'go', warned: false, reason: `LifeTime sees no conflicts.${consumers}` };
  const conflicts = `LifeTime found ${count(errors, 'conflict')}: ${formatConflicts(problems)}.`;
  if (policy.onConflict === 'continue') {
    return { kind: 'go', warned: true, reason: `${conflicts} \`on-conflict\` is continue.${consumers}` };
  }
  return {
    kind: 'stop',
    outcome: {
      status: 'conflicts',
      reason: `${conflicts} Nothing was deployed.`,
      advice: 'Deploy the missing parts with it, or set `on-conflict: continue`.',
    },
  };
}

function sayOutdated(outdated: readonly string[], redeploy: boolean): string {
  const what = `${count(outdated.length, 'outdated consumer')} in the target ${outdated.length === 1 ? 'is' : 'are'}`;
  return `${what} ${redeploy ? '' : 'not '}deployed again: ${formatNames(outdated, 10)}.`;
}
