const LFS_POINTER = 'version https://git-lfs.github.com/spec/';

/** Whether this is what Git LFS leaves in the place of a file that was not fetched. */
export function isLfsPointer(content: Buffer): boolean {
  return content.subarray(0, LFS_POINTER.length).toString('latin1') === LFS_POINTER;
}

export const LFS_PROBLEM =
  'is a Git LFS pointer and not the file itself: fetch it first (git lfs pull, or `lfs: true` of the checkout)';

/** Why a file is no text that may be used as it is; completes the sentence `input "x" …`. */
export function textProblem(content: Buffer): string | undefined {
  const check = createTextCheck();
  check.take(content);
  return check.problem();
}

/** The same of a file that is too large to be in memory at once. */
export interface TextCheck {
  /** The next piece, wherever it was cut. Returns false where no later piece can make a text of it. */
  take(piece: Buffer): boolean;
  /** After the last piece. */
  problem(): string | undefined;
}

/** So much of the beginning shows an HTML page. */
const HEAD_LENGTH = 1024;
const HTML_PAGE = /^\s*<(?:!doctype html|html)\b/i;

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
      // A character that was cut off at the end.
      if (isText) decode();
      if (head.startsWith(LFS_POINTER)) return LFS_PROBLEM;
      if (!isText) return 'is no text in UTF-8: save it in that encoding';
      if (HTML_PAGE.test(head)) return 'is an HTML page: it was probably downloaded without signing in';
      if (conflict.found()) return 'has the markers of a merge conflict: resolve it first';
      return undefined;
    },
  };
}

const CONFLICT_BEGINS = /[\r\n]<{7} /;
const CONFLICT_ENDS = /[\r\n]>{7} /;
/** One less than the length of a marker with the line break before it. */
const OVERLAP = 8;

/** An unresolved conflict begins and ends at the start of lines. A single marker may be a comment or a heading. */
function createConflictSearch() {
  // The start of a text is the start of a line.
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
