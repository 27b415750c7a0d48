import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { examineFile, textFileProblem } from '../../../src/inputs/file.ts';
import { createTextCheck, textProblem } from '../../../src/inputs/text.ts';
import { preflight } from '../../../src/platforms/appian/payload.ts';

const folder = mkdtempSync(join(tmpdir(), 'text-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const setting = 'content.abc.VALUE=a\n';
const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n';
const conflict = '<<<<<<< HEAD\na=1\n=======\na=2\n>>>>>>> other\n';
const utf32 = (text: string): Buffer =>
  Buffer.concat(Array.from(text, (character) => Buffer.from([character.charCodeAt(0), 0, 0, 0])));

const wrong: readonly (readonly [string, Buffer, RegExp])[] = [
  ['UTF-16', Buffer.from(setting, 'utf16le'), /not UTF-8 text/],
  ['UTF-16 with a byte order mark', Buffer.from(`\ufeff${setting}`, 'utf16le'), /not UTF-8 text/],
  ['UTF-32', utf32(setting), /not UTF-8 text/],
  ['Latin-1', Buffer.from('content.abc.VALUE=ä\n', 'latin1'), /not UTF-8 text/],
  ['a Git LFS pointer', Buffer.from(pointer), /Git LFS pointer/],
  ['an HTML page', Buffer.from('\n<!DOCTYPE html>\n<title>Sign in</title>'), /HTML page/],
  ['an HTML page without a doctype', Buffer.from('<html lang="en">'), /HTML page/],
  ['a merge conflict', Buffer.from(`# a\n${conflict}`), /merge conflict/],
  ['a merge conflict with CRLF', Buffer.from(conflict.replaceAll('\n', '\r\n')), /merge conflict/],
];

describe('text', () => {
  test.each(wrong)('%s is refused', (_what, content, problem) => {
    expect(textProblem(content)).toMatch(problem);
  });

  test.each([setting, `\ufeff${setting}`, '# =======\n', 'a=<html>\n', '-- <<<<<<< old\n', 'a=ä€😀\n'])(
    '%j is text',
    (text) => {
      expect(textProblem(Buffer.from(text))).toBeUndefined();
    },
  );

  test('any text without the signs of something else passes, and no text in UTF-16 does', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: fc.constantFrom('a', 'b', '=', '.', '#', '\n', ' ', 'ä', '€') }),
        (text) => {
          expect(textProblem(Buffer.from(text))).toBeUndefined();
          expect(textProblem(Buffer.from(`${text}a`, 'utf16le'))).toMatch(/UTF-8/);
        },
      ),
    );
  });
});

describe('a text in pieces', () => {
  const bodies: readonly Buffer[] = [
    ...wrong.map(([, content]) => content),
    ...[
      'a=ä€😀\n',
      '\ufeff<html>',
      'a\r\n<<<<<<< a\r\n>>>>>>> b',
      '>>>>>>> b\n<<<<<<< a\n',
      'x<<<<<<< a',
    ].map((text) => Buffer.from(text)),
    Buffer.from('cut: 😀').subarray(0, -1),
  ];

  test('is judged as the whole is, wherever it is cut', () => {
    fc.assert(
      fc.property(fc.constantFrom(...bodies), fc.nat(5), fc.nat(9), (body, size, pad) => {
        const content = Buffer.concat([Buffer.from('\n'.repeat(pad)), body]);
        const check = createTextCheck();
        const step = size + 1;
        for (let at = 0; at < content.length; at += step)
          if (!check.take(content.subarray(at, at + step))) break;
        expect(check.problem()).toBe(textProblem(content));
      }),
      { numRuns: 500 },
    );
  });

  test('is not read on once it can be none', () => {
    expect(createTextCheck().take(Buffer.from([0xff]))).toBe(false);
    expect(createTextCheck().take(Buffer.from([0xe2, 0x82]))).toBe(true);
  });
});

test('a script of any size is checked in little memory', async () => {
  const path = join(folder, 'large.sql');
  const line = Buffer.from('INSERT INTO a VALUES (1);\n'.repeat(4096));
  const file = openSync(path, 'w');
  for (let at = 0; at < 640; at++) writeSync(file, line);
  writeSync(file, '<<<<<<< a\n>>>>>>> b\n');
  closeSync(file);
  const size = statSync(path).size;
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers - before)), 1);
  expect(await textFileProblem(path)).toMatch(/merge conflict/);
  clearInterval(watch);
  expect(size).toBeGreaterThan(64 * 1024 ** 2);
  expect(most).toBeLessThan(size / 4);
  rmSync(path);
});

describe('files of a deployment to Appian', () => {
  test.each(wrong)('%s is refused as customization file and as script', async (_what, content, problem) => {
    const custom = join(folder, 'a.properties');
    const script = join(folder, 'a.sql');
    for (const path of [custom, script]) writeFileSync(path, content);
    const values = { 'customization-file': custom, 'database-scripts': [script], 'data-source': 'd' };
    const { problems } = await preflight(values, () => undefined);
    const of = (input: string): string | undefined => problems.find((each) => each.input === input)?.message;
    expect(of('customization-file')).toMatch(problem);
    expect(of('database-scripts')).toMatch(problem);
  });
});

test.each(['.zip', '.oap'])('a Git LFS pointer is no %s package', async (extension) => {
  const path = join(folder, `pointer${extension}`);
  writeFileSync(path, pointer);
  expect(await examineFile(path, [extension])).toEqual({ problem: expect.stringMatching(/Git LFS pointer/) });
});
