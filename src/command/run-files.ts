import { readdir } from 'node:fs/promises';

/** The kinds of files that people read. The state is for the next run. */
const readable = /^(?!state\.json$)[^.].*\.(?:md|json|html|xml|log)$/;
/** What people read first. */
const first = ['summary.md', 'result.json'];

/** Says where the files of a run lie, in at most one line. */
export async function describeFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  const shown = names.filter((name) => readable.test(name));
  const sorted = [
    ...first.filter((name) => shown.includes(name)),
    ...shown.filter((name) => !first.includes(name)),
  ];
  return sorted.length === 0 ? [] : [`Files of this run, in ${folder}: ${sorted.join(', ')}`];
}
