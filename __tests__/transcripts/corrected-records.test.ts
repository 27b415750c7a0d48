import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { runInProcess } from '../support/in-process.ts';
import { lifetimeRelease } from '../support/lifetime.ts';
import { odcRelease } from '../support/odc.ts';
import { deploymentsIn } from '../support/promises.ts';
import { release } from '../support/release.ts';
import { asks, signalAt } from '../support/requests.ts';
import { eventsIn, everyHappy, recordsIn, tracked } from '../support/trackers.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

type Inputs = Readonly<Record<string, string>>;

const platforms = {
  appian: { inputsOf: release, scenario: 'happy-slow', looking: asks('GET', /\/deployments\/[\w-]{36}$/) },
  outsystems: {
    inputsOf: lifetimeRelease,
    scenario: 'happy',
    looking: asks('GET', /\/deployments\/[\w-]+\/status\/$/),
  },
  odc: { inputsOf: odcRelease, scenario: 'happy', looking: asks('GET', /\/deployment-operations\/[^/?]+$/) },
} as const;

const folder = (): string => mkdtempSync(join(tmpdir(), 'step-'));

/** Cancels a run while its deployment goes on, and returns the inputs that it had. */
async function cancelled(platform: keyof typeof platforms, more: Inputs): Promise<Inputs> {
  const { inputsOf, scenario, looking } = platforms[platform];
  const inputs = {
    ...inputsOf(sandbox.url, scenario, { 'on-cancel': 'leave', version: '1.2.0', ...more }),
    ...tracked(sandbox.url, everyHappy),
  };
  const first = await runInProcess(inputs, { during: signalAt(() => sandbox)(looking, 'SIGINT') });
  expect(first.outputs['status']).toBe('cancelled');
  expect(sandbox.github.deployments[0]?.statuses.at(-1)?.state).toBe('failure');
  return inputs;
}

const again = { env: { GITHUB_RUN_ATTEMPT: '2' } };

function expectSuccessEverywhere(): void {
  expect(deploymentsIn(sandbox).map(({ isGood }) => isGood)).toEqual([true]);
  const { deploymentsApi, github, violations } = recordsIn(sandbox);
  expect(deploymentsApi.map((statuses) => statuses.at(-1))).toEqual(['succeeded']);
  expect(github.map((states) => states.at(-1))).toEqual(['success']);
  expect(sandbox.bigpanda.changeRecords.map(({ tags }) => tags['result'])).toEqual(['succeeded']);
  expect(violations).toEqual([]);
}

describe.each(['appian', 'outsystems', 'odc'] as const)(
  'the records of a cancelled run on %s',
  (platform) => {
    test('get the end of the repetition that waits for its deployment', async () => {
      const inputs = await cancelled(platform, { 'state-file': join(folder(), 'state.json') });
      const next = await runInProcess(inputs, again);
      expect(next.outputs['status']).toBe('succeeded');
      expectSuccessEverywhere();
      const { cdevents, datadog } = eventsIn(sandbox);
      expect(cdevents.filter((each) => each === 'success' || each === 'cancel')).toEqual([
        'cancel',
        'success',
      ]);
      expect(datadog).toHaveLength(1);
    });
  },
);

describe.each(['outsystems', 'odc'] as const)('the records of a cancelled run on %s', (platform) => {
  test.each([
    ['its state file', (): Inputs => ({ 'state-file': join(folder(), 'state.json') })],
    ['its records', (): Inputs => ({})],
  ] as const)('become a success if its deployment has ended meanwhile, known from %s', async (_, more) => {
    const inputs = await cancelled(platform, more());
    // Somebody else waits for the end.
    const other = { ...inputs, 'state-file': '', ...tracked(sandbox.url, {}) };
    await runInProcess(other, { env: { GITHUB_RUN_ID: '9999' } });
    const next = await runInProcess(inputs, again);
    expect(next.outputs['status']).toBe('succeeded');
    expect(next.outputs['deployment-id']).toBe('');
    expectSuccessEverywhere();
  });
});
