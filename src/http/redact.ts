import { eachView, LONGEST_ENCODING } from './encodings.ts';
import { scratch } from './scratch.ts';
import { createWordIndex, LONGEST_PIECE, SHORTEST_WORD, unitsOf, type WordIndex } from './word-index.ts';

/**
 * Removes secrets from texts for display: the whole secret, each of its lines, and their encoded forms
 * (`encodings.ts`). If the redaction fails, it returns `NOT_SHOWN` instead of the text. The program does not redact
 * the data that it reads, saves or sends for its own use.
 */
export interface Redactor {
  (text: string): string;
  /** Also hides these values from now on, except those that cannot be secrets. */
  hide(values: readonly string[]): void;
  /** Also hides this credential from now on: a text that only signs in, and that no name contains by chance. */
  hideCredential(credential: string): void;
  /** Removes only credentials. A configured value may well be a part of a name, so it stays. */
  withoutCredentials(text: string): string;
  /** Redacts a text that arrives in parts. */
  stream(): RedactedStream;
}

/** Redacts one text that arrives in parts. */
interface RedactedStream {
  /** Adds a part and returns the text that is safe to show so far. @throws Error whose message quotes no text */
  push(part: string): string;
  /** Returns the rest of the text. @throws Error whose message quotes no text */
  end(): string;
}

/** Options of `createRedactor`. */
export interface RedactorOptions {
  /** The text of all inputs that are not secret. `hide` ignores a value that occurs in it. */
  readonly open?: string;
  /** Called with each form of a secret that the CI system must mask, longest first. */
  readonly mask?: (word: string) => void;
}

/** Replaces each secret. */
export const MASK = '***';
/** Replaces a text whose search for secrets failed. */
export const NOT_SHOWN = 'This text is not shown: it could not be searched for secrets.';

/** The longest piece of a secret in any encoding, in code units. */
const OVERLAP = LONGEST_PIECE * LONGEST_ENCODING;
/** The length of a block of text to search at a time, in code units. The search needs about 200 bytes per unit. */
const BLOCK = 16 * 1024;

/** Creates a redactor for the given secrets. It hides every secret with at least 4 characters. */
export function createRedactor(
  secrets: readonly string[],
  { open = '', mask }: RedactorOptions = {},
): Redactor {
  const all = createSearch();
  const credentials = createSearch();
  const add = (more: readonly string[]): void => {
    const fresh = all.add(more);
    const masked = mask === undefined ? new Set<string>() : new Set(fresh.flatMap(maskedForms));
    for (const word of [...masked].toSorted((a, b) => b.length - a.length)) mask?.(word);
  };
  const addCredentials = (more: readonly string[]): void => {
    add(more);
    credentials.add(more);
  };
  addCredentials(secrets);
  return Object.assign((text: string) => all.redact(text), {
    hide: (values: readonly string[]) => add(values.filter((value) => canHide(value, open))),
    hideCredential: (credential: string) => addCredentials([credential]),
    withoutCredentials: (text: string) => credentials.redact(text),
    stream: () => all.stream(),
  });
}

/** A set of secrets, and the search for them. */
interface Search {
  /** Adds secrets and returns the words of them that are new. */
  add(secrets: readonly string[]): readonly string[];
  redact(text: string): string;
  stream(): RedactedStream;
}

function createSearch(): Search {
  const index = createWordIndex();
  const known = new Set<string>();
  /** Words that are not in the index yet: many runs never search for credentials alone. */
  let waiting: readonly string[] = [];
  const wholeIndex = (): WordIndex => {
    for (const form of waiting.flatMap(searchedForms)) index.add(form);
    waiting = [];
    return index;
  };
  const stream = (): RedactedStream => streamOf(wholeIndex);
  return {
    add(secrets) {
      const fresh = [...new Set(secrets.flatMap(wordsOf))].filter((word) => !known.has(word));
      for (const word of fresh) known.add(word);
      waiting = [...waiting, ...fresh];
      return fresh;
    },
    redact(text) {
      if (known.size === 0) return text;
      try {
        const whole = stream();
        return whole.push(text) + whole.end();
      } catch {
        return NOT_SHOWN;
      }
    },
    stream,
  };
}

/** Common words in configurations that are as long as a secret. Hiding them would make every report unreadable. */
const EVERYDAY =
  /^(?:true|false|null|none|undefined|default|enabled?|disabled?|active|inactive|production|staging|development|testing|localhost|public|private|deploy|warnings?|errors?|debug)$/i;

/**
 * Returns true if a configured value can be a secret. Short words and numbers (`true`, `8080`, `v1.2`) cannot. A
 * value that also occurs in the open text, such as a host name, is not secret either.
 */
function canHide(value: string, open: string): boolean {
  const mixed = /[A-Za-z]/.test(value) && /[^A-Za-z]/.test(value);
  return value.length >= (mixed ? 5 : 6) && !EVERYDAY.test(value) && !open.includes(value);
}

/**
 * Redacts every string in a value of plain data. Redact before the strings are escaped or cut: afterwards the
 * redactor may not recognise a secret.
 */
export function redactAll<T>(value: T, redact: (text: string) => string): T {
  const walk = (each: unknown): unknown => {
    if (typeof each === 'string') return redact(each);
    if (Array.isArray(each)) return each.map(walk);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([name, inner]) => [name, walk(inner)]));
  };
  return walk(value) as T;
}

/** The secret as a whole and each of its lines, because readers see a log line by line. */
function wordsOf(secret: string): readonly string[] {
  // Replaces an unpaired surrogate in the same way as any output encoding does.
  const whole = Buffer.from(secret).toString();
  const lines = whole.split(/\r?\n/).map((line) => line.trim());
  return [whole, ...lines].filter((text) => text.length >= SHORTEST_WORD);
}

/** The search sees decoded base64 as bytes, so a word that is not ASCII also needs the form of its UTF-8 bytes. */
function searchedForms(word: string): readonly string[] {
  return [word, Buffer.from(word).toString('latin1')];
}

/**
 * In characters. For longer secrets the CI system receives no encoded forms: no program prints so much on one line.
 */
const LONGEST_TOLD = 4096;

/** The forms of a word that the CI system must mask. It decodes no encodings by itself. */
function maskedForms(word: string): readonly string[] {
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

/** @param index returns the index with the words of this moment */
function streamOf(index: () => WordIndex): RedactedStream {
  let rest = '';
  /** The number of units at the start of `rest` that the last written mask already covers. */
  let covered = 0;
  const take = (until: number): string => {
    const ends = endsOfSecrets(rest.slice(0, until + OVERLAP), index());
    const shown: string[] = [];
    let end = covered;
    for (let at = 0; at < until; at++) {
      const next = ends[at] ?? 0;
      if (next === 0) continue;
      // One mask covers overlapping secrets. Otherwise the end of the second one would remain visible.
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

/**
 * For each position in the text: the end of the longest secret that starts there in any form, or 0 if there is none.
 */
function endsOfSecrets(text: string, index: WordIndex): Uint32Array {
  const ends = endsFor(text.length).fill(0);
  eachView(unitsOf(text), index.shortest(), ({ units, places }) =>
    index.find(units, (first, behind) => {
      const start = places ? (places.from[first] ?? 0) : first;
      const end = places ? (places.to[behind - 1] ?? 0) : behind;
      ends[start] = Math.max(ends[start] ?? 0, end);
    }),
  );
  return ends;
}

/** The most units that `cutBefore` goes back to find a safe cut. */
const FARTHEST_CUT = 64;

/**
 * Returns `length` or slightly less. A cut must not split a surrogate pair, nor separate a backslash from the
 * character that it escapes.
 */
function cutBefore(text: string, length: number): number {
  for (let cut = length; cut > length - FARTHEST_CUT; cut--) {
    if (!/[\\\ud800-\udbff]/.test(text.charAt(cut - 1))) return cut;
  }
  return length;
}
