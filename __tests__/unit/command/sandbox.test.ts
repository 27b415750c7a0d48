import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { explainStart, serveSandbox } from '../../../src/command/sandbox.ts';

const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const failed = (code: string, message: string): Error => Object.assign(new Error(message), { code });

test.each([
  ['a port in use', failed('EADDRINUSE', 'listen EADDRINUSE'), /^Port 8089 is in use .* --port/],
  [
    'a full disk',
    failed('ENOSPC', 'ENOSPC: no space left on device, write'),
    /^A file could not be written: ENOSPC: no space left on device, write\. Free disk space/,
  ],
])('a sandbox that cannot start because of %s says what to do', (_, error, sentence) => {
  expect(explainStart(error, 8089)).toMatch(sentence);
});

test('an error of another kind is not explained', () => {
  expect(explainStart(new TypeError('x is not a function'), 8089)).toBeUndefined();
});

test('samples that cannot be written stop the sandbox', async () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  const started = serveSandbox(
    { port: 0, portFile: undefined, tls: false, caFile: '', json: false, samples: join(file, 'samples') },
    { cancel: new AbortController().signal, print: () => {}, note: () => {} },
  );
  const error: unknown = await started.catch((reason: unknown) => reason);
  expect(explainStart(error, 0)).toContain('ENOTDIR');
});
