import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Fault, type LifetimePlan, type Sandbox, startSandbox } from '../../../src/sandbox/index.ts';
import { isComplete, runAction, type Step } from '../../support/action.ts';
import { runInProcess } from '../../support/in-process.ts';
import { fromNamedPackage, fromPackage, lifetimeRelease } from '../../support/lifetime.ts';
import { asks, signalAt } from '../../support/requests.ts';
import { describeWithSignals } from '../../support/signals.ts';
import { recordsIn, tracked } from '../../support/trackers.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const looking = asks('GET', /\/status\/$/);
const creating = asks('POST', /\/deployments\/$/);
const checking = asks('GET', /\/deployments\/[^/?]+\/$/);
const starting = asks('POST', /\/start\/\?/);
const announcing = asks('POST', /\/data\/events\/deployments\/start$/);

const when = signalAt(() => sandbox);

const commands = (): readonly string[] =>
  sandbox.lifetime.plans.map((plan) =>
    plan.commands.map(({ command, status }) => `${command}:${status}`).join(' '),
  );

/** A signal can arrive a request later than it was sent: what has begun by then is aborted. */
const isTakenBack = ({ deleted, status }: LifetimePlan): boolean => deleted || status.startsWith('abort');

describeWithSignals('a cancelled run', () => {
  test.each([
    { policy: 'abort', plan: 'start:202 abort:202', status: /abort/, says: 'was asked to abort deployment' },
    { policy: 'leave', plan: 'start:202', status: /running/, says: 'goes on in LifeTime' },
  ])('under on-cancel: $policy', async ({ policy, plan, status, says }) => {
    const step = await runAction(lifetimeRelease(sandbox.url, 'never', { 'on-cancel': policy }), {
      during: when(looking, 'SIGINT'),
    });
    expect(step.code).toBe(1);
    expect(step.outputs['status']).toBe('cancelled');
    expect(step.stdout).toContain(says);
    expect(commands()).toEqual([plan]);
    expect(sandbox.lifetime.plans[0]?.status).toMatch(status);
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'failure' }]);
    expect(isComplete(step)).toBe(true);
  });

  test('that LifeTime will not abort says so', async () => {
    const step = await runAction(lifetimeRelease(sandbox.url, 'abort-too-late'), {
      during: when(looking, 'SIGTERM'),
    });
    expect(step.outputs['status']).toBe('cancelled');
    expect(step.stdout).toContain('too late to abort');
    expect(sandbox.bigpanda.changes).toMatchObject([{ ended: 1, status: 'failure' }]);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s whose deployment ends before the abort arrives has succeeded, and every tracker gets that',
    async (signal) => {
      const records = tracked(sandbox.url, { deploymentsApi: 'happy', github: 'happy' });
      const inputs = lifetimeRelease(sandbox.url, 'abort-meets-end', {
        ...records,
        'bigpanda-token': 'sandbox-happy',
      });
      const step = await runInProcess(inputs, { during: when(looking, signal) });
      expect(commands()).toEqual(['start:202 abort:400']);
      expect(step).toMatchObject({ code: 0, outputs: { status: 'succeeded' } });
      expect(step.stdout).not.toContain('goes on in LifeTime');
      expect(JSON.parse(step.result ?? '{}')).toMatchObject({ status: 'succeeded' });
      expect(recordsIn(sandbox)).toEqual({
        deploymentsApi: [['pending', 'in_progress', 'succeeded']],
        github: [['in_progress', 'success']],
        changes: [],
        violations: [],
      });
      expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'success' }]);
    },
  );

  test.each([
    ['creates the plan', creating],
    ['reads its details', checking],
    ['sends the start', announcing],
  ])('while it %s takes the plan back', async (_, match) => {
    const step = await runAction(lifetimeRelease(sandbox.url, 'never'), {
      during: when(match, 'SIGINT'),
    });
    expect(step.outputs['status']).toBe('cancelled');
    if (!isComplete(step)) await runInProcess(lifetimeRelease(sandbox.url, 'never'), { state: step.state });
    expect(sandbox.lifetime.plans.map(isTakenBack)).toEqual([true]);
    expect(sandbox.bigpanda.changes.every(({ started, ended }) => started === ended)).toBe(true);
  });

  test('while it waits for a busy target creates nothing', async () => {
    const step = await runAction(lifetimeRelease(sandbox.url, 'busy-forever'), {
      during: when(looking, 'SIGINT'),
    });
    expect(step.outputs['status']).toBe('cancelled');
    expect(sandbox.lifetime.plans).toHaveLength(0);
  });

  test('while the start is asked for aborts what has begun, or deletes what has not', async () => {
    const step = await runAction(lifetimeRelease(sandbox.url, 'never'), { during: when(starting, 'SIGINT') });
    expect(step.outputs['status']).toBe('cancelled');
    expect(sandbox.lifetime.plans.map(isTakenBack)).toEqual([true]);
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'failure' }]);
  });
});

describeWithSignals('a step that is stopped while it uploads a package', () => {
  const uploading = asks('POST', /\/deployment\/$/);

  test.each([
    ['SIGINT', 'cancelled'],
    ['SIGKILL', undefined],
  ] as const)('by %s leaves no plan behind', async (signal, status) => {
    const inputs = lifetimeRelease(sandbox.url, 'never', fromNamedPackage);
    const main = await runAction(inputs, { during: when(uploading, signal) });
    expect(main.outputs['status']).toBe(status);
    if (!isComplete(main)) await runInProcess(inputs, { state: main.state });
    expect(sandbox.lifetime.plans).toHaveLength(1);
    expect(sandbox.lifetime.plans.map(isTakenBack)).toEqual([true]);
  });

  const SEEK = 'Look in LifeTime for a plan for Production that was never started';

  test('by SIGINT says how to find a plan that it cannot identify, and so does the post phase', async () => {
    sandbox.inject({ request: { method: 'POST', path: /\/deployment\/$/ }, kind: 'stall' });
    const inputs = lifetimeRelease(sandbox.url, 'never', fromPackage);
    const main = await runInProcess(inputs, { during: when(uploading, 'SIGINT') });
    expect(main.outputs['status']).toBe('cancelled');
    expect(main.stdout).toContain(SEEK);
    const post = await runInProcess(inputs, { state: main.state });
    expect(post.stdout).toContain(`The plan was not found, and it may exist. ${SEEK}`);
    expect(sandbox.lifetime.plans).toMatchObject([{ deleted: false }]);
  });

  test('by SIGKILL: the post phase says how to find a plan that it cannot identify', async () => {
    sandbox.inject({ request: { method: 'POST', path: /\/deployment\/$/ }, kind: 'stall' });
    const inputs = lifetimeRelease(sandbox.url, 'never', fromPackage);
    const main = await runInProcess(inputs, { during: when(uploading, 'SIGKILL') });
    expect(main.signal).toBe('SIGKILL');
    const post = await runInProcess(inputs, { state: main.state });
    expect(post.stdout).toContain(SEEK);
    expect(sandbox.lifetime.plans).toMatchObject([{ deleted: false }]);
  });
});

describeWithSignals('the post phase of a killed step', () => {
  test.each([
    ['created the plan', creating],
    ['read its details', checking],
    ['sent the start', announcing],
  ])('takes the plan back when the step %s', async (_, match) => {
    const inputs = lifetimeRelease(sandbox.url, 'never');
    const main = await runAction(inputs, { during: when(match, 'SIGKILL') });
    expect(main.signal).toBe('SIGKILL');
    const post = await runInProcess(inputs, { state: main.state });
    expect(post.code).toBe(0);
    expect(sandbox.lifetime.plans.map(isTakenBack)).toEqual([true]);
    expect(sandbox.bigpanda.changes.filter(({ started, ended }) => started !== ended)).toEqual([]);
  });

  test('deletes no plan at another LifeTime, and says that its own is left', async () => {
    const own = await startSandbox({
      faults: [{ request: { method: 'GET', path: /\/deployments\/[^/?]+\/$/ }, kind: 'stall' }],
    });
    const inputs = lifetimeRelease(own.url, 'never');
    const main = await runInProcess(inputs, {
      during: async (step) => {
        await own.until(({ fault }) => fault === 'stall');
        step.kill('SIGKILL');
      },
    });
    const post = await runInProcess({ ...inputs, url: sandbox.url }, { state: main.state });
    await own.close();
    expect(post.code).toBe(0);
    expect(sandbox.exchanges).toEqual([]);
    const [plan] = own.lifetime.plans;
    expect(plan).toMatchObject({ started: false, deleted: false });
    expect(own.exchanges.filter(({ method }) => method === 'DELETE')).toEqual([]);
    expect(post.stdout).toMatch(
      new RegExp(
        `^::warning::The plan ${plan?.key} was not started and could not be deleted: .*the step used`,
        'm',
      ),
    );
  });

  test('finds out what became of a start that was asked for', async () => {
    const inputs = lifetimeRelease(sandbox.url, 'happy');
    const main = await runAction(inputs, { during: when(starting, 'SIGKILL') });
    const post = await runInProcess(inputs, { state: main.state });
    expect(post.code).toBe(0);
    expect(sandbox.lifetime.plans).toHaveLength(1);
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1 }]);
  });

  test('aborts what nobody waits for any more, and watches it end', async () => {
    const inputs = lifetimeRelease(sandbox.url, 'never');
    const main = await runAction(inputs, { during: when(looking, 'SIGKILL') });
    const post = await runInProcess(inputs, { state: main.state });
    expect(post.stdout).toContain('aborted');
    expect(commands()).toEqual(['start:202 abort:202']);
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'failure' }]);
  });

  test('tries once more to delete what the step could not', async () => {
    const faults: readonly Fault[] = [{ request: { method: 'DELETE', path: /./ }, kind: '403' }];
    const stubborn = await startSandbox({ faults });
    const inputs = lifetimeRelease(stubborn.url, 'conflicts');
    const main = await runInProcess(inputs);
    expect(main.outputs['status']).toBe('conflicts');
    const [plan] = stubborn.lifetime.plans;
    expect(main.outputs['deployment-id']).toBe(plan?.key);
    expect(main.stdout).toMatch(
      new RegExp(
        `The plan ${plan?.key} was not started and could not be deleted\\..*Delete it by hand: http`,
      ),
    );
    expect(stubborn.lifetime.plans).toMatchObject([{ deleted: false }]);
    const post = await runInProcess(inputs, { state: main.state });
    expect(post.code).toBe(0);
    expect(stubborn.lifetime.plans).toMatchObject([{ deleted: true }]);
    expect(post.summary).toBe('');
    await stubborn.close();
  });
});

async function hit(
  faults: readonly Fault[],
  scenario = 'happy',
  more: Readonly<Record<string, string>> = {},
): Promise<Step> {
  await sandbox.close();
  sandbox = await startSandbox({ faults });
  const inputs = lifetimeRelease(sandbox.url, scenario, { 'poll-interval': '1s', ...more });
  return runInProcess(inputs);
}

describe('a request that may have been accepted', () => {
  const create = { method: 'POST', path: /\/deployments\/$/ };
  const start = { method: 'POST', path: /\/start\// };

  test.each([
    'reset-after',
    'stall',
    '500-after',
    '503-after',
    'cut-body',
    'empty-200',
    'html-200',
    'garbage-json',
  ] as const)('create, then %s: the plan is found by its marker and not created twice', async (kind) => {
    const step = await hit([{ request: create, kind }]);
    expect(step.outputs['status']).toBe('succeeded');
    expect(sandbox.lifetime.plans).toHaveLength(1);
  });

  test.each(['reset-before', '500-before', '502-html', '503-retry-after'] as const)(
    'create, then %s: nothing is found and it is sent once more',
    async (kind) => {
      const step = await hit([{ request: create, kind }]);
      expect(step.outputs['status']).toBe('succeeded');
      expect(sandbox.lifetime.plans).toHaveLength(1);
    },
  );

  test('create, lost each time: sent twice at most, then the outcome is not known', async () => {
    const step = await hit([{ request: { ...create, nth: 0 }, kind: 'reset-before' }]);
    expect(step.outputs['status']).toBe('unknown');
    expect(sandbox.exchanges.filter(creating)).toHaveLength(2);
    expect(sandbox.lifetime.plans).toHaveLength(0);
  });

  test('create, and the look fails too: the plan is deleted when LifeTime answers again', async () => {
    const step = await hit([
      { request: create, kind: 'reset-after' },
      { request: { method: 'GET', path: /MinDate/, nth: 2 }, kind: '403' },
    ]);
    expect(step.outputs['status']).toBe('unknown');
    expect(sandbox.lifetime.plans).toMatchObject([{ deleted: true }]);
  });

  test.each(['reset-after', 'stall', '500-after', '503-after', '504-after'] as const)(
    'start, then %s: the status shows that it has started',
    async (kind) => {
      const step = await hit([{ request: start, kind }]);
      expect(step.outputs['status']).toBe('succeeded');
      expect(commands()).toEqual(['start:202']);
    },
  );

  test.each(['reset-before', '500-before'] as const)(
    'start, then %s: it has not started and is started once more',
    async (kind) => {
      const step = await hit([{ request: start, kind }]);
      expect(step.outputs['status']).toBe('succeeded');
      expect(sandbox.lifetime.plans).toHaveLength(1);
    },
  );

  test.each(['reset-after', 'reset-before', '500-after', '503-after', 'empty-200'] as const)(
    'tag, then %s: one tag is made',
    async (kind) => {
      const tag = { method: 'POST', path: /\/versions\/$/ };
      const step = await hit([{ request: tag, kind }], 'source-modified', { 'untagged-changes': 'tag' });
      expect(step.outputs).toMatchObject({ status: 'succeeded', version: '1.2.1' });
      expect(sandbox.lifetime.tags).toMatchObject([{ version: '1.2.1' }]);
    },
  );

  test.each(['reset-after', 'reset-before', '500-after'] as const)(
    'continue, then %s: the next look decides',
    async (kind) => {
      const proceed = { method: 'POST', path: /\/continue\/$/ };
      const step = await hit([{ request: proceed, kind }], 'two-step', { 'on-intervention': 'continue' });
      expect(step.outputs['status']).toBe('succeeded');
    },
  );

  test.each(['reset-after', 'stall', '504-after'] as const)(
    'upload, then %s: nothing is sent again and the message says where to look',
    async (kind) => {
      const upload = { method: 'POST', path: /\/deployment\/$/ };
      const step = await hit([{ request: upload, kind }], 'happy', fromPackage);
      expect(step.outputs['status']).toBe('unknown');
      expect(step.stdout).toContain('Look in LifeTime for a plan for Production that was never started');
      expect(sandbox.lifetime.uploads).toHaveLength(1);
      expect(sandbox.lifetime.plans).toMatchObject([{ deleted: false }]);
    },
  );

  test.each(['reset-after', 'stall', '503-after', '504-after'] as const)(
    'upload, then %s: the only new plan with the application of the package is deleted',
    async (kind) => {
      const upload = { method: 'POST', path: /\/deployment\/$/ };
      const step = await hit([{ request: upload, kind }], 'happy', fromNamedPackage);
      expect(step.outputs['status']).toBe('unknown');
      expect(sandbox.lifetime.plans).toMatchObject([{ deleted: true, started: false }]);
      expect(isComplete(step)).toBe(true);
    },
  );

  test.each(['reset-after', '500-after', '503-after', 'stall'] as const)(
    'abort, then %s: its end is seen',
    async (kind) => {
      const abort = { method: 'POST', path: /\/abort\/$/ };
      const step = await hit([{ request: abort, kind }], 'never', { timeout: '10s', 'on-timeout': 'abort' });
      expect(step.outputs['status']).toBe('timed-out');
      expect(step.stdout).toContain('and it was aborted');
    },
  );
});
