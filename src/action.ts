import { endProcess } from './ci/end-process.ts';
import { stopListening } from './ci/signals.ts';
import { openGitHubSetting } from './github-setting.ts';
import { perform } from './perform.ts';
import { NOTHING_BEGUN } from './release/journal.ts';

/** The main phase of the action. */
const setting = openGitHubSetting();
try {
  setting.ci.saveState(NOTHING_BEGUN);
} catch {
  // Where a state is needed, the release warns that it can't be saved.
}
if ((await perform(setting)).red) process.exitCode = 1;
setting.transport.close();
stopListening();
endProcess();
