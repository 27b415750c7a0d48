import type { ProcessVariables } from './ci.ts';

/**
 * The inputs whose variables were lost between the runner and this process. A runner hands over every input of
 * `action.yml`, the ones that are not given as empty texts. Shells such as dash drop variables with `-` in their names.
 * A local runner may hand over only what it was given: there, not a single name with `-` is the sign of a loss.
 * @param names every input
 */
export function lostInputs<N extends string>(names: readonly N[], env: ProcessVariables): readonly N[] {
  const valueOf = (name: N): string | undefined => env[inputVariable(name)];
  const missing = names.filter((name) => valueOf(name) === undefined);
  if (names.some((name) => valueOf(name) === '')) return missing;
  const dashed = names.filter((name) => name.includes('-'));
  return dashed.every((name) => missing.includes(name)) ? dashed : [];
}

/** Why they may be lost, completing the sentence `input "x" …` for the first of them. */
export function explainLoss([first, ...others]: readonly string[]): string {
  const rest = others.length > 0 ? ` Nor did ${others.join(', ')}.` : '';
  const shell = first?.includes('-')
    ? ' A shell such as sh drops variables with "-" in their names: start the program without one, or through bash.'
    : '';
  return `did not reach this program, although a runner hands over every input.${rest}${shell}`.replace(
    /\.$/,
    '',
  );
}

function inputVariable(name: string): string {
  return `INPUT_${name.toUpperCase()}`;
}
