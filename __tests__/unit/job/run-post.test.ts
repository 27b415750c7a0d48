import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';

/** Every source file that a file loads, at once or later. */
function loadedBy(file: string, known = new Set<string>()): ReadonlySet<string> {
  if (known.has(file)) return known;
  known.add(file);
  const text = readFileSync(file, 'utf8').replace(/^import type .*?;$/gms, '');
  for (const [, path = ''] of text.matchAll(/(?:from|import\(|^import) ?'(\.[^']+)'/gm))
    loadedBy(join(dirname(file), path), known);
  return known;
}

test('the post phase has no code that begins a release', () => {
  const action = [...loadedBy(join('src', 'action.ts'))];
  const post = loadedBy(join('src', 'post.ts'));
  const begins = [
    'job/run-job.ts',
    'job/execute-plan.ts',
    'release/release.ts',
    'release/attach.ts',
    'release/export-package.ts',
  ];
  const paths = begins.map((name) => join('src', name));
  expect(action).toEqual(expect.arrayContaining(paths));
  expect(paths.filter((path) => post.has(path))).toEqual([]);
});
