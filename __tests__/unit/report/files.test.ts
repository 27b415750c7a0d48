import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import * as fileSystem from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, jest, test } from '@jest/globals';

const folder = mkdtempSync(join(tmpdir(), 'files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

jest.unstable_mockModule('node:fs/promises', () => ({
  ...fileSystem,
  async writeFile(file: string, content: string): Promise<void> {
    writeFileSync(file, content.slice(0, content.length / 2));
    throw new Error('ENOSPC: no space left on device, write');
  },
}));

test('a file that a full disk has cut is a warning, and nothing of it is left', async () => {
  const { saveFile } = await import('../../../src/report/files.ts');
  const warnings: string[] = [];
  const nothing = (): void => {};
  const log = { info: nothing, debug: nothing, notice: nothing, error: nothing, group: nothing };
  const file = join(folder, 'result.json');
  const warning = (text: string): void => void warnings.push(text);
  expect(await saveFile(file, '{"status":"succeeded"}', 'The result file', { ...log, warning })).toBe('');
  expect(warnings).toEqual(['The result file could not be written: ENOSPC: no space left on device, write']);
  expect(existsSync(file)).toBe(false);
});
