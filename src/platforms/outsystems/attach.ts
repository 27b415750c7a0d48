import type { Deployment, PlatformRun } from '../../release/platform.ts';
import { parseMarker, type RunMarker } from '../../release/run-marker.ts';
import { present } from './choose.ts';
import type { LifeTime } from './client.ts';
import { explaining } from './explain.ts';
import { detailsOf, identityOf } from './parts.ts';
import type { Part } from './resolve.ts';
import { planUrl } from './site.ts';
import type * as wire from './wire.ts';

/** How far back a run can be repeated on any CI system that we know of, in milliseconds. */
const REPEATED_WITHIN_MS = 30 * 24 * 3_600_000;

/** What an attached plan deploys. */
export interface Attached {
  readonly deployment: Deployment;
  readonly names: readonly string[];
}

/**
 * A plan that another run started. Completes the release with what the plan says of itself.
 * @returns undefined where the plan was never started
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
    const told = (ApplicationsToDeploy ?? []).flatMap(({ ApplicationName }) => ApplicationName ?? []);
    const names = parts.length > 0 ? parts.map(({ name }) => name) : told;
    const target = environments.find(({ Key }) => Key === plan.TargetEnvironmentKey);
    run.complete({
      ...(target && detailsOf(target)),
      ...(names.length > 0 && { component: names.toSorted().join(', ') }),
      ...identityOf(parts),
    });
    return { deployment: { id, url: planUrl(lifetime.base, id), acceptedAt: run.clock.now() }, names };
  });
}

/** Where no environment has the version any more, LifeTime still knows it. */
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

/** What the notes of the plans for a target tell of the runs that made them, newest first. */
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
