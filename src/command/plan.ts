import { sanitizeJson, sanitizeLines } from '../ci/sanitize.ts';
import { formatProblem, formatStages, matricesOf, type PlanOptions, planFile } from '../release-file/plan.ts';

/**
 * Formats the output of `plan`, as text or as JSON. The text is escaped, because the file may come from a stranger's
 * pull request.
 */
export async function formatPlan(
  path: string,
  options: PlanOptions,
  json: boolean,
): Promise<{ readonly lines: readonly string[]; readonly problems: readonly string[] }> {
  const planned = await planFile(path, options);
  if ('problems' in planned) {
    const said = planned.problems.map((problem) => formatProblem(path, problem));
    return { lines: [], problems: said.flatMap((line) => sanitizeLines(line)) };
  }
  const { stages } = planned;
  const lines = json
    ? [sanitizeJson(JSON.stringify({ stages: matricesOf(stages) }, undefined, 2))]
    : formatStages(stages).flatMap((line) => sanitizeLines(line));
  return { lines, problems: [] };
}
