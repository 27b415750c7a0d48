import type { Outcome } from '../release/outcome.ts';
import { count } from '../shared/format.ts';
import { isVariable } from './names.ts';

/** A problem with one input that the user must fix. */
export interface InputProblem {
  /** Its name, or an environment variable that belongs to no input. */
  readonly input: string;
  /** Completes the sentence `input "x" …` and states how to fix the problem. */
  readonly message: string;
  /** The inputs that the message asks for. If the value of one of them is invalid, only that is reported. */
  readonly asksFor?: readonly string[];
}

/** Creates a problem for the named input. */
export const needed = (input: string, message: string): InputProblem => ({ input, message });

/** The usual reason for a secret that is required but empty. */
export const EMPTY_SECRET =
  'GitHub passes no secrets to workflows started from forks or by Dependabot, and a reusable workflow gets only those that its caller passes';

/** Formats each problem as a sentence. */
export function formatProblems(problems: readonly InputProblem[]): readonly string[] {
  return problems.map(({ input, message }) =>
    isVariable(input) ? `${input} ${message}.` : `input "${input}" ${message}.`,
  );
}

/**
 * The outcome of a run that stops because of invalid inputs. The reason has one line per problem.
 * @param kept the action that did not happen
 */
export function invalidInputs(
  problems: readonly InputProblem[],
  kept: 'nothing was sent' | 'nothing was created' | 'nothing was deployed',
): Outcome {
  return {
    status: 'invalid-input',
    reason: `${count(problems.length, 'input')} to fix; ${kept}.\n${formatProblems(problems).join('\n')}`,
  };
}
