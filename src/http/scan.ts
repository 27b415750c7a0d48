/**
 * Scans of untrusted text. They read each character a bounded number of times; a regular expression could backtrack.
 */

/** Removes all of the given characters from the end of a text. */
export function withoutTrailing(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/**
 * Returns the text after the first XML or HTML start tag that matches `tag`; undefined if there is no complete tag.
 * @param tag matches the start of the tag, such as `/<title(?=[\s/>])/i`
 */
export function afterTag(text: string, tag: RegExp): string | undefined {
  const start = text.search(tag);
  const end = start === -1 ? -1 : text.indexOf('>', start);
  return end === -1 ? undefined : text.slice(end + 1);
}

/** Returns the text before the first occurrence of `mark`; undefined if there is none. */
export function before(text: string, mark: string): string | undefined {
  const at = text.indexOf(mark);
  return at === -1 ? undefined : text.slice(0, at);
}

/**
 * Yields the lines of a text one by one, each with its line end. Without a list of all lines, a file that contains
 * only line ends does not fill the memory.
 */
export function* linesOf(text: string): Generator<{ readonly line: string; readonly end: string }> {
  let at = 0;
  for (;;) {
    const next = nextBreak(text, at);
    if (next === text.length) break;
    const end = text.startsWith('\r\n', next) ? '\r\n' : text.charAt(next);
    yield { line: text.slice(at, next), end };
    at = next + end.length;
  }
  yield { line: text.slice(at), end: '' };
}

function nextBreak(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '\n' || character === '\r') return at;
  }
  return text.length;
}
