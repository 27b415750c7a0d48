import { beforeAll, expect, test } from '@jest/globals';
import { startSandbox } from '../../src/sandbox/index.ts';
import { isComplete, runAction, type Step } from '../support/action.ts';
import { concurrently } from '../support/concurrently.ts';
import { brokenPromises } from '../support/promises.ts';
import { lifetimeRelease } from './support.ts';

/** The step is stopped at every request of a deployment, in every way; then its post phase runs, as after any job. */
const signals = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const;

interface Case {
  readonly request: number;
  readonly what: string;
  readonly signal: (typeof signals)[number];
}

interface Verdict extends Case {
  readonly step: Step;
  readonly broken: readonly string[];
}

let verdicts: readonly Verdict[] = [];

beforeAll(async () => {
  const sandbox = await startSandbox();
  await runAction(lifetimeRelease(sandbox.url, 'happy'));
  await sandbox.close();
  const cases = sandbox.exchanges.flatMap(({ method, path }, at) =>
    signals.map((signal) => ({ request: at + 1, what: `${method} ${path}`, signal })),
  );
  verdicts = await concurrently(4, cases, judge);
}, 120_000);

async function judge(each: Case): Promise<Verdict> {
  const sandbox = await startSandbox();
  const inputs = lifetimeRelease(sandbox.url, 'happy');
  const step = await runAction(inputs, {
    during: async (child) => {
      await sandbox.exchange(each.request);
      child.kill(each.signal);
    },
  });
  if (!isComplete(step)) await runAction(inputs, { state: step.state, speed: 10 });
  await sandbox.close();
  return {
    ...each,
    step,
    broken: brokenPromises({ step, sandbox, secrets: ['sandbox-happy'], strayed: [] }),
  };
}

test('the sweep of stops breaks no promise with LifeTime', () => {
  const violations = verdicts.flatMap(({ request, what, signal, broken }) =>
    broken.map((promise) => `${signal} at request ${request} (${what}): ${promise}`),
  );
  process.stdout.write(
    `LifeTime sweep of stops: ${verdicts.length} cases, ${violations.length} violations\n`,
  );
  expect(verdicts.length).toBeGreaterThan(30);
  expect(violations).toEqual([]);
});
