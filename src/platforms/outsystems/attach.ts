import type { Deployment, PlatformRun } from '../../release/platform.ts';
import { parseMarker, type RunMarker } from '../../release/run-marker.ts';
import { present } from './choose.ts';
import type { LifeTime } from './client.ts';
import { explaining } from './explain.ts';
import { detailsOf, identityOf } from './parts.ts';
import type { Part } from './resolve.ts';
import { planUrl } from './site.ts';
import type * as wire from './wire.ts';

/** The longest time after which any known CI system can repeat a run, in milliseconds. */
const REPEATED_WITHIN_MS = 30 * 24 * 3_600_000;

/** A plan that another run started, with its target and the names of the applications that it deploys. */
interface Attached {
  readonly deployment: Deployment;
  /** Absent if the service account cannot see it. */
  readonly target?: wire.LifeTimeEnvironment;
  readonly names: readonly string[];
}

/**
 * Attaches to a plan that another run started, and completes the release with the details of the plan.
 * @returns undefined if the plan was never started
 * @throws Halt
 */
export async function attachPlan(
  lifetime: LifeTime,
  id: string,
  run: PlatformRun,
): Promise<Attached | undefined> {
  return explaining('attach', async () => {
    const { status } = await lifetime.status(id, run.signal);
    if (status === 'saved') return undefined;
    const [{ Deployment: plan, ApplicationsToDeploy }, environments, applications] = await Promise.all([
      lifetime.details(id, run.signal),
      lifetime.environments(run.signal),
      lifetime.applications(run.signal),
    ]);
    const operations = plan.ApplicationOperations ?? [];
    const parts = await Promise.all(operations.map((each) => partOf(lifetime, each, applications, run)));
    const namesInPlan = (ApplicationsToDeploy ?? []).flatMap(({ ApplicationName }) => ApplicationName ?? []);
    const names = parts.length > 0 ? parts.map(({ name }) => name) : namesInPlan;
    const target = environments.find(({ Key }) => Key === plan.TargetEnvironmentKey);
    run.complete({
      ...(target && detailsOf(target)),
      ...(names.length > 0 && { component: names.toSorted().join(', ') }),
      ...identityOf(parts),
    });
    const deployment = { id, url: planUrl(lifetime.base, id), acceptedAt: run.clock.now() };
    return { deployment, names, ...(target && { target }) };
  });
}

/** Finds name and version of an application in a plan. LifeTime is asked for a version that no environment has. */
async function partOf(
  lifetime: LifeTime,
  { ApplicationKey, ApplicationVersionKey }: wire.PlanOperation,
  applications: readonly wire.LifeTimeApplication[],
  run: PlatformRun,
): Promise<Pick<Part, 'name' | 'version'>> {
  const application = applications.find(({ Key }) => Key === ApplicationKey);
  const key = present(ApplicationVersionKey);
  if (application === undefined || key === undefined)
    return { name: application?.Name ?? ApplicationKey ?? '' };
  const label = application.AppStatusInEnvs?.find(
    ({ BaseApplicationVersionKey }) => BaseApplicationVersionKey === key,
  )?.BaseApplicationVersionLabel;
  const version = label
    ? { Key: key, Version: label }
    : await lifetime.version(application.Key, key, run.signal);
  return { name: application.Name, version };
}

/**
 * Reads the run markers in the notes of the target's plans, newest first.
 * @throws Halt
 */
export async function tracesOf(
  lifetime: LifeTime,
  target: string,
  run: PlatformRun,
): Promise<readonly RunMarker[]> {
  const since = run.clock.now() - REPEATED_WITHIN_MS;
  const plans = await explaining('resolve', () => lifetime.plans(target, since, run.signal));
  return plans.flatMap(({ Key, Notes }) => {
    const trace = parseMarker(Notes ?? '');
    return trace ? [{ ...trace, deploymentId: Key }] : [];
  });
}
