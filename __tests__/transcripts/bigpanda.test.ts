import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { runInProcess } from '../support/in-process.ts';
import { release } from '../support/release.ts';
import { deliveriesIn } from '../support/trackers.ts';
import { transcript } from '../support/transcript.ts';
import '../support/records.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const sent = { started: 'sent', ended: 'sent' };

const cases = [
  { scenario: 'created-201', delivery: sent },
  { scenario: 'limited', delivery: sent },
  { scenario: 'unauthorized', delivery: { started: 'failed', ended: 'skipped' } },
  { scenario: 'bad-request', delivery: { started: 'failed', ended: 'skipped' } },
  { scenario: 'new-errors', delivery: { started: 'failed', ended: 'skipped' } },
  { scenario: 'down', delivery: { started: 'failed', ended: 'failed' } },
  { scenario: 'reset', delivery: { started: 'failed', ended: 'failed' } },
  { scenario: 'slow', delivery: { started: 'failed', ended: 'failed' } },
];

describe('BigPanda never changes what became of the deployment', () => {
  test.each(cases)('$scenario', async ({ scenario, delivery }) => {
    const inputs = release(sandbox.url, 'happy', { 'bigpanda-token': `sandbox-${scenario}` });
    const step = await runInProcess(inputs);
    expect(step.code).toBe(0);
    expect(step.outputs['status']).toBe('succeeded');
    expect(deliveriesIn(step)).toMatchObject({ bigpanda: delivery });
    expect(transcript(step, sandbox)).toMatchRecord();
  });

  test('unless `on-tracker-error: fail` asks for a red step, which keeps the status', async () => {
    const inputs = release(sandbox.url, 'happy', {
      'bigpanda-token': 'sandbox-unauthorized',
      'on-tracker-error': 'fail',
    });
    const step = await runInProcess(inputs);
    expect(step.code).toBe(1);
    expect(step.outputs['status']).toBe('succeeded');
    expect(sandbox.appian.deployments).toMatchObject([{ status: 'COMPLETED' }]);
  });
});
