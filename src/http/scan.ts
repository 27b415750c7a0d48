/** Scans of untrusted text that read each character a bounded number of times, where a pattern would backtrack. */

/** A text without the given character at its end, however often it stands there. */
export function withoutTrailing(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/**
 * What follows the first start tag of an XML or HTML text that `tag` matches; undefined where it is not there whole.
 * @param tag the beginning of the tag, such as `/<title(?=[\s/>])/i`
 */
export function afterTag(text: string, tag: RegExp): string | undefined {
  const start = text.search(tag);
  const end = start === -1 ? -1 : text.indexOf('>', start);
  return end === -1 ? undefined : text.slice(end + 1);
}

/** The text up to the first place of a mark; undefined where there is none. */
export function before(text: string, mark: string): string | undefined {
  const at = text.indexOf(mark);
  return at === -1 ? undefined : text.slice(0, at);
}

/** The lines of a text one by one, each with the line end behind it, so that a file of line ends needs no list. */
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
