import type { Outcome } from '../release/outcome.ts';
import { count } from '../release/words.ts';
import type { InputProblem } from './read.ts';

/** Each problem as a sentence. */
export function sayProblems(problems: readonly InputProblem[]): readonly string[] {
  return problems.map(({ input, message }) => `input "${input}" ${message}.`);
}

/**
 * The end of a story that inputs keep from beginning: every problem on a line of its own.
 * @param kept what was therefore not done
 */
export function toMend(
  problems: readonly InputProblem[],
  kept: 'nothing was sent' | 'nothing was created' | 'nothing was deployed',
): Outcome {
  return {
    status: 'invalid-input',
    reason: `${count(problems.length, 'input')} to mend; ${kept}.\n${sayProblems(problems).join('\n')}`,
  };
}
