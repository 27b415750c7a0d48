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

const appian = (cdevents = 'happy', more: Readonly<Record<string, string>> = {}, scenario = 'happy') =>
  release(sandbox.url, scenario, { ...tracked(sandbox.url, { cdevents }), ...more });
const deliveryIn = (step: Step): unknown => deliveriesIn(step)['cdevents'];

const sent = { started: 'sent', ended: 'sent' };
const failed = { started: 'failed', ended: 'failed' };
const refused = { started: 'failed', ended: 'skipped' };
const whole = ['started', 'success', 'deployed'];

describe('a receiver of CDEvents', () => {
  test.each([
    ['happy', sent, whole, ''],
    ['ok-200', sent, whole, ''],
    ['no-content', sent, whole, ''],
    ['limited', sent, whole, ''],
    ['lost-answers', sent, whole, ''],
    ['down', failed, [], 'HTTP 503'],
    ['reset', failed, [], 'The connection to CDEvents broke'],
    ['login', failed, [], 'a web page titled "Log in"'],
    ['errors-200', refused, [], 'it rejects the event: no subscription takes this event'],
    ['rejected-202', refused, [], 'it rejects the event: {"reason":"the type is not allowed"}'],
    ['unauthorized', refused, [], 'HTTP 401: Unauthorized'],
    ['forbidden', refused, [], 'HTTP 403: Forbidden'],
    ['bad-event', refused, [], 'takes CDEvents 0.5 as CloudEvents over HTTP'],
    ['not-found', refused, [], 'posted to exactly this address'],
    ['echo-token', refused, [], 'not allowed for ***'],
  ])('that is %s changes nothing', async (scenario, delivery, records, said) => {
    const step = await runInProcess(appian(scenario));
    expect([step.code, step.outputs['status']]).toEqual([0, 'succeeded']);
    expect(deliveryIn(step)).toEqual(delivery);
    expect(eventsIn(sandbox)).toMatchObject({ cdevents: records, violations: [] });
    expect(step.stdout).toContain(said);
    expect(withoutMasks(step.stdout)).not.toContain(`sandbox-${scenario}`);
  });

  test('that keeps nothing back gets each event once, in one chain', async () => {
    await runInProcess(appian('lost-answers'));
    expect(sandbox.cdevents.repeated).toBe(3);
    expect(sandbox.cdevents.runs).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        name: 'Deploy customer-portal to production',
        started: 1,
        outcomes: ['success'],
        services: ['deployed'],
      },
    ]);
    expect(new Set(sandbox.cdevents.events.map(({ chainId }) => chainId)).size).toBe(1);
    expect(sandbox.cdevents.events[2]).toMatchObject({
      source: 'https://github.com/acme/portal/actions/runs/4711',
      subjectId: 'customer-portal',
      content: {
        environment: { id: 'production' },
        artifactId: expect.stringMatching(
          /^pkg:generic\/customer-portal@1\.2\.3\?checksum=sha256:[0-9a-f]{64}$/,
        ),
      },
    });
  });

  test('without a token, reached from no CI system', async () => {
    const env = { GITHUB_RUN_ID: '', GITHUB_SERVER_URL: '' };
    const step = await runInProcess(appian('happy', { 'cdevents-token': '' }), { env });
    expect(deliveryIn(step)).toEqual(sent);
    const { host } = new URL(sandbox.url);
    expect(new Set(sandbox.cdevents.events.map(({ source }) => source))).toEqual(
      new Set([`urn:lowcode-deploy:${host}`]),
    );
    expect(eventsIn(sandbox)).toMatchObject({ cdevents: whole, violations: [] });
  });

  test('makes the step red under `on-tracker-error: fail`', async () => {
    const step = await runInProcess(appian('errors-200', { 'on-tracker-error': 'fail' }));
    expect([step.code, step.outputs['status']]).toEqual([1, 'succeeded']);
  });
});

describe('the events of other ends', () => {
  test.each([
    ['failed', {}, 'failed', 'failure'],
    ['rejected', {}, 'rejected', 'failure'],
    ['never', { timeout: '1s' }, 'timed-out', 'error'],
  ])('%s', async (scenario, more, status, outcome) => {
    const step = await runInProcess(appian('happy', more, scenario));
    expect(step.outputs['status']).toBe(status);
    expect(eventsIn(sandbox)).toMatchObject({ cdevents: ['started', outcome], violations: [] });
    expect(sandbox.cdevents.events[1]?.content['errors']).toMatch(new RegExp(`^${status}: `));
  });

  test('an inspection that fails opens no run', async () => {
    await runInProcess(appian('happy', {}, 'inspection-errors'));
    expect(sandbox.cdevents.events).toEqual([]);
  });

  test('LifeTime knows what was there before: the service is upgraded, or rolled back', async () => {
    const inputs = (more: Readonly<Record<string, string>>) =>
      lifetimeRelease(sandbox.url, 'happy', { ...tracked(sandbox.url, { cdevents: 'happy' }), ...more });
    await runInProcess(inputs({}));
    await runInProcess(inputs({ operation: 'rollback' }), { env: { GITHUB_RUN_ID: '4712' } });
    expect(eventsIn(sandbox)).toMatchObject({
      cdevents: ['started', 'success', 'upgraded', 'started', 'success', 'rolledback'],
      violations: [],
    });
  });
});

describe('a run that is stopped or continued', () => {
  test('a killed step is finished by its post phase, under the same ids', async () => {
    const inputs = appian('happy', {}, 'never');
    const main = await runInProcess(inputs, {
      during: async (step) => {
        await sandbox.until(looksAtAppian);
        step.kill('SIGKILL');
      },
    });
    await runInProcess(inputs, { state: main.state });
    expect(sandbox.cdevents.runs).toMatchObject([{ started: 1, outcomes: ['cancel'] }]);
    expect(eventsIn(sandbox).violations).toEqual([]);
  });

  test('an end whose answer was lost is repeated by the post phase, with the same content', async () => {
    const inputs = appian();
    sandbox.inject({ request: { method: 'POST', path: /^\/cdevents$/, nth: 2 }, kind: 'stall', times: 1 });
    const main = await runInProcess(inputs);
    expect(deliveryIn(main)).toEqual({ started: 'sent', ended: 'failed' });
    await runInProcess(inputs, { state: main.state });
    expect(eventsIn(sandbox)).toMatchObject({ cdevents: whole, violations: [] });
    expect(sandbox.cdevents.repeated).toBe(1);
  });

  test('a review that was waited for in another attempt is ended, not begun again', async () => {
    const first = await runInProcess(appian('happy', { 'on-review': 'stop' }, 'review'));
    expect(sandbox.cdevents.runs).toMatchObject([{ started: 1, outcomes: [] }]);
    const resumed = appian(
      'happy',
      { operation: 'resume', 'deployment-id': first.outputs['deployment-id'] ?? '' },
      'review',
    );
    const step = await runInProcess(resumed, { env: { GITHUB_RUN_ATTEMPT: '2' } });
    expect(step.outputs['status']).toBe('succeeded');
    expect(sandbox.cdevents.runs).toMatchObject([
      { started: 1, outcomes: ['success'], services: ['deployed'] },
    ]);
    expect(eventsIn(sandbox).violations).toEqual([]);
  });
});
