import { explainLoss } from '../ci/lost-inputs.ts';
import { close, closeDraft } from '../release/close.ts';
import { type JournalEntry, openJournal, parseJournal } from '../release/journal.ts';
import { report } from '../report/report.ts';
import { messageOf } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';
import { prepareJob, type RunContext } from './context.ts';
import { lockForPost, type PostLock } from './lock-states.ts';
import { reconnect } from './reconnect.ts';
import { reportOptions } from './report-options.ts';
import { stateSaver } from './save-state.ts';

const LOST_STATE =
  "the runner's state file (GITHUB_STATE) did not keep what the step saved. If the step did not say itself how it ended, look at the platform and the trackers.";

/**
 * Runs after the job and finishes what the job left open; does nothing if nothing is open. Never throws and only
 * warns, because the result of the job must not change any more.
 */
export async function runPost(context: RunContext): Promise<void> {
  const { ci, clock } = context;
  const { reading, tools } = prepareJob(context);
  let lock: PostLock | undefined;
  try {
    const state = ci.savedState();
    if (state === '') throw new Error(LOST_STATE);
    const entry = parseJournal(state);
    if (entry === undefined || (entry.closed && !entry.draft)) return;
    if (context.lost.length > 0)
      tools.log.warning(`input "${context.lost[0]}" ${explainLoss(context.lost)}.`);
    const { platform, trackers } = await reconnect(context, entry, reading, tools);
    const { log, redact } = tools;
    lock = lockForPost(tools, reading.values['state-file'], entry);
    const journal = openJournal(stateSaver(context, { earlier: lock.file }, tools), entry, redact);
    log.info(
      formatWhatIsLeft(
        entry,
        trackers.map(({ title }) => title),
      ),
    );
    if (entry.closed) {
      logDraft(entry, await closeDraft({ entry, platform, clock, log, journal }), log);
      return;
    }
    const result = await close({
      entry,
      platform,
      trackers,
      clock,
      log,
      journal,
      // Without a saved policy, the deployment must not be aborted.
      onCancel: entry.onCancel ?? 'leave',
    });
    await report(result, {
      ci,
      ...tools,
      ...reportOptions(reading.values),
      strict: false,
      afterwards: true,
    });
  } catch (error) {
    tools.log.warning(
      `The records and plans that this step left open could not be closed: ${messageOf(error)}`,
    );
  } finally {
    lock?.release();
  }
}

/** A sentence that states why something is left to do. */
function formatWhatIsLeft({ closed, status, end }: JournalEntry, open: readonly string[]): string {
  if (closed)
    return `The step ended as ${status ?? 'unknown'} and left a plan that was not started. Deleting it now.`;
  if (end === undefined)
    return 'The step was stopped before its end. Checking what happened to the deployment.';
  const ended = `The step ended as ${end.outcome.status}`;
  if (open.length === 0) return `${ended}. All its records are ended.`;
  return `${ended}. The end of its record was not confirmed by: ${open.join(', ')}. Sending it again.`;
}

function logDraft({ draft }: JournalEntry, found: Awaited<ReturnType<typeof closeDraft>>, log: Log): void {
  if (found === 'gone') log.info('The plan was deleted.');
  else if (found === 'absent')
    // A plan without a mark of this run can exist although the search does not find it.
    log.warning(`The plan was not found, and it may exist. ${draft?.seek ?? ''}`.trimEnd());
  else if (typeof found === 'object')
    log.warning(
      `The plan was started after all: deployment ${found.id}. Check it on the platform: ${found.url}`,
    );
}
