import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as definition from '../../src/inputs/definition.ts';
import { jsonSchema } from '../../src/release-file/schema.ts';

interface Generator {
  documents(from: typeof definition, releaseSchema: unknown): Promise<Readonly<Record<string, string>>>;
}

test('action.yml, the README, the schema and the version are what `npm run generate` writes', async () => {
  const script: string = '../../scripts/generate.js';
  const { documents } = (await import(script)) as Generator;
  const written = await documents(definition, jsonSchema());
  expect(Object.keys(written)).toEqual([
    'action.yml',
    'README.md',
    'schema/release.schema.json',
    'src/version.ts',
  ]);
  for (const [path, text] of Object.entries(written)) expect(readFileSync(path, 'utf8')).toBe(text);
});
