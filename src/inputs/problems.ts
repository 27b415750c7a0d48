import type { Outcome } from '../release/outcome.ts';
import { count } from '../shared/format.ts';

/** Something about one input that the user has to mend. */
export interface InputProblem {
  readonly input: string;
  /** Completes the sentence `input "x" …` and says what to do. */
  readonly message: string;
}

/** A problem of the named input. */
export const needed = (input: string, message: string): InputProblem => ({ input, message });

export const EMPTY_SECRET =
  'GitHub hands no secrets to workflows started from forks or by Dependabot, and a reusable workflow only gets the ones its caller passes';

/** Each problem as a sentence. */
export function formatProblems(problems: readonly InputProblem[]): readonly string[] {
  return problems.map(({ input, message }) => `input "${input}" ${message}.`);
}

/**
 * The end of a story that inputs keep from beginning: every problem on a line of its own.
 * @param kept what was therefore not done
 */
export function invalidInputs(
  problems: readonly InputProblem[],
  kept: 'nothing was sent' | 'nothing was created' | 'nothing was deployed',
): Outcome {
  return {
    status: 'invalid-input',
    reason: `${count(problems.length, 'input')} to mend; ${kept}.\n${formatProblems(problems).join('\n')}`,
  };
}
