import { inputNames } from '../definition.ts';
import { formatProblems } from '../inputs/problems.ts';
import { unknownVariable } from '../inputs/unknown-variables.ts';
import { count } from '../shared/format.ts';
import { formatProblem, type Planned } from './plan.ts';

/** Why a release does not begin. */
export interface Refusal {
  readonly reason: string;
  readonly problems: readonly string[];
}

/**
 * Refuses a release whose file has problems, or that has a variable of no input: with a misspelt name, a policy would
 * be off in silence. The file may name any variable as a secret.
 * @param file its path
 * @param strange the variables with a value that are named like that of an input, and that no input has
 * @returns undefined if the release may begin
 */
export function refusalOf(planned: Planned, file: string, strange: readonly string[]): Refusal | undefined {
  if ('problems' in planned)
    return {
      reason: `The release file has ${count(planned.problems.length, 'problem')}. Nothing was sent.`,
      problems: planned.problems.map((problem) => formatProblem(file, problem)),
    };
  const wrong = strange.filter((name) => !planned.secretNames.has(name));
  if (wrong.length === 0) return undefined;
  return {
    reason: `${count(wrong.length, 'environment variable')} to fix. Nothing was sent.`,
    problems: formatProblems(wrong.map((name) => unknownVariable(name, inputNames))),
  };
}
