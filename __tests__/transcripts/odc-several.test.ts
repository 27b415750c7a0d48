import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Fault, type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import type { Step } from '../support/action.ts';
import { runInProcess } from '../support/in-process.ts';
import { odcRelease, odcTranscript, operationsIn } from '../support/odc.ts';
import { brokenPromises } from '../support/promises.ts';
import { asks, type Match, signalAt } from '../support/requests.ts';
import '../support/records.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

/** Named consumers first; EmployeeBackoffice consumes ClaimsEngine, which consumes IdentityService. */
const three = {
  application: 'EmployeeBackoffice\nIdentityService\nClaimsEngine',
};
const release = (scenario: string, more: Readonly<Record<string, string>> = {}): Record<string, string> =>
  odcRelease(sandbox.url, scenario, { ...three, ...more });
const promises = (step: Step, attempts = 1): readonly string[] =>
  brokenPromises({ step, sandbox, secrets: [], strayed: [], attempts });

const deploying = asks('POST', /\/deployment-operations$/);
const looking = asks('GET', /\/deployment-operations\/[^/?]+$/);

/** Matches the n-th request that `match` matches. */
function nthOf(n: number, match: Match): Match {
  let seen = 0;
  return (exchange) => match(exchange) && ++seen === n;
}

/** Matches a request about the second operation. */
function second(match: Match): Match {
  return (exchange) => match(exchange) && exchange.path.includes('000000000002');
}

const when = signalAt(() => sandbox);

/** The output `deployments`, with `d` for an id. */
function deployments(step: Step): readonly string[] {
  const found = JSON.parse(step.outputs['deployments'] ?? '') as readonly Record<string, string>[];
  return found.map(
    ({ application, version, id, status }) => `${application} ${version} ${id ? 'd' : '-'} ${status}`,
  );
}

test('three applications are deployed one after the other, producers first, as one release', async () => {
  const step = await runInProcess(release('happy'));
  expect(step.outputs['status']).toBe('succeeded');
  expect(operationsIn(sandbox)).toEqual([
    'IdentityService@6 to Test: Finished',
    'ClaimsEngine@12 to Test: Finished',
    'EmployeeBackoffice@17 to Test: Finished',
  ]);
  expect(sandbox.bigpanda.changes).toMatchObject([
    {
      component: 'ClaimsEngine, EmployeeBackoffice, IdentityService',
      started: 1,
      ended: 1,
      status: 'success',
    },
  ]);
  expect(promises(step)).toEqual([]);
  expect(odcTranscript(step, sandbox)).toMatchRecord();
});

test('what the target has already is left out', async () => {
  const more = { application: 'Payments\nClaimsEngine' };
  const step = await runInProcess(release('happy', more));
  expect(step.outputs['status']).toBe('succeeded');
  expect(step.stdout).toContain('Payments 5.0.0 (revision 50) is already in Test: left out.');
  expect(operationsIn(sandbox)).toEqual(['ClaimsEngine@12 to Test: Finished']);
  expect(deployments(step)).toEqual(['Payments 5.0.0 - succeeded', 'ClaimsEngine 2.0.0 d succeeded']);
});

test('a rollback brings back what the stage had of each application', async () => {
  const back = {
    operation: 'rollback',
    'source-environment': '',
    application: 'EmployeeBackoffice\nPayments',
  };
  const none = await runInProcess(release('built', back));
  expect(none.outputs['status']).toBe('invalid-input');
  expect(none.stdout).toMatch(/"Payments", of which Test shows no revision before 50: name one with @/);
  const step = await runInProcess(
    release('built', { ...back, application: 'EmployeeBackoffice\nClaimsEngine@1.9.0' }),
  );
  expect(step.outputs['status']).toBe('succeeded');
  expect(deployments(step)).toEqual([
    'ClaimsEngine 1.9.0 - succeeded',
    'EmployeeBackoffice 1.0.0 d succeeded',
  ]);
});

describe('the first application that fails stops the rest', () => {
  const faults = (kind: Fault['kind'], nth: number): readonly Fault[] => [
    { request: { method: 'POST', path: /\/deployment-operations$/, nth }, kind },
  ];

  test('its operation ends with errors', async () => {
    const step = await runInProcess(release('failed'));
    expect(step.outputs['status']).toBe('failed');
    expect(deployments(step)).toEqual([
      'IdentityService 1.1.0 d failed',
      'ClaimsEngine 2.0.0 - skipped',
      'EmployeeBackoffice 1.2.0 - skipped',
    ]);
    expect(operationsIn(sandbox)).toEqual(['IdentityService@6 to Test: FinishedWithError']);
    expect(step.stdout).toMatch(
      /IdentityService: The operation ended with errors.*Not started: "ClaimsEngine" and "EmployeeBackoffice"\./,
    );
    expect(promises(step)).toEqual([]);
  });

  test.each([
    ['403', 'error'],
    ['409', 'refused'],
  ] as const)('the second is refused with %s', async (kind, status) => {
    await sandbox.close();
    sandbox = await startSandbox({ faults: faults(kind, 2) });
    const step = await runInProcess(release('built'));
    expect(step.outputs['status']).toBe(status);
    expect(deployments(step)).toEqual([
      'IdentityService 1.1.0 d succeeded',
      `ClaimsEngine 2.0.0 - ${status}`,
      'EmployeeBackoffice 1.2.0 - skipped',
    ]);
    expect(operationsIn(sandbox)).toEqual(['IdentityService@6 to Test: Finished']);
    expect(step.stdout).toMatch(
      /ClaimsEngine: .*The operation was not created\. Deployed before: "IdentityService"\. Not started: "EmployeeBackoffice"\./,
    );
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'failure' }]);
  });

  test.each(['reset-after', 'cut-body', '503-after', 'stall', 'empty-200', 'html-200'] as const)(
    'not if an answer is lost: %s',
    async (kind) => {
      await sandbox.close();
      sandbox = await startSandbox({ faults: faults(kind, 2) });
      const step = await runInProcess(release('built'));
      expect(step.outputs['status']).toBe('succeeded');
      expect(operationsIn(sandbox)).toHaveLength(3);
      expect(promises(step)).toEqual([]);
    },
  );
});

describe('a release of three applications that is stopped', () => {
  const attempt = (n: number) => ({ env: { GITHUB_RUN_ATTEMPT: String(n) } });

  test.each([
    ['while the second runs', 2, looking],
    ['while the second is asked for', 2, deploying],
    ['while the first is asked for', 1, deploying],
  ] as const)('by a cancellation, %s: says what goes on and what was not started', async (_, nth, match) => {
    const match2 = nth === 2 && match === looking ? second(looking) : nthOf(nth, match);
    const step = await runInProcess(release('slow'), { during: when(match2, 'SIGTERM') });
    expect(step.outputs['status']).toBe('cancelled');
    expect(operationsIn(sandbox)).toHaveLength(nth);
    expect(step.stdout).toMatch(/Operation d1\S+ goes on: ODC offers no way to stop it\. Not started: /);
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'failure' }]);
    expect(promises(step)).toEqual([]);
  });

  test('by a cancellation that meets the end of an operation: does not begin the next', async () => {
    // The operation ends at the fourth look.
    const third = nthOf(3, second(looking));
    const step = await runInProcess(release('built'), { during: when(third, 'SIGTERM') });
    expect(step.outputs['status']).toBe('cancelled');
    expect(operationsIn(sandbox)).toEqual([
      'IdentityService@6 to Test: Finished',
      'ClaimsEngine@12 to Test: Finished',
    ]);
    expect(step.stdout).toMatch(
      /is over\. Deployed: "IdentityService" and "ClaimsEngine"\. Not started: "EmployeeBackoffice"\./,
    );
    expect(promises(step)).toEqual([]);
  });

  test.each([
    ['while the second runs', second(looking)],
    ['while the second is asked for', nthOf(2, deploying)],
  ] as const)('by a kill, %s: post waits for it, and the next run deploys the rest', async (_, match) => {
    const inputs = release('built');
    const main = await runInProcess(inputs, { during: when(match, 'SIGKILL'), ...attempt(1) });
    const post = await runInProcess(inputs, { state: main.state, ...attempt(1) });
    expect(post.stdout).toMatch(/Not started: "EmployeeBackoffice"/);
    expect(operationsIn(sandbox)).toEqual([
      'IdentityService@6 to Test: Finished',
      'ClaimsEngine@12 to Test: Finished',
    ]);
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'failure' }]);
    const next = await runInProcess(inputs, attempt(2));
    expect(next.outputs['status']).toBe('succeeded');
    expect(operationsIn(sandbox)).toHaveLength(3);
  });
});

describe('resume of three applications by the id of one operation alone', () => {
  const stoppedAtFirst = async (): Promise<string> => {
    const step = await runInProcess(release('built'), { during: when(nthOf(1, looking), 'SIGTERM') });
    expect(step.outputs['status']).toBe('cancelled');
    return step.outputs['deployment-id'] ?? '';
  };
  const resumed = (id: string, more: Readonly<Record<string, string>> = {}): Promise<Step> =>
    runInProcess(release('built', { operation: 'resume', 'deployment-id': id, ...more }));

  test('is red while the stage has not all of them', async () => {
    const step = await resumed(await stoppedAtFirst());
    expect(step.outputs['status']).toBe('failed');
    expect(step.stdout).toMatch(
      /ODC deployed it\. The release was stopped before .* Not started: "EmployeeBackoffice" and "ClaimsEngine"\./,
    );
    expect(operationsIn(sandbox)).toEqual(['IdentityService@6 to Test: Finished']);
    expect(sandbox.bigpanda.changes.map((change) => change.status)).toEqual(['failure']);
  });

  test('is green if the stage has all of them', async () => {
    const first = await runInProcess(release('built'));
    const [, id = ''] = sandbox.odc.operations.map(({ key }) => key);
    const step = await resumed(id);
    expect(step.outputs).toMatchObject({ status: 'succeeded', version: first.outputs['version'] });
    expect(operationsIn(sandbox)).toHaveLength(3);
  });

  test('needs the stage', async () => {
    const step = await resumed(await stoppedAtFirst(), { environment: '' });
    expect(step.outputs['status']).toBe('invalid-input');
    expect(step.stdout).toMatch(/cannot be resumed by the id of one operation without `environment`/);
  });
});

/** A large release: three times the POST requests that one minute has. */
const MANY = 30;

describe('a release of many applications', () => {
  const batch = (length: number): string =>
    Array.from({ length }, (_, at) => `Batch${String(at + 1).padStart(2, '0')}`).join('\n');

  test('needs requests in proportion to their number, and none above the rate limits', async () => {
    const requests: number[] = [];
    for (const length of [2, 3, MANY]) {
      let now = Date.now;
      await sandbox.close();
      sandbox = await startSandbox({ now: () => now() });
      const more = { application: batch(length), timeout: '4h', 'poll-interval': '1s' };
      const step = await runInProcess(release('many-limited', more), {
        shareClock: (clock) => (now = clock.now),
      });
      expect(step.outputs['status']).toBe('succeeded');
      expect(operationsIn(sandbox)).toHaveLength(length);
      // Each consumes the one before it.
      expect(operationsIn(sandbox)).toEqual(operationsIn(sandbox).toSorted());
      expect(sandbox.exchanges.filter(({ status }) => status === 429)).toEqual([]);
      expect(step.stdout.includes('to keep the rate limit of ODC')).toBe(length === MANY);
      expect(promises(step)).toEqual([]);
      requests.push(sandbox.exchanges.length);
    }
    const [two = 0, three = 0, many = 0] = requests;
    expect(many - three).toBeLessThanOrEqual((three - two) * (MANY - 3) * 1.1);
  });
});
