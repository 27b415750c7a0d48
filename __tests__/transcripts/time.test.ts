import type { ChildProcess } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Fault, type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import type { Clock } from '../../src/shared/clock.ts';
import { runAction } from '../support/action.ts';
import { runInProcess } from '../support/in-process.ts';
import { lifetimeRelease } from '../support/lifetime.ts';
import { release } from '../support/release.ts';
import { describeWithSignals } from '../support/signals.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const HOURS_MS = 2 * 3_600_000;

/** Sets the wall clock of the step's process by `ms` when it gets a signal. */
const leapingBy = (ms: number): string => `
  const { now } = Date;
  let leap = 0;
  Date.now = () => now() + leap;
  process.on('SIGUSR2', () => { leap = ${ms}; });`;

const atInspection = async (child: ChildProcess): Promise<void> => {
  await sandbox.until(({ method, path }) => method === 'POST' && path.endsWith('/inspections'));
  child.kill('SIGUSR2');
};

describeWithSignals('a wall clock that is set while a step runs', () => {
  test.each([HOURS_MS, -HOURS_MS])('by %i ms costs no deployment and no duration', async (ms) => {
    const step = await runAction(release(sandbox.url, 'happy'), {
      preload: leapingBy(ms),
      during: atInspection,
    });
    const { status, 'duration-seconds': duration } = step.outputs;
    expect(status).toBe('succeeded');
    expect(Number(duration)).toBeGreaterThanOrEqual(0);
    expect(Number(duration)).toBeLessThan(60);
  });

  test.each([HOURS_MS, -HOURS_MS])('by %i ms moves no timeout', async (ms) => {
    const step = await runAction(release(sandbox.url, 'never', { timeout: '1s' }), {
      preload: leapingBy(ms),
      during: atInspection,
    });
    expect(step.outputs['status']).toBe('timed-out');
    expect(sandbox.appian.deployments).toHaveLength(1);
    expect(Number(step.outputs['duration-seconds'])).toBeLessThan(60);
  });
});

async function endOf(faults: readonly Fault[], inputs: (url: string) => Record<string, string>, pace = '1s') {
  await sandbox.close();
  sandbox = await startSandbox({ faults });
  return runInProcess({ ...inputs(sandbox.url), 'poll-interval': pace });
}

describe('a platform that fails while a deployment is under way', () => {
  const look = { method: 'GET', path: /\/deployments\/[^/]+$/ };
  const plan = { method: 'GET', path: /\/status\/$/, nth: 2 };

  test.each(['401', '403', '404', 'redirect', '503-retry-after'] as const)(
    'with %s is looked at again',
    async (kind) => {
      const onAppian = await endOf([{ request: look, kind, times: 3 }], (url) => release(url, 'happy'));
      expect(onAppian.outputs['status']).toBe('succeeded');
      const onLifeTime = await endOf([{ request: plan, kind, times: 3 }], (url) =>
        lifetimeRelease(url, 'happy'),
      );
      expect(onLifeTime.outputs['status']).toBe('succeeded');
    },
  );

  /** Both platforms, with the look at a deployment that is under way. */
  const platforms = [
    { name: 'Appian', inputs: release, look: { ...look, nth: 1 } },
    { name: 'LifeTime', inputs: lifetimeRelease, look: plan },
  ] as const;

  test.each(platforms)('$name with 503 for more than six minutes is looked at again', async (each) => {
    const fault: Fault = { request: each.look, kind: '503-retry-after', times: 60 };
    const step = await endOf([fault], (url) => each.inputs(url, 'happy'), '10s');
    expect(step.outputs['status']).toBe('succeeded');
    expect(Number(step.outputs['duration-seconds'])).toBeGreaterThan(360);
  });

  test.each(platforms)('$name that asks to wait 400 s is looked at after them', async ({ inputs }) => {
    const step = await endOf([], (url) => inputs(url, 'wait-400'));
    expect(step.outputs['status']).toBe('succeeded');
    expect(Number(step.outputs['duration-seconds'])).toBeGreaterThanOrEqual(400);
  });

  test.each(platforms)('$name that asks to wait longer than `timeout` ends with it', async ({ inputs }) => {
    const step = await endOf([], (url) => inputs(url, 'wait-400', { timeout: '5m' }));
    expect(step.outputs['status']).toBe('timed-out');
    expect(Number(step.outputs['duration-seconds'])).toBeLessThan(400);
    expect(step.stdout).toMatch(/::error.*The last error: \w+ answered HTTP 503/);
  });

  test.each(platforms)(
    '$name is looked at for as long as `timeout` says, and its last refusal is the reason',
    async ({ name, inputs, look: request }) => {
      const fault: Fault = { request, kind: '401', times: Infinity };
      const step = await endOf([fault], (url) => inputs(url, 'happy', { timeout: '20m' }), '20s');
      expect(step.outputs['status']).toBe('timed-out');
      expect(Number(step.outputs['duration-seconds'])).toBeGreaterThanOrEqual(1_200);
      expect(step.stdout.match(/^::warning::\w+ answered HTTP 401/gm)).toHaveLength(1);
      expect(step.stdout).toMatch(
        new RegExp(`::error.*The last error: ${name} answered HTTP 401.*Check \`token\``),
      );
    },
  );
});

describe('trackers that answer nothing', () => {
  const trackers = (url: string) => ({
    'bigpanda-token': '',
    'deployments-api-url': url,
    'deployments-api-token': 'sandbox-happy',
  });

  test('in a second attempt take none of the time that the platform has', async () => {
    await sandbox.close();
    sandbox = await startSandbox({
      faults: [{ request: { method: 'GET', path: /^\/api\//, nth: 0 }, kind: 'stall' }],
    });
    const clocks: Clock[] = [];
    const begin = Date.now();
    const step = await runInProcess(
      {
        ...release(sandbox.url, 'happy', { timeout: '5s', 'poll-interval': '1s' }),
        ...trackers(sandbox.url),
      },
      { env: { GITHUB_RUN_ATTEMPT: '2' }, shareClock: (clock) => clocks.push(clock) },
    );
    expect(step.outputs['status']).toBe('succeeded');
    expect(sandbox.appian.deployments).toHaveLength(1);
    const [clock] = clocks;
    const took = (clock?.now() ?? Number.NaN) - begin;
    // 10 s at the start, 5 s of the platform, 30 s at the end.
    expect(took).toBeGreaterThan(10_000);
    expect(took).toBeLessThan(46_000);
  });
});
