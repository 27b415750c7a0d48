import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { runAction } from '../support/action.ts';
import { release } from '../support/release.ts';
import { transcript } from '../support/transcript.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const sent = { started: 'sent', ended: 'sent' };

const cases = [
  { scenario: 'created-201', telling: sent },
  { scenario: 'limited', telling: sent },
  { scenario: 'unauthorized', telling: { started: 'failed', ended: 'skipped' } },
  { scenario: 'bad-request', telling: { started: 'failed', ended: 'skipped' } },
  { scenario: 'new-errors', telling: { started: 'failed', ended: 'skipped' } },
  { scenario: 'down', telling: { started: 'failed', ended: 'failed' } },
  { scenario: 'reset', telling: { started: 'failed', ended: 'failed' } },
  { scenario: 'slow', telling: { started: 'failed', ended: 'failed' } },
];

describe('BigPanda never changes what became of the deployment', () => {
  test.each(cases)('$scenario', async ({ scenario, telling }) => {
    const inputs = release(sandbox.url, 'happy', { 'bigpanda-token': `sandbox-${scenario}` });
    const step = await runAction(inputs, { leap: true });
    expect(step.code).toBe(0);
    expect(step.outputs['status']).toBe('succeeded');
    expect(JSON.parse(step.outputs['trackers'] ?? '')).toMatchObject({ bigpanda: telling });
    expect(transcript(step, sandbox)).toMatchSnapshot();
  });

  test('unless `on-tracker-error: fail` asks for a red step, which keeps the status', async () => {
    const inputs = release(sandbox.url, 'happy', {
      'bigpanda-token': 'sandbox-unauthorized',
      'on-tracker-error': 'fail',
    });
    const step = await runAction(inputs);
    expect(step.code).toBe(1);
    expect(step.outputs['status']).toBe('succeeded');
    expect(sandbox.appian.deployments).toMatchObject([{ status: 'COMPLETED' }]);
  });
});
