import { linesOf, withoutTrailing } from '../../http/scan.ts';
import { resolveEscapes, type Unexpanded } from '../../inputs/unexpanded.ts';
import { count } from '../../shared/format.ts';

/**
 * Import customization files: `#` begins a comment; an uncommented key with nothing behind `=` becomes null on the
 * target; a value is everything to the end of the line, spaces included. A template comes with every key commented.
 * Values are secrets: messages name only keys and line numbers.
 */

/** What the user gives for keys, or for names that stand in `${…}`; null: the key is to become null. */
export type Values = Readonly<Record<string, string | null>>;

/** What a variable of the environment holds, if anything. */
export type Variable = (name: string) => string | undefined;

interface Line {
  /** Nothing for what is neither a setting nor a commented one. */
  readonly key?: string;
  readonly commented: boolean;
  readonly value: string;
  readonly text: string;
}

/** A commented setting has a key with a point in it and nothing else before its `=`, so that prose is none. */
const COMMENTED = /^\s*[#!]+\s*([A-Za-z]\w*(?:\.[\w-]+)+)\s*=(.*)$/;
const COMMENT = /^\s*([#!]|$)/;
/** Of a key that is shown. */
const LONGEST_KEY = 200;
/** As many lines as somebody looks into. */
const MOST_WARNINGS = 50;

function parse(text: string): Line {
  const comment = COMMENTED.exec(text);
  if (comment) return { key: comment[1] ?? '', commented: true, value: comment[2] ?? '', text };
  const at = text.indexOf('=');
  if (at === -1 || COMMENT.test(text)) return { commented: COMMENT.test(text), value: '', text };
  return { key: text.slice(0, at).trim(), commented: false, value: text.slice(at + 1), text };
}

/** Each line that is a setting or a commented one, as it is read: a file of line ends must not become a list. */
function* settingsOf(text: string): Generator<Line & { readonly key: string }> {
  for (const { line } of linesOf(text)) {
    const { key, commented, value, text } = parse(line);
    if (key) yield { key, commented, value, text };
  }
}

/** The keys of a file, by whether they are set. */
export function keysOf(text: string): { readonly set: readonly string[]; readonly open: readonly string[] } {
  const set = new Set<string>();
  const open = new Set<string>();
  for (const { key, commented } of settingsOf(text)) (commented ? open : set).add(key);
  return { set: [...set], open: [...open].filter((key) => !set.has(key)) };
}

/** The values of a file that something stands in. */
export function valuesOf(text: string): readonly string[] {
  const values: string[] = [];
  for (const { commented, value } of settingsOf(text))
    if (!commented && value.trim()) values.push(value.trim());
  return values;
}

/** The keys that become null on the target, but for those that are meant to. */
export function nullsOf(text: string, values: Values): readonly string[] {
  const keys: string[] = [];
  for (const { key, commented, value } of settingsOf(text))
    if (!commented && value === '' && values[key] !== null) keys.push(key);
  return keys;
}

export interface Filling {
  readonly text: string;
  /** Everything that was filled in: to be hidden. */
  readonly secrets: readonly string[];
  /** Names in `${…}` that nobody gives a value for. */
  readonly missing: readonly string[];
  /** Names and keys whose value has a line break, which this format cannot hold. */
  readonly broken: readonly string[];
  /** Keys, and names as `${…}`, whose value is a variable that nobody expanded. */
  readonly unexpanded: readonly (readonly [string, Unexpanded])[];
  /** `${NAME}` that is meant as it stands. */
  readonly literal: readonly string[];
  /** Names of values that found no place. */
  readonly unused: readonly string[];
}

/** With one more `$` before it, the text itself is meant. */
const PLACEHOLDER = /\$?\$\{([A-Z][A-Z0-9_]*)\}/g;
/** The runner's and this program's own variables are no values: a file must not be able to ask for a token. */
const NO_VALUE = /^(LOWCODE_DEPLOY|INPUT|STATE|ACTIONS|GITHUB|RUNNER)_/;

/**
 * Fills a customization file: a value whose key is in the file, commented or not, goes there; others are added at the
 * end where `fits` knows their key. Then `${NAME}` becomes the value or variable of that name, without the line ends
 * behind it, and `$${NAME}` the text `${NAME}`.
 * @param values are taken as they are: what is literal in them was settled when the input was read
 * @param fits whether a key that the file lacks belongs to what is deployed
 */
export function fill(
  text: string,
  values: Values,
  variable: Variable,
  fits: (key: string) => boolean,
): Filling {
  const used = new Set<string>();
  const secrets = new Set<string>();
  const missing = new Set<string>();
  const broken = new Set<string>();
  const unexpanded = new Map<string, Unexpanded>();
  const literal = new Set<string>();

  /** What a file or a variable of the environment gives; undefined where nobody expanded it. */
  const settled = (name: string, value: string): string | undefined => {
    const found = resolveEscapes(value, 'whole');
    if ('text' in found) return found.text;
    unexpanded.set(name, found.variable);
    return undefined;
  };
  const whole = (name: string, given: string): string => {
    // A secret that comes from a file ends with the line end of that file.
    const value = withoutTrailing(given, '\r\n');
    if (/[\r\n]/.test(value)) broken.add(name);
    if (value !== '') secrets.add(value);
    return value;
  };
  const expand = (value: string): string =>
    value.replace(PLACEHOLDER, (placeholder, name: string) => {
      if (placeholder.startsWith('$$')) {
        literal.add(placeholder.slice(1));
        return placeholder.slice(1);
      }
      const given = values[name];
      if (typeof given === 'string') {
        used.add(name);
        return whole(name, given);
      }
      // A secret that GitHub does not hand over arrives as an empty variable.
      const found = NO_VALUE.test(name) ? undefined : variable(name) || undefined;
      if (found === undefined) missing.add(name);
      const value = found === undefined ? undefined : settled(placeholder, found);
      return value === undefined ? placeholder : whole(name, value);
    });
  const setting = (key: string): string => {
    used.add(key);
    return `${key}=${whole(key, expand(values[key] ?? ''))}`;
  };

  const fillLine = (line: string): string => {
    const { key, commented, value } = parse(line);
    if (key !== undefined && Object.hasOwn(values, key))
      return used.has(key) && commented ? line : setting(key);
    const own = commented || key === undefined ? undefined : settled(key, value);
    return own === undefined ? line : `${line.slice(0, line.length - value.length)}${expand(own)}`;
  };
  let filled = '';
  for (const { line, end } of linesOf(text)) filled += fillLine(line) + end;

  const others = Object.keys(values).filter((name) => !used.has(name));
  const added = others.filter((name) => name.includes('.') && fits(name)).map(setting);
  const gap = added.length > 0 && filled !== '' && !/[\r\n]$/.test(filled) ? '\n' : '';
  return {
    text: `${filled}${gap}${added.map((line) => `${line}\n`).join('')}`,
    secrets: [...secrets],
    missing: [...missing],
    broken: [...broken],
    unexpanded: [...unexpanded],
    literal: [...literal],
    unused: others.filter((name) => !used.has(name)),
  };
}

/** `${name}`, `{{name}}` or `${{name}}`. */
function holdsPlaceholder(value: string): boolean {
  const dollar = value.indexOf('${');
  const braces = value.indexOf('{{');
  return (
    (dollar !== -1 && value.includes('}', dollar + 2)) || (braces !== -1 && value.includes('}}', braces + 2))
  );
}

const shortKey = (key: string): string => (key.length > LONGEST_KEY ? `${key.slice(0, LONGEST_KEY)}…` : key);

/**
 * What a customization file would do that may not be meant.
 * @param literal placeholders that are meant as they stand
 */
export function lintCustomization(text: string, literal: readonly string[] = []): readonly string[] {
  const warnings: string[] = [];
  let number = 0;
  for (const { line } of linesOf(text)) {
    number++;
    if (COMMENT.test(line)) continue;
    const { key, value } = parse(line);
    if (key === undefined) {
      warnings.push(`Line ${number} of the customization file has no "=": Appian ignores it.`);
      continue;
    }
    const place = `Line ${number} of the customization file: ${shortKey(key)}`;
    if (value === '') warnings.push(`${place} has no value and becomes null on the target.`);
    else if (/^[ \t]*$|[ \t]$/.test(value))
      warnings.push(`${place} has spaces at the end, which become part of the value.`);
    if (holdsPlaceholder(literal.reduce((rest, each) => rest.replaceAll(each, ''), value)))
      warnings.push(`${place} holds a placeholder that nobody filled.`);
    if (/\.(FORCE_UPDATE|forceSync)$/.test(key) && value.trim().toLowerCase() === 'true') {
      warnings.push(
        `${place} is true: what is on the target is overwritten or synchronized even where nothing changed.`,
      );
    }
  }
  const rest = warnings.length - MOST_WARNINGS;
  return rest > 0
    ? [
        ...warnings.slice(0, MOST_WARNINGS),
        `… and ${count(rest, 'more warning')} about the customization file.`,
      ]
    : warnings;
}
