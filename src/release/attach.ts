import { announcementOf } from './announcement.ts';
import { discardDraft } from './cleanup.ts';
import type { PausableDeadline } from './deadline.ts';
import { type EarlierDeployment, findEarlierDeployment } from './find-earlier.ts';
import { blankEntry } from './journal.ts';
import { Halt, isGreen, type Outcome } from './outcome.ts';
import {
  openTrackerRecords,
  type ReleaseContext,
  type ReleaseState,
  saveAccepted,
  watchDeployment,
} from './phases.ts';
import type { Deployment, PlatformRun } from './platform.ts';
import { retryReads } from './poll.ts';
import type { Conclusion } from './tracker.ts';

/**
 * Joins a deployment that an earlier process or attempt started. Only `resume` joins a deployment that is over. Any
 * other operation starts anew then, because only the platform can confirm what the target has now, and `prepare` asks
 * it.
 * @returns the outcome of the joined deployment; undefined if the caller must start a new one
 * @throws Halt if `resume` finds no deployment, or if nobody knows whether an earlier launch succeeded
 */
export async function attach(
  context: ReleaseContext,
  run: PlatformRun,
  state: ReleaseState,
  timeout: PausableDeadline,
): Promise<Outcome | undefined> {
  const { earlier, plan } = context;
  const { trackerTime } = state;
  const resumes = plan.operation === 'resume';
  const fresh = state.records;
  if (earlier) {
    // The start and the end of a record must be identical, so the plan of the recorded start counts.
    state.plan = { ...earlier.plan, operation: plan.operation };
    const announcement = () => announcementOf(state.plan, earlier.startedAt);
    state.records = openTrackerRecords(context, announcement, trackerTime, earlier.trackers);
  }
  const startOver = async (end: EarlierEnd): Promise<undefined> => {
    timeout.pause();
    await state.records.endEarlier(end, trackerTime);
    timeout.start();
    const blank = blankEntry(plan, context.startedAt);
    context.journal.write({
      ...blank,
      deployment: undefined,
      draft: undefined,
      status: undefined,
      end: undefined,
    });
    Object.assign(state, { plan, records: fresh, launched: 'no', counts: [] });
  };

  const announcement = () => announcementOf(state.plan, context.startedAt);
  const memory = { ...context, announcement, timeout, trackerTime };
  const begun = context.deploymentId
    ? { id: context.deploymentId, from: '`deployment-id`', openIn: [] }
    : await findEarlierDeployment(memory, run);
  if (begun && 'lost' in begun) {
    state.records.adopt(begun.openIn);
    throw new Halt(neverAnswered(begun.from, context.platform.name, plan.name));
  }
  const deployment = begun && (await findDeployment(context, run, begun));
  if (begun === undefined || deployment === undefined) {
    if (resumes) throw new Halt(nothingToResume);
    return earlier && startOver({ outcome: neverLaunched });
  }
  const insist = retryReads(run);
  const seen = resumes ? undefined : await insist(() => context.platform.readStatus(deployment, run));
  if (seen?.phase === 'over' && isSettled(seen.result.outcome.status)) {
    const { outcome } = seen.result;
    context.log.notice(beginsAnew(deployment.id, begun.from, outcome));
    // Without a journal entry, only records that are known to be open are ended: an end without a start matches
    // nothing.
    state.records.adopt(begun.openIn);
    return startOver({ outcome, deployment });
  }
  context.log.info(`Going on with deployment ${deployment.id}, known from ${begun.from}.`);
  // The end of an earlier step is not the end of this one.
  context.journal.write({ closed: false, status: undefined, end: undefined });
  state.records.adopt();
  saveAccepted(context, state, deployment);
  state.views.begin();
  const from = context.clock.now();
  const outcome = await watchDeployment(context, run, state, { deployment, from, ...(seen && { seen }) });
  if (resumes || !hasFailed(outcome.status)) return outcome;
  context.log.notice(beginsAnew(deployment.id, begun.from, outcome));
  return startOver({ outcome, deployment });
}

type EarlierEnd = Omit<Conclusion, 'endedAt'>;

function beginsAnew(id: string, from: string, { status, reason }: Outcome): string {
  return `Deployment ${id}, known from ${from}, is over. It ended as ${status}: ${reason} Beginning anew.`;
}

/**
 * Finds the deployment, if it has started and this run can join it. Discards a draft that never started.
 * @returns undefined if the deployment does not exist any more or never started
 * @throws Halt if `resume` cannot join it
 */
async function findDeployment(
  context: ReleaseContext,
  run: PlatformRun,
  { id, from }: EarlierDeployment,
): Promise<Deployment | undefined> {
  const resumes = context.plan.operation === 'resume';
  try {
    const deployment = await context.platform.attach(id, run);
    if (deployment) return deployment;
    if (resumes) throw new Halt(neverBegun(id));
    await discardDraft({ id, marker: '' }, 'calm', { ...context, forget: () => {} });
  } catch (error) {
    const gone = error instanceof Halt && error.outcome.status === 'invalid-input';
    if (resumes || !gone) throw error;
    context.log.warning(`Deployment ${id}, known from ${from}, is not there any more. ${error.message}`);
  }
  return undefined;
}

/** Whether the platform itself reported the end, good or bad. */
function isSettled(status: Outcome['status']): boolean {
  return isGreen(status) ? status !== 'pending-review' : hasFailed(status);
}

/** Whether the platform itself reported an end without success. */
function hasFailed(status: Outcome['status']): boolean {
  return status === 'failed' || status === 'rejected' || status === 'aborted';
}

function neverAnswered(from: string, platform: string, name: string): Outcome {
  return {
    status: 'unknown',
    reason: `${from} was lost while ${platform} was being asked to deploy "${name}": it may or may not have begun. Nothing was sent.`,
    advice:
      'Look for it on the platform. If it is there, resume it with its `deployment-id`; if it is not, run this again.',
  };
}

const neverLaunched: Outcome = {
  status: 'cancelled',
  reason: 'An earlier run was stopped before a deployment was begun.',
};

const nothingToResume: Outcome = {
  status: 'invalid-input',
  reason: 'There is nothing to resume: no earlier attempt of this run has left a trace of a deployment.',
  advice: 'Say which deployment is meant with `deployment-id`.',
};

function neverBegun(id: string): Outcome {
  return {
    status: 'invalid-input',
    reason: `Deployment ${id} exists and was never started: there is nothing to wait for.`,
    advice: 'Deploy instead, or start it on the platform first.',
  };
}
