/**
 * Finds variables that the CI system should have replaced but did not, because they are not defined. Doubling the
 * first character makes a literal: `$$(NAME)` means the text `$(NAME)`.
 */

/**
 * Where a variable is detected: anywhere in the text, or only if it is the whole text apart from surrounding spaces.
 */
export type Extent = 'anywhere' | 'whole';

/** An unexpanded variable. */
export interface Unexpanded {
  /** The variable as written in the text. */
  readonly text: string;
  readonly form: Form;
}

/** A syntax for variables. */
interface Form {
  /** The general spelling, such as `$(NAME)`. */
  readonly shape: string;
  /** A description for messages that names the system which replaces the variable. */
  readonly kind: string;
}

const MACRO: Form = { shape: '$(NAME)', kind: 'a variable of Azure Pipelines' };
const TOKEN: Form = {
  shape: '#{NAME}#',
  kind: 'a variable of a Replace Tokens task (Azure Pipelines, GitHub Actions)',
};
const EXPRESSION: Form = { shape: '${{ … }}', kind: 'an expression of GitHub Actions or Azure Pipelines' };

/** A variable or literal in a text, with all signs (`$` or `#`) before it. */
interface Place {
  /** The index of the first sign. */
  readonly start: number;
  /** The index after the form. */
  readonly end: number;
  /** The number of signs: one for a variable, more for a literal. */
  readonly signs: number;
  readonly form: Form;
}

/** The text after the sign. A name contains a letter, so `$(100)` is not a variable. */
const MACRO_REST = /\((?=[\d_.-]*[A-Za-z])[\w.-]+\)/y;
const TOKEN_REST = /\{[^{}\r\n]+\}#/y;

/** Finds the forms in one pass. It does not search inside a form that it found. */
function* formsIn(text: string): Generator<Place> {
  const lastClose = text.lastIndexOf('}}');
  const endOf = (pattern: RegExp, at: number): number | undefined => {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex : undefined;
  };
  const formAt = (sign: string, at: number): Pick<Place, 'end' | 'form'> | undefined => {
    if (sign === '$' && text.startsWith('{{', at) && at + 2 <= lastClose)
      return { end: text.indexOf('}}', at + 2) + 2, form: EXPRESSION };
    const end = endOf(sign === '$' ? MACRO_REST : TOKEN_REST, at);
    return end === undefined ? undefined : { end, form: sign === '$' ? MACRO : TOKEN };
  };
  // No match array and no copied object for each sign: a hostile text has hundreds of thousands.
  const sign = /[$#]/g;
  while (sign.test(text)) {
    const start = sign.lastIndex - 1;
    const first = text.charAt(start);
    let rest = start + 1;
    while (text[rest] === first) rest++;
    const found = formAt(first, rest);
    sign.lastIndex = found?.end ?? rest;
    if (found) yield { start, end: found.end, signs: rest - start, form: found.form };
  }
}

/** Returns the forms that `extent` covers. */
function placesIn(text: string, extent: Extent): Iterable<Place> {
  if (extent === 'anywhere') return formsIn(text);
  const start = text.length - text.trimStart().length;
  const [first] = formsIn(text);
  return first?.start === start && first.end === text.trimEnd().length ? [first] : [];
}

/** Returns the text with one sign removed from each literal, or the first variable in the text. */
export function resolveEscapes(
  text: string,
  extent: Extent,
): { readonly text: string } | { readonly variable: Unexpanded } {
  const kept: string[] = [];
  let at = 0;
  for (const { start, end, signs, form } of placesIn(text, extent)) {
    if (signs === 1) return { variable: { text: text.slice(start, end), form } };
    kept.push(text.slice(at, start));
    at = start + 1;
  }
  return { text: kept.join('') + text.slice(at) };
}

/**
 * Returns the part of a variable in a secret text that messages may show: its name only if the variable is the whole
 * text.
 */
export function variableOfSecret(text: string, { form }: Unexpanded): Unexpanded {
  const whole = resolveEscapes(text, 'whole');
  return 'variable' in whole ? whole.variable : unexpandedOf(form);
}

/** Creates a variable whose name is not shown. */
export const unexpandedOf = (form: Form): Unexpanded => ({ text: form.shape, form });

/** Formats the problem of one unexpanded variable. Completes the sentence `input "x" …`. */
export function formatUnexpanded(variable: Unexpanded): string {
  const shown = shorten(variable.text);
  return `holds ${shown}, ${variable.form.kind} that was not expanded: define it, or write ${double(shown)} if you mean this text`;
}

/** The most values that one sentence names. */
const MOST_VALUES = 20;

/**
 * Formats the problem of several values that are variables. Completes the sentence `input "x" …`.
 * @param found the name of each value and its variable
 */
export function formatUnexpandedValues(found: readonly (readonly [string, Unexpanded])[]): string {
  const said = found
    .slice(0, MOST_VALUES)
    .map(([name, { text, form }]) => `${shorten(name)} is ${shorten(text)} (${form.kind})`);
  const rest = found.length - said.length;
  const example = double(shorten(found[0]?.[1].text ?? MACRO.shape));
  return `has values with variables that were not expanded: ${said.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}. Define them, or double the first character if you mean the text itself (${example})`;
}

const double = (text: string): string => text.charAt(0) + text;

const LONGEST_SHOWN = 100;

function shorten(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  return flat.length > LONGEST_SHOWN ? `${flat.slice(0, LONGEST_SHOWN)}…` : flat;
}
