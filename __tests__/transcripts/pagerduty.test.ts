import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import type { Step } from '../support/action.ts';
import { runInProcess } from '../support/in-process.ts';
import { lifetimeRelease } from '../support/lifetime.ts';
import { release } from '../support/release.ts';
import { looksAtAppian } from '../support/requests.ts';
import { deliveriesIn, eventsIn, tracked } from '../support/trackers.ts';
import { withoutMasks } from '../support/transcript.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const appian = (pagerduty = 'happy', more: Readonly<Record<string, string>> = {}, scenario = 'happy') =>
  release(sandbox.url, scenario, { ...tracked(sandbox.url, { pagerduty }), ...more });
const deliveryIn = (step: Step): unknown => deliveriesIn(step)['pagerduty'];
const requests = (): number => sandbox.exchanges.filter(({ path }) => path.startsWith('/v2/')).length;

const sent = { started: 'sent', ended: 'sent' };
const failed = { started: 'failed', ended: 'failed' };
const refused = { started: 'failed', ended: 'skipped' };
const whole = ['started', 'succeeded'];

describe('PagerDuty', () => {
  test.each([
    ['happy', sent, whole, 2, ''],
    ['limited', sent, whole, 3, ''],
    ['lost-answers', failed, whole, 2, 'The event is not sent again, because it may have arrived.'],
    ['down', failed, [], 2, 'HTTP 503'],
    ['reset', failed, [], 2, 'The connection to PagerDuty broke'],
    ['errors-202', refused, [], 1, 'it rejects the event: Event object is invalid: the service is disabled'],
    ['unauthorized', refused, [], 1, "'routing_key' is not a valid integration key"],
    ['forbidden', refused, [], 1, 'HTTP 403: Event object is invalid: The integration key may not'],
  ])(
    'that is %s changes nothing, and each event is sent once',
    async (scenario, delivery, changes, asked, said) => {
      const step = await runInProcess(appian(scenario));
      expect([step.code, step.outputs['status']]).toEqual([0, 'succeeded']);
      expect(deliveryIn(step)).toEqual(delivery);
      expect(eventsIn(sandbox)).toMatchObject({ pagerduty: changes, violations: [] });
      expect(requests()).toBe(asked);
      expect(step.stdout).toContain(said);
    },
  );

  test('makes the step red under `on-tracker-error: fail`', async () => {
    const step = await runInProcess(appian('errors-202', { 'on-tracker-error': 'fail' }));
    expect([step.code, step.outputs['status']]).toEqual([1, 'succeeded']);
  });

  test('shows what happened, with links', async () => {
    await runInProcess(appian('happy', {}, 'failed'));
    expect(sandbox.pagerduty.changes).toMatchObject([
      {
        summary: 'Deploying customer-portal 1.2.3 to production',
        links: [{ href: 'https://github.com/acme/portal/actions/runs/4711/attempts/1' }],
      },
      {
        summary: expect.stringMatching(/^Deployment of customer-portal 1\.2\.3 to production: failed\. /),
        links: [{ text: 'Pipeline run' }, { text: 'Deployment on Appian' }],
      },
    ]);
  });

  test('learns of a rollback on OutSystems', async () => {
    const inputs = { ...tracked(sandbox.url, { pagerduty: 'happy' }), operation: 'rollback' };
    await runInProcess(lifetimeRelease(sandbox.url, 'happy', inputs));
    expect(sandbox.pagerduty.changes.map(({ summary }) => summary)).toEqual([
      'Rolling back EmployeeBackoffice to 1.0.1 in Production',
      'Rolled back EmployeeBackoffice to 1.0.1 in Production',
    ]);
  });
});

describe('a run that is stopped', () => {
  test('is ended by its post phase, and its start is not sent again', async () => {
    const inputs = appian('happy', {}, 'never');
    const main = await runInProcess(inputs, {
      during: async (step) => {
        await sandbox.until(looksAtAppian);
        step.kill('SIGKILL');
      },
    });
    await runInProcess(inputs, { state: main.state });
    expect(eventsIn(sandbox)).toMatchObject({ pagerduty: ['started', 'cancelled'], violations: [] });
  });

  test('an end whose answer was lost is repeated by the post phase, with the same content', async () => {
    const inputs = appian();
    const lost = { method: 'POST', path: /^\/v2\/change\/enqueue$/, nth: 2 };
    sandbox.inject({ request: lost, kind: 'reset-after', times: 1 });
    const main = await runInProcess(inputs);
    expect(deliveryIn(main)).toEqual({ started: 'sent', ended: 'failed' });
    await runInProcess(inputs, { state: main.state });
    const [, first, second] = sandbox.pagerduty.changes;
    expect(second).toEqual(first);
    expect(sandbox.pagerduty.changes).toHaveLength(3);
  });
});

describe('the key, which travels in the body', () => {
  /** Everything that a person or another program can read of a step, but what asks the runner to mask. */
  const readable = ({ stdout, stderr, summary, outputs, state, result, log }: Step): string =>
    [
      withoutMasks(stdout),
      stderr,
      summary,
      result,
      log,
      ...Object.values(outputs),
      ...Object.values(state),
    ].join('\n');
  const key = (scenario: string): readonly string[] => {
    const text = `sandbox-${scenario}`;
    return [text, Buffer.from(text).toString('base64'), Buffer.from(text).toString('hex')];
  };

  test.each(['happy', 'down', 'reset', 'errors-202', 'unauthorized', 'echo-body', 'echo-body-500'])(
    'is in no log, output, summary or state in debug mode, where PagerDuty is %s',
    async (scenario) => {
      const step = await runInProcess(appian(scenario), { env: { RUNNER_DEBUG: '1' } });
      expect(step.stdout).toMatch(/^::debug::POST 127\.0\.0\.1:\d+\/v2\/change\/enqueue: /m);
      expect(
        sandbox.exchanges.some(({ json }) => JSON.stringify(json)?.includes(`sandbox-${scenario}`)),
      ).toBe(true);
      for (const form of key(scenario)) expect(readable(step)).not.toContain(form);
    },
  );

  test('is masked in an answer that quotes the body, and the rest of the answer is shown', async () => {
    const step = await runInProcess(appian('echo-body'));
    expect(step.stdout).toContain('cannot process {"routing_key":"***","payload":');
  });
});
