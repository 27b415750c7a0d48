import { endProcess } from './ci/end-process.ts';
import { stopListening } from './ci/signals.ts';
import { openGitHubContext } from './github-context.ts';
import { runJob } from './job/run-job.ts';
import { NOTHING_STARTED } from './release/nothing-started.ts';

/** The entry point of the action's main phase. */
const context = openGitHubContext();
try {
  context.ci.saveState(NOTHING_STARTED);
} catch {
  // If a state is needed, the release warns that it cannot be saved.
}
if ((await runJob(context)).red) process.exitCode = 1;
context.transport.close();
stopListening();
endProcess();
