import { describe, expect, test } from '@jest/globals';
import { type Sandbox, scenarios } from '../../src/sandbox/index.ts';
import { appianClient, importForm, packageForm, type Reply, start } from './client.ts';

const uuid = (kind: 1 | 2) => `${kind}0000000-0000-4000-8000-000000000001`;

/** Everything a patient client receives: the POST's answer, then each look until nothing changes any more. */
async function watch(
  sandbox: Sandbox,
  scenario: string,
  area: 'inspections' | 'deployments',
): Promise<Reply[]> {
  const appian = appianClient(sandbox, scenario);
  const heard = [await appian.post(area, area === 'inspections' ? packageForm() : importForm())];
  for (let look = 1; look <= 40; look += 1) {
    heard.push(await appian.get(`${area}/${uuid(area === 'inspections' ? 1 : 2)}`));
  }
  return heard;
}

function statusOf({ status, json }: Reply): string {
  return json !== null && typeof json === 'object' && 'status' in json ? String(json.status) : String(status);
}

/** Run lengths: `IN_PROGRESS x3, COMPLETED`. */
function story(heard: readonly Reply[]): string {
  const runs: { status: string; count: number }[] = [];
  for (const reply of heard) {
    const status = statusOf(reply);
    const last = runs.at(-1);
    if (last?.status === status) last.count += 1;
    else runs.push({ status, count: 1 });
  }
  return runs
    .map(({ status, count }, at) => (at < runs.length - 1 ? `${status} x${count}` : status))
    .join(', ');
}

describe('inspections, look by look', () => {
  test.each([
    ['happy', 'IN_PROGRESS x2, COMPLETED'],
    ['happy-slow', 'IN_PROGRESS x12, COMPLETED'],
    ['inspection-failed', 'IN_PROGRESS x2, FAILED'],
    ['inspection-unknown', 'IN_PROGRESS x2, COMPLETED_PARTIALLY'],
    ['inspection-lag', '404 x1, 500 x1, IN_PROGRESS x2, COMPLETED'],
    ['inspection-never', 'IN_PROGRESS'],
  ])('%s: %s', async (scenario, expected) => {
    const [, ...looks] = await watch(await start(), scenario, 'inspections');
    expect(story(looks)).toBe(expected);
  });
});

describe('imports, from the answer to the POST on', () => {
  test.each([
    ['happy', 'IN_PROGRESS x4, COMPLETED'],
    ['happy-slow', 'IN_PROGRESS x31, COMPLETED'],
    ['import-errors', 'IN_PROGRESS x4, COMPLETED_WITH_IMPORT_ERRORS'],
    ['wait-400', 'IN_PROGRESS x1, 503 x1, IN_PROGRESS x3, COMPLETED'],
    ['publish-errors', 'IN_PROGRESS x4, COMPLETED_WITH_PUBLISH_ERRORS'],
    ['with-errors', 'COMPLETED_WITH_ERRORS'],
    ['failed', 'IN_PROGRESS x4, FAILED'],
    ['rejected', 'PENDING_REVIEW x4, REJECTED'],
    ['review', 'PENDING_REVIEW x4, IN_PROGRESS x1, COMPLETED'],
    ['review-forever', 'PENDING_REVIEW'],
    ['unknown-status', 'IN_PROGRESS x4, COMPLETED_WITH_NOTES'],
    ['never', 'IN_PROGRESS'],
  ])('%s: %s', async (scenario, expected) => {
    expect(story(await watch(await start(), scenario, 'deployments'))).toBe(expected);
  });
});

test('findings: errors and warnings under their different keys', async () => {
  const heard = await watch(await start(), 'inspection-errors', 'inspections');
  expect(heard.at(-1)?.json).toMatchObject({
    summary: {
      objectsExpected: { total: 22, imported: 19, failed: 3, skipped: 0 },
      problems: {
        totalErrors: 3,
        totalWarnings: 1,
        errors: [
          { errorMessage: expect.stringContaining('APNX-1-4070-001'), objectName: 'APN Account' },
          {},
          {},
        ],
        warnings: [{ warningMessage: expect.stringContaining('viewer group') }],
      },
    },
  });
  expect((await watch(await start(), 'inspection-failed-objects', 'inspections')).at(-1)?.json).toMatchObject(
    {
      summary: { objectsExpected: { failed: 2 }, problems: { totalErrors: 0 } },
    },
  );
  expect((await watch(await start(), 'inspection-unreadable', 'inspections')).at(-1)?.json).toEqual({
    status: 'COMPLETED',
  });
});

test('the flood is 10,000 findings', async () => {
  const sandbox = await start();
  const appian = appianClient(sandbox, 'inspection-many-problems');
  await appian.post('inspections', packageForm());
  await appian.get(`inspections/${uuid(1)}`);
  await appian.get(`inspections/${uuid(1)}`);
  const flood = await appian.get(`inspections/${uuid(1)}`);
  expect(flood.json).toMatchObject({ summary: { problems: { totalErrors: 9000, totalWarnings: 1000 } } });
  expect(flood.text.length).toBeGreaterThan(2_000_000);
});

const last = async (scenario: string) => (await watch(await start(), scenario, 'deployments')).at(-1)?.json;

test('imports that contradict or say nothing', async () => {
  expect(await last('contradiction')).toMatchObject({
    summary: { objects: { failed: 2, skipped: 1 } },
    status: 'COMPLETED',
  });
  expect(await last('no-blocks')).toEqual({ summary: {}, status: 'COMPLETED' });
  expect(await last('failed')).toEqual({
    deploymentLogUrl: expect.stringMatching(/\/log\/$/),
    status: 'FAILED',
  });
});

test.each([
  ['disabled', 'inspections', 403, 'APNX-1-4552-000'],
  ['disabled', 'deployments', 403, 'APNX-1-4552-000'],
  ['not-service-account', 'deployments', 401, 'APNX-1-4188-003'],
  ['busy', 'deployments', 409, 'APNX-1-4552-002'],
  ['echo-key', 'deployments', 403, 'sandbox-echo-key'],
  ['hostile-refusal', 'deployments', 403, '::error::'],
])('%s refuses POST /%s with %i', async (scenario, area, status, words) => {
  const sandbox = await start();
  const answer = await appianClient(sandbox, scenario).post(
    area,
    area === 'inspections' ? packageForm() : importForm(),
  );
  expect(answer.status).toBe(status);
  expect(answer.text).toContain(words);
  expect(sandbox.appian.deployments).toEqual([]);
});

test('identifiers and addresses that must not be followed', async () => {
  const sandbox = await start({ redirectTo: 'http://127.0.0.1:9' });
  expect((await appianClient(sandbox, 'bad-uuid').post('deployments', importForm())).json).toMatchObject({
    uuid: '../../x',
  });
  expect(
    (await appianClient(sandbox, 'inspection-bad-uuid').post('inspections', packageForm())).json,
  ).toMatchObject({
    uuid: '../../x',
  });
  const foreign = await appianClient(sandbox, 'foreign-url').post('deployments', importForm());
  expect(foreign.json).toMatchObject({
    url: expect.stringContaining('http://127.0.0.1:9/suite/deployment-management/v2/deployments/2'),
  });
});

async function logOf(scenario: string): Promise<{ readonly status: number; readonly bytes: Buffer }> {
  const sandbox = await start();
  await watch(sandbox, scenario, 'deployments');
  const headers = { 'appian-api-key': `sandbox-${scenario}` };
  const url = `${sandbox.url}/suite/deployment-management/v2/deployments/${uuid(2)}/log`;
  const response = await fetch(url, { headers });
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
}

test('logs of every kind', async () => {
  expect((await logOf('no-log')).status).toBe(404);
  expect((await logOf('rejected')).status).toBe(404);
  expect((await logOf('localized')).bytes.toString('utf8')).toContain('Éxito (22):');
  expect((await logOf('failed')).bytes.toString('utf8')).toContain('Database script');
  expect((await logOf('big-log')).bytes.length).toBe(20 * 1024 * 1024);
  const evil = (await logOf('evil-log')).bytes;
  expect(evil.toString('latin1')).toContain('::error::');
  expect(() => new TextDecoder('utf-8', { fatal: true }).decode(evil)).toThrow('not valid');
});

test('every listed name is unique within its API and can be used in a token', () => {
  const names = scenarios.map(({ api, name }) => `${api} ${name}`);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, about } of scenarios) {
    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(about).not.toBe('');
  }
});
