import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { trackers } from '../../../src/registry.ts';
import { statuses } from '../../../src/release/outcome.ts';
import type { ReleaseResult } from '../../../src/release/result.ts';
import { describeRelease } from '../../../src/report/content.ts';
import { renderPage } from '../../../src/report/page.ts';
import { summarize } from '../../../src/report/summary.ts';
import { NEW_YEAR } from '../support/clock.ts';
import { deployment, plan, releaseResult } from '../support/release.ts';

/** A release with every section. `text` stands in each place that a server or a user fills. */
function full(text: string, status: 'succeeded' | 'failed' = 'failed'): ReleaseResult {
  return releaseResult(
    { status, reason: `${text}\nsecond ${text}`, advice: text },
    {
      plan: { ...plan, component: text, environment: text, owner: text },
      deployment: { ...deployment, id: text },
      platformStatus: text,
      inspection: {
        id: 'i-1',
        status: 'COMPLETED',
        errors: 1,
        warnings: 1,
        problems: [
          { severity: 'error', object: text, uuid: text, message: text },
          { severity: 'warning', object: text, uuid: text, message: text },
        ],
        counts: [],
      },
      testCases: [{ suite: text, name: text, status: 'error', message: text }],
      counts: [{ what: text, total: 1, imported: 1, failed: 0, skipped: 0 }],
      trackers: { bigpanda: { started: 'failed', ended: 'skipped' } },
      trackerTrouble: [text],
      rows: { before: [{ environment: text, version: text, since: NEW_YEAR }] },
      timeline: [
        { section: 'Appian', title: 'deployment', from: NEW_YEAR, to: NEW_YEAR + 5_000, good: true },
      ],
      logFile: 'out/deployment.log',
      logExcerpt: `${text}\n  indented`,
    },
  );
}

const page = { title: 'Deploy view', address: 'https://example.appiancloud.com/suite/design' };
const contentOf = (result: ReleaseResult) => describeRelease(result, { trackers, page });
const render = (result: ReleaseResult): string => renderPage(contentOf(result), (text) => text);

/** The text that a reader gets of HTML or of Markdown with entities. */
function readable(markup: string): string {
  return markup
    .replace(/<style>[\s\S]*?<\/style>|<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/\s+/g, ' ');
}

describe('the HTML page', () => {
  test('says in words what the job summary says', () => {
    const content = contentOf(full('portal `on-busy` <b>'));
    const html = readable(renderPage(content, (text) => text)).replaceAll('`', '');
    const cells = summarize(content)
      .replace(/```mermaid[\s\S]*?```/, '')
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/^\| :-- .*$|^## |^- |^> |\*\*|`/gm, '')
      .split(/\n|\|/)
      .map((cell) => readable(cell).replaceAll('`', '').trim())
      .filter((cell) => cell !== '' && !cell.includes('the whole log is in'));
    expect(cells.length).toBeGreaterThan(30);
    expect(cells.filter((cell) => !html.includes(cell))).toEqual([]);
    expect(html).toContain('The whole log is in');
  });

  test.each(statuses)('of %s shows the verdict once, in words', (status) => {
    const html = render(releaseResult({ status, reason: 'r' }));
    const [, title] = /<title>(.*)<\/title>/.exec(html) ?? [];
    const [, tone, heading] =
      /<h1 class="(\w+)"><span aria-hidden="true">.*<\/span> (.*)<\/h1>/.exec(html) ?? [];
    expect(heading).toMatch(/^\w[\w ,]+: customer-portal 1\.2\.3 → production$/);
    expect(title).toBe(heading);
    expect(tone).toMatch(status === 'succeeded' ? /^good$/ : /^(?:warned|unclear|bad)$/);
  });

  test('is one file that loads nothing and runs nothing', () => {
    const html = render(full('https://evil.example.com/x.png'));
    expect(html).not.toMatch(
      /<(?:script|link|img|iframe|object|embed|base|form|svg)\b|\bon\w+=|@import|url\(/i,
    );
    expect(html).not.toMatch(/ (?:src|srcset|data|action|poster)=/);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    for (const [, href = ''] of html.matchAll(/ href="([^"]*)"/g)) expect(href).toMatch(/^https:\/\//);
  });

  test('can be read by a screen reader', () => {
    const html = render(full('text'));
    expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
    const levels = [...html.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
    expect(levels[0]).toBe(1);
    expect(levels.slice(1).every((level) => level === 2)).toBe(true);
    expect(levels.length).toBeGreaterThan(5);
    for (const [cell] of html.matchAll(/<th\b[^>]*>/g)) expect(cell).toMatch(/ scope="(?:col|row)"/);
    for (const [row = ''] of html.matchAll(/<thead>.*<\/thead>/g)) expect(row).not.toContain('></th>');
    // A sign is hidden where a word says the same, and each coloured text has a word.
    expect(html.replace(/<span aria-hidden="true">.*?<\/span>/g, '')).not.toMatch(/[✅🟡⚠❌]/u);
    const coloured = html.matchAll(
      /<span class="\w+"><span aria-hidden="true">[^<]*<\/span>([^<]*)<\/span>/g,
    );
    for (const [, text = ''] of coloured) expect(text).toMatch(/\w{4}/);
    for (const [region] of html.matchAll(/<[^>]* tabindex="0"[^>]*>/g))
      expect(region).toMatch(/role="region" aria-label="[^"]+"/);
  });

  test('has a style for paper, for narrow screens and for dark ones', () => {
    const html = render(full('text'));
    for (const medium of ['print', '(max-width:40rem)', '(prefers-color-scheme:dark)'])
      expect(html).toContain(`@media ${medium}{`);
  });

  test('every colour has enough contrast with its background', () => {
    const html = render(full('text'));
    for (const [, rules = ''] of html.matchAll(/:root\{([^}]*)\}/g)) {
      const colours = new Map(
        [...rules.matchAll(/--(\w+):(#\w+)/g)].map(([, name, colour]) => [name, colour]),
      );
      for (const text of ['text', 'soft', 'link', 'good', 'warned', 'unclear', 'bad'])
        for (const back of ['back', 'box'])
          expect(contrast(colours.get(text) ?? '', colours.get(back) ?? '')).toBeGreaterThanOrEqual(4.5);
    }
  });

  test('an address that is no web page becomes no link', () => {
    const result = releaseResult(
      { status: 'failed', reason: 'r' },
      { plan: { ...plan, runUrl: 'javascript:alert(1)' } },
    );
    expect(render(result)).not.toContain('javascript:');
  });

  test('a link keeps what is encoded in its address', () => {
    const runUrl = 'https://dev.azure.com/team/my%20project/_build/results?buildId=7&view="x"';
    const result = releaseResult({ status: 'failed', reason: 'r' }, { plan: { ...plan, runUrl } });
    const address = 'https://dev.azure.com/team/my%20project/_build/results?buildId=7';
    expect(render(result)).toContain(
      `<a href="${address}&#38;view=%22x%22" rel="noopener noreferrer">this run</a>`,
    );
    expect(summarize(contentOf(result))).toContain(`[this run](${address}&view=%22x%22)`);
  });

  test('nothing that a server sends is markup', () => {
    const shape = (html: string): string =>
      html.replace(/>[^<]*</g, '><').replace(/ (?:href|aria-label)="[^"]*"/g, '');
    const plain = shape(render(full('x')));
    const hostile = fc.string({
      unit: fc.constantFrom(
        '<',
        '>',
        '&',
        '"',
        "'",
        '`',
        '</td>',
        '<!--',
        '-->',
        '\u0000',
        '\n',
        '\ud83d',
        'a',
      ),
      maxLength: 40,
    });
    fc.assert(
      fc.property(hostile, (text) => {
        const html = render(full(`a${text.replaceAll('\n', ' ').replaceAll('`', '')}`));
        expect(shape(html)).toBe(plain);
      }),
      { numRuns: 100 },
    );
  });

  test('is bounded, and what is left out is counted', () => {
    const result = full('x');
    const problem = { severity: 'error', object: 'o', uuid: 'u', message: '漢'.repeat(600) } as const;
    const inspection = { ...result.inspection, problems: Array.from({ length: 20_000 }, () => problem) };
    const html = render({ ...result, inspection, logExcerpt: 'line\n'.repeat(100_000) } as ReleaseResult);
    expect(Buffer.byteLength(html)).toBeLessThan(1024 * 1024);
    expect(html).toMatch(
      /<p>… and 19,\d{3} more\. The file of output <code>result-file<\/code> has more\.<\/p>/,
    );
  });

  test('a secret that invisible characters divide is hidden', () => {
    const content = contentOf(full('the-\u0000api-\u200fkey'));
    const html = renderPage(content, (text) => text.replaceAll('the-api-key', '***'));
    expect(html).toContain('***');
    expect(html).not.toContain('the-api-key');
  });
});

/** The contrast of two colours: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const digits = colour.slice(1);
  const long = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  const [red = 0, green = 0, blue = 0] = (long.match(/../g) ?? []).map((pair) => {
    const share = Number.parseInt(pair, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
