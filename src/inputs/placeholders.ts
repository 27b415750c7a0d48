import { withoutTrailing } from '../http/scan.ts';
import { didYouMean } from '../shared/near-misses.ts';
import { formatUnexpandedValues, resolveEscapes, type Unexpanded } from './unexpanded.ts';

/** Fills `${NAME}` in the values of files: customization files of Appian, configuration files of OutSystems. */

/** Values by key, or by the name in `${…}`; what null means is up to the file. */
export type Values = Readonly<Record<string, string | null>>;

/** Returns the value of an environment variable, or undefined if it is not set. */
export type Variable = (name: string) => string | undefined;

/** The values that are given, all of which are secrets. */
export function givenValues(values: Values): readonly string[] {
  return Object.values(values).filter((value) => value !== null);
}

/** What filling the values of a file has shown so far. */
export interface FillingFacts {
  /** All values that were filled in, to mask in output. */
  readonly secrets: readonly string[];
  /** Names in `${…}` that have no value. */
  readonly missing: readonly string[];
  /** Names and keys whose value has a line break. */
  readonly broken: readonly string[];
  /** Keys, and names as `${…}`, whose value is a variable reference that was not expanded. */
  readonly unexpanded: readonly (readonly [string, Unexpanded])[];
  /** Occurrences of `${NAME}` that are literal text. */
  readonly literal: readonly string[];
  /** Names of values that were not used. */
  readonly unused: readonly string[];
}

/** Fills values and collects what a person must know about them. */
export interface Filler {
  /**
   * Replaces each `${NAME}` by the value or environment variable of that name, without trailing line ends, and each
   * `$${NAME}` by the text `${NAME}`. A placeholder without a value stays.
   */
  expand(text: string): string;
  /**
   * Resolves the escapes in a text from a file or the environment; undefined if it is an unexpanded variable.
   * @param name what the text is the value of, for messages
   */
  settle(name: string, text: string): string | undefined;
  /** Returns a value without trailing line ends, and masks it. @param name its name, for messages */
  take(name: string, value: string): string;
  /** Notes that a value of this name was used. */
  use(name: string): void;
  /** Whether a value of this name was used. */
  isUsed(name: string): boolean;
  facts(): FillingFacts;
}

/** An extra `$` in front escapes the placeholder. */
const PLACEHOLDER = /\$?\$\{([A-Z][A-Z0-9_]*)\}/g;
/** Variables of the runner and of this program are not available, so that a file cannot read a token. */
const NO_VALUE = /^(LOWCODE_DEPLOY|INPUT|STATE|ACTIONS|GITHUB|RUNNER)_/;

/** Creates a filler. @param values used as they are: escapes were resolved when the input was read */
export function createFiller(values: Values, variable: Variable): Filler {
  const used = new Set<string>();
  const secrets = new Set<string>();
  const missing = new Set<string>();
  const broken = new Set<string>();
  const unexpanded = new Map<string, Unexpanded>();
  const literal = new Set<string>();

  const filler: Filler = {
    settle(name, text) {
      const found = resolveEscapes(text, 'whole');
      if ('text' in found) return found.text;
      unexpanded.set(name, found.variable);
      return undefined;
    },
    take(name, given) {
      // A secret that is read from a file usually ends with a line end.
      const value = withoutTrailing(given, '\r\n');
      if (/[\r\n]/.test(value)) broken.add(name);
      if (value !== '') secrets.add(value);
      return value;
    },
    expand: (text) =>
      text.replace(PLACEHOLDER, (placeholder, name: string) => {
        if (placeholder.startsWith('$$')) {
          literal.add(placeholder.slice(1));
          return placeholder.slice(1);
        }
        const given = values[name];
        if (typeof given === 'string') {
          used.add(name);
          return filler.take(name, given);
        }
        // GitHub sets an unavailable secret as an empty variable.
        const found = NO_VALUE.test(name) ? undefined : variable(name) || undefined;
        if (found === undefined) missing.add(name);
        const value = found === undefined ? undefined : filler.settle(placeholder, found);
        return value === undefined ? placeholder : filler.take(name, value);
      }),
    use: (name) => used.add(name),
    isUsed: (name) => used.has(name),
    facts: () => ({
      secrets: [...secrets],
      missing: [...missing],
      broken: [...broken],
      unexpanded: [...unexpanded],
      literal: [...literal],
      unused: Object.keys(values).filter((name) => !used.has(name)),
    }),
  };
  return filler;
}

/**
 * The problems of values that are not there or were not expanded. Each completes the sentence `input "x" …`.
 * @param input the input with the values, such as `customization-values`
 */
export function fillingProblems(
  { missing, unexpanded }: Pick<FillingFacts, 'missing' | 'unexpanded'>,
  input: string,
): readonly string[] {
  const names = missing.map((name) => `\${${name}}`);
  return [
    ...(unexpanded.length > 0 ? [formatUnexpandedValues(unexpanded)] : []),
    ...(names.length > 0
      ? [
          `asks for ${formatKeys(names)}, and neither \`${input}\` nor the environment has it (a secret that the workflow may not read is empty)`,
        ]
      : []),
  ];
}

/**
 * Warns about values that nothing uses.
 * @param input the input with the values
 * @param known the names that are used
 */
export function unusedWarnings(
  unused: readonly string[],
  input: string,
  known: readonly string[],
): readonly string[] {
  return unused.length > 0
    ? [`\`${input}\` has keys that nothing uses here: ${formatNear(unused, known)}.`]
    : [];
}

/** Maximum number of keys in one message. */
const MOST_KEYS = 50;

/** Formats keys as a list, which is cut if it is long. */
export const formatKeys = (keys: readonly string[]): string =>
  `${keys.slice(0, MOST_KEYS).join(', ')}${keys.length > MOST_KEYS ? ` and ${keys.length - MOST_KEYS} more` : ''}`;

/** Formats keys as `a.b (did you mean "a.c"?)`. */
export function formatNear(keys: readonly string[], known: readonly string[]): string {
  const near = (key: string): string => {
    const question = didYouMean(key, known);
    return question ? `${key} (${question})` : key;
  };
  return formatKeys([...keys.slice(0, MOST_KEYS).map(near), ...keys.slice(MOST_KEYS)]);
}
