import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { startSandbox } from '../../src/sandbox/index.ts';
import { concurrently } from './concurrently.ts';
import { extentOf, type Stride } from './extent.ts';
import type { RunCase } from './run-cases.ts';
import { play } from './run-player.ts';
import { brokenAcrossRuns, type Played, witnessOf } from './run-promises.ts';
import { describeWithSignals } from './signals.ts';

/** Which cases run. The prime does not divide the number of platforms, ends, memories, entrances or courses. */
export const RUNS: Stride = { every: 101, sample: 59, other: 58 };
const { share, has } = extentOf(RUNS);
const AT_ONCE = Number(process.env['SWEEP_AT_ONCE'] ?? 4);

/** Executes each case in its own sandbox and asserts the promises across runs. */
export function sweepRuns(cases: readonly RunCase[]): void {
  describeWithSignals('the sweep of runs', () => {
    test('breaks no promise', async () => {
      const tried = cases.filter((_, at) => has(at));
      const verdicts = await concurrently(AT_ONCE, tried, async (each) => ({
        name: each.name,
        broken: await tryCase(each),
      }));
      const violations = verdicts.flatMap(({ name, broken }) =>
        broken.map((promise) => `${name}: ${promise}`),
      );
      process.stdout.write(`runs sweep: ${tried.length} cases (${share}), ${violations.length} violations\n`);
      expect(tried.length).toBeGreaterThan(5);
      expect(violations).toEqual([]);
    }, 7_200_000);
  });
}

async function tryCase(each: RunCase): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'step-'));
  const sandbox = await startSandbox({ hashFiles: true });
  try {
    const played: Played[] = [];
    for (const plan of each.runs) {
      const before = await witnessOf(sandbox);
      const said = await play({ each, sandbox, folder }, plan);
      played.push({ plan, said, before, after: await witnessOf(sandbox) });
    }
    return brokenAcrossRuns(each, played, sandbox);
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
