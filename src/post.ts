import { endProcess } from './ci/end-process.ts';
import { stopListening } from './ci/signals.ts';
import { openGitHubSetting } from './github-setting.ts';

/**
 * The post phase of the action. An entry of its own, without what deploys: whatever state or inputs the runner has
 * lost, it can only finish what the saved state names.
 */
const setting = openGitHubSetting();
const { performPost } = await import('./finish.ts');
await performPost(setting);
setting.transport.close();
stopListening();
endProcess();
