import { isUtf8 } from 'node:buffer';

const LFS_POINTER = 'version https://git-lfs.github.com/spec/';

/** Whether this is what Git LFS leaves in the place of a file that was not fetched. */
export function isLfsPointer(content: Buffer): boolean {
  return content.subarray(0, LFS_POINTER.length).toString('latin1') === LFS_POINTER;
}

export const LFS_PROBLEM =
  'is a Git LFS pointer and not the file itself: fetch it first (git lfs pull, or `lfs: true` of the checkout)';

/** Why a file is no text that may be used as it is; completes the sentence `input "x" …`. */
export function textProblem(content: Buffer): string | undefined {
  if (isLfsPointer(content)) return LFS_PROBLEM;
  if (!isUtf8(content) || content.includes(0)) return 'is no text in UTF-8: save it in that encoding';
  const text = content.toString('utf8');
  if (/^\ufeff?\s{0,1000}<(?:!doctype html|html)\b/i.test(text))
    return 'is an HTML page: it was probably downloaded without signing in';
  if (holdsConflict(text)) return 'has the markers of a merge conflict: resolve it first';
  return undefined;
}

/** An unresolved conflict begins and ends at the start of lines. A single marker may be a comment or a heading. */
function holdsConflict(text: string): boolean {
  const begin = /^<{7} /m.exec(text);
  return begin !== null && /^>{7} /m.test(text.slice(begin.index));
}
