import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { examineFile } from '../../src/inputs/file.ts';
import { checkZip } from '../../src/inputs/zip.ts';
import { checkPackage } from '../../src/platforms/appian/package-check.ts';
import { readPackageFacts } from '../../src/platforms/appian/zip.ts';
import { cpuOf } from './cpu.ts';
import { readers } from './hostile-readers.ts';

/** The processor time that one reader needed for one text. */
export interface Measured {
  readonly reader: string;
  readonly text: string;
  readonly ms: number;
}

/** All measured values of one process. */
export interface Measures {
  readonly readers: readonly Measured[];
  readonly peakMb: number;
}

const MEGABYTE = 1024 * 1024;
/** Shows a slow scan before a megabyte takes it hours. */
const SAMPLE = 64 * 1024;
const SLOW_SAMPLE_MS = 500;
/** The limit of the test. */
const LONG_MS = 1000;

const filled = (piece: string, length: number): string => piece.repeat(Math.ceil(length / piece.length));

const { gc: collect } = globalThis;
if (collect === undefined) throw new Error('Start this process with --expose-gc.');
/** In bytes. */
const MOST_GARBAGE = 16 * MEGABYTE;

/** Frees the garbage of the readers before, if it is much, so that it costs the next one neither time nor memory. */
function tidy(): void {
  if (process.memoryUsage().heapUsed > MOST_GARBAGE) collect?.();
}

/** Any result is right here, also an error: only the time counts. */
async function attempt(act: () => unknown): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
}

/**
 * The processor time of an act. Other processes and the collection of garbage can only make it slower, so the fastest of
 * three counts; the others are only needed if the first is longer than `enoughMs`.
 */
async function fastest(enoughMs: number, act: () => unknown): Promise<number> {
  let ms = await cpuOf(() => attempt(act));
  for (let more = 0; ms > enoughMs && more < 2; more++) ms = Math.min(ms, await cpuOf(() => attempt(act)));
  return ms;
}

/**
 * Measures every reader of text with a megabyte of each of its delimiters.
 * @param folder a folder for the files that readers need
 */
async function measureAll(folder: string): Promise<readonly Measured[]> {
  const all: Measured[] = [];
  const add = async (reader: string, text: string, act: () => unknown): Promise<void> => {
    tidy();
    all.push({ reader, text, ms: await fastest(LONG_MS, act) });
  };
  for (const [name, pieces, read] of readers)
    for (const piece of pieces) {
      const text = JSON.stringify(piece);
      const sample = await fastest(SLOW_SAMPLE_MS, () => read(filled(piece, SAMPLE), folder));
      if (sample > SLOW_SAMPLE_MS)
        all.push({ reader: name, text: `${text}, ${SAMPLE} bytes`, ms: (sample * MEGABYTE) / SAMPLE });
      else await add(name, text, () => read(filled(piece, MEGABYTE), folder));
    }
  for (const piece of packagePieces) {
    const text = strToU8(filled(piece, MEGABYTE));
    const path = join(folder, 'package.zip');
    writeFileSync(path, zipSync({ 'META-INF/MANIFEST.MF': text, 'application/a.xml': text }));
    await add('a small package', JSON.stringify(piece), () => readPackageFacts(path));
  }
  writeFileSync(join(folder, `${'a'.repeat(200)}.zip`), 'x');
  for (const pattern of globs)
    await add('a glob over a long name', pattern, () => examineFile(join(folder, pattern), ['.zip']));
  for (const piece of ['PK\u0001\u0002', 'PK\u0003\u0004', 'PK\u0005\u0006', '\u0000']) {
    const path = join(folder, 'marks.zip');
    writeFileSync(path, `PK\u0003\u0004${filled(piece, MEGABYTE)}`);
    await add('the marks of a zip', JSON.stringify(piece), () => checkZip(path));
    await add('the marks of a package', JSON.stringify(piece), () => checkPackage(path));
  }
  return all;
}

const packagePieces = [
  '<application',
  '<application ',
  '<application>',
  '<application><name>',
  '<name>',
  ' ',
  '\n',
  'Appian-Version: ',
];

const globs = [
  '*a*a*b.zip',
  '*a*a*a*a*b.zip',
  `${'*a'.repeat(100)}*b.zip`,
  '*(a*)b.zip',
  `${'**/'.repeat(9)}b.zip`,
];

const [folder = '.'] = process.argv.slice(2);
const all = await measureAll(folder);
// Node gives the peak in kilobytes on every system.
const measures: Measures = { readers: all, peakMb: process.resourceUsage().maxRSS / 1000 };
process.stdout.write(JSON.stringify(measures));
