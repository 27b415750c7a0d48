import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The kinds of files that people read. The state is for the next run. */
const readable = /^(?!state\.json$)[^.].*\.(?:md|json|html|xml|log)$/;
/** What people read first. */
const first = ['summary.md', 'result.json'];

/** A full disk leaves empty files. */
async function isWritten(file: string): Promise<boolean> {
  return stat(file).then(
    ({ size }) => size > 0,
    () => false,
  );
}

/** Says where the files of a run lie, in at most one line. */
export async function describeFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  const shown: string[] = [];
  for (const name of names)
    if (readable.test(name) && (await isWritten(join(folder, name)))) shown.push(name);
  const sorted = [
    ...first.filter((name) => shown.includes(name)),
    ...shown.filter((name) => !first.includes(name)),
  ];
  return sorted.length === 0 ? [] : [`Files of this run, in ${folder}: ${sorted.join(', ')}`];
}
