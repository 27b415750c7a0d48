import { eachView, LONGEST_ENCODING } from './encodings.ts';
import { scratch } from './scratch.ts';
import { createWordIndex, LONGEST_PIECE, SHORTEST_WORD, unitsOf, type WordIndex } from './word-index.ts';

/**
 * Takes secrets out of texts that are shown: each secret as it is, line by line, and in the forms in which servers and
 * tools repeat them (`encodings.ts`). A text that it fails on is not shown at all. What the program reads, saves and
 * sends does not pass through it.
 */
export interface Redactor {
  (text: string): string;
  /** Hides these values too from now on, but for those that are no secret or cannot be one. */
  hide(values: readonly string[]): void;
  /** Takes secrets out of a text that arrives in parts. */
  stream(): RedactedStream;
}

export interface RedactedStream {
  /** What can be shown already. @throws Error that quotes nothing */
  push(part: string): string;
  /** What is left. @throws Error that quotes nothing */
  end(): string;
}

export interface RedactorOptions {
  /** What the user gives openly: a value that stands there as well is no secret. */
  readonly open?: string;
  /** Called with each word that must not be shown. */
  readonly tell?: (word: string) => void;
}

export const MASK = '***';
/** Shown in place of a text that could not be searched for secrets. */
export const NOT_SHOWN = 'This text is not shown: it could not be searched for secrets.';

/** No piece of a secret is longer than this in any form. */
const OVERLAP = LONGEST_PIECE * LONGEST_ENCODING;
/** So much is searched at a time: the search needs some 200 bytes for each character. */
const BLOCK = 16 * 1024;

export function createRedactor(
  secrets: readonly string[],
  { open = '', tell }: RedactorOptions = {},
): Redactor {
  const index = createWordIndex();
  const known = new Set<string>();
  const add = (more: readonly string[]): void => {
    const fresh = [...new Set(more.flatMap(wordsOf))].filter((word) => !known.has(word));
    for (const word of fresh) {
      known.add(word);
      for (const form of searchedForms(word)) index.add(form);
    }
    const told = tell === undefined ? new Set<string>() : new Set(fresh.flatMap(toldForms));
    for (const word of [...told].toSorted((a, b) => b.length - a.length)) tell?.(word);
  };
  const stream = (): RedactedStream => streamOf(index);
  add(secrets);
  const redact = (text: string): string => {
    if (known.size === 0) return text;
    try {
      const whole = stream();
      return whole.push(text) + whole.end();
    } catch {
      return NOT_SHOWN;
    }
  };
  const hide = (values: readonly string[]): void => add(values.filter((value) => canHide(value, open)));
  return Object.assign(redact, { hide, stream });
}

/**
 * Words of everyday configurations that are no secret, though they are as long as one: hiding them would make every
 * report unreadable.
 */
const EVERYDAY =
  /^(?:true|false|null|none|undefined|default|enabled?|disabled?|active|inactive|production|staging|development|testing|localhost|public|private|deploy|warnings?|errors?|debug)$/i;

/**
 * Whether a configured value can be a secret. Short words and numbers (`true`, `8080`, `v1.2`) hide nothing; what is
 * given openly elsewhere, such as a host's name, is shown there.
 */
function canHide(value: string, open: string): boolean {
  const mixed = /[A-Za-z]/.test(value) && /[^A-Za-z]/.test(value);
  return value.length >= (mixed ? 5 : 6) && !EVERYDAY.test(value) && !open.includes(value);
}

/** A value of plain data with every text in it redacted: before texts are escaped or cut, which would hide a secret. */
export function redactAll<T>(value: T, redact: (text: string) => string): T {
  const walk = (each: unknown): unknown => {
    if (typeof each === 'string') return redact(each);
    if (Array.isArray(each)) return each.map(walk);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([name, inner]) => [name, walk(inner)]));
  };
  return walk(value) as T;
}

/** A secret as a whole and line by line, for a log is read line by line. */
function wordsOf(secret: string): readonly string[] {
  // Half a character outside the first plane can't be encoded; this replaces it as any output would.
  const whole = Buffer.from(secret).toString();
  const lines = whole.split(/\r?\n/).map((line) => line.trim());
  return [whole, ...lines].filter((text) => text.length >= SHORTEST_WORD);
}

/** Base64 holds bytes: what is not ASCII is searched for as its bytes too. */
function searchedForms(word: string): readonly string[] {
  return [word, Buffer.from(word).toString('latin1')];
}

/** Longer secrets are told to the CI system in no further form: nothing prints so much on one line. */
const LONGEST_TOLD = 4096;

/** What a CI system is told to hide: it knows no encodings. */
function toldForms(word: string): readonly string[] {
  if (word.length > LONGEST_TOLD) return [word];
  return [
    word,
    encodeURIComponent(word),
    JSON.stringify(word).slice(1, -1),
    Buffer.from(word).toString('base64'),
    Buffer.from(word).toString('base64url'),
    Buffer.from(`:${word}`).toString('base64'),
    Buffer.from(`${word}:`).toString('base64'),
  ];
}

function streamOf(index: WordIndex): RedactedStream {
  let rest = '';
  /** So many units at the beginning of `rest` belong to the mask that was written last. */
  let covered = 0;
  const take = (until: number): string => {
    const ends = endsOfSecrets(rest.slice(0, until + OVERLAP), index);
    const shown: string[] = [];
    let end = covered;
    for (let at = 0; at < until; at++) {
      const next = ends[at] ?? 0;
      if (next === 0) continue;
      // Secrets that overlap are hidden as one, or the tail of the second would be left.
      if (at >= end) shown.push(rest.slice(end, at), MASK);
      end = Math.max(end, next);
    }
    shown.push(rest.slice(end, until));
    covered = Math.max(0, end - until);
    rest = rest.slice(until);
    return shown.join('');
  };
  const takeWhole = (least: number): string => {
    const shown: string[] = [];
    while (rest.length > least) shown.push(take(cutBefore(rest, BLOCK)));
    return shown.join('');
  };
  return {
    push(part) {
      rest += part;
      return takeWhole(BLOCK + OVERLAP);
    },
    end: () => takeWhole(BLOCK) + take(rest.length),
  };
}

const endsFor = scratch((length) => new Uint32Array(length));

/** For each place of a text where a secret begins, in any form, where it ends; 0 for all others. */
function endsOfSecrets(text: string, index: WordIndex): Uint32Array {
  const ends = endsFor(text.length).fill(0);
  eachView(unitsOf(text), ({ units, places }) =>
    index.find(units, (first, behind) => {
      const start = places ? (places.from[first] ?? 0) : first;
      const end = places ? (places.to[behind - 1] ?? 0) : behind;
      ends[start] = Math.max(ends[start] ?? 0, end);
    }),
  );
  return ends;
}

/** So far back is looked for a better place to cut. */
const FARTHEST_CUT = 64;

/** `length`, or a little less: a cut must not part a character of two halves, nor a backslash from what it escapes. */
function cutBefore(text: string, length: number): number {
  for (let cut = length; cut > length - FARTHEST_CUT; cut--) {
    if (!/[\\\ud800-\udbff]/.test(text.charAt(cut - 1))) return cut;
  }
  return length;
}
