import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { examineScripts } from '../../../../src/platforms/appian/scripts.ts';

const home = mkdtempSync(join(tmpdir(), 'scripts-')).replaceAll('\\', '/');
const FILES = [
  'one/10-b.sql',
  'one/2-a.DDL',
  'one/README.md',
  'one/.hidden.sql',
  'nested/1.sql',
  'nested/more/2.sql',
  'nested/10/3.sql',
  'none/README.md',
  'v/V1.sql',
  'v/V1.1.sql',
  'v/V10.sql',
  'last.sql',
];

beforeAll(() => {
  for (const file of FILES) {
    mkdirSync(dirname(join(home, file)), { recursive: true });
    writeFileSync(join(home, file), 'SELECT 1;\n');
  }
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function examine(...entries: readonly string[]) {
  const { scripts, problems } = await examineScripts(
    entries.map((entry) => `${home}/${entry}`),
    undefined,
  );
  return {
    paths: scripts.map(({ path }) => path.replace(`${home}/`, '')),
    problems: problems.map(({ message }) => message.replaceAll(home, 'HOME')),
  };
}

describe('database scripts', () => {
  test.each([
    ['files keep their order', ['v/V10.sql', 'last.sql', 'v/V1.sql'], ['v/V10.sql', 'last.sql', 'v/V1.sql']],
    ['of a folder are in natural order', ['one'], ['one/2-a.DDL', 'one/10-b.sql']],
    ['of a folder with a slash', ['one/'], ['one/2-a.DDL', 'one/10-b.sql']],
    ['of a glob are in natural order', ['v/V*.sql'], ['v/V1.sql', 'v/V1.1.sql', 'v/V10.sql']],
    ['of a glob over folders', ['nested/**/*.sql'], ['nested/1.sql', 'nested/10/3.sql', 'nested/more/2.sql']],
    [
      'of several entries',
      ['v', 'last.sql', 'one'],
      ['v/V1.sql', 'v/V1.1.sql', 'v/V10.sql', 'last.sql', 'one/2-a.DDL', 'one/10-b.sql'],
    ],
  ])('%s', async (_, entries, paths) => {
    expect(await examine(...entries)).toEqual({ paths, problems: [] });
  });

  test.each([
    [
      'nested',
      'names a folder with folders inside (HOME/nested: "10" and "more"): name each folder, or use a glob such as HOME/nested/**/*.sql',
    ],
    ['none', 'names a folder without a .sql or .ddl file (HOME/none)'],
    ['absent.sql', expect.stringMatching(/^does not exist \(HOME\/absent\.sql, looked for in /)],
    ['x*.sql', expect.stringMatching(/^matches no file \(HOME\/x\*\.sql, looked for in /)],
    ['one/*.md', 'must be a .sql or .ddl file (got "README.md")'],
  ])('%s is a problem that says what to do', async (entry, problem) => {
    expect(await examine(entry, 'last.sql')).toEqual({ paths: ['last.sql'], problems: [problem] });
  });

  test('more than a thousand are refused', async () => {
    for (let number = 0; number <= 1_000; number++) {
      mkdirSync(join(home, 'many'), { recursive: true });
      writeFileSync(join(home, 'many', `${number}.sql`), 'SELECT 1;\n');
    }
    const { paths, problems } = await examine('many');
    expect(paths).toEqual([]);
    expect(problems).toEqual(['has more than 1000 scripts: name a folder or a glob with fewer files']);
  });
});
