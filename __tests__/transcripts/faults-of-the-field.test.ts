import { afterEach, describe, expect, test } from '@jest/globals';
import { type Fault, type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { runInProcess } from '../support/in-process.ts';
import { release } from '../support/release.ts';

/** What pipelines for Appian get wrong today, each as it must be: the status, and how many deployments there are. */
interface Row {
  readonly situation: string;
  readonly scenario?: string;
  readonly fault?: Fault['kind'];
  readonly more?: Readonly<Record<string, string>>;
  readonly status: string;
  readonly deployments: number;
}

const atImport = { method: 'POST', path: /\/deployments$/ };
const hurried = { timeout: '2s' };

const rows: readonly Row[] = [
  { situation: 'the import completes', status: 'succeeded', deployments: 1 },
  { situation: 'objects were not imported', scenario: 'import-errors', status: 'failed', deployments: 1 },
  { situation: 'objects were not published', scenario: 'publish-errors', status: 'failed', deployments: 1 },
  { situation: 'the import fails', scenario: 'failed', status: 'failed', deployments: 1 },
  {
    situation: 'a review is pending and stays so',
    scenario: 'review-forever',
    more: hurried,
    status: 'timed-out',
    deployments: 1,
  },
  { situation: 'a reviewer approves later', scenario: 'review', status: 'succeeded', deployments: 1 },
  { situation: 'a reviewer rejects', scenario: 'rejected', status: 'rejected', deployments: 1 },
  {
    situation: 'the import never ends',
    scenario: 'never',
    more: hurried,
    status: 'timed-out',
    deployments: 1,
  },
  {
    situation: 'the inspection expects errors',
    scenario: 'inspection-errors',
    status: 'inspection-failed',
    deployments: 0,
  },
  {
    situation: 'the inspection only warns',
    scenario: 'inspection-warnings',
    status: 'succeeded-with-warnings',
    deployments: 1,
  },
  {
    situation: 'the inspection itself fails',
    scenario: 'inspection-failed',
    status: 'error',
    deployments: 0,
  },
  {
    situation: 'the inspection answers 404 and 500 at first',
    scenario: 'inspection-lag',
    status: 'succeeded',
    deployments: 1,
  },
  {
    situation: 'the inspection never ends',
    scenario: 'inspection-never',
    more: hurried,
    status: 'timed-out',
    deployments: 0,
  },
  { situation: 'the import is refused with 401', fault: '401', status: 'error', deployments: 0 },
  { situation: 'the import is refused with 403', fault: '403', status: 'error', deployments: 0 },
  {
    situation: 'a gateway answers the import with 502',
    fault: '502-html',
    status: 'unknown',
    deployments: 0,
  },
  {
    situation: 'the import is accepted and answered with 500',
    fault: '500-after',
    status: 'unknown',
    deployments: 1,
  },
  {
    situation: 'the import is accepted and answered with 504',
    fault: '504-after',
    status: 'unknown',
    deployments: 1,
  },
  {
    situation: 'the import is accepted and answered with 503 and a pause',
    fault: '503-after',
    status: 'unknown',
    deployments: 1,
  },
  {
    situation: 'the import is refused with 429 and a pause',
    fault: '429',
    status: 'succeeded',
    deployments: 1,
  },
  {
    situation: 'the import is accepted and the connection drops',
    fault: 'reset-after',
    status: 'unknown',
    deployments: 1,
  },
  {
    situation: "the answer's url names another host",
    scenario: 'foreign-url',
    status: 'succeeded',
    deployments: 1,
  },
];

let sandbox: Sandbox;
afterEach(() => sandbox.close());

describe('what pipelines get wrong', () => {
  test.each(rows.map((row) => [row.situation, row] as const))('%s', async (_, row) => {
    sandbox = await startSandbox({ faults: row.fault ? [{ request: atImport, kind: row.fault }] : [] });
    const inputs = release(sandbox.url, row.scenario ?? 'happy', row.more);
    const step = await runInProcess(inputs);
    expect(step.outputs['status']).toBe(row.status);
    expect(step.code === 0).toBe(row.status.startsWith('succeeded'));
    expect(sandbox.appian.deployments).toHaveLength(row.deployments);
  });
});
