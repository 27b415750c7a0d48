import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const read = (page: string): string => readFileSync(join(root, page), 'utf8');

/** What GitHub makes of a heading. */
function anchorsOf(page: string): readonly string[] {
  return [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test.each(pages)('%s links to what there is', (page) => {
  const broken = [...read(page).matchAll(/\]\((?!https?:)([^)\s]*)\)/g)].flatMap(([, link = '']) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : posix.join(posix.dirname(page), path);
    if (!existsSync(join(root, target))) return [link];
    return anchor === undefined || anchorsOf(target).includes(anchor) ? [] : [link];
  });
  expect(broken).toEqual([]);
});

test.each(pages)('%s names only files that exist', (page) => {
  const named = [...read(page).matchAll(/`((?:__tests__|bench|docs|scripts|src)\/[\w./-]*)`/g)];
  expect(named.map(([, path = '']) => path).filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('every page of docs is reached from the README', () => {
  const linked = [...read('README.md').matchAll(/\]\((docs\/[\w-]+\.md)/g)].map(([, path]) => path);
  for (const page of pages.filter((name) => name.startsWith('docs'))) expect(linked).toContain(page);
});

test('pictures are small', () => {
  const folder = join(root, 'docs', 'images');
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThan(150_000);
});
