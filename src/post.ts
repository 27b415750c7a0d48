import { endProcess } from './ci/end-process.ts';
import { stopListening } from './ci/signals.ts';
import { openGitHubContext } from './github-context.ts';

/**
 * The entry point of the action's post phase. It does not import the code that deploys: even if the runner has lost
 * the state or inputs, it can only finish the release in the saved state.
 */
const context = openGitHubContext();
const { runPost } = await import('./job/run-post.ts');
await runPost(context);
context.transport.close();
stopListening();
endProcess();
