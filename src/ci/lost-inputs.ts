import type { ProcessVariables } from './ci.ts';

/**
 * Returns the inputs whose variables did not reach this process. A runner passes every input of `action.yml`, and
 * passes an empty text for an input that is not set. Shells such as dash drop variables with `-` in their names. A
 * local runner may pass only the inputs that are set. For it, inputs count as lost only if every name with `-` is
 * missing.
 * @param names every input
 */
export function lostInputs<N extends string>(names: readonly N[], env: ProcessVariables): readonly N[] {
  const valueOf = (name: N): string | undefined => env[inputVariable(name)];
  const missing = names.filter((name) => valueOf(name) === undefined);
  if (names.some((name) => valueOf(name) === '')) return missing;
  const dashed = names.filter((name) => name.includes('-'));
  return dashed.every((name) => missing.includes(name)) ? dashed : [];
}

/** Explains the loss. Completes the sentence `input "x" …` for the first input. */
export function explainLoss([first, ...others]: readonly string[]): string {
  const rest = others.length > 0 ? ` Nor did ${others.join(', ')}.` : '';
  const shell = first?.includes('-')
    ? ' A shell such as sh drops variables with "-" in their names: start the program without one, or through bash.'
    : '';
  return `did not reach this program, although a runner passes every input.${rest}${shell}`.replace(
    /\.$/,
    '',
  );
}

function inputVariable(name: string): string {
  return `INPUT_${name.toUpperCase()}`;
}
