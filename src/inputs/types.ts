import { isIP } from 'node:net';
import { type Extent, formatUnexpandedValues, resolveEscapes, type Unexpanded } from './unexpanded.ts';

/** The result of reading a text: its value, or a problem that completes the sentence `input "x" …`. */
type TextReading<T> = { readonly value: T } | { readonly problem: string };

/**
 * The type of an input. It converts the user's text to the value that the program uses. It is no schema of zod, which
 * every start would then load: an input is one text, and its messages are our own.
 */
export interface InputType<T> {
  read(text: string): TextReading<T>;
  /** The closed set of words that the type accepts; undefined if it accepts other texts. For completion. */
  readonly words?: readonly string[];
  /** True if the type accepts several items. */
  readonly many?: boolean;
}

/** The definition of an input. `action.yml`, the README, `--help` and the parser all use it. */
export interface InputDefinition {
  readonly type: InputType<unknown>;
  /** The description for a table of inputs: meaning, unit and allowed values. One paragraph of Markdown. */
  readonly about: string;
  /** The text that an empty input stands for. */
  readonly default?: string;
  /** True if the input must not be empty. */
  readonly required?: boolean;
  /** True if the value is masked, never shown, and never read from command-line arguments. */
  readonly secret?: boolean;
  /**
   * Where an unexpanded variable is detected; `anywhere` if undefined. `whole` is for a text that contains several
   * values, such as JSON.
   */
  readonly variables?: Extent;
  /** Describes how the default is derived, if it is not a constant. */
  readonly derived?: string;
  /** A default that only GitHub can evaluate. `action.yml` contains it. */
  readonly expression?: string;
}

/** Input definitions by input name. */
export type InputTable = Readonly<Record<string, InputDefinition>>;

type Value<D> = D extends { type: InputType<infer T> }
  ? D extends { required: true } | { default: string }
    ? T
    : T | undefined
  : never;

/** The values of a table of inputs. A value is undefined if it is not given, not required and has no default. */
export type ValuesOf<T extends InputTable> = { readonly [N in keyof T]: Value<T[N]> };

/** Quotes the given text for a message: one line, at most 60 characters. */
function given(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  return `(got "${flat.length > 60 ? `${flat.slice(0, 60)}…` : flat}")`;
}

/** Free text on one line. @param longest the most characters */
export const line = (longest = 500): InputType<string> => ({
  read: (text) => {
    if (/[\r\n]/.test(text)) return { problem: `must be one line ${given(text)}` };
    if (text.length > longest)
      return { problem: `must not be longer than ${longest} characters (got ${text.length})` };
    return { value: text };
  },
});

/** The path of a file to write. Its ending prevents that a wrong path overwrites another file. */
export const fileNamed = (ending: `.${string}`): InputType<string> => ({
  read: (text) => {
    if (!text.toLowerCase().endsWith(ending) || /[\r\n]/.test(text))
      return { problem: `must be the path of a file that ends in ${ending} ${given(text)}` };
    if (text.length > LONGEST_PATH)
      return { problem: `must not be longer than ${LONGEST_PATH} characters (got ${text.length})` };
    return { value: text };
  },
});

const LONGEST_PATH = 4096;

/** Free text. @param longest the most characters */
export const prose = (longest = 4000): InputType<string> => ({
  read: (text) =>
    text.length > longest
      ? { problem: `must not be longer than ${longest} characters (got ${text.length})` }
      : { value: text },
});

/** One of a closed set of words. */
export const word = <const W extends string>(...words: readonly W[]): InputType<W> => ({
  read: (text) => {
    const known = words.find((each) => each === text);
    return known === undefined ? { problem: `must be ${oneOf(words)} ${given(text)}` } : { value: known };
  },
  words,
});

/** `true` or `false`; also `True`, `TRUE`, `False` and `FALSE`. */
export const flag = (): InputType<boolean> => ({
  read: (text) => {
    if (/^(true|True|TRUE)$/.test(text)) return { value: true };
    if (/^(false|False|FALSE)$/.test(text)) return { value: false };
    return { problem: `must be true or false ${given(text)}` };
  },
  words: ['true', 'false'],
});

/** An id that becomes part of a URL path. The allowed characters cannot lead to another path. */
export const id = (): InputType<string> => ({
  read: (text) =>
    /^(?!\.+$)[\w.-]{1,128}$/.test(text)
      ? { value: text }
      : { problem: `must be an id: letters, digits, ".", "_" and "-" ${given(text)}` },
});

/** In characters. A shorter text may stand anywhere in a log. */
const SHORTEST_SECRET = 8;
const TOO_SHORT = {
  problem: `is shorter than ${SHORTEST_SECRET} characters: hiding it would make the log unreadable`,
};

/** A secret of at least 8 printable ASCII characters without spaces. Messages never contain its value. */
export const secret = (): InputType<string> => ({
  read: (text) => {
    if (text.length < SHORTEST_SECRET) return TOO_SHORT;
    if (/[^\x21-\x7e]/.test(text))
      return { problem: 'holds spaces, line breaks or other characters that are not allowed in a token' };
    return { value: text };
  },
});

/** A password of at least 8 characters of any kind, unlike a token. Messages never contain its value. */
export const password = (): InputType<string> => ({
  read: (text) => (text.length < SHORTEST_SECRET ? TOO_SHORT : { value: text }),
});

/**
 * PEM text, or the path of a file with PEM text. It may be secret, so messages never contain its value.
 * @param example the first line of the PEM text, for messages
 */
export const pem = (example: string): InputType<string> => ({
  read: (text) =>
    isPem(text) || !/[\r\n]/.test(text)
      ? { value: text }
      : { problem: `must be PEM text (${example} …), or the path of a file with it` },
});

/** Returns true if the text contains the start of a PEM block. */
export function isPem(text: string): boolean {
  return text.includes('-----BEGIN ');
}

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;

/**
 * Parses a number with a unit (`ms`, `s`, `m`, `h`). Returns milliseconds; undefined if the text is not a duration.
 */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h)$/.exec(text);
  if (match === null) return undefined;
  const [, number, unit] = match;
  return Math.round(Number(number) * UNITS[unit as keyof typeof UNITS]);
}

const LONGEST_DURATION_MS = 7 * 24 * UNITS.h;

/** A duration from `leastMs` to a week, in milliseconds. */
export const duration = (leastMs: number): InputType<number> => durationOr(undefined, leastMs);

/** A duration in milliseconds from `leastMs` to a week, or the word `other` instead. */
export const durationOr = <const W extends string | undefined>(
  other: W,
  leastMs: number,
): InputType<number | NonNullable<W>> => ({
  read: (text) => {
    if (other !== undefined && text === other) return { value: other };
    const ms = parseDuration(text);
    if (ms !== undefined && ms >= leastMs && ms <= LONGEST_DURATION_MS) return { value: ms };
    if (ms !== undefined) return { problem: `must lie between ${leastMs}ms and 168h ${given(text)}` };
    const alternative = other === undefined ? '' : `${other} or `;
    return {
      problem: `must be ${alternative}a number with a unit, such as 500ms, 30s, 45m or 2h ${given(text)}`,
    };
  },
});

/**
 * A base URL: https, or http for this machine only; no user, query or fragment.
 * @param example a valid URL, for messages
 * @param presets well-known URLs by the words that stand for them
 */
export const url = (example: string, presets: Readonly<Record<string, string>> = {}): InputType<URL> => ({
  read: (text) => {
    const known = Object.keys(presets);
    const words = known.length > 0 ? `${known.join(', ')} or ` : '';
    const shown = given(placeIn(text));
    let parsed: URL;
    try {
      parsed = new URL(presets[text] ?? text);
    } catch {
      return { problem: `must be ${words}a URL such as ${example} ${shown}` };
    }
    if (parsed.username || parsed.password) return { problem: 'must not hold a user name or password' };
    if (parsed.search || parsed.hash) return { problem: 'must not hold a query or a fragment' };
    if (parsed.protocol === 'https:') return { value: parsed };
    if (parsed.protocol === 'http:' && isLoopback(parsed.hostname)) return { value: parsed };
    return { problem: `must begin with https:// (http:// is accepted for this machine only) ${shown}` };
  },
});

/**
 * Returns the part of an address that messages may show: no user, password, query or fragment. Also works for invalid
 * addresses.
 */
function placeIn(text: string): string {
  const scheme = /^\w+:\/\//.exec(text)?.[0] ?? '';
  const at = text.lastIndexOf('@');
  // The text after the `@` may belong to a password or to a query.
  if (/[?#]/.test(text.slice(0, Math.max(0, at)))) return `${scheme}…`;
  const place = at < 0 ? text : scheme + text.slice(at + 1);
  return place.split(/[?#]/, 1).join('');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** One item per line, or separated by commas, without duplicates. */
export const list = (): InputType<readonly string[]> => ({
  read: (text) => {
    const items = text.split(/[\r\n,]+/).map((item) => item.trim());
    return { value: [...new Set(items.filter((item) => item !== ''))] };
  },
  many: true,
});

/** A host name starts with a letter, a digit or `_`. International names are accepted without encoding. */
const HOST = /^(?=.{1,253}$)[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}._-]*[\p{L}\p{M}\p{N}_])?$/u;

/** Host names or IP addresses, one per line or separated by commas, without duplicates. */
export const hosts = (): InputType<readonly string[]> => ({
  read: (text) => {
    const items = text.split(/[\r\n,]+/).map((item) => item.trim());
    const named = [...new Set(items.filter((item) => item !== ''))];
    const wrong = named.find((item) => !HOST.test(item) && isIP(item) === 0);
    return wrong === undefined
      ? { value: named }
      : {
          problem: `must be host names, one a line or separated by commas, without brackets, quotes, bullets or spaces ${given(wrong)}`,
        };
  },
  many: true,
});

/** One item per line, without duplicates. */
export const lines = (): InputType<readonly string[]> => ({
  read: (text) => {
    const items = text.split(/[\r\n]+/).map((item) => item.trim());
    return { value: [...new Set(items.filter((item) => item !== ''))] };
  },
  many: true,
});

/** One item per line, in the given order, with duplicates. */
export const sequence = (): InputType<readonly string[]> => ({
  read: (text) => {
    const items = text.split(/[\r\n]+/).map((item) => item.trim());
    return { value: items.filter((item) => item !== '') };
  },
});

/**
 * A JSON object with a string, number, boolean or null for each name. It is secret: messages contain no value, except
 * the name of an unexpanded variable.
 */
export const values = (): InputType<Readonly<Record<string, string | null>>> => ({
  read: (text) => {
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      return { problem: 'must be a JSON object, such as {"key": "value"}, but is not JSON' };
    }
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
      return { problem: 'must be a JSON object, such as {"key": "value"}' };
    const entries = Object.entries(parsed);
    if (entries.some(([, value]) => typeof value === 'object' && value !== null))
      return { problem: 'must have a text, number, true, false or null for each key, without nesting' };
    const read: [string, string | null][] = [];
    const unexpanded: [string, Unexpanded][] = [];
    for (const [key, value] of entries) {
      const settled = value === null ? { text: null } : resolveEscapes(String(value), 'whole');
      if ('variable' in settled) unexpanded.push([key, settled.variable]);
      else read.push([key, settled.text]);
    }
    return unexpanded.length > 0
      ? { problem: formatUnexpandedValues(unexpanded) }
      : { value: Object.fromEntries(read) };
  },
});

/** The version of an API: `v1`, `v2` or later. */
export const apiVersion = (): InputType<string> => ({
  read: (text) =>
    /^v[1-9]\d?$/.test(text) ? { value: text } : { problem: `must be v1 or v2 ${given(text)}` },
});

/** Joins words for a message: `a, b or c`. */
export function oneOf(words: readonly string[]): string {
  if (words.length === 1) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
