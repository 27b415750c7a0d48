import { discardDraft } from './cleanup.ts';
import type { EarlierDeployment } from './find-earlier.ts';
import { Halt, isGreen, type Outcome } from './outcome.ts';
import type { ReleaseContext, ReleaseState } from './phases.ts';
import type { ReleasePlan } from './plan.ts';
import type { Deployment, DeploymentEnd, PlatformRun, StatusReading } from './platform.ts';
import { retryReads } from './poll.ts';
import type { RecordTrace } from './run-marker.ts';

/** A deployment that was started earlier and that the platform knows. */
export interface KnownDeployment extends EarlierDeployment {
  readonly deployment: Deployment;
  /** The plan with the platform's data about this deployment. */
  readonly plan: ReleasePlan;
  /** Its first status; absent for `resume`, which waits for the deployment whatever its status is. */
  readonly seen?: StatusReading<DeploymentEnd>;
}

/** A deployment that is over according to the platform itself. */
export interface FinishedDeployment extends KnownDeployment, Omit<DeploymentEnd, 'counts'> {}

/**
 * Asks the platform for each deployment that was started earlier. Skips an older one whose records were ended: it is
 * over.
 * @returns the newest last, because the plan then has the platform's data about that one
 * @throws Halt if `resume` cannot join it
 */
export async function readEarlier(
  context: ReleaseContext,
  run: PlatformRun,
  state: ReleaseState,
  newestFirst: readonly EarlierDeployment[],
): Promise<readonly KnownDeployment[]> {
  const insist = retryReads(run);
  const [newest] = newestFirst;
  const known: KnownDeployment[] = [];
  for (const begun of newestFirst.toReversed()) {
    if (begun !== newest && areEnded(begun.records)) continue;
    const deployment = await findDeployment(context, run, begun);
    if (deployment === undefined) continue;
    const resumes = context.plan.operation === 'resume';
    const seen = resumes ? undefined : await insist(() => context.platform.readStatus(deployment, run));
    known.push({ ...begun, deployment, plan: state.plan, ...(seen && { seen }) });
  }
  return known;
}

/**
 * Finds the deployment, if it has started and this run can join it. Discards a draft that never started.
 * @returns undefined if the deployment does not exist any more or never started
 * @throws Halt if `resume` cannot join it
 */
export async function findDeployment(
  context: ReleaseContext,
  run: PlatformRun,
  { id, from, saved }: EarlierDeployment,
): Promise<Deployment | undefined> {
  const resumes = context.plan.operation === 'resume';
  try {
    const deployment = await context.platform.attach(id, run, saved);
    if (deployment) return deployment;
    if (resumes) throw new Halt(neverBegun(id));
    await discardDraft({ id, marker: '' }, 'calm', { ...context, forget: () => {} });
  } catch (error) {
    const gone = error instanceof Halt && error.outcome.status === 'invalid-input';
    if (resumes || !gone) throw error;
    context.log.warning(`Deployment ${id}, known from ${from}, does not exist any more. ${error.message}`);
  }
  return undefined;
}

/** Whether all readable records were ended. Then the records that cannot be read were ended, too. */
export function areEnded(records: readonly RecordTrace[]): boolean {
  return records.length > 0 && !records.some(({ isOpen }) => isOpen);
}

/** Returns the deployment if it is over according to the platform. */
export function asFinished(known: KnownDeployment): FinishedDeployment | undefined {
  const { seen } = known;
  if (seen?.phase !== 'over' || !isSettled(seen.result.outcome.status)) return undefined;
  const { outcome, isPartial } = seen.result;
  return { ...known, outcome, ...(isPartial && { isPartial }) };
}

/** Whether the platform itself reported the end, good or bad. */
function isSettled(status: Outcome['status']): boolean {
  return isGreen(status) ? status !== 'pending-review' : hasFailed(status);
}

/** Whether the platform itself reported an end without success. */
export function hasFailed(status: Outcome['status']): boolean {
  return status === 'failed' || status === 'rejected' || status === 'aborted';
}

function neverBegun(id: string): Outcome {
  return {
    status: 'invalid-input',
    reason: `Deployment ${id} exists and was never started, so it has no end to wait for.`,
    advice: 'Deploy instead, or start it on the platform first.',
  };
}
