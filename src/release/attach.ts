import { announcementOf } from './announcement.ts';
import { blankEntry } from './journal.ts';
import { discard } from './letting-go.ts';
import { Halt, type Outcome } from './outcome.ts';
import type { Deployment, Run } from './platform.ts';
import { type Begun, recall } from './recall.ts';
import { accept, type Cast, type Notes, openRecords, watch } from './story.ts';

/**
 * Goes on with what was begun before, where something was.
 * @returns how it ended; undefined where a new deployment is to be begun
 */
export async function attach(cast: Cast, run: Run, notes: Notes): Promise<Outcome | undefined> {
  const { earlier, plan } = cast;
  const resumes = plan.operation === 'resume';
  const fresh = notes.records;
  if (earlier) {
    // Start and end must be identical, so what the start said counts.
    notes.plan = { ...earlier.plan, operation: plan.operation };
    notes.records = openRecords(cast, () => announcementOf(notes.plan, earlier.startedAt), earlier.trackers);
  }
  const startOver = async (outcome: Outcome): Promise<undefined> => {
    await notes.records.end({ outcome }, false);
    const blank = blankEntry(plan, cast.startedAt);
    cast.journal.write({ ...blank, deployment: undefined, draft: undefined, status: undefined });
    Object.assign(notes, { plan, records: fresh, launched: 'no', counts: [] });
  };

  const memory = { ...cast, announcement: () => announcementOf(notes.plan, cast.startedAt) };
  const begun = cast.deploymentId
    ? { id: cast.deploymentId, from: '`deployment-id`' }
    : await recall(memory, run);
  const deployment = begun && (await find(cast, run, begun));
  if (begun === undefined || deployment === undefined) {
    if (resumes) throw new Halt(nothingToResume);
    return earlier && startOver(neverLaunched);
  }
  cast.log.info(`Going on with deployment ${deployment.id}, known from ${begun.from}.`);
  notes.records.adopt();
  accept(cast, notes, deployment);
  notes.views.begin();
  const outcome = await watch(cast, run, notes, deployment, cast.clock.now());
  if (resumes || !isOver(outcome.status)) return outcome;
  cast.log.notice(
    `Deployment ${deployment.id} ended as ${outcome.status}: ${outcome.reason} Beginning anew.`,
  );
  return startOver(outcome);
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

/** Whether the platform itself said that it did not succeed and is over. */
function isOver(status: Outcome['status']): boolean {
  return status === 'failed' || status === 'rejected' || status === 'aborted';
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
