import { describe, expect, test } from '@jest/globals';
import { choosePackage } from '../../../../src/platforms/appian/packages.ts';
import type { InFlight } from '../../../../src/platforms/appian/wire.ts';

const inFlight = (
  name: string,
  uuid: string,
  ticket = '',
  changed = '2023-03-13T16:54:39.136Z',
): InFlight => ({
  name,
  uuid,
  ticket,
  changed,
});
const old = inFlight('CR-1 Add page (old)', 'aaaa-1', 'https://issues.example.com/browse/CR-10');
const add = inFlight('CR-1 Add page', 'bbbb-2', 'https://issues.example.com/browse/CR-1');
const form = inFlight('CR-2 Fix form', 'cccc-3', 'https://issues.example.com/browse/CR-2');
const report = inFlight('CR-2 Fix report', 'dddd-4', 'https://issues.example.com/browse/CR-2', 'yesterday');
const all = [old, add, form, report];

describe('a package in flight is found by', () => {
  test.each([
    ['its UUID', 'bbbb-2', add],
    ['its UUID in other case', 'AAAA-1', old],
    ['its exact name, which another one begins with', 'CR-1 Add page', add],
    ['its ticket link, which another one begins with', 'https://issues.example.com/browse/CR-1', add],
    ['its ticket link with a slash', 'https://issues.example.com/browse/CR-10/', old],
  ])('%s', (_, wanted, expected) => {
    expect(choosePackage(wanted, all)).toEqual({ value: expected });
  });
});

const complaint = (wanted: string, packages = all): string => {
  const found = choosePackage(wanted, packages);
  if ('value' in found) throw new Error(`"${wanted}" means ${found.value.name}.`);
  return found.problem;
};

describe('no package is guessed', () => {
  test.each(['CR-1', 'cr-1 add page', 'CR-1 Add', 'issues.example.com/browse/CR-1', '', 'bbbb'])(
    '%j is none, and the candidates are listed with their last change',
    (wanted) => {
      const said = complaint(wanted);
      expect(said).toMatch(/^is not the UUID, exact name or ticket link of a package in flight/);
      expect(said).toContain('there are 4 packages.');
      expect(said).toContain(
        '"CR-1 Add page" (bbbb-2, https://issues.example.com/browse/CR-1), last changed 2023-03-13 16:54 UTC',
      );
      expect(said).toContain('last changed yesterday');
    },
  );

  test('a ticket of two packages names both and no other', () => {
    const said = complaint('https://issues.example.com/browse/CR-2');
    expect(said).toMatch(/^means 2 packages .*: give the UUID of one\./);
    expect(said).toContain('CR-2 Fix form');
    expect(said).toContain('CR-2 Fix report');
    expect(said).not.toContain('CR-1');
  });

  test('packages without a ticket are not meant by an empty one', () => {
    expect(complaint('/', [inFlight('a', 'x-1')])).toContain('there is 1 package.');
  });

  test('an application without packages says so', () => {
    expect(complaint('CR-1', [])).toContain('the application has no package in flight');
  });

  test('of a hundred packages, twenty are listed', () => {
    const many = Array.from({ length: 100 }, (_, at) => inFlight(`p${at}`, `u-${at}`, '', ''));
    const said = complaint('x', many);
    expect(said.split('\n')).toHaveLength(22);
    expect(said).toContain('… and 80 more');
    expect(said).toContain('last changed at an unknown time');
  });
});
