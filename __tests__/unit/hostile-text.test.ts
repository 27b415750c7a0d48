import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readers } from '../support/hostile-readers.ts';
import type { Measures } from '../support/measure-readers.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The processor time that a reader may need for a megabyte. A scan that is not linear would take minutes. */
const MOST_MS = 1000;
/** Without a limit, the garbage of hundreds of measured readers would count as memory that they need. */
const HEAP = ['--expose-gc', '--max-old-space-size=96'];
/** The memory that all readers may need, one after the other in one process. */
const MOST_MB = 200;

/** Compiles the readers, because the module loader of Jest makes the same code several times as slow. */
function compile(): string {
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions: {
        noEmit: false,
        rootDir: root,
        outDir: join(folder, 'out'),
        typeRoots: [join(root, 'node_modules/@types')],
      },
      files: [join(root, '__tests__/support/measure-readers.ts')],
      include: [],
    }),
  );
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], {
    stdio: 'inherit',
  });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return join(folder, 'out/__tests__/support/measure-readers.js');
}

describe('a megabyte of its own delimiters keeps no reader busy for more than a second', () => {
  let measured: Measures = { readers: [], peakMb: Number.NaN };
  beforeAll(() => {
    const result = execFileSync(process.execPath, [...HEAP, compile(), folder], { encoding: 'utf8' });
    measured = JSON.parse(result) as Measures;
  }, 600_000);

  test.each([
    ...readers.map(([name]) => name),
    'a small package',
    'a glob over a long name',
    'the marks of a zip',
    'the marks of a package',
  ])('%s', (name) => {
    const own = measured.readers.filter(({ reader }) => reader === name);
    expect(own).not.toEqual([]);
    expect(own.filter(({ ms }) => ms > MOST_MS)).toEqual([]);
  });

  test('and all of them together need little memory', () => {
    process.stdout.write(`readers of hostile text: at most ${measured.peakMb} MB\n`);
    expect(measured.peakMb).toBeLessThan(MOST_MB);
  });
});
