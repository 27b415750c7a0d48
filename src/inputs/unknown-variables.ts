import { didYouMean } from '../shared/near-misses.ts';
import { environmentName, restOfVariable } from './names.ts';
import { type InputProblem, needed } from './problems.ts';

/**
 * Explains a variable that no input has: with a misspelt name, a policy would be off in silence.
 * @param known the names of all inputs
 */
export function unknownVariable(variable: string, known: readonly string[]): InputProblem {
  // Without the beginning, which all names have in common.
  const question = didYouMean(restOfVariable(variable), known, environmentName);
  return needed(
    variable,
    question
      ? `belongs to no input (${question})`
      : 'belongs to no input: unset it, or give it another beginning if it is your own',
  );
}
