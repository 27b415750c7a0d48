import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { exampleOf } from '../support/examples.ts';

test('docs/sandbox.md: the suite in Python passes, and the sandbox it starts ends', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'suite-'));
  writeFileSync(join(folder, 'suite.py'), exampleOf('docs/sandbox.md', 'suite'));
  const child = spawn('python3', ['suite.py'], {
    cwd: folder,
    env: { ...process.env, LOWCODE_DEPLOY: resolve('dist/command/index.js') },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const code = await new Promise((done) => child.once('close', done));
  expect(text).toContain('Ran 1 test');
  expect([code, text]).toEqual([0, expect.stringContaining('OK')]);
});
