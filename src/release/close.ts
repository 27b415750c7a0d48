import type { Clock } from '../shared/clock.ts';
import { messageOf } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';
import { announcementOf } from './announcement.ts';
import { FOLLOW_UPS_MS, POST_WATCH_MS } from './budgets.ts';
import { discardDraft, ignoreUpdates, withDraftLeft } from './cleanup.ts';
import { type Followed, finishSteps } from './follow-ups.ts';
import { type Journal, type JournalEntry, requestedDraft } from './journal.ts';
import { Halt, hasSucceeded, Interrupted, LOOK_FIRST, type Outcome, PollFailed } from './outcome.ts';
import type { Deployment, DeploymentEnd, Platform, PlatformRun } from './platform.ts';
import { pollUntilEnd, retryReads } from './poll.ts';
import { deliveryOf } from './record-keeper.ts';
import { createRecords } from './records.ts';
import type { ReleaseResult } from './result.ts';
import type { Tracker } from './tracker.ts';

/** The dependencies of `close`, and the journal entry to finish. */
interface CloseContext {
  readonly entry: JournalEntry;
  readonly platform: Platform;
  readonly trackers: readonly Tracker[];
  readonly clock: Clock;
  readonly log: Log;
  readonly journal: Journal;
  readonly onCancel: 'leave' | 'abort';
}

/**
 * Finishes what another process left open and starts nothing. If the journal entry has no end, asks the platform for
 * the status and watches the deployment for a short time. If the entry has an end, that end counts. Ends every record
 * that is still open.
 */
export async function close(context: CloseContext): Promise<ReleaseResult> {
  const { entry } = context;
  const endsAt = context.clock.now() + FOLLOW_UPS_MS.post;
  const { outcome: deployed, counts, deployment, ...when } = await findOutcome(context);
  const { outcome, report, timeline } = await followUp(context, deployed, endsAt);
  const announcement = () => announcementOf(entry.plan, entry.startedAt);
  const records = createRecords({ ...context, announcement, earlier: entry.trackers });
  if (outcome.status === 'pending-review') await records.leave();
  else await records.end({ outcome, endedAt: when.endedAt, ...(deployment && { deployment }) }, 'normal');
  return {
    plan: entry.plan,
    outcome,
    startedAt: entry.startedAt,
    ...when,
    ...(deployment && { deployment }),
    counts,
    ...report,
    trackers: { ...earlierDeliveries(entry), ...records.deliveries },
    recordIds: { ...earlierIds(entry), ...records.ids },
    trackerTrouble: records.trouble,
    timeline: [...timeline, ...records.timeline],
  };
}

/** Completes the steps after a deployment that ended well. A saved end includes them. */
async function followUp(context: CloseContext, deployed: Outcome, endsAt: number): Promise<Followed> {
  if (context.entry.end || !hasSucceeded(deployed.status))
    return { outcome: deployed, report: {}, timeline: [] };
  return finishSteps(context, context.entry, deployed, endsAt);
}

/** The deliveries of the earlier process, for all its trackers. */
function earlierDeliveries({ trackers }: JournalEntry): ReleaseResult['trackers'] {
  return Object.fromEntries(
    Object.entries(trackers).flatMap(([name, note]) => (note ? [[name, deliveryOf(note)] as const] : [])),
  );
}

function earlierIds({ trackers }: JournalEntry): ReleaseResult['recordIds'] {
  return Object.fromEntries(
    Object.entries(trackers).flatMap(([name, note]) => (note?.id ? [[name, note.id] as const] : [])),
  );
}

type Found = DeploymentEnd & Pick<ReleaseResult, 'deployment' | 'endedAt' | 'endUnseen'>;

async function findOutcome(context: CloseContext): Promise<Found> {
  const { entry, clock } = context;
  const { deployment, end } = entry;
  const beside = await closeDraft(context);
  const draft = deployment === undefined || requestedDraft(entry) ? beside : deployment;
  // A saved end counts, so nothing is decided about the deployment a second time.
  if (end && (deployment || typeof draft !== 'object'))
    return { ...end, counts: [], ...(deployment && { deployment }) };
  const deployed = entry.followUps?.deployed;
  const found = deployed
    ? { outcome: deployed, counts: [], ...(deployment && { deployment }) }
    : typeof draft === 'object'
      ? { ...(await watch(context, draft)), deployment: draft }
      : { outcome: neverSeen(context, draft), counts: [] };
  return { ...found, endedAt: clock.now(), endUnseen: true };
}

/** The outcome of a run that was stopped before its deployment was known. */
function neverSeen({ entry, platform }: CloseContext, draft: 'none' | 'gone' | 'absent' | 'left'): Outcome {
  const isLeft = draft === 'left' || (draft === 'absent' && entry.draft?.upload !== undefined);
  // A request leaves no draft: its deployment has started or has not.
  const left = isLeft && entry.draft?.request === undefined ? entry.draft : undefined;
  const outcome: Outcome =
    entry.launch === 'none' || draft === 'gone'
      ? { status: 'cancelled', reason: 'The run was stopped before a deployment was started.' }
      : {
          status: 'unknown',
          reason: `The run was stopped while ${platform.name} was being asked to deploy: it may or may not have started.`,
          advice: `Look for "${entry.plan.name}" on the platform before you run this again.`,
        };
  return withDraftLeft(outcome, left);
}

/**
 * Deletes a draft that an earlier process created and nobody launched.
 * @returns `none` if there was no draft; otherwise the result of `discardDraft`
 */
export async function closeDraft(
  context: Pick<CloseContext, 'entry' | 'platform' | 'clock' | 'log' | 'journal'>,
): Promise<'none' | 'gone' | 'absent' | 'left' | Deployment> {
  const forget = (): void => context.journal.write({ draft: undefined });
  return context.entry.draft
    ? discardDraft(context.entry.draft, 'afterwards', { ...context, forget })
    : 'none';
}

async function watch(context: CloseContext, deployment: Deployment): Promise<DeploymentEnd> {
  const { platform, clock, log } = context;
  const alarm = clock.alarm(
    POST_WATCH_MS,
    () => new Interrupted('timeout', 'It did not end in the time that the post phase waits.'),
  );
  const run: PlatformRun = { ...ignoreUpdates, clock, log, signal: alarm.signal, pace: 'auto' };
  try {
    if (context.onCancel === 'abort' && platform.abort) {
      const first = await retryReads(run)(() => platform.readStatus(deployment, run));
      if (first.phase === 'over') return first.result;
      await stop(context, deployment, run);
    }
    return await pollUntilEnd('deployment', () => platform.readStatus(deployment, run), run);
  } catch (error) {
    const failed = error instanceof Interrupted && error.cause instanceof PollFailed ? error.cause : error;
    if (failed instanceof Halt) return { outcome: failed.outcome, counts: [] };
    const reason = `The run was stopped while the deployment was in progress. ${platform.describeLeftRunning(deployment)}`;
    return { outcome: { status: 'cancelled', reason, advice: LOOK_FIRST }, counts: [] };
  } finally {
    alarm.cancel();
  }
}

/** Aborts the deployment of a cancelled run, if the platform can. A refusal is a warning. */
async function stop(
  { platform, log }: CloseContext,
  deployment: Deployment,
  run: PlatformRun,
): Promise<void> {
  try {
    await platform.abort?.(deployment, run);
  } catch (error) {
    log.warning(`Deployment ${deployment.id} could not be aborted: ${messageOf(error)}`);
  }
}
