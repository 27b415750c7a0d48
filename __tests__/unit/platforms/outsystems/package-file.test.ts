import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { checkPackage } from '../../../../src/platforms/outsystems/package-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'package-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const whole = Buffer.from(zipSync({ 'Manifest.xml': strToU8('<a/>'), 'Module.oml': new Uint8Array(5_000) }));
const page = Buffer.from('<!doctype html>\r\n<title>Log in</title>');
const json = Buffer.from('{"Errors":["none"]}\n');
const binary = Buffer.from([0, 1, 2, 3, 255]);

test.each([
  ['.oap', 'whole', whole, /^is whole$/],
  ['.osp', 'whole', whole, /^is whole$/],
  ['.oap', 'cut', whole.subarray(0, -30), /incomplete zip/],
  ['.osp', 'cut', whole.subarray(0, -30), /incomplete zip/],
  ['.oap', 'a page', page, /is not a zip/],
  ['.osp', 'a page', page, /is a text file/],
  ['.oap', 'JSON', json, /is not a zip/],
  ['.osp', 'JSON', json, /is a text file/],
  ['.oap', 'of another form', binary, /is not a zip/],
  ['.osp', 'of another form', binary, /^is whole$/],
] as const)('an %s that is %s', async (extension, _, bytes, problem) => {
  const path = join(folder, `portal${extension}`);
  writeFileSync(path, bytes);
  expect((await checkPackage(path)) ?? 'is whole').toMatch(problem);
});
