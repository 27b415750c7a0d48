import { sanitizeLines } from '../ci/sanitize.ts';
import type { Span } from '../release/result.ts';
import { formatDuration, formatNumber } from '../shared/format.ts';
import {
  type Block,
  type Content,
  ELSEWHERE,
  hrefOf,
  type Inline,
  type Line,
  type Section,
} from './blocks.ts';
import { fitting } from './fitting.ts';
import { signs } from './markdown.ts';
import { PAGE_STYLE } from './page-style.ts';

/** Renders a report as one HTML page. It loads nothing, needs no script, and reads well without its style. */

const MOST_BARS = 200;

/** Escapes a text for HTML. It also removes secrets that only sanitizing has put together. */
type Escape = (text: string) => string;

/**
 * Renders the page.
 * @param redact removes secrets from a text
 */
export function renderPage(content: Content, redact: (text: string) => string): string {
  const escape: Escape = (text) => escapeText(redact(text));
  const heading = escape(content.heading);
  const sign = `<span aria-hidden="true">${signs[content.tone]}</span>`;
  return [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${heading}</title>`,
    `<style>${PAGE_STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1 class="${content.tone}">${sign} ${heading}</h1>`,
    ...content.sections.map((section) => renderSection(section, escape)),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}

function renderSection({ title, blocks }: Section, escape: Escape): string {
  const content = blocks.map((block) => renderBlock(block, escape)).join('\n');
  return title === undefined ? content : `<section>\n<h2>${escape(title)}</h2>\n${content}\n</section>`;
}

function renderBlock(block: Block, escape: Escape): string {
  switch (block.kind) {
    case 'text':
      return `<p>${renderLine(block.line, escape)}</p>`;
    case 'advice':
      return `<p class="advice">${renderLine(block.line, escape)}</p>`;
    case 'list': {
      const { shown, rest } = fitting(
        block.items,
        block.most,
        (item) => `<li>${renderLine(item(), escape)}</li>`,
        byteLength,
      );
      return `<ul>\n${shown.join('\n')}\n</ul>${andMore(rest, escape)}`;
    }
    case 'table': {
      const { shown, rest } = fitting(
        block.rows,
        block.most,
        (row) => renderRow(row().map((cell) => renderLine(cell, escape))),
        byteLength,
      );
      return `${renderTable(block.head, shown, escape)}${andMore(rest, escape)}`;
    }
    case 'log':
      return renderLog(block, escape);
    case 'chart':
      return renderChart(block.bars, escape);
  }
}

const byteLength = (text: string): number => Buffer.byteLength(text) + 1;

function andMore(rest: number, escape: Escape): string {
  return rest > 0 ? `\n<p>… and ${formatNumber(rest)} more. ${renderLine(ELSEWHERE, escape)}</p>` : '';
}

/** The box lets a wide table scroll on a narrow screen; a keyboard reaches it by its tab index. */
function renderTable(head: readonly string[], rows: readonly string[], escape: Escape): string {
  const names = head.map((name) => `<th scope="col">${escape(name)}</th>`).join('');
  const label = escape(`Table: ${head.join(', ')}`);
  return `<div class="wide" role="region" aria-label="${label}" tabindex="0"><table>\n<thead><tr>${names}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table></div>`;
}

function renderRow([first = '', ...others]: readonly string[]): string {
  return `<tr><th scope="row">${first}</th>${others.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function renderLine(line: Line, escape: Escape): string {
  return line.map((part) => renderInline(part, escape)).join('');
}

function renderInline(part: Inline, escape: Escape): string {
  if (typeof part === 'string') return escape(part);
  switch (part.kind) {
    case 'code':
      return `<code>${escape(part.text)}</code>`;
    case 'strong':
      return `<strong>${escape(part.text)}</strong>`;
    case 'small':
      return `<small>${escape(part.text)}</small>`;
    case 'toned':
      return `<span class="${part.tone}"><span aria-hidden="true">${signs[part.tone]}</span> ${escape(part.text)}</span>`;
    case 'link':
      return renderLink(part.text, part.address, escape);
    case 'break':
      return '<br>';
  }
}

function renderLink(text: string, address: string, escape: Escape): string {
  const href = hrefOf(address);
  if (href === undefined) return escape(text);
  return `<a href="${escape(href)}" rel="noopener noreferrer">${escape(text)}</a>`;
}

function renderLog({ lines, most, namesFile }: Extract<Block, { kind: 'log' }>, escape: Escape): string {
  const { shown, rest } = fitting(lines, most, (line) => escape(sanitizeLines(line()).join(' ')), byteLength);
  const file =
    rest > 0 || namesFile ? '\n<p>The whole log is in the file of output <code>log-file</code>.</p>' : '';
  const more = rest > 0 ? '\n…' : '';
  return `<pre role="region" aria-label="Log" tabindex="0">${shown.join('\n')}${more}</pre>${file}`;
}

/** A table of all steps, with a picture of their times that only sighted readers get. */
function renderChart(all: readonly Span[], escape: Escape): string {
  const bars = all.slice(0, MOST_BARS);
  const from = Math.min(...bars.map((bar) => bar.from));
  const length = Math.max(1, ...bars.map((bar) => bar.to - from));
  const percent = (ms: number): string => `${((100 * ms) / length).toFixed(2)}%`;
  const rows = bars.map((bar) => {
    const place = `margin-left:${percent(bar.from - from)};width:${percent(bar.to - bar.from)}`;
    const tone = bar.good ? 'good' : 'bad';
    return renderRow([
      escape(`${bar.section}: ${bar.title}`),
      escape(new Date(bar.from).toISOString().slice(11, 19)),
      escape(formatDuration(bar.to - bar.from)),
      renderInline({ kind: 'toned', tone, text: bar.good ? 'done' : 'failed' }, escape),
      `<div class="bar ${tone}" aria-hidden="true" style="${place}"></div>`,
    ]);
  });
  const table = renderTable(['Step', 'Begin (UTC)', 'Time', 'End', 'Share of the whole time'], rows, escape);
  return `${table}${andMore(all.length - bars.length, escape)}`;
}
