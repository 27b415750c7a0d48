import { sanitizeLines } from '../ci/sanitize.ts';
import { cutText } from '../shared/format.ts';

/** Functions that show untrusted text in Markdown, so that none of it works as markup. */

const LONGEST_CELL = 600;
const LONGEST_ADDRESS = 2_000;
/** The ratio of the characters that are read to those that are shown, because invisible characters are removed. */
const RAW_FACTOR = 16;

/**
 * Escapes a text as one line of Markdown, for a table cell, a heading or a sentence.
 * @param longest the maximum number of characters before escaping
 */
export function escapeMarkdown(text: string, longest = LONGEST_CELL): string {
  const cut = cutText(
    sanitizeLines(text.slice(0, RAW_FACTOR * longest))
      .join(' ')
      .trim(),
    longest,
  );
  // An entity cannot start or end markup; the empty HTML comment prevents a mention.
  return cut
    .replace(/[&<>"'`*_~|[\]{}()#!\\$^=+]|:(?=\/\/)|(?<=\bwww)\./gi, entity)
    .replace(/@/g, '@<!-- -->');
}

/** Formats a link. The title must be Markdown already. An address that is too long is left out. */
export function link(title: string, address: string): string {
  if (address.length > LONGEST_ADDRESS) return title;
  // A buffer replaces a lone surrogate, which encodeURI would reject.
  const brackets = encodeURI(Buffer.from(address).toString()).replaceAll('(', '%28').replaceAll(')', '%29');
  return `[${title}](${brackets})`;
}

/** Escapes a text for the inside of `<pre>`. Keeps the lines. */
export function escapeHtml(text: string): string {
  return sanitizeLines(text)
    .join('\n')
    .replace(/[&<>"'`*_~|[\]\\$]/g, entity)
    .replace(/@/g, '@<!-- -->');
}

function entity(character: string): string {
  return `&#${character.codePointAt(0)};`;
}

/** Formats a left-aligned table. The cells must be Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => ':--'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Formats a collapsed section. The blank lines are needed for Markdown inside of it. */
export function folded(title: string, content: string): string {
  return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;
}

/** Formats a section with a title that the reader can fold. Both texts must be escaped. */
export function unfolded(title: string, content: string): string {
  return folded(title, content).replace('<details>', '<details open>');
}
