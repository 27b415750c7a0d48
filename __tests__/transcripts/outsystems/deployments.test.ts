import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index.ts';
import { runAction } from '../../support/action.ts';
import { runInProcess } from '../../support/in-process.ts';
import {
  exporting,
  fromPackage,
  lifetimeRelease,
  lifetimeTranscript,
  packageBytes,
} from '../../support/lifetime.ts';
import { brokenPromises } from '../../support/promises.ts';
import { violationsIn } from '../../support/requests.ts';
import '../../support/records.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ hashFiles: true });
});
afterEach(() => sandbox.close());

interface Case {
  readonly scenario: string;
  readonly status: string;
  readonly more?: Readonly<Record<string, string>>;
  /** What must be read in the log. */
  readonly says?: RegExp;
  /** What the simulated LifeTime was asked to do with each plan, and what it answered. */
  readonly plans?: readonly string[];
  readonly bigpanda?: 'success' | 'failure';
  /** Keep the whole record. */
  readonly golden?: true;
}

const started = 'start:202';
const deployed = { status: 'succeeded', plans: [started], bigpanda: 'success' } as const;
const failed = { plans: [started], bigpanda: 'failure' } as const;
const deleted = { plans: ['delete:204'] } as const;
const refusedAtStart = { status: 'refused', plans: ['start:400 delete:204'], bigpanda: 'failure' } as const;
const short = { timeout: '20s', 'poll-interval': '1s' };

const ends: readonly Case[] = [
  { scenario: 'happy', ...deployed, golden: true },
  { scenario: 'create-200', ...deployed },
  { scenario: 'create-201', ...deployed },
  { scenario: 'key-quoted', ...deployed },
  { scenario: 'key-object', ...deployed },
  { scenario: 'as-documented', ...deployed },
  { scenario: 'saved-after-start', ...deployed },
  { scenario: 'slow-log', ...deployed },
  { scenario: 'html-503', ...deployed },
  {
    scenario: 'warnings',
    ...deployed,
    status: 'succeeded-with-warnings',
    says: /WARNING Module/,
    golden: true,
  },
  {
    scenario: 'failed',
    ...failed,
    status: 'failed',
    says: /ended with errors\. Database error/,
    golden: true,
  },
  { scenario: 'force-finished', ...failed, status: 'failed', says: /forced/ },
  { scenario: 'aborted-elsewhere', ...failed, status: 'aborted' },
  { scenario: 'unknown-status', ...failed, status: 'unknown', says: /not documented: finished_partially/ },
  {
    scenario: 'status-403',
    ...failed,
    more: short,
    status: 'timed-out',
    says: /The last error: LifeTime answered HTTP 403/,
  },
  { scenario: 'bad-key', status: 'unknown', plans: [''], says: /delete it/ },
];

const interventions: readonly Case[] = [
  { scenario: 'two-step', ...failed, status: 'needs-intervention', says: /on-intervention: continue/ },
  {
    scenario: 'two-step',
    ...deployed,
    plans: ['start:202 continue:202'],
    more: { 'on-intervention': 'continue' },
    golden: true,
  },
  {
    scenario: 'two-step',
    ...failed,
    status: 'timed-out',
    more: { 'on-intervention': 'wait', ...short },
  },
  {
    scenario: 'intervention-configuration',
    ...failed,
    status: 'needs-intervention',
    says: /extension "PaymentsGateway" needs a database connection for its logical database "PaymentsDB"/,
    golden: true,
  },
  { scenario: 'intervention-confirmation', ...failed, status: 'needs-intervention', says: /confirmed/ },
  {
    scenario: 'intervention-unknown',
    ...failed,
    status: 'needs-intervention',
    says: /awaiting_change_board/,
  },
  { scenario: 'intervention-resolved', ...deployed, more: { 'on-intervention': 'wait' } },
  { scenario: 'intervention-aborted', ...failed, status: 'aborted', more: { 'on-intervention': 'wait' } },
  // Never a blind `continue`.
  ...['configuration', 'business', 'suspended', 'unknown'].map(
    (reason): Case => ({
      scenario: `intervention-${reason}`,
      ...failed,
      status: 'needs-intervention',
      more: { 'on-intervention': 'continue' },
    }),
  ),
];

const conflicts: readonly Case[] = [
  {
    scenario: 'conflicts',
    ...deleted,
    status: 'conflicts',
    says: /^error: CustomerPortal .*Producer Element Missing: module CustomerPortal uses something of module EmployeeBackoffice_CS of EmployeeBackoffice/m,
    golden: true,
  },
  { scenario: 'conflicts', ...refusedAtStart, more: { 'on-conflict': 'continue' } },
  {
    scenario: 'conflicts-500',
    status: 'error',
    plans: ['start:500 start:500 delete:204'],
    bigpanda: 'failure',
    more: { 'on-conflict': 'continue' },
  },
  {
    scenario: 'conflicts-continue',
    ...deployed,
    status: 'succeeded-with-warnings',
    more: { 'on-conflict': 'continue' },
    says: /LifeTime found 11 conflicts/,
  },
  { scenario: 'hostile-conflicts', ...deleted, status: 'conflicts' },
  { scenario: 'outdated', ...deployed, says: /2 outdated consumers in the target are deployed again/ },
  {
    scenario: 'outdated',
    ...deployed,
    status: 'succeeded-with-warnings',
    more: { 'redeploy-outdated': 'false' },
    says: /are not deployed again/,
  },
];

const busy: readonly Case[] = [
  {
    scenario: 'busy',
    ...deployed,
    says: /Production busy after .*started by Jane Roe, is running/,
    golden: true,
  },
  { scenario: 'busy-old', ...deployed, says: /Production busy/ },
  { scenario: 'busy-history', ...deployed, says: /Production busy/ },
  { scenario: 'busy-saved', ...deployed },
  { scenario: 'busy-paused', status: 'timed-out', more: short, says: /needs_user_intervention/ },
  { scenario: 'busy-forever', status: 'timed-out', more: short },
  { scenario: 'busy', status: 'refused', more: { 'on-busy': 'fail' }, says: /`on-busy` is fail: deployment/ },
  { scenario: 'busy', ...deployed, more: { 'on-busy': 'ignore' } },
  { scenario: 'single-plan', ...deployed },
  { scenario: 'overlap', ...deployed, plans: ['start:400 start:400 start:202'] },
  { scenario: 'overlap', ...refusedAtStart, more: { 'on-busy': 'fail' } },
];

const preflight: readonly Case[] = [
  {
    scenario: 'already-deployed',
    status: 'succeeded',
    says: /::notice::Production already runs exactly this/,
    golden: true,
  },
  {
    scenario: 'target-newer',
    ...deployed,
    says: /::warning::Production has a newer version.*goes back: EmployeeBackoffice from 1\.2\.0 to 1\.1\.0\.$/m,
  },
  {
    scenario: 'missing-in-source',
    status: 'invalid-input',
    says: /"EmployeeBackoffice", which is not in Development/,
  },
  { scenario: 'nothing', status: 'invalid-input', says: /has access to none/ },
  {
    scenario: 'happy',
    status: 'invalid-input',
    more: { environment: 'production', application: 'employeebackoffice', 'source-environment': 'Dev' },
    says: /did you mean "Production"\?.*did you mean "EmployeeBackoffice"/,
  },
  {
    scenario: 'happy',
    status: 'invalid-input',
    more: { application: 'EmployeeBackoffice@9.9' },
    says: /newest are 1\.2\.0/,
  },
  {
    scenario: 'happy',
    status: 'invalid-input',
    more: { 'deployment-zone': 'Internal' },
    says: /"Internal Zone"/,
  },
  { scenario: 'happy', ...deployed, more: { 'deployment-zone': 'Internal Zone' } },
  {
    scenario: 'happy',
    ...deployed,
    more: { application: 'EmployeeBackoffice@1.1.1' },
    says: /1\.1\.0 → 1\.1\.1/,
  },
  { scenario: 'source-modified', ...deployed, says: /::warning::Development has untagged changes/ },
  {
    scenario: 'source-modified',
    status: 'refused',
    more: { 'untagged-changes': 'fail' },
    says: /has untagged changes/,
  },
  {
    scenario: 'source-modified',
    ...deployed,
    more: { 'untagged-changes': 'tag' },
    says: /tagged EmployeeBackoffice as 1\.2\.1/,
  },
  {
    scenario: 'not-published',
    ...deployed,
    more: { 'untagged-changes': 'tag' },
    says: /still preparing the version/,
  },
  {
    scenario: 'never-published',
    status: 'refused',
    more: { 'untagged-changes': 'tag' },
  },
  {
    scenario: 'tag-refused',
    status: 'refused',
    more: { 'untagged-changes': 'tag', application: 'OrderEntry' },
  },
];

const refusals: readonly Case[] = [
  { scenario: 'unauthorized', status: 'error', says: /Check `token`/ },
  { scenario: 'unauthorized-html', status: 'error', says: /Check `token`/ },
  { scenario: 'no-permission', status: 'error', says: /doesn't have permissions/ },
  { scenario: 'create-400', status: 'refused' },
  { scenario: 'create-500', status: 'error' },
  { scenario: 'blocked', status: 'refused' },
  { scenario: 'offline', ...refusedAtStart, says: /is offline/ },
  { scenario: 'tag-and-deploy', ...refusedAtStart },
  { scenario: 'start-403', ...refusedAtStart, status: 'error', plans: ['start:403 delete:204'] },
  { scenario: 'details-500', ...deleted, status: 'error' },
  { scenario: 'hostile-refusal', status: 'refused' },
  { scenario: 'echo-token', status: 'error' },
];

const patience: readonly Case[] = [
  { scenario: 'never', ...failed, status: 'timed-out', more: short, says: /goes on in LifeTime/ },
  {
    scenario: 'never',
    ...failed,
    plans: ['start:202 abort:202'],
    status: 'timed-out',
    more: { ...short, 'on-timeout': 'abort' },
    says: /was asked to abort it, and it was aborted/,
  },
  {
    scenario: 'slow-abort',
    ...failed,
    plans: ['start:202 abort:202'],
    status: 'timed-out',
    more: { ...short, 'on-timeout': 'abort' },
    says: /it was aborted/,
  },
  {
    scenario: 'abort-too-late',
    ...failed,
    plans: ['start:202 abort:400'],
    status: 'timed-out',
    more: { ...short, 'on-timeout': 'abort' },
    says: /too late to abort.*goes on in LifeTime/,
  },
];

const operations: readonly Case[] = [
  { scenario: 'happy', ...deleted, status: 'succeeded', more: { operation: 'inspect' }, golden: true },
  { scenario: 'conflicts', ...deleted, status: 'conflicts', more: { operation: 'inspect' } },
  {
    scenario: 'conflicts',
    ...deleted,
    status: 'succeeded-with-warnings',
    more: { operation: 'inspect', 'on-conflict': 'continue' },
  },
  { scenario: 'happy', ...deployed, more: fromPackage, golden: true },
  { scenario: 'key-object', ...deployed, more: fromPackage },
  { scenario: 'create-200', ...deployed, more: fromPackage },
  { scenario: 'binary-disabled', status: 'error', more: fromPackage, says: /disabled in LifeTime/ },
  { scenario: 'binary-protected', status: 'refused', more: fromPackage, says: /is protected/ },
  { scenario: 'happy', status: 'succeeded', more: exporting, golden: true },
  { scenario: 'happy', status: 'succeeded', more: { ...exporting, application: 'EmployeeBackoffice@1.1.1' } },
  { scenario: 'foreign-url', status: 'succeeded', more: exporting },
  { scenario: 'bare-download', status: 'succeeded', more: exporting },
  { scenario: 'no-binary', status: 'error', more: exporting, says: /has no package/ },
  { scenario: 'download-page', status: 'error', more: exporting, says: /LifeTime sent is not a zip/ },
  { scenario: 'download-json', status: 'error', more: exporting, says: /LifeTime sent is not a zip/ },
  { scenario: 'download-half', status: 'error', more: exporting, says: /is an incomplete zip/ },
  {
    scenario: 'download-page',
    status: 'error',
    more: { ...exporting, application: 'ClaimsEngine\nOrderEntry' },
    says: /LifeTime sent is a text file, not a package/,
  },
  {
    scenario: 'solution-aborted',
    status: 'failed',
    more: { ...exporting, application: 'ClaimsEngine\nOrderEntry' },
  },
  {
    scenario: 'solution-unknown',
    status: 'unknown',
    more: { ...exporting, application: 'ClaimsEngine\nOrderEntry' },
    says: /a status of the solution that is not documented: Paused\. No package was fetched/,
  },
  {
    scenario: 'solution-never',
    status: 'timed-out',
    more: { ...exporting, ...short, application: 'ClaimsEngine\nOrderEntry' },
  },
  {
    scenario: 'solution-disabled',
    status: 'error',
    more: { ...exporting, application: 'ClaimsEngine\nOrderEntry' },
  },
];

const all = { ends, interventions, conflicts, busy, preflight, refusals, patience, operations };

describe.each(Object.entries(all))('%s', (_, cases) => {
  test.each(cases)(
    '$scenario with $more is $status',
    async (each) => {
      const step = await runInProcess(lifetimeRelease(sandbox.url, each.scenario, each.more));
      const { plans } = sandbox.lifetime;
      const log = step.stdout.replaceAll('%0A', ' ');
      expect(step.outputs['status']).toBe(each.status);
      expect(step.code).toBe(each.status.startsWith('succeeded') ? 0 : 1);
      expect(log).toMatch(each.says ?? /./);
      expect(
        plans.map(({ commands }) => commands.map(({ command, status }) => `${command}:${status}`).join(' ')),
      ).toEqual(each.plans ?? []);
      expect(sandbox.bigpanda.changes.map(({ status }) => status)).toEqual(
        each.bigpanda ? [each.bigpanda] : [],
      );
      expect(violationsIn(sandbox)).toEqual([]);
      const isTolerated =
        each.scenario === 'already-deployed' || each.more?.['operation'] || each.scenario === 'bad-key';
      const secrets = [`sandbox-${each.scenario}`];
      const broken = brokenPromises({ step, sandbox, secrets, strayed: [] });
      expect(isTolerated ? [] : broken).toEqual([]);
    },
    30_000,
  );
});

const golden = Object.values(all)
  .flat()
  .filter((each) => each.golden)
  // A title must be the same in every run, and a package's path is not.
  .map((each) => ({ ...each, but: Object.keys(each.more ?? {}).join(', ') || 'nothing' }));

test.each(golden)('the whole record of $scenario, given $but', async ({ scenario, more }) => {
  const step = await runAction(lifetimeRelease(sandbox.url, scenario, more));
  expect(lifetimeTranscript(step, sandbox)).toMatchRecord();
});

const count = (pattern: RegExp): number => sandbox.exchanges.filter(({ path }) => pattern.test(path)).length;

describe('what LifeTime is asked', () => {
  test('does not grow with the number of applications', async () => {
    const application = Array.from({ length: 10 }, (_, i) => `Batch${String(i + 1).padStart(2, '0')}`).join(
      '\n',
    );
    const step = await runInProcess(lifetimeRelease(sandbox.url, 'many-applications', { application }));
    expect(step.code).toBe(0);
    expect(step.outputs['version']).toBe('1.1.0');
    expect(sandbox.lifetime.plans[0]?.operations).toHaveLength(10);
    expect(count(/lifetimeapi/)).toBe(10);
    expect(sandbox.bigpanda.changes).toMatchObject([{ component: application.replaceAll('\n', ', ') }]);
  });

  test('is each finished deployment of the target once, however long the target is busy', async () => {
    await runInProcess(lifetimeRelease(sandbox.url, 'busy-history'));
    const looks = sandbox.lifetime.others
      .filter(({ status }) => status.startsWith('finished'))
      .map(({ looks }) => looks);
    expect(looks.filter((each) => each > 1).length).toBeLessThanOrEqual(1);
  });

  test('is a start with error details and what the inputs say', async () => {
    await runInProcess(lifetimeRelease(sandbox.url, 'happy', { 'redeploy-outdated': 'false' }));
    expect(sandbox.lifetime.plans).toMatchObject([
      { redeployOutdated: false, includeErrorDetails: true, reads: 1 },
    ]);
  });
});

test('an inspection tags nothing, whatever `untagged-changes` says', async () => {
  const more = { operation: 'inspect', 'untagged-changes': 'tag' };
  const step = await runInProcess(lifetimeRelease(sandbox.url, 'source-modified', more));
  expect(step.outputs['status']).toBe('succeeded');
  expect(step.stdout).toContain('::warning::Development has untagged changes');
  expect(sandbox.lifetime.tags).toEqual([]);
});

test('hostile words command nothing', async () => {
  const step = await runInProcess(lifetimeRelease(sandbox.url, 'hostile'));
  const witness = { step, sandbox, secrets: ['sandbox-hostile'], strayed: [] };
  expect(brokenPromises(witness)).toEqual([]);
  expect(step.outputs['status']).toBe('succeeded');
});

test.each([
  ['EmployeeBackoffice', '.oap'],
  ['EmployeeBackoffice\nCustomerPortal', '.osp'],
])('exports %j into the run folder', async (application, extension) => {
  const temp = mkdtempSync(join(tmpdir(), 'step-'));
  const step = await runInProcess(lifetimeRelease(sandbox.url, 'happy', { ...exporting, application }), {
    temp,
  });
  const file = step.outputs['package-file'] ?? '';
  expect(file.endsWith(extension)).toBe(true);
  expect(relative(temp, file).startsWith('..')).toBe(false);
  expect(readFileSync(file).length).toBeGreaterThan(0);
  expect(step.outputs['package-sha256']).toMatch(/^[0-9a-f]{64}$/);
  rmSync(temp, { recursive: true });
});

test('a package arrives as it is', async () => {
  const step = await runInProcess(lifetimeRelease(sandbox.url, 'happy', fromPackage));
  expect(sandbox.lifetime.uploads).toMatchObject([
    { bytes: packageBytes.length, sha256: step.outputs['package-sha256'] },
  ]);
});

test('inputs of the other platform are distinguished', async () => {
  const wrong = { 'api-version': 'v2', 'customization-file': 'x.properties', application: '', package: '' };
  const step = await runInProcess(lifetimeRelease(sandbox.url, 'happy', wrong));
  expect(step.outputs['status']).toBe('invalid-input');
  expect(step.stdout).toContain('input "api-version" is for `platform: appian` only: leave it out');
  expect(step.stdout).toContain('input "customization-file" is for `platform: appian` only');
  expect(step.stdout).toContain('input "application" is required');
  expect(sandbox.exchanges).toHaveLength(0);
});
