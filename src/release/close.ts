import type { Account } from './account.ts';
import { announcementOf } from './announcement.ts';
import { POST_WATCH_MS } from './budgets.ts';
import type { Clock } from './clock.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { discard, unheard, withLeftover } from './letting-go.ts';
import type { Log } from './log.ts';
import { Halt, Interrupted, LookFailed, type Outcome } from './outcome.ts';
import type { Deployment, Ending, Platform, Run } from './platform.ts';
import { follow, insisting } from './poll.ts';
import { keepRecords, tellingOf } from './records.ts';
import type { Tracker } from './tracker.ts';
import { messageOf } from './words.ts';

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
 * Finishes what another process left open. Where that was stopped, asks the platform for the true state and watches a
 * short while; where it had come to its end, that end stands. Ends every record that was left open. Starts nothing.
 */
export async function close(cast: CloseCast): Promise<Account> {
  const { entry } = cast;
  const { outcome, counts, deployment, ...when } = await findOut(cast);
  const announcement = () => announcementOf(entry.plan, entry.startedAt);
  const records = keepRecords({ ...cast, announcement, earlier: entry.trackers });
  if (outcome.status === 'pending-review') await records.leave();
  else await records.end({ outcome, endedAt: when.endedAt, ...(deployment && { deployment }) }, 'normal');
  return {
    plan: entry.plan,
    outcome,
    startedAt: entry.startedAt,
    ...when,
    ...(deployment && { deployment }),
    counts,
    trackers: { ...earlierTellings(entry), ...records.tellings },
    recordIds: { ...earlierIds(entry), ...records.ids },
    trackerTrouble: records.trouble,
    timeline: records.timeline,
  };
}

/** What a process that was here before has sent, to all its trackers. */
function earlierTellings({ trackers }: JournalEntry): Account['trackers'] {
  return Object.fromEntries(
    Object.entries(trackers).flatMap(([name, note]) => (note ? [[name, tellingOf(note)] as const] : [])),
  );
}

function earlierIds({ trackers }: JournalEntry): Account['recordIds'] {
  return Object.fromEntries(
    Object.entries(trackers).flatMap(([name, note]) => (note?.id ? [[name, note.id] as const] : [])),
  );
}

type Found = Ending & Pick<Account, 'deployment' | 'endedAt' | 'endUnseen'>;

async function findOut(cast: CloseCast): Promise<Found> {
  const { entry, clock } = cast;
  const { deployment, end } = entry;
  const draft = deployment ?? (await closeDraft(cast));
  // An end that stands is not asked for again: what was decided about the deployment then is not decided twice.
  if (end && (deployment || typeof draft !== 'object'))
    return { ...end, counts: [], ...(deployment && { deployment }) };
  const found =
    typeof draft === 'object'
      ? { ...(await watch(cast, draft)), deployment: draft }
      : { outcome: neverSeen(cast, draft), counts: [] };
  return { ...found, endedAt: clock.now(), endUnseen: true };
}

/** The outcome of a run that was stopped before a deployment of its own was known. */
function neverSeen({ entry, platform }: CloseCast, draft: 'none' | 'gone' | 'absent' | 'left'): Outcome {
  const left = draft === 'left' || (draft === 'absent' && entry.draft?.upload) ? entry.draft : undefined;
  const outcome: Outcome =
    entry.launch === 'none' || draft === 'gone'
      ? { status: 'cancelled', reason: 'The run was stopped before a deployment was begun.' }
      : {
          status: 'unknown',
          reason: `The run was stopped while ${platform.name} was being asked to deploy: it may or may not have begun.`,
          advice: `Look for "${entry.plan.name}" on the platform before you run this again.`,
        };
  return withLeftover(outcome, left);
}

/** Takes back what an earlier process created and nobody launched. */
export async function closeDraft(
  cast: Pick<CloseCast, 'entry' | 'platform' | 'clock' | 'log' | 'journal'>,
): Promise<'none' | 'gone' | 'absent' | 'left' | Deployment> {
  const forget = (): void => cast.journal.write({ draft: undefined });
  return cast.entry.draft ? discard(cast.entry.draft, 'afterwards', { ...cast, forget }) : 'none';
}

async function watch(cast: CloseCast, deployment: Deployment): Promise<Ending> {
  const { platform, clock, log } = cast;
  const alarm = clock.alarm(
    POST_WATCH_MS,
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
