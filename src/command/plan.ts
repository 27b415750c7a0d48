import { sanitizeJson, sanitizeLines } from '../ci/sanitize.ts';
import { formatProblem, formatStages, matricesOf, planFile, type Wishes } from '../release-file/plan.ts';

/**
 * Formats the output of `plan`, as text or as JSON. The text is escaped, because the file may come from a stranger's
 * pull request.
 */
export async function formatPlan(
  path: string,
  wishes: Wishes,
  json: boolean,
): Promise<{ readonly lines: readonly string[]; readonly complaints: readonly string[] }> {
  const planned = await planFile(path, wishes);
  if ('problems' in planned) {
    const said = planned.problems.map((problem) => formatProblem(path, problem));
    return { lines: [], complaints: said.flatMap((line) => sanitizeLines(line)) };
  }
  const { stages } = planned;
  const lines = json
    ? [sanitizeJson(JSON.stringify({ stages: matricesOf(stages) }, undefined, 2))]
    : formatStages(stages).flatMap((line) => sanitizeLines(line));
  return { lines, complaints: [] };
}
