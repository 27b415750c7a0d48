import { blankEntry } from './journal.ts';
import { discard } from './letting-go.ts';
import { Halt, isGreen, type Outcome } from './outcome.ts';
import type { Deployment, Run } from './platform.ts';
import { type Begun, recall } from './recall.ts';
import { accept, type Cast, type Notes, openRecords, watch } from './story.ts';
import { announcementOf } from './tracker.ts';

/**
 * Goes on with what was begun before, where something was.
 * @returns how it ended; undefined where a new deployment is to be begun
 */
export async function attach(cast: Cast, run: Run, notes: Notes): Promise<Outcome | undefined> {
  const { earlier, log } = cast;
  const resumes = cast.plan.operation === 'resume';
  const memory = { ...cast, announcement: () => announcementOf(notes.plan, cast.startedAt) };
  const begun = cast.deploymentId
    ? { id: cast.deploymentId, from: '`deployment-id`' }
    : await recall(memory, run);
  if (begun === undefined) {
    if (resumes) throw new Halt(nothingToResume);
    return earlier && startOver(cast, notes);
  }
  const deployment = await find(cast, run, begun);
  if (deployment === undefined) return startOver(cast, notes);
  // Start and end must be identical, so what the start said counts.
  if (earlier) notes.plan = { ...earlier.plan, operation: cast.plan.operation };
  log.info(`Going on with deployment ${deployment.id}, known from ${begun.from}.`);
  const startedAt = earlier?.startedAt ?? cast.startedAt;
  const records = openRecords(cast, () => announcementOf(notes.plan, startedAt), earlier?.trackers);
  records.adopt();
  const fresh = notes.records;
  notes.records = records;
  accept(cast, notes, deployment);
  const outcome = await watch(cast, run, notes, deployment, cast.clock.now());
  if (resumes || isGreen(outcome.status) || !isOver(outcome.status)) return outcome;

  await records.end({ outcome, deployment }, false);
  log.notice(`Deployment ${deployment.id} ended as ${outcome.status}: ${outcome.reason} Beginning anew.`);
  Object.assign(notes, { records: fresh, launched: 'no', counts: [] });
  return startOver(cast, notes);
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
    await discard({ id, marker: '' }, false, { ...cast, forget: () => {} });
  } catch (error) {
    const gone = error instanceof Halt && error.outcome.status === 'invalid-input';
    if (resumes || !gone) throw error;
    cast.log.warning(`Deployment ${id}, known from ${from}, is not there any more. ${error.message}`);
  }
  return undefined;
}

/** Nothing of what was begun before counts any more. */
function startOver(cast: Cast, notes: Notes): undefined {
  notes.plan = cast.plan;
  const blank = blankEntry(cast.plan, cast.startedAt);
  cast.journal.write({ ...blank, deployment: undefined, draft: undefined, status: undefined });
}

/** Whether the platform itself said that this was the end. */
function isOver(status: Outcome['status']): boolean {
  return status === 'failed' || status === 'rejected' || status === 'aborted';
}

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
