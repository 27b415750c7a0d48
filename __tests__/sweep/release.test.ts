import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { extentOf } from '../support/extent.ts';
import { secretsOf, three, writeReleaseFile } from '../support/release-files.ts';
import { type ReleaseRun, runReleaseFile } from '../support/release-run.ts';

/**
 * Kills a release of three items at each of its requests, and runs it again. Nothing may be deployed twice, and nothing
 * may be green that was not deployed.
 */

/** The requests of a whole run: twelve for each of the three items. */
const REQUESTS = 36;

async function inSandbox(act: (sandbox: Sandbox, folder: string) => Promise<void>): Promise<void> {
  const [sandbox, folder] = [await startSandbox(), mkdtempSync(join(tmpdir(), 'release-'))];
  writeReleaseFile({ folder, url: sandbox.url, items: three });
  try {
    await act(sandbox, folder);
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const env = secretsOf(three);

/** What the platform has deployed, by the name of the item: its package is called like it. */
function timesDeployed(sandbox: Sandbox): Readonly<Record<string, number>> {
  const posts = sandbox.exchanges.filter(
    ({ method, path }) => method === 'POST' && path.endsWith('/deployments'),
  );
  return Object.fromEntries(
    three.map(({ name }) => [
      name,
      posts.filter(({ files }) => files.some(({ fileName }) => fileName === `${name}.zip`)).length,
    ]),
  );
}

test(`a whole run has ${REQUESTS} requests, so that each of them is in the sweep`, async () => {
  await inSandbox(async (sandbox, folder) => {
    await runReleaseFile(folder, { env });
    expect(sandbox.exchanges).toHaveLength(REQUESTS);
    expect(timesDeployed(sandbox)).toEqual({ a: 1, b: 1, c: 1 });
  });
});

const { has } = extentOf({ every: 5, sample: 0, other: 2 });

test.each(Array.from({ length: REQUESTS }, (_, at) => at + 1).filter((_, at) => has(at)))(
  'killed at request %i and run again',
  async (request) => {
    await inSandbox(async (sandbox, folder) => {
      const first = await runReleaseFile(folder, {
        env,
        async during({ kill }) {
          await sandbox.exchange(request);
          kill();
        },
      });
      expect(first.code).toBeNull();
      const again = await runReleaseFile(folder, { env });
      expect(faultsOf(again, sandbox)).toEqual([]);
    });
  },
);

/**
 * The promises that a run did not keep. It may end as unknown if the answer to a request to deploy was lost: then a person
 * must look, and nothing was sent again.
 */
function faultsOf({ code, log, result }: ReleaseRun, sandbox: Sandbox): readonly string[] {
  const times = timesDeployed(sandbox);
  const isGreen = result.status === 'succeeded' && code === 0;
  const isUnknown = result.status === 'unknown' && code === 3 && log.includes('its answer was lost');
  return [
    ...(isGreen || isUnknown ? [] : [`it ended as ${result.status} with exit code ${code}`]),
    ...result.items.flatMap(({ name, status }) => [
      ...((times[name] ?? 0) > 1 ? [`${name} was deployed twice`] : []),
      ...(status === 'succeeded' && times[name] !== 1 ? [`${name} is green and was not deployed`] : []),
      ...(isGreen && status !== 'succeeded' ? [`${name} is ${status} in a green release`] : []),
    ]),
    // A start whose answer was lost is sent again: it is the same record.
    ...sandbox.bigpanda.changes.flatMap(({ component, status, ended }) =>
      isGreen && (status !== 'success' || ended === 0) ? [`the record of ${component} is open`] : [],
    ),
  ];
}
