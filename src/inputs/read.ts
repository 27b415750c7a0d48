import { EMPTY_SECRET, type InputProblem } from './problems.ts';
import type { InputDefinition, InputTable } from './types.ts';
import {
  formatUnexpanded,
  resolveEscapes,
  type Unexpanded,
  unexpandedOf,
  variableOfSecret,
} from './unexpanded.ts';

/** What a table of inputs holds once it was read. */
export interface TableReading {
  /** The values that are right, with defaults filled in. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly problems: readonly InputProblem[];
}

/**
 * Reads every input of a table and collects every problem. Text around a value is trimmed and an empty text counts as
 * absent. A variable that nobody expanded is no value (`unexpanded.ts`).
 * @param raw what the user gave for a name, in the order of truth: inputs before environment variables
 * @param redact takes secrets out of what a complaint repeats: before it is cut, for half a secret is not known any more
 */
export function readTable(
  table: InputTable,
  raw: (name: string) => string,
  redact: (text: string) => string = (text) => text,
): TableReading {
  const values: Record<string, unknown> = {};
  const problems: InputProblem[] = [];
  for (const [name, definition] of Object.entries(table)) {
    const { type, default: fallback, required, secret, variables = 'anywhere' } = definition;
    const written = raw(name).trim() || (fallback ?? '');
    if (written === '') {
      if (required)
        problems.push({ input: name, message: `is required${secret ? ` and empty: ${EMPTY_SECRET}` : ''}` });
      continue;
    }
    const settled = resolveEscapes(written, variables);
    if ('variable' in settled) {
      const shown = shownOf(written, settled.variable, { ...definition, redact });
      problems.push({ input: name, message: formatUnexpanded(shown) });
      continue;
    }
    const { text } = settled;
    const result = type.safeParse(text);
    if (result.success) values[name] = result.data;
    else {
      // The complaint about a secret repeats nothing of it.
      const shown = secret ? text : redact(text);
      problems.push(...complaintsAbout(type, shown).map((message) => ({ input: name, message })));
    }
  }
  return { values, problems };
}

/** What may be shown of a variable that stands in a text. */
function shownOf(
  text: string,
  variable: Unexpanded,
  { secret, variables = 'anywhere', redact }: InputDefinition & { readonly redact: (text: string) => string },
): Unexpanded {
  if (secret) return variableOfSecret(text, variable);
  const open = resolveEscapes(redact(text), variables);
  return 'variable' in open ? open.variable : unexpandedOf(variable.form);
}

/** What is wrong with a value, in words about `shown`: the value without its secrets. */
function complaintsAbout(type: InputTable[string]['type'], shown: string): readonly string[] {
  const result = type.safeParse(shown);
  if (result.success) return ['is not valid, and what is wrong with it is a secret'];
  return result.error.issues.map(({ message }) => message);
}
