import { sanitizeLines } from '../ci/sanitize.ts';
import type { Span } from '../release/result.ts';
import { formatDuration, formatNumber } from '../shared/format.ts';
import { type Block, ELSEWHERE, hrefOf, type Inline, type Line, oneLine, type Tone } from './blocks.ts';
import { fitting } from './fitting.ts';

/** Renders the blocks of a report as Markdown. No untrusted text works as markup. */

const SHORT_CHART_MS = 10_000;
const MOST_SPANS = 200;
const LONGEST_DESCRIPTION = 1_000;

/** The sign in front of the word that it stands for. */
export const signs: Readonly<Record<Tone, string>> = { good: '✅', warned: '🟡', unclear: '⚠️', bad: '❌' };

/**
 * Escapes a text as one line of Markdown, for a table cell, a heading or a sentence.
 * @param longest the maximum number of characters before escaping
 */
export function escapeMarkdown(text: string, longest?: number): string {
  return escapeLine(oneLine(text, longest));
}

/** Escapes a text that has no line breaks and no control characters. */
function escapeLine(line: string): string {
  // An entity cannot start or end markup; the empty HTML comment prevents a mention.
  return line
    .replace(/[&<>"'`*_~|[\]{}()#!\\$^=+]|:(?=\/\/)|(?<=\bwww)\./gi, entity)
    .replace(/@/g, '@<!-- -->');
}

/** Formats a link. The title must be Markdown already. An address that is no link is left out. */
export function link(title: string, address: string): string {
  const href = hrefOf(address)?.replaceAll('(', '%28').replaceAll(')', '%29');
  return href === undefined ? title : `[${title}](${href})`;
}

/** Formats code. Backticks cannot hold an entity, so they are for plain words only. */
function code(text: string): string {
  return /^[\w.:/-]+$/.test(text) ? `\`${text}\`` : `<code>${escapeLine(text)}</code>`;
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

/** Formats a section that the reader can fold. The blank lines are needed for Markdown inside of it. */
export function folded(title: string, content: string, state: 'open' | 'closed' = 'closed'): string {
  const tag = state === 'open' ? '<details open>' : '<details>';
  return `${tag}<summary>${title}</summary>\n\n${content}\n\n</details>`;
}

/** Renders a line. */
export function markdownOf(line: Line): string {
  return line.map(inline).join('');
}

function inline(part: Inline): string {
  if (typeof part === 'string') return escapeLine(part);
  switch (part.kind) {
    case 'code':
      return code(part.text);
    case 'strong':
      return `**${escapeLine(part.text)}**`;
    case 'small':
      return `<sub>${escapeLine(part.text)}</sub>`;
    case 'toned':
      return `${signs[part.tone]} ${escapeLine(part.text)}`;
    case 'link':
      return link(escapeLine(part.text), part.address);
    case 'break':
      return '<br>';
  }
}

/** Renders a block; empty if there is nothing to show. */
export function markdownBlock(block: Block): string {
  switch (block.kind) {
    case 'text':
      return markdownOf(block.line);
    case 'advice':
      return `> ${markdownOf(block.line)}`;
    case 'list': {
      const { shown, rest } = fitting(
        block.items,
        block.most,
        (item) => `- ${markdownOf(item())}`,
        (line) => Buffer.byteLength(line) + 1,
      );
      return [shown.join('\n'), andMore(rest)].filter(Boolean).join('\n\n');
    }
    case 'table': {
      const { shown, rest } = fitting(
        block.rows,
        block.most,
        (row) => row().map(markdownOf),
        (cells) => Buffer.byteLength(cells.join(' | ')) + 5,
      );
      return [table(block.head, shown), andMore(rest)].filter(Boolean).join('\n\n');
    }
    case 'log':
      return log(block);
    case 'chart':
      return chart(block.bars);
  }
}

/** The line `… and 12 more`, with a reference to the result file; empty if nothing is left out. */
function andMore(rest: number): string {
  return rest > 0 ? `… and ${formatNumber(rest)} more. ${markdownOf(ELSEWHERE)}` : '';
}

function log({ lines, most, namesFile }: Extract<Block, { kind: 'log' }>): string {
  const { shown, rest } = fitting(
    lines,
    most,
    (line) => escapeHtml(line()),
    (line) => Buffer.byteLength(line) + 1,
  );
  const whole = rest > 0 || namesFile ? ' (the whole log is in the file of output `log-file`)' : '';
  return `<pre>${shown.join('\n')}${rest > 0 ? '\n…' : ''}</pre>${whole}`;
}

/**
 * Formats a Mermaid chart with a title and a description for screen readers:
 * https://mermaid.js.org/config/accessibility.html. The titles are constants of this program, so they need no escaping.
 */
function chart(all: readonly Span[]): string {
  const bars = all.slice(0, MOST_SPANS);
  const sections = [...new Set(bars.map((bar) => bar.section))].map(
    (section) => [section, bars.filter((bar) => bar.section === section)] as const,
  );
  const lines = sections.flatMap(([section, own]) => [
    `  section ${section}`,
    ...own.map(({ title, from, to, good }) => {
      const end = Math.max(to, from + 1);
      return `  ${title} (${formatDuration(to - from)}) :${good ? 'done' : 'crit'}, ${from}, ${end}`;
    }),
  ]);
  const sentences = sections.map(([section, own]) => `${section}: ${own.map(formatBar).join(', ')}.`);
  // Without an interval, a chart of a few seconds repeats each label several times.
  const length = Math.max(...all.map(({ to }) => to)) - Math.min(...all.map(({ from }) => from));
  const content = [
    'gantt',
    '  accTitle: Timeline of the release',
    `  accDescr: ${oneLine(sentences.join(' '), LONGEST_DESCRIPTION)}`,
    '  dateFormat x',
    '  axisFormat %H:%M:%S',
    ...(length < SHORT_CHART_MS ? ['  tickInterval 1second'] : []),
    ...lines,
  ];
  return `\`\`\`mermaid\n${content.join('\n')}\n\`\`\``;
}

function formatBar({ title, from, to, good }: Span): string {
  return `${title} ${formatDuration(to - from)}${good ? '' : ' without success'}`;
}
