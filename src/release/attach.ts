import { announcementOf } from './announcement.ts';
import type { PausableDeadline } from './deadline.ts';
import {
  type EndedRelease,
  endOfJoined,
  endOfNeverStarted,
  endOfSaved,
  endOfTraced,
  hasBadEnds,
  savedEndIn,
} from './ended-release.ts';
import { type EarlierDeployment, findEarlierDeployment } from './find-earlier.ts';
import { stepsAfter } from './follow-ups.ts';
import { type JournalEntry, requestedDraft } from './journal.ts';
import { Halt, hasSucceeded, type Outcome } from './outcome.ts';
import {
  openTrackerRecords,
  type ReleaseContext,
  type ReleaseState,
  saveAccepted,
  watchDeployment,
} from './phases.ts';
import type { DeploymentEnd, PlatformRun } from './platform.ts';
import {
  areEnded,
  asFinished,
  type FinishedDeployment,
  findDeployment,
  hasFailed,
  type KnownDeployment,
  readEarlier,
} from './read-earlier.ts';
import { endEarlier, startOver } from './start-over.ts';

/**
 * Joins a deployment that an earlier process or attempt started and that is still in progress. A deployment that is
 * over is not joined: only the platform can confirm what the target has now, so the caller starts anew and `prepare`
 * asks the platform.
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
  const fresh = state.records;
  if (earlier) {
    // The start and the end of a record must be identical, so the plan of the recorded start counts.
    state.plan = { ...earlier.plan, operation: plan.operation };
    const announcement = () => announcementOf(state.plan, earlier.startedAt);
    state.records = openTrackerRecords(context, announcement, state.trackerTime, earlier.trackers);
  }
  const begun = await findStarted(context, run, state, timeout);
  const known = await readEarlier(context, run, state, begun);
  if (known.length === 0 && begun.length > 0) state.neverStarted = begun.flatMap(({ records }) => records);
  const kept = keptOf(context, known.at(-1));
  const over = known.flatMap((each) => (each === kept ? [] : (asFinished(each) ?? [])));
  for (const { deployment, from, outcome } of over)
    context.log.notice(beginsAnew(deployment.id, from, outcome));
  const joined = kept ?? known.findLast((each) => asFinished(each) === undefined);
  if (kept) {
    context.log.info(`Deployment ${kept.id} has succeeded before, and its release has not changed.`);
    state.kept = true;
  }
  const ended = over.map((each) => endedOf(context, state, each));
  if (joined === undefined) {
    if (plan.operation === 'resume') throw new Halt(nothingToResume);
    const isNeverStarted = earlier !== undefined && ended.every(({ records }) => records !== state.records);
    const all = isNeverStarted ? [endOfNeverStarted(earlier, state), ...ended] : ended;
    if (all.length > 0) await startOver(context, state, { all, fresh, timeout });
    return undefined;
  }
  await endEarlier(ended, state, timeout);
  // The status of another deployment was read after that of this one, so the platform run points to the other.
  if (joined !== known.at(-1)) await findDeployment(context, run, joined);
  const { outcome, isPartial } = await join(context, run, state, joined);
  if (plan.operation === 'resume' || !hasFailed(outcome.status)) return outcome;
  context.log.notice(beginsAnew(joined.id, joined.from, outcome));
  const all = [endOfJoined(state, { outcome, deployment: joined.deployment }, isPartial)];
  await startOver(context, state, { all, fresh, timeout });
  return undefined;
}

/** The newest deployment, if the platform reports its success and that counts. */
function keptOf(
  { keepsSuccess }: ReleaseContext,
  newest: KnownDeployment | undefined,
): KnownDeployment | undefined {
  const finished = keepsSuccess && newest && asFinished(newest);
  return finished && hasSucceeded(finished.outcome.status) ? newest : undefined;
}

/**
 * Finds the deployments that this run, an earlier attempt of it, or the user has named, newest first.
 * @throws Halt if a deployment may have started and nobody knows
 */
async function findStarted(
  context: ReleaseContext,
  run: PlatformRun,
  state: ReleaseState,
  timeout: PausableDeadline,
): Promise<readonly EarlierDeployment[]> {
  const { deploymentId, earlier } = context;
  // The id that the user has is an older one if the answer to the next request was lost.
  if (deploymentId && !(earlier && requestedDraft(earlier))) return [namedByUser(deploymentId, earlier)];
  const announcement = () => announcementOf(state.plan, context.startedAt);
  const known = await findEarlierDeployment(
    { ...context, announcement, timeout, trackerTime: state.trackerTime },
    run,
  );
  if (!('lost' in known)) return known;
  if (!known.mayHaveStarted) {
    state.neverStarted = known.records;
    return [];
  }
  // An attempt that was lost so early has not ended any record.
  state.records.adopt(known.records);
  state.records.adoptUnseen();
  throw new Halt(neverAnswered(known.from, context.platform.name, context.plan.name));
}

function namedByUser(id: string, earlier: JournalEntry | undefined): EarlierDeployment {
  const named = { id, from: '`deployment-id`', records: [] };
  const saved = earlier?.deployment;
  return saved?.id === id ? { ...named, isOfState: true, saved } : named;
}

/** Waits for the deployment in progress. Its records are ended with it and not opened again. */
async function join(
  context: ReleaseContext,
  run: PlatformRun,
  state: ReleaseState,
  joined: KnownDeployment,
): Promise<DeploymentEnd> {
  const { deployment, from, records, seen } = joined;
  context.log.info(`Joining deployment ${deployment.id}, known from ${from}.`);
  // The end of an earlier step is not the end of this one. Its steps after the deployment stay due.
  const due = stepsAfter(context, joined);
  state.due = due;
  const followUps = due.length > 0 ? { due } : undefined;
  context.journal.write({ closed: false, status: undefined, end: undefined, followUps });
  // A record that was ended while the deployment went on gets the real end.
  state.records.adopt(records);
  const { earlier } = context;
  if (earlier && savedEndIn(earlier) !== 'good') state.records.reopen();
  if (areEnded(records) || (earlier && hasBadEnds(earlier))) context.log.notice(endedMeanwhile);
  // Events cannot be read, so an end that another process has sent is not sent again.
  else if (earlier === undefined) state.records.adoptUnseen();
  saveAccepted(context, state, deployment);
  state.views.begin();
  return watchDeployment(context, run, state, {
    deployment,
    from: context.clock.now(),
    ...(seen && { seen }),
  });
}

function endedOf(context: ReleaseContext, state: ReleaseState, known: FinishedDeployment): EndedRelease {
  const { earlier } = context;
  return earlier && known.isOfState
    ? endOfSaved(earlier, state, known, context)
    : endOfTraced(context, state, known);
}

function beginsAnew(id: string, from: string, { status, reason }: Outcome): string {
  return `Deployment ${id}, known from ${from}, is over. It ended as ${status}: ${reason} Starting a new deployment.`;
}

function neverAnswered(from: string, platform: string, name: string): Outcome {
  return {
    status: 'unknown',
    reason: `${from} was lost while ${platform} was being asked to deploy "${name}": it may or may not have started. Nothing was sent.`,
    advice:
      'Look for it on the platform. If it is there, resume it with its `deployment-id`; if it is not, run this again.',
  };
}

const endedMeanwhile =
  'An earlier attempt was stopped and its records were ended while the deployment went on. Records that can be changed get the end that it then has; events keep the end that was sent.';

const nothingToResume: Outcome = {
  status: 'invalid-input',
  reason:
    'There is nothing to resume: no earlier attempt of this run has started a deployment that can be found.',
  advice: 'Name the deployment with `deployment-id`.',
};
