import { harmlessJson, harmlessLines } from '../ci/harmless.ts';
import { matricesOf, planFile, sayProblem, sayStages, type Wishes } from '../release-file/plan.ts';

/** What `plan` prints, for people or as JSON. The file may be a stranger's, from a pull request. */
export async function sayPlan(
  path: string,
  wishes: Wishes,
  json: boolean,
): Promise<{ readonly lines: readonly string[]; readonly complaints: readonly string[] }> {
  const planned = await planFile(path, wishes);
  if ('problems' in planned) {
    const said = planned.problems.map((problem) => sayProblem(path, problem));
    return { lines: [], complaints: said.flatMap((line) => harmlessLines(line)) };
  }
  const { stages } = planned;
  const lines = json
    ? [harmlessJson(JSON.stringify({ stages: matricesOf(stages) }, undefined, 2))]
    : sayStages(stages).flatMap((line) => harmlessLines(line));
  return { lines, complaints: [] };
}
