import { describe, expect, test } from '@jest/globals';
import { downgradesIn as inOdc } from '../../../src/platforms/odc/downgrade.ts';
import { downgradesIn as inLifeTime } from '../../../src/platforms/outsystems/downgrade.ts';
import type { Part } from '../../../src/platforms/outsystems/resolve.ts';
import { checkDowngrades, formatDowngrades } from '../../../src/release/downgrade.ts';
import { Halt } from '../../../src/release/outcome.ts';
import { recordedLog } from '../support/release.ts';

const back = { name: 'Portal', from: '1.10.0', to: '1.9.0' };

function end(policy: 'warn' | 'fail' | 'allow', downgrades = [back]): string {
  const log = recordedLog();
  try {
    checkDowngrades('Production', downgrades, policy, log);
    return log.lines.join('\n');
  } catch (error) {
    return error instanceof Halt ? `${error.outcome.status}: ${error.outcome.reason}` : String(error);
  }
}

describe('what on-downgrade does', () => {
  test.each([
    [
      'allow',
      'info:   Production has a newer version than the one to deploy, as `on-downgrade` allows: Portal from 1.10.0 to 1.9.0.',
    ],
    [
      'warn',
      'warning: Production has a newer version than the one to deploy. This goes back: Portal from 1.10.0 to 1.9.0.',
    ],
    [
      'fail',
      'refused: Production has a newer version than the one to deploy, and `on-downgrade` is fail: Portal from 1.10.0 to 1.9.0. Nothing was deployed.',
    ],
  ] as const)('%s', (policy, said) => {
    expect(end(policy)).toBe(said);
    expect(end(policy, [])).toBe('');
  });

  test('a long list is cut', () => {
    const many = Array.from({ length: 25 }, () => back);
    expect(formatDowngrades(many)).toMatch(/^(?:Portal from 1\.10\.0 to 1\.9\.0(?:, )?){20} and 5 more$/);
  });
});

describe('versions are compared as people read them', () => {
  const lifetime = (to: string | undefined, from: string | undefined): Part => ({
    key: 'a',
    name: 'Portal',
    pinned: false,
    ...(to !== undefined && { version: { Key: 'to', Version: to } }),
    ...(from !== undefined && { inTarget: { version: { Key: 'from', Version: from }, modified: false } }),
  });
  test.each([
    ['1.9.0', '1.10.0', true],
    ['1.10.0', '1.9.0', false],
    ['1.2', '1.2.0', false],
    ['2', '10', true],
    ['1.2.0', undefined, false],
    ['1.2.0', '', false],
    [undefined, '1.0', false],
    ['1.0-beta', '2.0', false],
  ])('LifeTime: %p over %p goes back: %p', (to, from, goesBack) => {
    expect(inLifeTime([lifetime(to, from)])).toEqual(goesBack ? [{ name: 'Portal', from, to }] : []);
  });

  const odc = (
    revision: number,
    tag: string | undefined,
    ...running: readonly (readonly [number, string?])[]
  ) => ({
    key: 'a',
    name: 'Portal',
    type: 'WebApplication',
    revision,
    ...(tag && { tag }),
    inTarget: running.map(([each, label]) => ({ revision: each, ...(label && { tag: label }) })),
  });
  test.each([
    [odc(3, undefined), undefined],
    [odc(3, undefined, [2]), undefined],
    [odc(3, undefined, [4]), 'Portal from revision 4 to revision 3'],
    [odc(3, '1.0.0', [4, '1.1.0']), 'Portal from 1.1.0 (revision 4) to 1.0.0 (revision 3)'],
    [odc(5, '1.9.0', [4, '1.10.0']), 'Portal from 1.10.0 (revision 4) to 1.9.0 (revision 5)'],
    [odc(5, '1.10.0', [4, '1.9.0'], [2, '2.0.0']), undefined],
    [odc(3, undefined, [2], [4]), 'Portal from revision 4 to revision 3'],
  ])('ODC: %j goes back: %p', (part, said) => {
    expect(formatDowngrades(inOdc([part]))).toBe(said ?? '');
  });
});
