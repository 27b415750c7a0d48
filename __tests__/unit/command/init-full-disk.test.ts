import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import * as fileSystem from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, jest, test } from '@jest/globals';
import { platforms } from '../../../src/registry.ts';

const folder = mkdtempSync(join(tmpdir(), 'init-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

jest.unstable_mockModule('node:fs/promises', () => ({
  ...fileSystem,
  async writeFile(file: string): Promise<void> {
    writeFileSync(file, '');
    throw new Error('ENOSPC: no space left on device, write');
  },
}));

test('a full disk leaves no empty pipeline, over which the next run would not write', async () => {
  const { writeFirstPipeline } = await import('../../../src/command/init.ts');
  expect(await writeFirstPipeline(folder, platforms[0], 'jenkins')).toEqual({
    problem: 'Jenkinsfile could not be written: ENOSPC: no space left on device, write',
  });
  expect(existsSync(join(folder, 'Jenkinsfile'))).toBe(false);
});
