import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { hrefOf, type Inline, lazy, prose } from '../../../src/report/blocks.ts';
import { markdownOf } from '../../../src/report/markdown.ts';

const code = (text: string): Inline => ({ kind: 'code', text });

describe('words between backticks are code', () => {
  test.each([
    ['`on-busy` is fail.', [code('on-busy'), ' is fail.']],
    ['set `a` or `b`', ['set ', code('a'), ' or ', code('b')]],
    ['no code', ['no code']],
    ['one ` alone', ['one ', '` alone']],
    ['`a` and ` alone', [code('a'), ' and ', '` alone']],
    ['``', ['`', '`']],
    ['', []],
    [`\`${'x'.repeat(201)}\``, [`\`${'x'.repeat(201)}`, '`']],
  ])('%j', (text, line) => {
    expect(prose(text)).toEqual(line);
  });

  test('and nothing of the text is lost or doubled', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', 'a', 'b c', '|'), maxLength: 30 }), (text) => {
        const shown = prose(text).map((part) => {
          if (typeof part === 'string') return part;
          return part.kind === 'code' ? `\`${part.text}\`` : '';
        });
        expect(shown.join('')).toBe(text.trim());
      }),
    );
  });

  test('which Markdown shows as it is', () => {
    expect(markdownOf(prose('set `on-busy: wait` or `on-busy`'))).toBe(
      'set <code>on-busy: wait</code> or `on-busy`',
    );
    expect(markdownOf(prose('`a|b` `<img>` `@team`'))).toBe(
      '<code>a&#124;b</code> <code>&#60;img&#62;</code> <code>@<!-- -->team</code>',
    );
  });
});

test.each([
  ['https://a.test/x y', 'https://a.test/x%20y'],
  ['https://a.test/%28"', 'https://a.test/%28%22'],
  ['https://a.test/\ud83d', 'https://a.test/%EF%BF%BD'],
  ['javascript:alert(1)', undefined],
  [`https://a.test/${'x'.repeat(2_000)}`, undefined],
])('the address %j as a link is %j', (address, href) => {
  expect(hrefOf(address)).toBe(href);
});

test('a lazy list can be read twice, and computes only what is shown', () => {
  const computed: number[] = [];
  const list = lazy(
    () => [1, 2, 3],
    (item) => {
      computed.push(item);
      return item * 10;
    },
  );
  const [first] = list;
  expect(first?.()).toBe(10);
  expect([...list].map((item) => item())).toEqual([10, 20, 30]);
  expect(computed).toEqual([1, 1, 2, 3]);
});
