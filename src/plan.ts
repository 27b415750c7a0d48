import { ignoreBrokenPipe } from './ci/broken-pipe.ts';
import { guardExit } from './ci/exit-guard.ts';
import { githubStep } from './ci/github.ts';
import { sanitizeLines } from './ci/sanitize.ts';
import { formatProblem, formatStages, matricesOf, planFile } from './release-file/plan.ts';

/** The entry point of the action in the folder `plan`: converts a release file to the matrices of later jobs. */

/** The number of annotations that GitHub shows of a step. */
const MOST_ANNOTATIONS = 10;

ignoreBrokenPipe();
guardExit(githubStep.fail);
const file = githubStep.input('file') || 'release.yml';
const most = githubStep.input('max-stages');
if (/^[1-9]\d{0,2}$/.test(most)) await plan(Number(most));
else
  githubStep.complain(
    'input "max-stages" is required: the number of stages that the workflow has jobs for, such as 4. A stage without a job would not be deployed, without any message.',
  );

async function plan(maxStages: number): Promise<void> {
  const planned = await planFile(file, {
    environment: githubStep.input('environment') || undefined,
    maxStages,
  });
  if ('stages' in planned) {
    const { stages } = planned;
    for (const line of formatStages(stages)) githubStep.info(safe(line));
    githubStep.output('stages', JSON.stringify(matricesOf(stages)));
    githubStep.output('stage-count', String(stages.length));
    return;
  }
  const { problems } = planned;
  for (const { line, column, message } of problems.slice(0, MOST_ANNOTATIONS))
    githubStep.complain(safe(message), { file, startLine: line, startColumn: column });
  for (const problem of problems.slice(MOST_ANNOTATIONS)) githubStep.info(safe(formatProblem(file, problem)));
}

/** Escapes the text, because the file may come from a stranger's pull request. */
function safe(text: string): string {
  return sanitizeLines(text).join(' ');
}
