import type { Account } from './account.ts';
import { announcementOf } from './announcement.ts';
import type { Clock } from './clock.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { discard, unheard, withLeftover } from './letting-go.ts';
import type { Log } from './log.ts';
import { Halt, Interrupted, LookFailed, type Outcome } from './outcome.ts';
import type { Deployment, Ending, Platform, Run } from './platform.ts';
import { follow, insisting } from './poll.ts';
import { keepRecords } from './records.ts';
import type { Tracker } from './tracker.ts';
import { messageOf } from './words.ts';

/** How long the platform is watched for an end that may be near; with all the rest it stays below a minute. */
const WATCH_MS = 15_000;

export interface CloseCast {
  readonly entry: JournalEntry;
  readonly platform: Platform;
  readonly trackers: readonly Tracker[];
  readonly clock: Clock;
  readonly log: Log;
  readonly journal: Journal;
  readonly onCancel: 'leave' | 'abort';
}

/**
 * Finishes the story of a process that was stopped before it could: asks the platform for the true state, watches a
 * short while, and ends every record that was left open. Starts nothing.
 */
export async function close(cast: CloseCast): Promise<Account> {
  const { entry, clock } = cast;
  const { outcome, counts, deployment } = await findOut(cast);
  const announcement = () => announcementOf(entry.plan, entry.startedAt);
  const records = keepRecords({ ...cast, announcement, earlier: entry.trackers });
  if (outcome.status === 'pending-review') await records.leave();
  else await records.end({ outcome, ...(deployment && { deployment }) }, false);
  return {
    plan: entry.plan,
    outcome,
    startedAt: entry.startedAt,
    endedAt: clock.now(),
    ...(deployment && { deployment }),
    counts,
    trackers: records.tellings,
    recordIds: records.ids,
    trackerTrouble: records.trouble,
    timeline: records.timeline,
  };
}

async function findOut(cast: CloseCast): Promise<Ending & { readonly deployment?: Deployment }> {
  const { entry, platform } = cast;
  const draft = entry.deployment ?? (await closeDraft(cast));
  if (typeof draft === 'object') return { ...(await watch(cast, draft)), deployment: draft };
  const left = draft === 'left' || (draft === 'absent' && entry.draft?.upload) ? entry.draft : undefined;
  const outcome: Outcome =
    entry.launch === 'none' || draft === 'gone'
      ? { status: 'cancelled', reason: 'The run was stopped before a deployment was begun.' }
      : {
          status: 'unknown',
          reason: `The run was stopped while ${platform.name} was being asked to deploy: it may or may not have begun.`,
          advice: `Look for "${entry.plan.name}" on the platform before you run this again.`,
        };
  return { outcome: withLeftover(outcome, left), counts: [] };
}

/** Takes back what an earlier process created and nobody launched. */
export async function closeDraft(
  cast: Pick<CloseCast, 'entry' | 'platform' | 'clock' | 'log'>,
): Promise<'none' | 'gone' | 'absent' | 'left' | Deployment> {
  return cast.entry.draft ? discard(cast.entry.draft, 'afterwards', { ...cast, forget: () => {} }) : 'none';
}

async function watch(cast: CloseCast, deployment: Deployment): Promise<Ending> {
  const { platform, clock, log } = cast;
  const alarm = clock.alarm(
    WATCH_MS,
    () => new Interrupted('timeout', 'It did not end soon enough to be watched.'),
  );
  const run: Run = { ...unheard, clock, log, signal: alarm.signal, pace: 'auto' };
  try {
    if (cast.onCancel === 'abort' && platform.abort) {
      const first = await insisting(run)(() => platform.look(deployment, run));
      if (first.phase === 'over') return first.result;
      await stop(cast, deployment, run);
    }
    return await follow('deployment', () => platform.look(deployment, run), run);
  } catch (error) {
    const failed = error instanceof Interrupted && error.cause instanceof LookFailed ? error.cause : error;
    if (failed instanceof Halt) return { outcome: failed.outcome, counts: [] };
    const reason = `The run was stopped while the deployment was under way. ${platform.leave(deployment)}`;
    const advice =
      'Wait for it with `operation: resume`, or look at it on the platform, before you deploy again.';
    return { outcome: { status: 'cancelled', reason, advice }, counts: [] };
  } finally {
    alarm.cancel();
  }
}

/** What is stopped with the run is stopped on the platform, where that is possible. */
async function stop({ platform, log }: CloseCast, deployment: Deployment, run: Run): Promise<void> {
  try {
    await platform.abort?.(deployment, run);
  } catch (error) {
    log.warning(`Deployment ${deployment.id} could not be aborted: ${messageOf(error)}`);
  }
}
