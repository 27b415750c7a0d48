import { scratch } from './scratch.ts';

/** The UTF-16 code units of a text. */
export type Units = Uint16Array;

/** A set of words and a search for all of them at once. */
export interface WordIndex {
  /** Adds a word. A word shorter than `SHORTEST_WORD` is ignored. */
  add(word: string): void;
  /** The length of the shortest word, in code units; infinite if there is none. */
  shortest(): number;
  /**
   * Calls `take` for each position where a word starts, with the start and the end (exclusive) of the longest one.
   * The time is proportional to the length of the text. It does not depend on the number or the length of the words.
   */
  find(units: Units, take: (from: number, to: number) => void): void;
}

/** The index ignores shorter words. In code units. */
export const SHORTEST_WORD = 4;
/** The index splits a longer word into overlapping pieces of this length, which together cover it. In code units. */
export const LONGEST_PIECE = 512;

/**
 * The words with at least `size` and less than `2 * size` units. The search compares their first `size` units. `size`
 * is a power of two.
 */
interface Level {
  readonly size: number;
  /** A bit set of short hashes. It excludes most positions of a text before the slower access to `lengths`. */
  readonly filter: Uint8Array;
  /** The lengths of the words by the hash of their first `size` units, longest first. */
  readonly lengths: Map<number, number[]>;
}

const FILTER_BITS = 18;

/**
 * Creates an index that finds many words in a text by the hashes of its parts (Rabin-Karp). It stores one number per
 * word, whereas an automaton stores one per character. Equal 53-bit hashes count as equal texts, so a collision can
 * only hide too much.
 */
export function createWordIndex(): WordIndex {
  const levels = new Map<number, Level>();
  const known = new Set<number>();
  let shortest = Number.POSITIVE_INFINITY;

  const addPiece = (piece: string): void => {
    const hashes = hashesOf(unitsOf(piece));
    const whole = hashes.key(0, piece.length);
    if (known.has(whole)) return;
    known.add(whole);
    const size = 2 ** Math.floor(Math.log2(piece.length));
    const level: Level = levels.get(size) ?? {
      size,
      filter: new Uint8Array(2 ** (FILTER_BITS - 3)),
      lengths: new Map(),
    };
    levels.set(size, level);
    const bit = hashes.short(0, size);
    level.filter[bit >> 3] = (level.filter[bit >> 3] ?? 0) | (1 << (bit & 7));
    const head = hashes.key(0, size);
    const lengths = level.lengths.get(head) ?? [];
    if (lengths.includes(piece.length)) return;
    level.lengths.set(
      head,
      [...lengths, piece.length].toSorted((a, b) => b - a),
    );
  };

  return {
    add(word) {
      if (word.length < SHORTEST_WORD) return;
      shortest = Math.min(shortest, word.length);
      for (const piece of piecesOf(word)) addPiece(piece);
    },
    shortest: () => shortest,
    find(units, take) {
      if (levels.size === 0 || units.length < SHORTEST_WORD) return;
      const hashes = hashesOf(units);
      for (const { size, filter, lengths } of levels.values()) {
        for (let at = 0; at + size <= units.length; at++) {
          const bit = hashes.short(at, size);
          if (((filter[bit >> 3] ?? 0) & (1 << (bit & 7))) === 0) continue;
          const length = lengths
            .get(hashes.key(at, size))
            ?.find((each) => at + each <= units.length && known.has(hashes.key(at, each)));
          if (length !== undefined) take(at, at + length);
        }
      }
    },
  };
}

const unitsFor = scratch((length) => new Uint16Array(length));

/** The units of a text, until the next call overwrites them. */
export function unitsOf(text: string): Units {
  const units = unitsFor(text.length);
  for (let at = 0; at < text.length; at++) units[at] = text.charCodeAt(at);
  return units;
}

function piecesOf(word: string): readonly string[] {
  if (word.length <= LONGEST_PIECE) return [word];
  const pieces: string[] = [];
  for (let at = 0; at + LONGEST_PIECE < word.length; at += LONGEST_PIECE / 2) {
    pieces.push(word.slice(at, at + LONGEST_PIECE));
  }
  return [...pieces, word.slice(-LONGEST_PIECE)];
}

/** The hashes of all parts of one text. Valid until the hashes of the next text are computed. */
interface Hashes {
  /** The index of the filter bit for `length` units from `at`. */
  short(at: number, length: number): number;
  /** The 53-bit hash of `length` units from `at`. `length` is at most `LONGEST_PIECE`. */
  key(at: number, length: number): number;
}

const { imul } = Math;

/** An odd random number. It differs in each process, so nobody can craft a text with colliding hashes. */
const randomBase = (): number => Math.floor(Math.random() * 2 ** 31) * 2 + 1;
const BASES = [randomBase(), randomBase()] as const;
const POWERS = BASES.map((base) => {
  const powers = new Int32Array(LONGEST_PIECE + 1);
  powers[0] = 1;
  for (let i = 1; i < powers.length; i++) powers[i] = imul(powers[i - 1] ?? 0, base);
  return powers;
}) as [Int32Array, Int32Array];

/** The hash of `length` units from `at`. @param sums the hashes of all prefixes */
function partHash(sums: Int32Array, powers: Int32Array, at: number, length: number): number {
  return ((sums[at + length] ?? 0) - imul(sums[at] ?? 0, powers[length] ?? 0)) >>> 0;
}

const firstFor = scratch((length) => new Int32Array(length));
const secondFor = scratch((length) => new Int32Array(length));

/** Computes the hashes of all prefixes. The hash of any part follows from two of them by one multiplication. */
function hashesOf(units: Units): Hashes {
  const [baseA, baseB] = BASES;
  const [powersA, powersB] = POWERS;
  const a = firstFor(units.length + 1);
  const b = secondFor(units.length + 1);
  a[0] = 0;
  b[0] = 0;
  for (let at = 0; at < units.length; at++) {
    const unit = (units[at] ?? 0) + 1;
    a[at + 1] = imul(a[at] ?? 0, baseA) + unit;
    b[at + 1] = imul(b[at] ?? 0, baseB) + unit;
  }
  return {
    short: (at, length) => partHash(a, powersA, at, length) >>> (32 - FILTER_BITS),
    key: (at, length) =>
      partHash(a, powersA, at, length) * 2 ** 21 + (partHash(b, powersB, at, length) >>> 11),
  };
}
