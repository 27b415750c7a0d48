import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as definition from '../../src/definition.ts';
import { environmentName } from '../../src/inputs/names.ts';
import { jsonSchema } from '../../src/release-file/schema.ts';

interface Generator {
  documents(
    from: typeof definition,
    releaseSchema: unknown,
    variable: (name: string) => string,
  ): Promise<Readonly<Record<string, string>>>;
}

test('the workflow to call, action.yml, the reference, the schema and the version are what `npm run generate` writes', async () => {
  const script: string = '../../scripts/generate.js';
  const { documents } = (await import(script)) as Generator;
  const written = await documents(definition, jsonSchema(), environmentName);
  expect(Object.keys(written)).toEqual([
    '.github/workflows/deploy.yml',
    '.github/workflows/deploy-release.yml',
    'action.yml',
    'deploy/action.yml',
    'docs/reference.md',
    'schema/release.schema.json',
    'src/version.ts',
  ]);
  for (const [path, text] of Object.entries(written)) expect(readFileSync(path, 'utf8')).toBe(text);
});
