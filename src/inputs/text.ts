const LFS_POINTER = 'version https://git-lfs.github.com/spec/';

/** Returns true if the content is a Git LFS pointer, which stands for a file that was not fetched. */
export function isLfsPointer(content: Buffer): boolean {
  return content.subarray(0, LFS_POINTER.length).toString('latin1') === LFS_POINTER;
}

/** The problem with a Git LFS pointer. Completes the sentence `input "x" …`. */
export const LFS_PROBLEM =
  'is a Git LFS pointer and not the file itself: fetch it first (git lfs pull, or `lfs: true` of the checkout)';

/**
 * Checks that the content of a file is usable text. Returns a problem that completes the sentence `input "x" …`;
 * undefined if there is none.
 */
export function textProblem(content: Buffer): string | undefined {
  const check = createTextCheck();
  check.take(content);
  return check.problem();
}

/** The same check in pieces, for a file that is too large for the memory. */
interface TextCheck {
  /** Checks the next piece, which may be cut at any byte. Returns false if the file is certainly not text. */
  take(piece: Buffer): boolean;
  /** Returns the problem after the last piece; undefined if there is none. */
  problem(): string | undefined;
}

/** How much of the start is enough to recognise an HTML page, in characters. */
const HEAD_LENGTH = 1024;
const HTML_PAGE = /^\s*<(?:!doctype html|html)\b/i;

/** Creates a check for UTF-8 text that is not a Git LFS pointer, an HTML page or an unresolved merge conflict. */
export function createTextCheck(): TextCheck {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const conflict = createConflictSearch();
  let head = '';
  let isText = true;
  const decode = (piece?: Buffer): string => {
    try {
      return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
    } catch {
      isText = false;
      return '';
    }
  };
  return {
    take(piece) {
      const text = decode(piece);
      if (text.includes('\0')) isText = false;
      if (head.length < HEAD_LENGTH) head += text.slice(0, HEAD_LENGTH - head.length);
      conflict.take(text);
      return isText;
    },
    problem() {
      // Detects an incomplete character at the end.
      if (isText) decode();
      if (head.startsWith(LFS_POINTER)) return LFS_PROBLEM;
      if (!isText) return 'is not UTF-8 text: save it in that encoding';
      if (HTML_PAGE.test(head)) return 'is an HTML page: it was probably downloaded without signing in';
      if (conflict.found()) return 'has the markers of a merge conflict: resolve it first';
      return undefined;
    },
  };
}

const CONFLICT_BEGINS = /[\r\n]<{7} /;
const CONFLICT_ENDS = /[\r\n]>{7} /;
/** One less than the length of a marker including the line break before it. */
const OVERLAP = 8;

/**
 * Searches for an unresolved conflict: both a start and an end marker at the start of a line. A single marker may be
 * a comment or a heading.
 */
function createConflictSearch() {
  // The start of the text counts as the start of a line.
  let before = '\n';
  let begun = false;
  let ended = false;
  return {
    take(text: string): void {
      if (ended) return;
      const here = before + text;
      const start = begun ? 0 : here.search(CONFLICT_BEGINS);
      if (start !== -1) {
        begun = true;
        ended = CONFLICT_ENDS.test(here.slice(start));
      }
      before = here.slice(-OVERLAP);
    },
    found: () => ended,
  };
}
