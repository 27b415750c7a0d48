import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { escapeHtml, escapeMarkdown, folded, table } from '../../../src/report/markdown.ts';

const HARM = [
  [
    '<',
    '>',
    '&',
    '"',
    "'",
    '`',
    '*',
    '_',
    '~',
    '|',
    '[',
    ']',
    '(',
    ')',
    '!',
    '#',
    '\\',
    '$',
    '^',
    '@',
    '=',
    '+',
  ],
  [
    '\n',
    '\r',
    '\u2028',
    '\u001b',
    '</pre>',
    '</details>',
    '<!--',
    '-->',
    '| a | b |',
    '{{',
    '}}',
    'a',
    ' ',
    '🟡',
  ],
].flat();
const hostile = fc.string({ unit: fc.constantFrom(...HARM), maxLength: 80 });

/** What is left when everything that this program itself wrote is taken away. */
const remote = (text: string): string => text.replaceAll('@<!-- -->', '').replace(/&#\d+;/g, '');

describe('a remote text in Markdown', () => {
  test.each([
    ['plain', 'plain'],
    ['  blanks\t', 'blanks'],
    ['two\nlines', 'two lines'],
    ['<img src=x>', '&#60;img src&#61;x&#62;'],
    ['a | b', 'a &#124; b'],
    ['[link](https://x)', '&#91;link&#93;&#40;https&#58;//x&#41;'],
    ['**bold** _it_', '&#42;&#42;bold&#42;&#42; &#95;it&#95;'],
    ['# heading', '&#35; heading'],
    ['&lt;', '&#38;lt;'],
    ['www.example.com HTTPS://example.com', 'www&#46;example.com HTTPS&#58;//example.com'],
    ['@octocat', '@<!-- -->octocat'],
    ['a\\|b', 'a&#92;&#124;b'],
    ['Éxito 🟡', 'Éxito 🟡'],
  ])('%j', (text, markdown) => {
    expect(escapeMarkdown(text)).toBe(markdown);
  });

  test('has no markup of its own, and stays on its line', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), (text) => {
        expect(remote(escapeMarkdown(text))).not.toMatch(/[<>&"'`*_~|[\]{}()#!\\$^=+@\r\n\u2028\u2029]/);
      }),
      { numRuns: 300 },
    );
  });

  test('is cut where it gets too long, and never inside an entity', () => {
    expect(escapeMarkdown('<'.repeat(700))).toBe(`${'&#60;'.repeat(600)}…`);
    expect(escapeMarkdown('<<<<', 2)).toBe('&#60;&#60;…');
  });

  test('makes no cells in a table', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(hostile, hostile), { maxLength: 5 }), (rows) => {
        const cells = rows.map((row) => row.map((cell) => escapeMarkdown(cell)));
        const lines = table(['a', 'b'], cells).split('\n');
        expect(lines).toHaveLength(rows.length + 2);
        for (const line of lines) expect(line.match(/\|/g)).toHaveLength(3);
      }),
    );
  });
});

describe('a remote text inside <pre>', () => {
  test('keeps its lines', () => {
    expect(escapeHtml('Problems (1):\r\n  <x> & y')).toBe('Problems (1):\n  &#60;x&#62; &#38; y');
  });

  test('can neither end it nor begin anything', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(remote(escapeHtml(text))).not.toMatch(/[<>&"'`*_~|[\]\\$@\r]/);
      }),
    );
  });
});

test('a table is written row by row', () => {
  expect(table(['', 'b'], [['1', '2']])).toBe('|  | b |\n| :-- | :-- |\n| 1 | 2 |');
});

test('what is folded away stands between blank lines', () => {
  expect(folded('More', '| a |')).toBe('<details><summary>More</summary>\n\n| a |\n\n</details>');
});
