import type { Allowance } from './allowance.ts';
import { announcementOf } from './announcement.ts';
import { blankEntry } from './journal.ts';
import { discard } from './letting-go.ts';
import { Halt, isGreen, type Outcome } from './outcome.ts';
import type { Deployment, Run } from './platform.ts';
import { insisting } from './poll.ts';
import { type Begun, recall } from './recall.ts';
import { accept, type Cast, type Notes, openRecords, watch } from './story.ts';
import type { Conclusion } from './tracker.ts';

/**
 * Joins what is under way from before, where something is. What is over counts for nothing here: only the platform can
 * confirm what the target has now, so the release begins anew and `prepare` asks it.
 * @returns how the joined deployment ended; undefined where a new deployment is to be begun
 */
export async function attach(
  cast: Cast,
  run: Run,
  notes: Notes,
  timeout: Allowance,
): Promise<Outcome | undefined> {
  const { earlier, plan } = cast;
  const { trackerTime } = notes;
  const resumes = plan.operation === 'resume';
  const fresh = notes.records;
  if (earlier) {
    // Start and end must be identical, so what the start said counts.
    notes.plan = { ...earlier.plan, operation: plan.operation };
    const announcement = () => announcementOf(notes.plan, earlier.startedAt);
    notes.records = openRecords(cast, announcement, trackerTime, earlier.trackers);
  }
  const startOver = async (end: EarlierEnd): Promise<undefined> => {
    timeout.hold();
    await notes.records.endEarlier(end, trackerTime);
    timeout.run();
    const blank = blankEntry(plan, cast.startedAt);
    cast.journal.write({
      ...blank,
      deployment: undefined,
      draft: undefined,
      status: undefined,
      end: undefined,
    });
    Object.assign(notes, { plan, records: fresh, launched: 'no', counts: [] });
  };

  const announcement = () => announcementOf(notes.plan, cast.startedAt);
  const memory = { ...cast, announcement, timeout, trackerTime };
  const begun = cast.deploymentId
    ? { id: cast.deploymentId, from: '`deployment-id`', openIn: [] }
    : await recall(memory, run);
  if (begun && 'lost' in begun) {
    notes.records.adopt(begun.openIn);
    throw new Halt(neverAnswered(begun.from, cast.platform.name, plan.name));
  }
  const deployment = begun && (await find(cast, run, begun));
  if (begun === undefined || deployment === undefined) {
    if (resumes) throw new Halt(nothingToResume);
    return earlier && startOver({ outcome: neverLaunched });
  }
  const insist = insisting(run);
  const seen = resumes ? undefined : await insist(() => cast.platform.look(deployment, run));
  if (seen?.phase === 'over' && isSettled(seen.result.outcome.status)) {
    const { outcome } = seen.result;
    cast.log.notice(beginsAnew(deployment.id, begun.from, outcome));
    // Without a note of its own, only what is known to be open is ended: an end without a start matches nothing.
    notes.records.adopt(begun.openIn);
    return startOver({ outcome, deployment });
  }
  cast.log.info(`Going on with deployment ${deployment.id}, known from ${begun.from}.`);
  // How an earlier step ended is no end of this one.
  cast.journal.write({ closed: false, status: undefined, end: undefined });
  notes.records.adopt();
  accept(cast, notes, deployment);
  notes.views.begin();
  const from = cast.clock.now();
  const outcome = await watch(cast, run, notes, { deployment, from, ...(seen && { seen }) });
  if (resumes || !hasFailed(outcome.status)) return outcome;
  cast.log.notice(beginsAnew(deployment.id, begun.from, outcome));
  return startOver({ outcome, deployment });
}

type EarlierEnd = Omit<Conclusion, 'endedAt'>;

function beginsAnew(id: string, from: string, { status, reason }: Outcome): string {
  return `Deployment ${id}, known from ${from}, is over. It ended as ${status}: ${reason} Beginning anew.`;
}

/**
 * The deployment, where it has begun and a repeated run can go on with it.
 * @throws Halt where a run that resumes can't
 */
async function find(cast: Cast, run: Run, { id, from }: Begun): Promise<Deployment | undefined> {
  const resumes = cast.plan.operation === 'resume';
  try {
    const deployment = await cast.platform.attach(id, run);
    if (deployment) return deployment;
    if (resumes) throw new Halt(neverBegun(id));
    await discard({ id, marker: '' }, 'calm', { ...cast, forget: () => {} });
  } catch (error) {
    const gone = error instanceof Halt && error.outcome.status === 'invalid-input';
    if (resumes || !gone) throw error;
    cast.log.warning(`Deployment ${id}, known from ${from}, is not there any more. ${error.message}`);
  }
  return undefined;
}

/** Whether the platform itself said that it is over, well or not. */
function isSettled(status: Outcome['status']): boolean {
  return isGreen(status) ? status !== 'pending-review' : hasFailed(status);
}

/** Whether the platform itself said that it did not succeed and is over. */
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
