import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Exchange, type FaultKind, type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { asset, odcClient } from '../sandbox/odc-client.ts';
import type { Step } from '../support/action.ts';
import { runInProcess } from '../support/in-process.ts';
import { odcRelease, operationsIn, threeApplications } from '../support/odc.ts';
import { brokenPromises } from '../support/promises.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const SUMMARY = /\/analysis-summary$/;
const SCORE = 'code quality 87; performance: 1 high, 2 medium, 4 low';

const asking = ({ path }: Exchange): boolean => SUMMARY.test(path);

/** Analyses the code of a revision, as somebody does in the portal. */
async function analyse(name: string, revision: number): Promise<void> {
  const odc = odcClient(sandbox.url, 'sandbox-built');
  const body = { assetKey: asset(name), assetRevision: revision };
  const { json } = await odc.post('code-quality/code-analyses', body);
  const { analysisKey } = json as { readonly analysisKey: string };
  let status = '';
  while (status !== 'Completed') {
    const answer = await odc.get(`code-quality/code-analyses/${analysisKey}`);
    ({ status } = answer.json as { readonly status: string });
  }
}

const deploy = (more: Readonly<Record<string, string>> = {}): Promise<Step> =>
  runInProcess(odcRelease(sandbox.url, 'built', more));

const qualityIn = (step: Step): unknown =>
  (JSON.parse(step.result ?? '{}') as Readonly<Record<string, unknown>>)['code-quality'];

/** The promises of every run: among them, that no secret is shown. */
const broken = (step: Step): readonly string[] =>
  brokenPromises({ step, sandbox, secrets: ['sandbox-built'], strayed: [], attempts: 1 });

test('the log, the summary and the result file show the code quality', async () => {
  await analyse('EmployeeBackoffice', 17);
  const step = await deploy();
  expect(step.outputs['status']).toBe('succeeded');
  expect(step.stdout).toContain(`  EmployeeBackoffice: ${SCORE}\n`);
  expect(step.summary).toMatch(/Code quality.*EmployeeBackoffice: 87; performance: 1 high, 2 medium, 4 low/);
  const none = { critical: 0, high: 0, medium: 0, low: 0 };
  expect(qualityIn(step)).toEqual([
    {
      application: 'EmployeeBackoffice',
      score: 87,
      findings: [
        { category: 'security', ...none },
        { category: 'performance', critical: 0, high: 1, medium: 2, low: 4 },
        { category: 'architecture', ...none },
        { category: 'maintainability', ...none },
      ],
    },
  ]);
  expect(broken(step)).toEqual([]);
});

test('of several applications, those that were analysed are shown', async () => {
  await analyse('IdentityService', 6);
  await analyse('EmployeeBackoffice', 17);
  const step = await deploy({ application: threeApplications });
  expect(step.outputs['status']).toBe('succeeded');
  expect(step.stdout.match(/\w+: code quality/g)).toEqual([
    'IdentityService: code quality',
    'EmployeeBackoffice: code quality',
  ]);
  expect(sandbox.exchanges.filter(asking).map(({ status }) => status)).toEqual([200, 404, 200]);
});

test.each([
  ['inspects', { operation: 'inspect' }],
  ['finds the revision there', { application: 'Payments' }],
])('a run that %s asks nothing', async (_, more) => {
  const step = await deploy(more);
  expect(step.outputs['status']).toBe('succeeded');
  expect(sandbox.exchanges.filter(asking)).toEqual([]);
});

test('a deployment that failed asks nothing', async () => {
  const step = await runInProcess(odcRelease(sandbox.url, 'failed'));
  expect(step.outputs['status']).toBe('failed');
  expect(sandbox.exchanges.filter(asking)).toEqual([]);
});

describe('without a code quality, the deployment is as good', () => {
  const UNREAD = /^ {2}The code quality of "EmployeeBackoffice" could not be read: .+$/m;

  test.each<[FaultKind | 'none', RegExp | undefined]>([
    ['none', undefined],
    ['403', UNREAD],
    ['html-200', UNREAD],
    ['garbage-json', UNREAD],
    ['empty-200', UNREAD],
    ['500-before', UNREAD],
    ['429', UNREAD],
    ['redirect', UNREAD],
    ['stall', UNREAD],
    ['stall-body', UNREAD],
  ])('%s', async (kind, line) => {
    if (kind !== 'none') {
      await analyse('EmployeeBackoffice', 17);
      sandbox.inject({ request: { method: 'GET', path: SUMMARY, nth: 0 }, kind });
    }
    const step = await deploy();
    expect([step.code, step.outputs['status']]).toEqual([0, 'succeeded']);
    expect(operationsIn(sandbox)).toEqual(['EmployeeBackoffice@17 to Test: Finished']);
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'success' }]);
    expect(sandbox.exchanges.filter(asking)).toHaveLength(1);
    expect(step.stdout.match(UNREAD) === null).toBe(line === undefined);
    expect(step.stdout + step.summary).not.toMatch(/code quality \d|Code quality \|/);
    expect(qualityIn(step)).toBeUndefined();
    expect(broken(step)).toEqual([]);
  });

  test('a server that does not answer is asked once and given up', async () => {
    sandbox.inject({ request: { method: 'GET', path: SUMMARY, nth: 0 }, kind: 'stall' });
    const step = await deploy({ application: threeApplications });
    expect(step.outputs['status']).toBe('succeeded');
    expect(step.stdout).toContain(
      'The code quality of "IdentityService", "ClaimsEngine" and "EmployeeBackoffice" could not be read: ODC did not answer within 5 s.',
    );
    expect(sandbox.exchanges.filter(asking)).toHaveLength(1);
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'success' }]);
  });
});
