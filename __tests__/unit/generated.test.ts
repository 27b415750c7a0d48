import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as definition from '../../src/inputs/definition.ts';

interface Generator {
  documents(from: typeof definition): Promise<Readonly<Record<string, string>>>;
}

test('action.yml, the README and the version are what `npm run generate` writes', async () => {
  const script: string = '../../scripts/generate.js';
  const { documents } = (await import(script)) as Generator;
  const written = await documents(definition);
  expect(Object.keys(written)).toEqual(['action.yml', 'README.md', 'src/version.ts']);
  for (const [path, text] of Object.entries(written)) expect(readFileSync(path, 'utf8')).toBe(text);
});
