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

const appian = (datadog = 'happy', more: Readonly<Record<string, string>> = {}, scenario = 'happy') =>
  release(sandbox.url, scenario, { ...tracked(sandbox.url, { datadog }), ...more });
const deliveryIn = (step: Step): unknown => deliveriesIn(step)['datadog'];
const requests = (): number => sandbox.exchanges.filter(({ path }) => path.startsWith('/api/v2/')).length;

const sent = { started: 'skipped', ended: 'sent' };
const failed = { started: 'skipped', ended: 'failed' };
const skipped = { started: 'skipped', ended: 'skipped' };
const whole = ['customer-portal 1.2.3'];

describe('Datadog', () => {
  test.each([
    ['happy', sent, whole, ''],
    ['limited', sent, whole, ''],
    ['lost-answers', sent, whole, ''],
    ['down', failed, [], 'HTTP 503'],
    ['reset', failed, [], 'The connection to Datadog broke'],
    ['errors-202', failed, [], 'it rejects the event: the service is not in the catalog'],
    ['unauthorized', failed, [], 'HTTP 403: Forbidden'],
    ['bad-request', failed, [], 'Check `component`, `version` and `environment`.'],
    ['echo-key', failed, [], 'not allowed for ***'],
  ])('that is %s changes nothing', async (scenario, delivery, deployments, said) => {
    const step = await runInProcess(appian(scenario));
    expect([step.code, step.outputs['status']]).toEqual([0, 'succeeded']);
    expect(deliveryIn(step)).toEqual(delivery);
    expect(eventsIn(sandbox)).toMatchObject({ datadog: deployments, violations: [] });
    expect(step.stdout).toContain(said);
    expect(step.stdout).not.toContain('Datadog: start');
    expect(withoutMasks(step.stdout)).not.toContain(`sandbox-${scenario}`);
  });

  test('gets both times to the nanosecond, and the commit', async () => {
    const env = { GITHUB_API_URL: 'https://api.github.com' };
    const step = await runInProcess(appian(), { env });
    const [deployment] = sandbox.datadog.deployments;
    const nanosecondsOf = (output: string): string => `${Date.parse(step.outputs[output] ?? '')}000000`;
    expect(deployment).toMatchObject({
      service: 'customer-portal',
      env: 'production',
      version: '1.2.3',
      startedAt: nanosecondsOf('started-at'),
      finishedAt: nanosecondsOf('ended-at'),
      repositoryUrl: 'https://github.com/acme/portal',
      commit: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
      posts: 1,
    });
    expect(step.summary).toContain('| Datadog | start skipped, end sent |');
  });

  test('is asked again after a lost answer, and still has one deployment', async () => {
    await runInProcess(appian('lost-answers'));
    expect(sandbox.datadog.deployments).toMatchObject([{ posts: 2 }]);
  });

  test('makes the step red under `on-tracker-error: fail`', async () => {
    const step = await runInProcess(appian('errors-202', { 'on-tracker-error': 'fail' }));
    expect([step.code, step.outputs['status']]).toEqual([1, 'succeeded']);
  });

  test.each([
    ['failed', {}, 'failed'],
    ['rejected', {}, 'rejected'],
    ['inspection-errors', {}, 'inspection-failed'],
    ['never', { timeout: '1s' }, 'timed-out'],
  ])('gets nothing of a deployment that is %s', async (scenario, more, status) => {
    const step = await runInProcess(appian('happy', more, scenario));
    expect(step.outputs['status']).toBe(status);
    expect(deliveryIn(step)).toEqual(skipped);
    expect(requests()).toBe(0);
    expect(step.stdout).not.toMatch(/Datadog(?! at )/);
  });

  test('gets a rollback on OutSystems, which is a deployment', async () => {
    const inputs = { ...tracked(sandbox.url, { datadog: 'happy' }), operation: 'rollback' };
    await runInProcess(lifetimeRelease(sandbox.url, 'happy', inputs));
    expect(sandbox.datadog.deployments).toMatchObject([
      {
        service: 'EmployeeBackoffice',
        version: '1.0.1',
        tags: expect.arrayContaining(['operation:rollback']),
      },
    ]);
  });
});

describe('a run that is stopped or continued', () => {
  test('a killed step whose deployment goes well is recorded by its post phase', async () => {
    const inputs = appian();
    const main = await runInProcess(inputs, {
      during: async (step) => {
        await sandbox.until(looksAtAppian);
        step.kill('SIGKILL');
      },
    });
    expect(requests()).toBe(0);
    await runInProcess(inputs, { state: main.state });
    expect(eventsIn(sandbox)).toMatchObject({ datadog: whole, violations: [] });
  });

  test('an end whose answer was lost is repeated by the post phase: the same deployment', async () => {
    const inputs = appian();
    const lost = { method: 'POST', path: /^\/api\/v2\/dora\// };
    sandbox.inject({ request: { ...lost, nth: 0 }, kind: 'stall', times: 1 });
    const main = await runInProcess(inputs);
    expect(deliveryIn(main)).toEqual(failed);
    await runInProcess(inputs, { state: main.state });
    expect(sandbox.datadog.deployments).toMatchObject([{ posts: 2 }]);
  });

  test('a deployment that did not go well leaves nothing for the post phase', async () => {
    const inputs = appian('happy', { 'bigpanda-token': 'sandbox-unauthorized' }, 'failed');
    const main = await runInProcess(inputs);
    const post = await runInProcess(inputs, { state: main.state });
    expect(requests()).toBe(0);
    expect(post.stdout).not.toContain('Datadog');
  });

  test('the later attempt that joins a deployment records it', async () => {
    const first = appian(
      'happy',
      { timeout: '1s', ...tracked(sandbox.url, { github: 'happy', datadog: 'happy' }) },
      'review',
    );
    await runInProcess({ ...first, 'on-review': 'stop' });
    const resumed = {
      ...first,
      operation: 'resume',
      'deployment-id': sandbox.appian.deployments[0]?.uuid ?? '',
    };
    const step = await runInProcess({ ...resumed, timeout: '' }, { env: { GITHUB_RUN_ID: '4712' } });
    expect(step.outputs['status']).toBe('succeeded');
    expect(deliveryIn(step)).toEqual(sent);
    expect(eventsIn(sandbox)).toMatchObject({ datadog: whole, violations: [] });
  });
});
