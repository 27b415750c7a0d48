import { connectPlatform, connectTrackers } from './connect.ts';
import type { Inputs } from './definition.ts';
import { sayProblems } from './inputs/problems.ts';
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
  try {
    const state = ci.savedState();
    if (state === '') throw new Error(LOST_STATE);
    const entry = parseJournal(state);
    if (entry === undefined || (entry.closed && !entry.draft)) return;
    if (reading.problems.length > 0) throw new Error(sayProblems(reading.problems).join(' '));
    const inputs = reading.values as Inputs;
    const platform = await connectPlatform(inputs, entry.plan, {}, tools);
    if (entry.closed) {
      await closeDraft({ entry, platform, clock, log: tools.log });
      return;
    }
    tools.log.info('The step was stopped before it could finish its story; finishing it now.');
    const account = await close({
      entry,
      platform,
      trackers: await connectTrackers(inputs, ci.facts, tools),
      clock,
      log: tools.log,
      journal: openJournal(stateSaver(setting, inputs, tools), entry),
      onCancel: inputs['on-cancel'],
    });
    await report(account, {
      ci,
      ...tools,
      trackers: adapters,
      summary: inputs.summary,
      strict: false,
      afterwards: true,
    });
  } catch (error) {
    tools.log.warning(`The story of this step could not be finished: ${messageOf(error)}`);
  }
}
