import type { InputProblem } from './problems.ts';

/** A value, or a problem that completes the sentence `input "x" …`. */
export type Found<T> = { readonly value: T } | { readonly problem: string };

/** Returns what an input names; undefined if it is not given, or if there is a problem. */
export function valueOf<T>(found: Found<T> | undefined): T | undefined {
  return found !== undefined && 'value' in found ? found.value : undefined;
}

/** Returns the problem with an input; none if it is not given, or if what it names was found. */
export function problemsOf(input: string, found: Found<unknown> | undefined): readonly InputProblem[] {
  return found !== undefined && 'problem' in found ? [{ input, message: found.problem }] : [];
}
