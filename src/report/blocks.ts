import { sanitizeLines } from '../ci/sanitize.ts';
import type { Span } from '../release/result.ts';
import { cutText } from '../shared/format.ts';

/**
 * The content of a report without any markup. The job summary (Markdown) and the page (HTML) are made from it, so both
 * say the same.
 */

/** How good something is: the colour of a page and the sign of a summary. A word always stands beside it. */
export type Tone = 'good' | 'warned' | 'unclear' | 'bad';

/** A part of a line. Its texts are untrusted, and each renderer escapes them. */
export type Inline =
  | string
  | { readonly kind: 'code' | 'strong' | 'small'; readonly text: string }
  | { readonly kind: 'toned'; readonly tone: Tone; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly address: string }
  | { readonly kind: 'break' };

/** A line of text, such as a sentence or a cell. */
export type Line = readonly Inline[];

/** A list that can be read several times. It computes an item only if the item is shown. */
export type Lazy<T> = Iterable<() => T>;

/** A part of a section. `most` is its size limit in bytes, as rendered. */
export type Block =
  | { readonly kind: 'text' | 'advice'; readonly line: Line }
  | { readonly kind: 'list'; readonly items: Lazy<Line>; readonly most: number }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: Lazy<readonly Line[]>;
      readonly most: number;
    }
  | {
      readonly kind: 'log';
      readonly lines: Lazy<string>;
      readonly most: number;
      /** Whether to name the file that has the whole log, even if nothing is left out. */
      readonly namesFile: boolean;
    }
  | { readonly kind: 'chart'; readonly bars: readonly Span[] };

/** A section of a report. */
export interface Section {
  /** Names the section if it does not fit into a report. */
  readonly name: string;
  /** The heading; absent for the sections that follow the verdict directly. */
  readonly title?: string;
  /** Whether the reader of a summary can fold the section, and how it is at first. */
  readonly folding: 'none' | 'open' | 'closed';
  readonly blocks: readonly Block[];
}

/** A whole report. */
export interface Content {
  readonly tone: Tone;
  /** The verdict. */
  readonly heading: string;
  readonly sections: readonly Section[];
}

/** Refers to the file that leaves out least. */
export const ELSEWHERE: Line = ['The file of output ', { kind: 'code', text: 'result-file' }, ' has more.'];

const LONGEST_LINE = 600;
/** The ratio of the characters that are read to those that are shown, because invisible characters are removed. */
const RAW_FACTOR = 16;
const LONGEST_CODE = 200;

/** Creates a list whose items are computed when they are shown. */
export function lazy<S, T>(source: () => Iterable<S>, show: (item: S) => T): Lazy<T> {
  return {
    *[Symbol.iterator]() {
      for (const item of source()) yield () => show(item);
    },
  };
}

/**
 * Puts an untrusted text on one line, without control characters.
 * @param longest the maximum number of characters
 */
export function oneLine(text: string, longest = LONGEST_LINE): string {
  return cutText(
    sanitizeLines(text.slice(0, RAW_FACTOR * longest))
      .join(' ')
      .trim(),
    longest,
  );
}

/**
 * Puts a text on one line like `oneLine`, with the words between backticks as code.
 * @param longest the maximum number of characters
 */
export function prose(text: string, longest = LONGEST_LINE): Line {
  // A text between two backticks has an odd place.
  const parts = oneLine(text, longest).split('`');
  const isCode = (at: number): boolean =>
    at % 2 === 1 && at < parts.length - 1 && parts[at] !== '' && (parts[at] ?? '').length <= LONGEST_CODE;
  return parts.flatMap((part, at): Line => {
    if (isCode(at)) return [{ kind: 'code', text: part }];
    const opens = at > 0 && !isCode(at - 1) ? '`' : '';
    return opens + part === '' ? [] : [opens + part];
  });
}

/** Puts lines below each other in one cell. */
export function stacked(lines: readonly Line[]): Line {
  return lines.flatMap((line, at): Line => (at === 0 ? line : [{ kind: 'break' }, ...line]));
}

const LONGEST_ADVICE = 2_000;

/** Introduces an advice to the reader, such as for a cell. */
export function adviceLine(advice: string): Line {
  return [{ kind: 'strong', text: 'What to do:' }, ' ', ...prose(advice, LONGEST_ADVICE)];
}

/** An advice to the reader that stands apart. */
export function adviceBlock(advice: string): Block {
  return { kind: 'advice', line: adviceLine(advice) };
}

const LONGEST_ADDRESS = 2_000;

/**
 * The address of a link, without spaces, quotes and other characters that end it.
 * @returns undefined if it is too long or not a web address: another scheme could run a script
 */
export function hrefOf(address: string): string | undefined {
  if (address.length > LONGEST_ADDRESS || !/^https?:\/\//i.test(address)) return undefined;
  // A buffer replaces a lone surrogate, which encodeURI would reject. What is encoded already stays as it is.
  return encodeURI(Buffer.from(address).toString()).replaceAll('%25', '%');
}
