import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Fault, Sandbox } from '../../src/sandbox/index.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import type { Step } from '../support/action.ts';
import { runInProcess } from '../support/in-process.ts';
import { fromPackage, lifetimeRelease } from '../support/lifetime.ts';
import { odcRelease } from '../support/odc.ts';
import { violationsIn } from '../support/requests.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

interface Case {
  readonly scenario: string;
  readonly policy?: 'warn' | 'fail' | 'allow';
  readonly more?: Readonly<Record<string, string>>;
  readonly status: string;
  readonly says?: RegExp;
  /** Whether the log, the summary and the result name both versions. */
  readonly goesBack: boolean;
}

/** What was done on the platform that lasts: plans that were started, or operations. */
const done = ({ lifetime, odc }: Sandbox): number =>
  lifetime.plans.filter(({ status }) => status !== 'saved').length + odc.operations.length;

function expectEnd({ status, says = /^/, goesBack }: Case, step: Step, versions: RegExp): void {
  expect(step.outputs['status']).toBe(status);
  expect(step.stdout).toMatch(says);
  expect(versions.test(step.stdout)).toBe(goesBack);
  expect(/\| Goes back \| EmployeeBackoffice from 1\.\S+ /.test(step.summary)).toBe(goesBack);
  const { plan } = JSON.parse(step.result) as { plan: { downgrades?: readonly object[] } };
  expect(plan.downgrades !== undefined).toBe(goesBack);
  expect(violationsIn(sandbox)).toEqual([]);
}

const byLifeTime = /EmployeeBackoffice from 1\.2\.0 to 1\.1\.0/;
const refused = { policy: 'fail', status: 'refused' } as const;
const rollback = { operation: 'rollback', application: 'EmployeeBackoffice@1.1.0' } as const;
/** This LifeTime gives no labels with the applications. */
const unlabelled = 'as-documented';
const older = { 'source-environment': 'Production', environment: 'Development' };

describe('on-downgrade, LifeTime', () => {
  const cases: readonly Case[] = [
    {
      scenario: 'target-newer',
      status: 'succeeded',
      says: /^::warning::Production has a newer version than the one to deploy\. This goes back: .*1\.1\.0\.$/m,
      goesBack: true,
    },
    {
      scenario: 'target-newer',
      policy: 'allow',
      status: 'succeeded',
      says: /as `on-downgrade` allows/,
      goesBack: true,
    },
    {
      scenario: 'target-newer',
      ...refused,
      says: /^::error::refused after .*`on-downgrade` is fail: EmployeeBackoffice from 1\.2\.0 to 1\.1\.0\. Nothing was deployed\.\n?/m,
      goesBack: true,
    },
    { scenario: 'target-newer', ...refused, more: { operation: 'inspect' }, goesBack: true },
    { scenario: 'target-newer', policy: 'fail', more: rollback, status: 'succeeded', goesBack: false },
    { scenario: 'happy', policy: 'fail', status: 'succeeded', goesBack: false },
    {
      scenario: 'happy',
      policy: 'fail',
      more: fromPackage,
      status: 'succeeded',
      says: /^::notice::`on-downgrade` is not checked: which version the package has/m,
      goesBack: false,
    },
  ];
  test.each(cases)('$policy of $scenario $more', async (each) => {
    const { scenario, policy, more } = each;
    const step = await runInProcess(
      lifetimeRelease(sandbox.url, scenario, { ...more, ...(policy && { 'on-downgrade': policy }) }),
    );
    expectEnd(each, step, byLifeTime);
    expect(done(sandbox)).toBe(each.status === 'succeeded' && more?.['operation'] !== 'inspect' ? 1 : 0);
    expect(step.stdout).toContain(`older version: ${policy ?? 'warn'}`);
  });

  // The first look-up is that of the version in the source.
  const lookUp = { request: { method: 'GET', path: /\/versions\/[^/]+\/\?/, nth: 2 } } as const;
  const lost = (kind: Fault['kind']): readonly Fault[] => [{ ...lookUp, kind, times: 100 }];
  test.each([
    ['fail', [], 'refused', /^::error::refused.*EmployeeBackoffice from 1\.2\.0 to 1\.1\.0/m],
    ['warn', [], 'succeeded', /^::warning::Development has a newer version.*from 1\.2\.0 to 1\.1\.0/m],
    ['fail', lost('403'), 'error', /^::error::error.*403/m],
    [
      'warn',
      lost('403'),
      'succeeded',
      /The version of EmployeeBackoffice in the target could not be looked up: .*403/,
    ],
    ['allow', lost('403'), 'succeeded', /EmployeeBackoffice \S+ → 1\.1\.0$/m],
  ] as const)(
    '%s looks up what LifeTime gives no label for (%j): %s',
    async (policy, faults, status, says) => {
      await sandbox.close();
      sandbox = await startSandbox({ faults });
      const step = await runInProcess(
        lifetimeRelease(sandbox.url, unlabelled, { ...older, 'on-downgrade': policy }),
      );
      expect(step.outputs['status']).toBe(status);
      expect(step.stdout).toMatch(says);
      expect(done(sandbox)).toBe(status === 'succeeded' ? 1 : 0);
      const asked = sandbox.exchanges.filter(({ path }) => lookUp.request.path.test(path)).length;
      expect(asked > 1).toBe(policy !== 'allow');
    },
  );
});

describe('on-downgrade, ODC', () => {
  const byOdc = /EmployeeBackoffice from 1\.\S+ \(revision \d+\) to 1\.\S+ \(revision 14\)/;
  const cases: readonly Case[] = [
    {
      scenario: 'target-newer',
      status: 'succeeded',
      says: /^::warning::Test has a newer version/m,
      goesBack: true,
    },
    { scenario: 'target-newer', policy: 'allow', status: 'succeeded', goesBack: true },
    { scenario: 'target-newer', ...refused, says: /^::error::refused/m, goesBack: true },
    { scenario: 'target-newer', ...refused, more: { operation: 'inspect' }, goesBack: true },
    {
      scenario: 'target-newer',
      policy: 'fail',
      more: { operation: 'rollback', application: 'EmployeeBackoffice@14' },
      status: 'succeeded',
      goesBack: false,
    },
    { scenario: 'happy', policy: 'fail', status: 'succeeded', goesBack: false },
  ];
  test.each(cases)('$policy of $scenario $more', async (each) => {
    const { scenario, policy, more } = each;
    const step = await runInProcess(
      odcRelease(sandbox.url, scenario, { ...more, ...(policy && { 'on-downgrade': policy }) }),
    );
    expectEnd(each, step, byOdc);
    expect(done(sandbox)).toBe(each.status === 'succeeded' ? 1 : 0);
  });
});
