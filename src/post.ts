import { endProcess } from './ci/end-process.ts';
import { stopListening } from './ci/signals.ts';
import { openGitHubContext } from './github-context.ts';

/**
 * The post phase of the action. An entry of its own, without what deploys: whatever state or inputs the runner has
 * lost, it can only finish what the saved state names.
 */
const context = openGitHubContext();
const { runPost } = await import('./job/run-post.ts');
await runPost(context);
context.transport.close();
stopListening();
endProcess();
