import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { startedOf } from '../../../../src/platforms/outsystems/busy.ts';
import {
  formatConflicts,
  inspectionOf,
  outdatedOf,
  problemsOf,
} from '../../../../src/platforms/outsystems/conflicts.ts';
import { fileName } from '../../../../src/platforms/outsystems/export.ts';
import { createLogTail, type LogTail } from '../../../../src/platforms/outsystems/log.ts';
import { formatStep, identityOf, isThere, isUntagged } from '../../../../src/platforms/outsystems/parts.ts';
import { judge } from '../../../../src/platforms/outsystems/prepare.ts';
import type { Part } from '../../../../src/platforms/outsystems/resolve.ts';
import { formatNames } from '../../../../src/shared/format.ts';
import type { Log } from '../../../../src/shared/log.ts';

const glossary = {
  applications: new Map([
    ['a1', 'Portal'],
    ['a2', 'Core'],
  ]),
  modules: new Map([
    ['m1', 'Portal_UI'],
    ['m2', 'Core_CS'],
  ]),
};

const conflict = (ConflictType: string) => ({
  Message: `${ConflictType}: the platform's words`,
  ConsumerApplicationOperation: { ApplicationKey: 'a1' },
  ProducerApplicationOperation: { ApplicationKey: 'a2' },
  ModuleConflict: {
    ConsumerModuleKey: 'm1',
    ProducerModuleKey: 'm2',
    TotalRequiredElements: 2,
    ConflictType,
  },
});

describe('conflicts', () => {
  test.each([
    'Producer Module Missing',
    'Producer Element Missing',
    'Producer Element Incompatible',
    'Consumer Module Outdated',
    'Newer Producer Module Available',
    'IncompatiblePlatformServer',
    'ConsumerModuleMoved',
    'ProducerModuleMoved',
    'NameColision',
    'Something New',
  ])('says %s by application and module', (type) => {
    const [problem] = problemsOf([conflict(type)], glossary);
    expect(problem).toMatchObject({ severity: 'error', object: 'Portal', uuid: 'a1' });
    expect(problem?.message).toMatch(/module (Portal_UI|Core_CS)/);
    expect(problem?.message).toContain("(2 elements). LifeTime: the platform's words");
  });

  test('says one without modules in the words of the platform', () => {
    expect(problemsOf([{ Message: 'No space left' }, {}], glossary).map(({ message }) => message)).toEqual([
      'No space left',
      'LifeTime gives no reason',
    ]);
  });

  test('groups them by application for one sentence', () => {
    const problems = problemsOf([conflict('A'), conflict('B'), { Message: 'x' }], glossary);
    expect(formatConflicts(problems)).toMatch(/^Portal: A: .* \(and 1 more\); the plan: x$/);
  });

  test('decides by policy', () => {
    const found = inspectionOf(
      'k1',
      { Deployment: { Key: 'k1' }, ApplicationConflicts: [conflict('A')] },
      glossary,
    );
    const policy = { onConflict: 'fail', redeployOutdated: true } as const;
    expect(judge(found, [], policy)).toMatchObject({ kind: 'stop', outcome: { status: 'conflicts' } });
    expect(judge(found, [], { ...policy, onConflict: 'continue' })).toMatchObject({
      kind: 'go',
      warned: true,
    });
    expect(judge({ errors: 0, problems: [] }, ['Core'], policy)).toEqual({
      kind: 'go',
      warned: false,
      reason: 'LifeTime sees no conflicts. 1 outdated consumer in the target is deployed again: "Core".',
    });
    expect(
      judge({ errors: 0, problems: [] }, ['A', 'B'], { ...policy, redeployOutdated: false }),
    ).toMatchObject({
      reason:
        'LifeTime sees no conflicts. 2 outdated consumers in the target are not deployed again: "A" and "B".',
    });
  });

  test('names outdated consumers by whatever LifeTime gives', () => {
    const ApplicationsToRedeploy = ['a2', 'a9', { ApplicationName: 'Mail' }, { ApplicationKey: 'a1' }, null];
    expect(outdatedOf({ Deployment: { Key: 'k' }, ApplicationsToRedeploy }, glossary)).toEqual([
      'Core',
      'a9',
      'Mail',
      'Portal',
      '?',
    ]);
  });
});

describe('an application of a release', () => {
  const version = { Key: 'v2', Version: '1.2.0' };
  const part: Part = { key: 'a1', name: 'Portal', version, pinned: false };
  const there = (Key: string, Version: string, modified = false): Part => ({
    ...part,
    inTarget: { version: { Key, Version }, modified },
  });

  test('is there only with the same tag and unchanged', () => {
    expect(isThere(part)).toBe(false);
    expect(isThere(there('v2', '1.2.0'))).toBe(true);
    expect(isThere(there('v2', '1.2.0', true))).toBe(false);
    expect(isThere(there('v1', '1.2.0'))).toBe(false);
  });

  test('says the step it takes, and when that leads back', () => {
    expect(formatStep(part)).toBe('Portal 1.2.0, new in the target');
    expect(formatStep(there('v1', '1.1.0'))).toBe('Portal 1.1.0 → 1.2.0');
    expect(formatStep(there('v3', '1.10'))).toBe('Portal 1.10 → 1.2.0, which is older');
    expect(formatStep(there('v9', ''))).toBe('Portal v9 → 1.2.0');
  });

  test('is untagged where its source was changed since, unless a version was asked for', () => {
    const inSource = { EnvironmentKey: 'e', IsModified: true };
    expect(isUntagged({ ...part, inSource })).toBe(true);
    expect(isUntagged({ ...part, inSource, pinned: true })).toBe(false);
    expect(isUntagged({ key: 'a1', name: 'Portal', pinned: false })).toBe(true);
    expect(isUntagged(part)).toBe(false);
  });

  test('makes one record with others: names sorted, versions in their order', () => {
    const core: Part = { key: 'a2', name: 'Core', version: { Key: 'v', Version: '2.0' }, pinned: false };
    expect(identityOf([part])).toEqual({ component: 'Portal', version: '1.2.0' });
    expect(identityOf([part, core])).toEqual({ component: 'Core, Portal', version: '2.0, 1.2.0' });
    expect(identityOf([part, { ...core, version }])).toEqual({ component: 'Core, Portal', version: '1.2.0' });
    expect(identityOf([])).toEqual({});
  });
});

test('asks only for the status of what was started, the last start first', () => {
  const plans = [
    { Key: 'k1', StartedOn: '1900-01-01T00:00:00' },
    { Key: 'k2', StartedOn: '2026-01-01T00:00:00Z' },
    { Key: 'k3', StartedOn: '2026-01-02T00:00:00.26Z' },
    { Key: 'k4' },
    { Key: '../x', StartedOn: '2026-01-02T00:00:00Z' },
  ];
  expect(startedOf(plans).map(({ Key }) => Key)).toEqual(['k3', 'k2', 'k4']);
});

function listen(): { readonly log: Log; readonly lines: string[] } {
  const lines: string[] = [];
  const say = (text: string): void => void lines.push(text);
  return { lines, log: { info: say, debug: say, notice: say, warning: say, error: say, group: say } };
}

/** The log as far as it has come, as each look brings it. */
function look(tail: LogTail, lines: readonly unknown[], log: Log): void {
  for (const [index, line] of lines.entries()) tail.add(() => JSON.stringify(line), index, log);
}

describe('the log of a deployment', () => {
  test('is reported as it grows, each line once, warnings and errors marked', () => {
    const { log, lines } = listen();
    const tail = createLogTail();
    const whole = [
      { Instant: '2018-10-10T15:36:11.797Z', Message: 'one' },
      { Instant: '2018-10-10T15:36:12.26Z', Message: 'two', Type: 'Warning' },
      { Message: 'three', Type: 'Error' },
    ];
    for (const length of [1, 1, 2, 3, 2, 3]) look(tail, whole.slice(0, length), log);
    expect(lines).toEqual(['    15:36:11 one', '    15:36:12 WARNING two', '    ERROR three']);
    expect(tail.sayErrors()).toBe('three');
  });

  test('shows a limited number of lines, and still every error up to its own bound', () => {
    const { log, lines } = listen();
    const tail = createLogTail();
    const whole = Array.from({ length: 100_000 }, (_, i) => ({
      Message: `line ${i}`,
      Type: i % 1000 === 999 ? 'Error' : 'Info',
    }));
    for (let length = 0; length <= whole.length; length += 10_000) look(tail, whole.slice(0, length), log);
    expect(lines).toHaveLength(2_000 + 100 + 1);
    expect(tail.sayErrors()).toBe('line 999; line 1999; line 2999; and 97 more errors');
  });

  test('handles each line once, however often the whole log arrives', () => {
    const { log } = listen();
    let reads = 0;
    const whole = Array.from({ length: 1_000 }, () =>
      Object.defineProperty({}, 'Message', { enumerable: true, get: () => `${++reads}` }),
    );
    const tail = createLogTail();
    look(tail, whole, log);
    const once = reads;
    for (let i = 0; i < 100; i++) look(tail, whole, log);
    expect(reads).toBe(once);
  });

  test('is complete in its file', async () => {
    const lines = [{ Instant: 'T', Type: 'Info', Message: 'one' }, { Message: 'two' }, 7];
    const tail = createLogTail();
    for (let length = 0; length <= lines.length; length++) look(tail, lines.slice(0, length), listen().log);
    expect(await text(tail.text())).toBe('T Info one\ntwo\n7\n');
  });

  test('that is longer than any file should be says so at its end', async () => {
    const tail = createLogTail();
    const line = JSON.stringify({ Message: 'x'.repeat(64 * 1024) });
    for (let index = 0; index < 600; index++) tail.add(() => line, index);
    const kept = await text(tail.text());
    expect(kept.length).toBeLessThan(33 * 1024 * 1024);
    expect(kept).toMatch(/\n… the log is longer than this file: the rest is in LifeTime\.\n$/);
  });
});

test.each([
  [['Customer Portal'], 'Customer-Portal.oap'],
  [['../../etc/passwd'], 'etc-passwd.oap'],
  [['…'], 'package.oap'],
  [['Öffner', 'B', 'C'], 'O-ffner-and-2-more.oap'],
  [['a'.repeat(300)], `${'a'.repeat(100)}.oap`],
])('the file of %j is called %s', (names, expected) => {
  expect(fileName(names, '.oap')).toBe(expected);
});

test.each([
  [['A'], '"A"'],
  [['A', 'B', 'C'], '"A", "B" and "C"'],
  [['A', 'B', 'C', 'D', 'E', 'F', 'G'], '"A", "B", "C", "D", "E" and 2 more'],
])('names %j as %s', (names, expected) => {
  expect(formatNames(names)).toBe(expected);
});
