import { relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { patternsIn, patternsOf, slowness, sourcesBelow } from '../support/patterns.ts';

/** Files that make a pattern while the program runs: the sandbox's is that of a literal in a test, without its flags. */
const MADE: ReadonlySet<string> = new Set(['sandbox/faults.ts', 'sandbox/lifetime/test-components.ts']);

describe('every regular expression in src needs linear time, whatever the text', () => {
  const files = sourcesBelow('src').map((file) => ({ file: relative('src', file), ...patternsOf(file) }));

  test('no literal can backtrack or read a run again', () => {
    const slow = files.flatMap(({ file, literals }) =>
      literals.flatMap((literal) => {
        const why = slowness(literal);
        return why ? [`${file} /${literal.source}/${literal.flags}: ${why}`] : [];
      }),
    );
    expect(slow).toEqual([]);
    expect(files.flatMap(({ literals }) => literals).length).toBeGreaterThan(100);
  });

  test('none is made from text while the program runs', () => {
    expect(files.flatMap(({ file, made }) => (made > 0 && !MADE.has(file) ? [file] : []))).toEqual([]);
  });
});

describe('the check itself', () => {
  test.each([
    /(a+)+$/,
    /^(a|a)*$/,
    /^a*a*b/,
    /<title[^>]*>([^<]*)<\/title>/i,
    /<application\b[^>]*>\s*<name>/,
    /\/+$/,
    /\{\{.*\}\}/,
    /\beyJ[\w-]{8,}\./,
    /^x*y|a*b/,
    /^a+b/m,
    /(?=(?:\d{3})+$)/,
  ])('finds %p', ({ source, flags }) => {
    expect(slowness({ source, flags })).toEqual(expect.any(String));
  });

  test.each([
    /^a+b/,
    /\s+/g,
    /@[^@]*$/,
    /\/downloads\/([^/?#]+)\/?(?:[?#]|$)/,
    /^\s*(<html|<body)/i,
    /a{1,200}b/,
  ])('passes %p', ({ source, flags }) => {
    expect(slowness({ source, flags })).toBeUndefined();
  });

  test('sees literals wherever they stand, and patterns that are made', () => {
    const { literals, made } = patternsIn(
      'const f = (a: string) => [/a+/g.test(a), new RegExp(a), RegExp(`${a}`)];',
    );
    expect(literals).toEqual([{ source: 'a+', flags: 'g' }]);
    expect(made).toBe(2);
  });
});
