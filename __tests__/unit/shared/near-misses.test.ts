import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { didYouMean, nearMisses } from '../../../src/shared/near-misses.ts';

describe('near misses', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['packag', ['package', 'plugins-file', 'platform'], ['package']],
    ['on-warning', ['on-warnings', 'on-review', 'on-busy'], ['on-warnings']],
    ['customer portal', ['CustomerPortal', 'Customer Care', 'Billing'], ['CustomerPortal', 'Customer Care']],
    ['Staging', ['staging', 'production'], ['staging']],
    ['prod', ['production', 'test'], ['production']],
    ['xyz', ['production', 'test'], []],
    ['', ['production'], []],
    ['production', [], []],
  ])('%s among %j', (wanted, known, near) => {
    expect(nearMisses(wanted, known)).toEqual(near);
  });

  test('come with the most similar first, and no more than are asked for', () => {
    expect(nearMisses('test', ['tests', 'test', 'tast', 'toast', 'text'], 2)).toEqual(['test', 'tests']);
  });

  test('are a question, in the form that the reader writes them', () => {
    expect(didYouMean('ur', ['url'], (name) => `--${name}`)).toBe('did you mean --url?');
    expect(didYouMean('Tst', ['Test', 'Tst2'])).toBe('did you mean "Test" or "Tst2"?');
    expect(didYouMean('zzz', ['url'])).toBe('');
  });

  test('take names of any length and kind', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (wanted, known) => {
        for (const near of nearMisses(wanted, known)) expect(known).toContain(near);
      }),
    );
    expect(
      nearMisses(
        'a'.repeat(1_000_000),
        Array.from({ length: 10_000 }, () => 'b'.repeat(1_000)),
      ),
    ).toEqual([]);
  });
});
