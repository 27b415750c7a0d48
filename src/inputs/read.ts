import { EMPTY_SECRET, type InputProblem } from './problems.ts';
import type { InputDefinition, InputTable } from './types.ts';
import {
  formatUnexpanded,
  resolveEscapes,
  type Unexpanded,
  unexpandedOf,
  variableOfSecret,
} from './unexpanded.ts';

/** The result of reading a table of inputs. */
interface TableReading {
  /** The valid values by input name, including defaults. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly problems: readonly InputProblem[];
}

/**
 * Reads every input of a table and collects all problems. Trims each value; an empty value counts as not given. A
 * value with an unexpanded variable is invalid (`unexpanded.ts`).
 * @param raw returns the text that the user gives for an input; an input takes precedence over an environment
 * variable
 * @param redact removes secrets from the values that messages quote, before they are cut: it does not recognise half
 * a secret
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
    const result = type.read(text);
    if ('value' in result) values[name] = result.value;
    else {
      // Messages about a secret input do not quote its value.
      const shown = secret ? text : redact(text);
      problems.push({ input: name, message: complaintAbout(type, shown) });
    }
  }
  return { values, problems };
}

/** Returns the part of an unexpanded variable that a message may show. */
function shownOf(
  text: string,
  variable: Unexpanded,
  { secret, variables = 'anywhere', redact }: InputDefinition & { readonly redact: (text: string) => string },
): Unexpanded {
  if (secret) return variableOfSecret(text, variable);
  const open = resolveEscapes(redact(text), variables);
  return 'variable' in open ? open.variable : unexpandedOf(variable.form);
}

/** Returns the message about `shown`, which is the value without its secrets. */
function complaintAbout(type: InputDefinition['type'], shown: string): string {
  const result = type.read(shown);
  return 'problem' in result ? result.problem : 'is not valid; the details are secret';
}
