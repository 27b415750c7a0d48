import { expect, test } from '@jest/globals';
import { startSandbox } from '../../../src/sandbox/index.ts';
import { runAction } from '../../support/action.ts';
import { lifetimeRelease } from '../../support/lifetime.ts';
import { measuresOf, writeMeasures } from '../../support/measures.ts';

const isLinux = process.platform === 'linux';

test('a log of 100,000 lines is printed in part, is whole in its file, and needs at most 120 MB', async () => {
  const sandbox = await startSandbox();
  // Memory can be measured only on Linux.
  const step = await runAction(
    lifetimeRelease(sandbox.url, 'log-100k'),
    isLinux ? { preload: writeMeasures } : {},
  );
  await sandbox.close();
  expect([step.code, step.outputs['status']]).toEqual([0, 'succeeded']);
  expect(step.log.trimEnd().split('\n')).toHaveLength(100_000);
  expect(step.stdout.split('\n').length).toBeLessThan(3_000);
  expect(step.stdout).toContain('the log is long');
  if (!isLinux) return;
  process.stdout.write(`a log of 100,000 lines: ${measuresOf(step).peakMb} MB at the peak\n`);
  expect(measuresOf(step).peakMb).toBeLessThanOrEqual(120);
});
