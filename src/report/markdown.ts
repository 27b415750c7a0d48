import { harmlessLines } from '../ci/harmless.ts';

/** Markdown that shows remote text and obeys none of it. */

const LONGEST_CELL = 600;

/** A text as one line of Markdown that can stand in a table, a heading or a sentence. */
export function escapeMarkdown(text: string, longest = LONGEST_CELL): string {
  const flat = harmlessLines(text).join(' ').trim();
  const cut = flat.length > longest ? `${flat.slice(0, longest)}…` : flat;
  // An entity can't begin or end any markup; the empty comment keeps a name from becoming a mention.
  return cut
    .replace(/[&<>"'`*_~|[\]{}()#!\\$^=+]|:(?=\/\/)|(?<=\bwww)\./gi, entity)
    .replace(/@/g, '@<!-- -->');
}

/** A text as it is, for the inside of `<pre>`. */
export function escapeHtml(text: string): string {
  return harmlessLines(text)
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
