import { expect, test } from '@jest/globals';
import { startSandbox } from '../../src/sandbox/index.ts';
import { runAction } from '../support/action.ts';
import { measuresOf, writeMeasures } from '../support/measures.ts';
import { lifetimeRelease } from './support.ts';

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('a log of 100,000 lines is whole in its file and needs at most 120 MB', async () => {
  const sandbox = await startSandbox();
  const step = await runAction(lifetimeRelease(sandbox.url, 'log-100k'), { preload: writeMeasures });
  await sandbox.close();
  expect(step.outputs['status']).toBe('succeeded');
  expect(step.log.trimEnd().split('\n')).toHaveLength(100_000);
  process.stdout.write(`a log of 100,000 lines: ${measuresOf(step).peakMb} MB at the peak\n`);
  expect(measuresOf(step).peakMb).toBeLessThanOrEqual(120);
});
