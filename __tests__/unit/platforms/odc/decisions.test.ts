import { describe, expect, test } from '@jest/globals';
import { conclusive, judge, problemsOf } from '../../../../src/platforms/odc/analysis.ts';
import { chooseBuild, interpretBuild } from '../../../../src/platforms/odc/build.ts';
import { producersFirst } from '../../../../src/platforms/odc/order.ts';
import { formatStep, isThere } from '../../../../src/platforms/odc/parts.ts';
import { pendingIn } from '../../../../src/platforms/odc/pending.ts';
import { revisionBefore } from '../../../../src/platforms/odc/rollback.ts';
import { interpret } from '../../../../src/platforms/odc/status.ts';
import { tagAfter } from '../../../../src/platforms/odc/tag.ts';
import { readAssets, readProducers, readToken, timeOf } from '../../../../src/platforms/odc/wire.ts';
import type { Inspection } from '../../../../src/release/platform.ts';

describe('the status of an operation', () => {
  const none = { warnings: 0, errors: '' };
  test.each([
    ['Running', none, 'underway'],
    ['Finished', none, 'succeeded'],
    ['Finished', { warnings: 2, errors: '' }, 'succeeded-with-warnings'],
    ['FinishedWithError', none, 'failed'],
    ['FinishedWithErrors', none, 'unknown'],
    ['Succeeded', none, 'unknown'],
    ['finished', none, 'unknown'],
    ['', none, 'unknown'],
  ])('%s with %j is %s', (word, facts, status) => {
    const meaning = interpret(word, facts);
    expect(meaning.phase === 'over' ? meaning.outcome.status : meaning.phase).toBe(status);
  });
});

describe('a build', () => {
  test.each([
    ['Pending', 'underway'],
    ['Running', 'underway'],
    ['Finished', 'finished'],
    ['FinishedWithErrors', 'failed'],
    ['Deleted', 'deleted'],
    ['ToBeDeleted', 'deleted'],
    ['FinishedWithError', 'unknown'],
    ['', 'unknown'],
  ])('%s is %s', (word, meaning) => expect(interpretBuild(word)).toBe(meaning));

  const build = (buildKey: string, status: string, day: number, buildType = 'Release') => ({
    buildKey,
    status,
    buildType,
    finishedDateTime: `2026-01-0${day}T00:00:00`,
  });
  test.each([
    ['the newest finished one', [build('a', 'Finished', 1), build('b', 'Finished', 2)], 'b'],
    [
      'a finished one before a newer one under way',
      [build('a', 'Finished', 1), build('b', 'Running', 2)],
      'a',
    ],
    ['one under way', [build('a', 'Deleted', 1), build('b', 'Pending', 2)], 'b'],
    ['no Debug build', [build('a', 'Finished', 1, 'Debug')], undefined],
    ['none that was deleted', [build('a', 'Deleted', 1), build('b', 'ToBeDeleted', 2)], undefined],
    [
      'none that failed or is unknown',
      [build('a', 'FinishedWithErrors', 1), build('b', 'Odd', 2)],
      undefined,
    ],
    ['none at all', [], undefined],
  ])('is chosen: %s', (_, builds, key) => expect(chooseBuild(builds)?.buildKey).toBe(key));
});

describe('an impact analysis', () => {
  const report = (status: string, conflictSeverity?: string) => ({
    processStatus: 'Finished',
    report: {
      status,
      impactedAssets: [
        {
          assetKey: 'KEY-1',
          elementLevelIssues: conflictSeverity
            ? [
                {
                  name: 'GetUser',
                  type: 'Action',
                  conflictType: 'MissingElement',
                  conflictSeverity,
                  hint: 'Publish it',
                },
              ]
            : [],
        },
      ],
    },
  });
  const names = new Map([['key-1', 'Portal']]);
  test.each([
    ['NoIssuesFound', undefined, []],
    ['WarningsFound', 'Warning', ['warning']],
    ['ErrorsFound', 'Error', ['error']],
    // A severity that nobody documented is an error.
    ['WarningsFound', 'Fatal', ['error']],
    ['ErrorsFound', undefined, ['error']],
    ['ErrorsFound', 'Warning', ['warning', 'error']],
    ['WarningsFound', undefined, ['warning']],
  ])('%s with %s has %j', (status, severity, found) => {
    expect(problemsOf(report(status, severity), 'Portal', names).map((each) => each.severity)).toEqual(found);
  });

  test('names asset and element', () => {
    expect(problemsOf(report('ErrorsFound', 'Error'), 'Portal', names)).toEqual([
      {
        severity: 'error',
        object: 'Portal',
        uuid: 'KEY-1',
        message: 'Action "GetUser": MissingElement: it is used and will not be there. Publish it',
      },
    ]);
  });

  test.each([
    ['Failed', 'ErrorsFound'],
    ['Cancelled', 'NoIssuesFound'],
    ['Finished', 'Muted'],
  ])('that ended as %s with %s stops the release', (processStatus, status) => {
    expect(() => conclusive({ processStatus, report: { status } }, 'Portal')).toThrow(/Nothing was deployed/);
  });

  const inspection = (errors: number, warnings: number): Inspection => ({
    id: 'a',
    status: '',
    errors,
    warnings,
    problems: [],
    counts: [],
  });
  test.each([
    [0, 0, 'fail', 'fail', 'go'],
    [0, 1, 'fail', 'allow', 'go, warned'],
    [0, 1, 'fail', 'fail', 'inspection-failed'],
    [1, 0, 'fail', 'allow', 'conflicts'],
    [1, 1, 'fail', 'fail', 'conflicts'],
    [1, 0, 'continue', 'fail', 'go, warned'],
  ] as const)(
    '%d errors and %d warnings under %s and %s: %s',
    (errors, warnings, onConflict, onWarnings, end) => {
      const verdict = judge(inspection(errors, warnings), { onConflict, onWarnings });
      const said = verdict.kind === 'stop' ? verdict.outcome.status : `go${verdict.warned ? ', warned' : ''}`;
      expect(said).toBe(end);
    },
  );
});

describe('the order of applications', () => {
  const graph = (edges: Readonly<Record<string, readonly string[]>>) =>
    new Map(Object.entries(edges).map(([key, own]) => [key, new Set(own)]));
  test.each([
    ['as given', ['b', 'a'], {}, ['b', 'a']],
    ['producers first', ['c', 'b', 'a'], { c: ['b', 'a'], b: ['a'] }, ['a', 'b', 'c']],
    ['a circle, somehow', ['a', 'b'], { a: ['b'], b: ['a'] }, ['b', 'a']],
    ['without the producers that are not released', ['a', 'b'], { a: ['x'] }, ['a', 'b']],
  ])('is %s', (_, keys, edges, order) => expect(producersFirst(keys, graph(edges))).toEqual(order));
});

describe('the revision before', () => {
  const done = (revision: number, day: number, status = 'Finished', operation = 'Deploy') => ({
    key: String(day),
    status,
    operation,
    revisions: [revision],
    startedDateTime: `2026-01-0${day}T00:00:00Z`,
  });
  test.each([
    ['the one deployed before', [done(14, 1), done(15, 2)], 15, 14],
    ['not one that failed', [done(13, 1), done(14, 2, 'FinishedWithError'), done(15, 3)], 15, 13],
    [
      'not a configuration that was applied',
      [done(13, 1), done(15, 2), done(15, 3, 'Finished', 'ApplyConfigs')],
      15,
      13,
    ],
    ['not one deployed later', [done(14, 1), done(15, 2), done(16, 3, 'FinishedWithError')], 15, 14],
    ['the one before, after going back', [done(14, 1), done(15, 2), done(14, 3)], 14, 15],
    ['none if the current one has no operation', [done(14, 1)], 15, undefined],
    ['none if there was no other', [done(15, 1), done(15, 2)], 15, undefined],
  ])('is %s', (_, operations, current, before) => expect(revisionBefore(operations, current)).toBe(before));
});

test.each([
  [undefined, '1.0.0'],
  ['1.2.3', '1.2.4'],
  ['1.2.9', '1.2.10'],
])('the tag after %s is %s', (highest, next) => expect(tagAfter(highest)).toBe(next));

describe('what the target runs', () => {
  const part = (revision: number, ...running: readonly number[]) => ({
    key: 'k',
    name: 'Portal',
    type: 'WebApplication',
    revision,
    inTarget: running.map((each) => ({ revision: each })),
  });
  test.each([
    [part(3), false, 'Portal revision 3, new in the target'],
    [part(3, 3), true, 'Portal revision 3, again with its configuration'],
    [part(3, 2), false, 'Portal revision 2 → revision 3'],
    [part(3, 4), false, 'Portal revision 4 → revision 3, which is older'],
    [part(3, 2, 3), true, 'Portal revision 3, again with its configuration'],
  ])('%j', (each, there, text) => {
    expect([isThere(each), formatStep(each)]).toEqual([there, text]);
  });
});

test('pending values are named with their element', () => {
  const configuration = {
    settings: [
      { name: 'Url', value: 'a', deployedValue: 'b' },
      { name: 'Same', value: 'a', deployedValue: 'a' },
      { name: 'Key', isSecret: true, value: null, deployedValue: null, valueSetAfterDeploy: true },
      { name: 'OldKey', isSecret: true, value: null, deployedValue: 'x', valueSetAfterDeploy: false },
    ],
    timers: [{ name: 'Nightly', configs: [{ name: 'IsActive', value: 'False', deployedValue: 'True' }] }],
    integrations: null,
  };
  expect(pendingIn(configuration)).toEqual(['Url', 'Key', 'Nightly: IsActive']);
});

describe('answers', () => {
  test.each([
    ['2026-01-05T09:30:12.26Z', Date.UTC(2026, 0, 5, 9, 30, 12, 260)],
    ['2026-01-05T09:30:12', Date.UTC(2026, 0, 5, 9, 30, 12)],
    ['2026-01-05T10:30:12+01:00', Date.UTC(2026, 0, 5, 9, 30, 12)],
    ['0001-01-01T00:00:00', undefined],
    ['soon', undefined],
    [null, undefined],
  ])('the time %s is %s', (text, ms) => expect(timeOf(text)).toBe(ms));

  test.each([
    [{ nextPageOffset: 100 }, '100'],
    [{ nextPageOffset: 'abc=' }, 'abc='],
    [{ nextPageOffset: null }, undefined],
    [{ nextPageOffset: '' }, undefined],
    [null, undefined],
  ])('the page after %j is %s', (page, next) => expect(readAssets({ results: [], page }).next).toBe(next));

  test.each([
    { results: [{ assetKey: '../x', name: 'a', revision: 1 }] },
    { results: [{ assetKey: 'k', name: 'a', revision: '1' }] },
    { results: {} },
    {},
    [],
    null,
  ])('%j is no list of assets', (value) =>
    expect(() => readAssets(value)).toThrow('is missing or not what this API sends'),
  );

  test('the graph of producers may leave out the leaves', () => {
    const value = { results: [{ key: 'a', producers: [{ key: 'b', producers: null }, { key: 'c' }] }] };
    expect(readProducers(value)).toMatchObject([{ key: 'a', producers: [{ key: 'b' }, { key: 'c' }] }]);
  });

  test.each([
    { access_token: 'with a blank' },
    { access_token: 'short' },
    { access_token: 'long-enough', expires_in: -1 },
    {},
  ])('%j is no token', (value) =>
    expect(() => readToken(value)).toThrow('is missing or not what this API sends'),
  );
});
