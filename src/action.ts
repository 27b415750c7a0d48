import { endProcess } from './ci/end-process.ts';
import { stopListening } from './ci/signals.ts';
import { openGitHubContext } from './github-context.ts';
import { runJob } from './job/run-job.ts';
import { NOTHING_BEGUN } from './release/journal.ts';

/** The main phase of the action. */
const context = openGitHubContext();
try {
  context.ci.saveState(NOTHING_BEGUN);
} catch {
  // Where a state is needed, the release warns that it can't be saved.
}
if ((await runJob(context)).red) process.exitCode = 1;
context.transport.close();
stopListening();
endProcess();
