/**
 * Variables that a pipeline's system should have replaced and did not, because nobody defined them. Doubling the first
 * character makes one literal: `$$(NAME)` means the text `$(NAME)`.
 */

/** Where a variable counts: anywhere in the text, or only where it is the whole text but for blanks around it. */
export type Extent = 'anywhere' | 'whole';

/** A variable that nobody expanded. */
export interface Unexpanded {
  /** As it stands in the text. */
  readonly text: string;
  readonly form: Form;
}

interface Form {
  /** How all of its kind look. */
  readonly shape: string;
  /** What it is and who replaces it. */
  readonly kind: string;
}

const MACRO: Form = { shape: '$(NAME)', kind: 'a variable of Azure Pipelines' };
const TOKEN: Form = {
  shape: '#{NAME}#',
  kind: 'a variable of a Replace Tokens task (Azure Pipelines, GitHub Actions)',
};
const EXPRESSION: Form = { shape: '${{ … }}', kind: 'an expression of GitHub Actions or Azure Pipelines' };

/** A form in a text, with every sign (`$` or `#`) before it. */
interface Place {
  /** Of the first sign. */
  readonly start: number;
  /** Behind the form. */
  readonly end: number;
  /** How many signs: one makes a variable, each further one a literal text. */
  readonly signs: number;
  readonly form: Form;
}

/** What stands behind the sign. A name has a letter, so that `$(100)` is none. */
const MACRO_REST = /\((?=[\d_.-]*[A-Za-z])[\w.-]+\)/y;
const TOKEN_REST = /\{[^{}\r\n]+\}#/y;

/** Finds the forms in one pass: what one of them takes is not looked at again. */
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
  const runs = /\$+|#+/g;
  for (let run = runs.exec(text); run !== null; run = runs.exec(text)) {
    const [signs] = run;
    const found = formAt(signs.charAt(0), runs.lastIndex);
    if (found === undefined) continue;
    yield { ...found, start: run.index, signs: signs.length };
    runs.lastIndex = found.end;
  }
}

/** The forms that count. */
function placesIn(text: string, extent: Extent): Iterable<Place> {
  if (extent === 'anywhere') return formsIn(text);
  const start = text.length - text.trimStart().length;
  const [first] = formsIn(text);
  return first?.start === start && first.end === text.trimEnd().length ? [first] : [];
}

/** A text with its literal forms as they are meant (one sign less, once), or the first variable that stands in it. */
export function resolveEscapes(
  text: string,
  extent: Extent,
): { readonly text: string } | { readonly variable: Unexpanded } {
  let settled = '';
  let at = 0;
  for (const { start, end, signs, form } of placesIn(text, extent)) {
    if (signs === 1) return { variable: { text: text.slice(start, end), form } };
    settled += text.slice(at, start) + text.slice(start + 1, end);
    at = end;
  }
  return { text: settled + text.slice(at) };
}

/** What may be said of a variable in a text that is a secret: its name only where it is all there is. */
export function variableOfSecret(text: string, { form }: Unexpanded): Unexpanded {
  const whole = resolveEscapes(text, 'whole');
  return 'variable' in whole ? whole.variable : unexpandedOf(form);
}

/** A variable whose name is not shown. */
export const unexpandedOf = (form: Form): Unexpanded => ({ text: form.shape, form });

/** Completes the sentence `input "x" …`. */
export function formatUnexpanded(variable: Unexpanded): string {
  const shown = shorten(variable.text);
  return `holds ${shown}, ${variable.form.kind} that nobody expanded: define it, or write ${double(shown)} to mean this very text`;
}

/** Most values that one sentence names. */
const MOST_VALUES = 20;

/**
 * Completes the sentence `input "x" …` about values that are variables.
 * @param found for each the name of the value, and what it is
 */
export function formatUnexpandedValues(found: readonly (readonly [string, Unexpanded])[]): string {
  const said = found
    .slice(0, MOST_VALUES)
    .map(([name, { text, form }]) => `${shorten(name)} is ${shorten(text)} (${form.kind})`);
  const rest = found.length - said.length;
  const example = double(shorten(found[0]?.[1].text ?? MACRO.shape));
  return `has values that are variables which nobody expanded: ${said.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}. Define them, or double the first character to mean the very text (${example})`;
}

const double = (text: string): string => text.charAt(0) + text;

const LONGEST_SHOWN = 100;

function shorten(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  return flat.length > LONGEST_SHOWN ? `${flat.slice(0, LONGEST_SHOWN)}…` : flat;
}
