import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { compareNaturally } from '../../../src/shared/natural-order.ts';

test.each([
  ['numbers by their value', ['1.sql', '2.sql', '10.sql', '100.sql']],
  ['numbers inside of names', ['create-2-of-10.sql', 'create-3-of-10.sql', 'create-10-of-10.sql']],
  ['versions of Flyway', ['V1__a.sql', 'V1_1__a.sql', 'V1.2__a.sql', 'V2__a.sql', 'V10__a.sql']],
  ['versions before a text', ['1_create.sql', '1.1_alter.sql', '1.2_alter.sql', '1.10_alter.sql']],
  ['dates', ['2024-01-09-x.sql', '2024-01-10-x.sql', '2024-02-01-x.sql', '2024-11-01-x.sql']],
  ['leading zeros', ['01.sql', '2.sql', '003.sql', '10.sql']],
  ['letters without regard to case', ['a.sql', 'B.sql', 'c.sql']],
  ['folder by folder', ['db/2.sql', 'db/10/1.sql', 'db-old/1.sql']],
  ['numbers of any length', ['9007199254740993.sql', '9007199254740994.sql', '90071992547409930.sql']],
])('orders %s', (_, sorted) => {
  expect(sorted.toReversed().toSorted(compareNaturally)).toEqual(sorted);
  expect(sorted.toSorted(compareNaturally)).toEqual(sorted);
});

test('is one order of all paths', () => {
  const name = fc.string({
    unit: fc.constantFrom('0', '1', '9', 'a', 'B', '.', '_', '-', '/'),
    maxLength: 8,
  });
  fc.assert(
    fc.property(name, name, name, (a, b, c) => {
      expect(Math.sign(compareNaturally(a, b))).toBe(-Math.sign(compareNaturally(b, a)) || 0);
      expect(compareNaturally(a, b) === 0).toBe(a === b);
      const isChain = compareNaturally(a, b) < 0 && compareNaturally(b, c) < 0;
      expect(!isChain || compareNaturally(a, c) < 0).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
