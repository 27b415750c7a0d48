import { linesOf } from '../../http/scan.ts';
import { createFiller, type FillingFacts, type Values, type Variable } from '../../inputs/placeholders.ts';
import { count } from '../../shared/format.ts';

/**
 * Import customization files: `#` starts a comment. An uncommented key with nothing after `=` becomes null on the
 * target. The value is the rest of the line, including spaces. In a template, every key is commented out. Values are
 * secrets, so messages contain only keys and line numbers.
 */

interface Line {
  /** Undefined if the line is neither a setting nor a commented-out setting. */
  readonly key?: string;
  readonly commented: boolean;
  readonly value: string;
  readonly text: string;
}

/** A commented-out setting has a dotted key with nothing else before `=`. This excludes prose. */
const COMMENTED = /^\s*[#!]+\s*([A-Za-z]\w*(?:\.[\w-]+)+)\s*=(.*)$/;
const COMMENT = /^\s*([#!]|$)/;
/** Maximum length of a key in a message, in characters. */
const LONGEST_KEY = 200;
/** Keys that overwrite something on the target when they are true, and what they do. */
const FORCED: readonly (readonly [RegExp, string])[] = [
  [/\.(?:FORCE_UPDATE|forceSync)$/, 'the target is overwritten or synchronized even without changes'],
  [
    /^(?:report|dashboard)\..*\.forceOverrideProtection$/,
    'changes that were made to it on the target are overwritten',
  ],
];
/** Maximum number of warnings. */
const MOST_WARNINGS = 50;

function parse(text: string): Line {
  const comment = COMMENTED.exec(text);
  if (comment) return { key: comment[1] ?? '', commented: true, value: comment[2] ?? '', text };
  const at = text.indexOf('=');
  if (at === -1 || COMMENT.test(text)) return { commented: COMMENT.test(text), value: '', text };
  return { key: text.slice(0, at).trim(), commented: false, value: text.slice(at + 1), text };
}

/** Yields each setting and commented-out setting one at a time, so that a file of many empty lines needs no list. */
function* settingsOf(text: string): Generator<Line & { readonly key: string }> {
  for (const { line } of linesOf(text)) {
    const { key, commented, value, text } = parse(line);
    if (key) yield { key, commented, value, text };
  }
}

/** Returns the keys of a file: `set` has a setting, `open` is only commented out. */
export function keysOf(text: string): { readonly set: readonly string[]; readonly open: readonly string[] } {
  const set = new Set<string>();
  const open = new Set<string>();
  for (const { key, commented } of settingsOf(text)) (commented ? open : set).add(key);
  return { set: [...set], open: [...open].filter((key) => !set.has(key)) };
}

/** Returns all values that are not blank, trimmed. */
export function valuesOf(text: string): readonly string[] {
  const values: string[] = [];
  for (const { commented, value } of settingsOf(text))
    if (!commented && value.trim()) values.push(value.trim());
  return values;
}

/** Returns the keys that become null on the target, except those that `values` sets to null. */
export function nullsOf(text: string, values: Values): readonly string[] {
  const keys: string[] = [];
  // A value of only spaces becomes null or blank. Nobody means either.
  for (const { key, commented, value } of settingsOf(text))
    if (!commented && isBlank(value) && values[key] !== null) keys.push(key);
  return keys;
}

/** The result of filling a customization file, whose format has no place for a line break in a value. */
export interface Filling extends FillingFacts {
  readonly text: string;
}

const NAMED = /\$\{[A-Z][A-Z0-9_]*\}/g;

/**
 * Fills a customization file. A value whose key is in the file, commented out or not, replaces that line. Other
 * values are added at the end if `fits` accepts their key. Then `${NAME}` becomes the value or environment variable
 * of that name, without trailing line ends, and `$${NAME}` becomes the text `${NAME}`.
 * @param values used as they are: escapes were resolved when the input was read
 * @param fits whether a key that is not in the file belongs to the release
 */
export function fill(
  text: string,
  values: Values,
  variable: Variable,
  fits: (key: string) => boolean,
): Filling {
  const filler = createFiller(values, variable);
  const setting = (key: string): string => {
    filler.use(key);
    return `${key}=${filler.take(key, filler.expand(values[key] ?? ''))}`;
  };

  const fillLine = (line: string): string => {
    const { key, commented, value } = parse(line);
    if (key !== undefined && Object.hasOwn(values, key))
      return filler.isUsed(key) && commented ? line : setting(key);
    const own = commented || key === undefined ? undefined : filler.settle(key, value);
    return own === undefined ? line : `${line.slice(0, line.length - value.length)}${filler.expand(own)}`;
  };
  let filled = '';
  for (const { line, end } of linesOf(text)) filled += fillLine(line) + end;

  const { unused: others } = filler.facts();
  const added = others.filter((name) => name.includes('.') && fits(name)).map(setting);
  const gap = added.length > 0 && filled !== '' && !/[\r\n]$/.test(filled) ? '\n' : '';
  const whole = `${filled}${gap}${added.map((line) => `${line}\n`).join('')}`;
  return { ...filler.facts(), text: whole };
}

const isBlank = (value: string): boolean => /^[ \t]*$/.test(value);

/** Whether the value contains `${name}`, `{{name}}` or `${{name}}`. */
function holdsPlaceholder(value: string): boolean {
  const dollar = value.indexOf('${');
  const braces = value.indexOf('{{');
  return (
    (dollar !== -1 && value.includes('}', dollar + 2)) || (braces !== -1 && value.includes('}}', braces + 2))
  );
}

const shortKey = (key: string): string => (key.length > LONGEST_KEY ? `${key.slice(0, LONGEST_KEY)}…` : key);

/**
 * Returns warnings about settings that may be mistakes.
 * @param literal placeholders `${NAME}` that are literal text
 */
export function lintCustomization(text: string, literal: readonly string[] = []): readonly string[] {
  const warnings: string[] = [];
  // One scan for all of them: a file can have as many literal placeholders as lines.
  const literals = new Set(literal);
  const withoutLiterals = (value: string): string =>
    literals.size === 0 ? value : value.replace(NAMED, (found) => (literals.has(found) ? '' : found));
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
    else if (isBlank(value))
      warnings.push(`${place} has only spaces as its value: on the target it becomes null or blank.`);
    else {
      if (/^[ \t]/.test(value))
        warnings.push(
          `${place} has spaces before its value. Appian documents them as part of the value, but other programs skip them: remove them.`,
        );
      if (/[ \t]$/.test(value))
        warnings.push(`${place} has spaces at the end, which become part of the value.`);
    }
    if (holdsPlaceholder(withoutLiterals(value)))
      warnings.push(`${place} has a placeholder without a value.`);
    const forced =
      value.trim().toLowerCase() === 'true' ? FORCED.find(([keys]) => keys.test(key)) : undefined;
    if (forced) warnings.push(`${place} is true: ${forced[1]}.`);
  }
  const rest = warnings.length - MOST_WARNINGS;
  return rest > 0
    ? [
        ...warnings.slice(0, MOST_WARNINGS),
        `… and ${count(rest, 'more warning')} about the customization file.`,
      ]
    : warnings;
}
