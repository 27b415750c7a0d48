import { sanitizeLines } from '../ci/sanitize.ts';
import { cutText } from '../shared/format.ts';

/** Markdown that shows remote text and obeys none of it. */

const LONGEST_CELL = 600;
const LONGEST_ADDRESS = 2_000;
/** How much more of a text is read than shown: characters that nobody sees are left out. */
const RAW_FACTOR = 16;

/** A text as one line of Markdown that can stand in a table, a heading or a sentence. */
export function escapeMarkdown(text: string, longest = LONGEST_CELL): string {
  const cut = cutText(
    sanitizeLines(text.slice(0, RAW_FACTOR * longest))
      .join(' ')
      .trim(),
    longest,
  );
  // An entity can't begin or end any markup; the empty comment keeps a name from becoming a mention.
  return cut
    .replace(/[&<>"'`*_~|[\]{}()#!\\$^=+]|:(?=\/\/)|(?<=\bwww)\./gi, entity)
    .replace(/@/g, '@<!-- -->');
}

/** A link; the title is Markdown already. An address that is too long to be one is left out. */
export function link(title: string, address: string): string {
  if (address.length > LONGEST_ADDRESS) return title;
  // Half a character cannot be encoded; a buffer replaces it.
  const brackets = encodeURI(Buffer.from(address).toString()).replaceAll('(', '%28').replaceAll(')', '%29');
  return `[${title}](${brackets})`;
}

/** A text as it is, for the inside of `<pre>`. */
export function escapeHtml(text: string): string {
  return sanitizeLines(text)
    .join('\n')
    .replace(/[&<>"'`*_~|[\]\\$]/g, entity)
    .replace(/@/g, '@<!-- -->');
}

function entity(character: string): string {
  return `&#${character.codePointAt(0)};`;
}

/** A table, aligned to the left; the cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => ':--'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Something that is there for those who want it. The blank lines let Markdown inside be Markdown. */
export function folded(title: string, content: string): string {
  return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;
}
