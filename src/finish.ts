import { explainLoss } from './ci/lost-inputs.ts';
import { lockForPost, type PostLock } from './lock-states.ts';
import { reconnect } from './reconnect.ts';
import { trackers as adapters } from './registry.ts';
import { close, closeDraft } from './release/close.ts';
import { openJournal, parseJournal } from './release/journal.ts';
import { messageOf } from './release/words.ts';
import { report } from './report/report.ts';
import { stateSaver } from './save-state.ts';
import { prepare, type Setting } from './setting.ts';

const LOST_STATE =
  "the runner's state file (GITHUB_STATE) did not keep what the step saved. If the step did not say itself how it ended, look at the platform and the trackers.";

/**
 * What runs after the job: nothing when the story was finished; otherwise it is finished here. Warns and never
 * throws, for the job's result is not to be changed any more.
 */
export async function performPost(setting: Setting): Promise<void> {
  const { ci, clock } = setting;
  const { reading, tools } = prepare(setting);
  let lock: PostLock | undefined;
  try {
    const state = ci.savedState();
    if (state === '') throw new Error(LOST_STATE);
    const entry = parseJournal(state);
    if (entry === undefined || (entry.closed && !entry.draft)) return;
    if (setting.lost.length > 0)
      tools.log.warning(`input "${setting.lost[0]}" ${explainLoss(setting.lost)}.`);
    const { platform, trackers } = await reconnect(setting, entry, reading, tools);
    if (entry.closed) {
      await closeDraft({ entry, platform, clock, log: tools.log });
      return;
    }
    tools.log.info('The step was stopped before it could finish its story; finishing it now.');
    lock = lockForPost(tools, reading.values['state-file'], entry);
    const account = await close({
      entry,
      platform,
      trackers,
      clock,
      log: tools.log,
      journal: openJournal(stateSaver(setting, { earlier: lock.file }, tools), entry),
      // Without the inputs of the step nobody knows whether it may be stopped.
      onCancel: entry.onCancel ?? 'leave',
    });
    await report(account, {
      ci,
      ...tools,
      trackers: adapters,
      summary: reading.values.summary !== false,
      strict: false,
      afterwards: true,
    });
  } catch (error) {
    tools.log.warning(`The story of this step could not be finished: ${messageOf(error)}`);
  } finally {
    lock?.release();
  }
}
