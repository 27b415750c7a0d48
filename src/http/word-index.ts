import { scratch } from './scratch.ts';

/** Texts as UTF-16 code units: what is searched and what is searched for. */
export type Units = Uint16Array;

export interface WordIndex {
  add(word: string): void;
  /**
   * Calls `take` with the longest word that begins at each place of `units`. Takes time in proportion to the text,
   * however many words there are and however long they are.
   */
  find(units: Units, take: (from: number, to: number) => void): void;
}

/** Shorter words are not kept. */
export const SHORTEST_WORD = 4;
/** A longer word is kept in pieces of this length that overlap: all of them together cover it. */
export const LONGEST_PIECE = 512;

/** Words whose first `size` units are looked up together; `size` is a power of two. */
interface Level {
  readonly size: number;
  /** One bit for each hash that may be in `lengths`: most places of a text are passed over by it. */
  readonly filter: Uint8Array;
  /** The lengths of the words that begin with the units of this hash, longest first. */
  readonly lengths: Map<number, number[]>;
}

const FILTER_BITS = 18;

/**
 * Finds many words in a text by hashes of its parts (Rabin and Karp). It keeps a number for each word and not one for
 * each of its characters, as an automaton would, and has no pattern that grows. Two texts with equal hashes of 53 bits
 * count as equal: an error of that kind could only hide more.
 */
export function createWordIndex(): WordIndex {
  const levels = new Map<number, Level>();
  const known = new Set<number>();

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
      for (const piece of piecesOf(word)) addPiece(piece);
    },
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

interface Hashes {
  /** The bit of a filter for `length` units from `at`. */
  short(at: number, length: number): number;
  /** What stands for `length` units from `at`: at most `LONGEST_PIECE`. */
  key(at: number, length: number): number;
}

const { imul } = Math;

/** Odd, and of this process alone: nobody can prepare a text for it. */
const randomBase = (): number => Math.floor(Math.random() * 2 ** 31) * 2 + 1;
const BASES = [randomBase(), randomBase()] as const;
const POWERS = BASES.map((base) => {
  const powers = new Int32Array(LONGEST_PIECE + 1);
  powers[0] = 1;
  for (let i = 1; i < powers.length; i++) powers[i] = imul(powers[i - 1] ?? 0, base);
  return powers;
}) as [Int32Array, Int32Array];

/** The hash of `length` units from `at`. @param sums the hashes of all beginnings */
function partHash(sums: Int32Array, powers: Int32Array, at: number, length: number): number {
  return ((sums[at + length] ?? 0) - imul(sums[at] ?? 0, powers[length] ?? 0)) >>> 0;
}

const firstFor = scratch((length) => new Int32Array(length));
const secondFor = scratch((length) => new Int32Array(length));

/** Hashes of all beginnings of a text, from which that of any part follows by one multiplication. */
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
