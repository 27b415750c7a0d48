import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import type { Inputs } from '../../../../src/definition.ts';
import type { Variable } from '../../../../src/platforms/adapter.ts';
import { preflight as examine } from '../../../../src/platforms/appian/payload.ts';

const preflight = (values: Partial<Inputs>, variable: Variable = () => undefined) =>
  examine(values, variable);

const here = mkdtempSync(join(tmpdir(), 'payload-'));
const at = (...names: string[]): string => join(here, ...names);
const zip = Buffer.from(
  zipSync({ 'a.xml': new Uint8Array(1000) }, { level: 0, mtime: '2026-01-01T00:00:00Z' }),
);

beforeAll(() => {
  for (const folder of ['folder.zip', 'one', 'two']) mkdirSync(at(folder));
  for (const name of ['app.zip', 'APP2.ZIP', 'app.txt', 'noextension', 'a[1].zip', 'Kundenportal ä 1.zip'])
    writeFileSync(at(name), zip);
  for (const name of ['one/app.zip', 'two/a.zip', 'two/b.zip']) writeFileSync(at(name), zip);
  writeFileSync(at('empty.zip'), '');
  writeFileSync(at('text.zip'), 'this is no zip');
  writeFileSync(at('tiny.zip'), 'PK');
  writeFileSync(at('cut.zip'), zip.subarray(0, 500));
  writeFileSync(at('nothing-in-it.zip'), zipSync({}));
  writeFileSync(at('site.properties'), 'a.VALUE=\n');
  writeFileSync(at('loud.PROPERTIES'), 'a.VALUE=1\n');
  writeFileSync(at('empty.properties'), '');
});
afterAll(() => rmSync(here, { recursive: true, force: true }));

const many = (...names: string[]) => ({
  'data-source': 'd',
  'database-scripts': names.map((name) => at(name)),
});

const file = (name: string, text: string | Buffer): { 'customization-file': string } => {
  writeFileSync(at(name), text);
  return { 'customization-file': at(name) };
};

/** An environment with tokens that no file may ask for. */
const everything = (name: string) => (/TOKEN/.test(name) ? 'a-token-of-some-kind' : undefined);

async function problemWith(path: string): Promise<string> {
  const { problems, payload } = await preflight({ package: path });
  expect(payload).toEqual({});
  expect(problems.map(({ input }) => input)).toEqual(['package']);
  return problems[0]?.message ?? '';
}

test('a value whose key the file lacks is added with a warning that names the nearest key', async () => {
  const { payload, problems, warnings } = await preflight({
    ...file('typo.properties', '#connectedSystem.abc.password=\n'),
    'customization-values': { 'connectedSystem.abc.pasword': 'p4ssword-of-prod' },
  });
  expect(problems).toEqual([]);
  expect(payload.customizationContent?.toString()).toContain('connectedSystem.abc.pasword=');
  expect(warnings).toEqual([
    '`customization-values` has keys that the customization file lacks: connectedSystem.abc.pasword (did you mean "connectedSystem.abc.password"?). They are added at its end; Appian ignores a key that it does not know.',
  ]);
});

describe('a package that is accepted', () => {
  test.each(['app.zip', 'APP2.ZIP', 'a[1].zip', 'Kundenportal ä 1.zip'])('%s', async (name) => {
    const { payload, problems } = await preflight({ package: at(name) });
    expect(problems).toEqual([]);
    expect(payload.package).toMatchObject({ path: at(name), name, bytes: zip.length });
    expect(payload.package?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('a glob that matches exactly one file', async () => {
    const { payload, problems } = await preflight({ package: at('one', '*.zip') });
    expect(problems).toEqual([]);
    expect(payload.package).toMatchObject({ name: 'app.zip', bytes: zip.length });
  });

  test('the checksum is that of the bytes', async () => {
    writeFileSync(at('known.properties'), 'abc');
    const { payload } = await preflight({ 'customization-file': at('known.properties') });
    expect(payload.customizationContent).toEqual(Buffer.from('abc'));
    expect(payload.customization).toEqual({
      path: at('known.properties'),
      name: 'known.properties',
      bytes: 3,
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    });
  });
});

describe('a package that is refused', () => {
  test.each([
    ['missing.zip', /^does not exist \(.*missing\.zip, looked for in ./],
    ['folder.zip', /^is a folder without a release\.json, which `operation: export` writes \(/],
    ['app.txt', /^must be a \.zip file \(got "app\.txt"\)$/],
    ['noextension', /^must be a \.zip file \(got "noextension"\)$/],
    ['site.properties', /^must be a \.zip file/],
    ['empty.zip', /^is an empty file/],
    ['text.zip', /^is not a zip, despite its name/],
    ['tiny.zip', /^is not a zip, despite its name/],
    ['cut.zip', /^is an incomplete zip: was it downloaded completely\?/],
    ['nothing-in-it.zip', /^is a zip without any files/],
    ['none/*.zip', /^matches no file \(/],
    ['two/*.zip', /^must match exactly one file; .* matches 2: .*a\.zip, .*b\.zip$/],
  ])('%s', async (name, complaint) => {
    expect(await problemWith(at(name))).toMatch(complaint);
  });

  // Windows allows none of these in a name.
  const hostileNames =
    process.platform === 'win32' ? [] : ['a"b.zip', 'a\\b.zip', 'a\nb.zip', 'a\u0085b.zip'];
  test.each(hostileNames)('%j, which cannot stand in the header of its part', async (name) => {
    writeFileSync(at(name), zip);
    expect(await problemWith(at(name))).toBe('has a file name with a quote, backslash or control character');
  });

  test('more than ten matches are not all listed', async () => {
    mkdirSync(at('many'));
    for (let i = 10; i < 22; i++) writeFileSync(at('many', `${i}.zip`), zip);
    const message = await problemWith(at('many', '*.zip'));
    expect(message).toContain('matches 12:');
    expect(message).toContain('19.zip, …');
    expect(message).not.toContain('20.zip');
  });
});

describe('the files of a deployment together', () => {
  test('a customization file may go alone, and its lint is reported', async () => {
    const { payload, problems, warnings } = await preflight({
      'customization-file': at('site.properties'),
      'null-values': 'allow',
    });
    expect(problems).toEqual([]);
    expect(payload).toMatchObject({ customization: { name: 'site.properties' } });
    expect(warnings).toEqual([
      'Line 1 of the customization file: a.VALUE has no value and becomes null on the target.',
    ]);
  });

  test('an upper-case extension is as good', async () => {
    const { problems } = await preflight({ 'customization-file': at('loud.PROPERTIES') });
    expect(problems).toEqual([]);
  });

  test('without any file, the package is asked for', async () => {
    const { problems } = await preflight({});
    expect(problems).toEqual([
      {
        input: 'package',
        message:
          'is required: the path of the package, unless a customization file, admin settings, plug-ins or database scripts are deployed without one',
      },
    ]);
  });

  test('all problems are reported at once, and a good file beside a bad one is still examined', async () => {
    const both = await preflight({ package: at('cut.zip'), 'customization-file': at('empty.properties') });
    expect(both.problems.map(({ input }) => input)).toEqual(['package', 'customization-file']);
    expect(both.warnings).toEqual([]);

    const one = await preflight({ package: at('missing.zip'), 'customization-file': at('site.properties') });
    expect(one.problems.map(({ input }) => input)).toEqual(['package', 'customization-file']);
    expect(one.payload).toHaveProperty('customization');
  });

  test('a zip given as the customization file is refused', async () => {
    const { problems } = await preflight({ 'customization-file': at('app.zip') });
    expect(problems).toEqual([
      { input: 'customization-file', message: 'must be a .properties file (got "app.zip")' },
    ]);
  });
});

describe('a key without a value, which becomes null on the target', () => {
  test('is refused, by its key', async () => {
    const { problems } = await preflight({ 'customization-file': at('site.properties') });
    expect(problems).toEqual([
      {
        input: 'customization-file',
        message:
          'would make these null on the target, because they have no value after "=": a.VALUE. Fill them, put a # before them, or set `null-values: allow`',
      },
    ]);
  });

  test('is allowed where a value asks for it by its name', async () => {
    const { problems, warnings } = await preflight({
      'customization-file': at('site.properties'),
      'customization-values': { 'a.VALUE': null },
    });
    expect(problems).toEqual([]);
    expect(warnings).toHaveLength(1);
  });
});

describe('every part of a deployment', () => {
  beforeAll(() => {
    mkdirSync(at('sql'));
    for (const name of ['2024-fix.sql', 'b create.sql', 'sql/B Create.SQL', 'a.ddl'])
      writeFileSync(at(name), 'x');
    writeFileSync(at('notes.txt'), 'x');
    writeFileSync(at('settings.zip'), zip);
    writeFileSync(at('one/settings.zip'), zip);
    writeFileSync(at('plugins.zip'), zip);
    writeFileSync(at('patch.zip'), zipSync({ 'patches.xml': new Uint8Array(1) }));
  });

  test('is found, and scripts stay in their order', async () => {
    const { payload, problems } = await preflight({
      package: at('app.zip'),
      'admin-settings-file': at('settings.zip'),
      'plugins-file': at('plugins.zip'),
      'data-source': 'jdbc/Appian',
      'database-scripts': [at('b create.sql'), at('2024-fix.sql'), at('a.ddl')],
    });
    expect(problems).toEqual([]);
    expect(payload).toMatchObject({
      package: { name: 'app.zip' },
      adminSettings: { name: 'settings.zip' },
      plugins: { name: 'plugins.zip' },
      scripts: [{ name: 'b create.sql' }, { name: '2024-fix.sql' }, { name: 'a.ddl' }],
      dataSource: 'jdbc/Appian',
    });
  });

  test.each([
    ['scripts', { 'data-source': 'd', 'database-scripts': ['a.ddl'] }],
    ['plug-ins', { 'plugins-file': 'plugins.zip' }],
    ['settings', { 'admin-settings-file': 'settings.zip' }],
  ])('%s may go alone', async (_, given) => {
    const paths = Object.entries(given).map(([name, value]) => {
      if (name === 'data-source') return [name, value];
      return [name, typeof value === 'string' ? at(value) : value.map((each) => at(each))];
    });
    expect((await preflight(Object.fromEntries(paths) as Partial<Inputs>)).problems).toEqual([]);
  });

  test.each<[string, () => Partial<Inputs>, string, RegExp]>([
    [
      'scripts without a data source',
      () => ({ 'database-scripts': [at('a.ddl')] }),
      'data-source',
      /^is required with/,
    ],
    [
      'a data source without scripts',
      () => ({ 'data-source': 'd' }),
      'database-scripts',
      /^are required with/,
    ],
    [
      'a script with another extension',
      () => many('notes.txt'),
      'database-scripts',
      /^must be a \.sql or \.ddl file/,
    ],
    [
      'a script that is not there',
      () => many('none.sql'),
      'database-scripts',
      /^does not exist \(.*none\.sql/,
    ],
    [
      'the same script twice',
      () => many('a.ddl', 'a.ddl'),
      'database-scripts',
      /^has a file with the name "a\.ddl", as another line has/,
    ],
    [
      'two scripts whose names differ in case only',
      () => many('b create.sql', 'sql/B Create.SQL'),
      'database-scripts',
      /^has a file with the name "B Create\.SQL"/,
    ],
    [
      'files of one name',
      () => ({ 'admin-settings-file': at('settings.zip'), 'plugins-file': at('one/settings.zip') }),
      'plugins-file',
      /^has a file with the name "settings\.zip", as `admin-settings-file` has/,
    ],
    [
      'a package in the place of settings',
      () => ({ package: at('app.zip'), 'admin-settings-file': at('patch.zip') }),
      'admin-settings-file',
      /^is a package, because it contains patches\.xml: use it as `package`/,
    ],
    [
      'a package in the place of plug-ins',
      () => ({ package: at('app.zip'), 'plugins-file': at('patch.zip') }),
      'plugins-file',
      /^is a package/,
    ],
    [
      'a name of signs only',
      () => ({ package: at('app.zip'), name: '--- ---' }),
      'name',
      /^must have a letter/,
    ],
    [
      'values that nothing takes',
      () => ({ package: at('app.zip'), 'customization-values': { a: 'b' } }),
      'customization-values',
      /^needs a `customization-file` to fill/,
    ],
    [
      'a source that is no site',
      () => ({ 'source-url': new URL('https://dev.example.com/suite/sites/x') }),
      'source-url',
      /^must be the Appian site itself/,
    ],
  ])('%s: refused', async (_, given, input, complaint) => {
    const { problems } = await preflight(given());
    expect(problems.map((each) => each.input)).toEqual([input]);
    expect(problems[0]?.message).toMatch(complaint);
  });
});

describe('filling the customization file', () => {
  test('what is sent is known whole before it is sent, with its checksum, and is on no disk', async () => {
    const given = file('fill.properties', '# ours\r\na.url=https://${HOST}/x\r\n#a.password=\r\n');
    const found = await preflight(
      { ...given, 'customization-values': { 'a.password': 'p4ssw0rd-of-a' } },
      (name) => ({ HOST: 'portal.example.com' })[name],
    );
    expect(found.problems).toEqual([]);
    const text = '# ours\r\na.url=https://portal.example.com/x\r\na.password=p4ssw0rd-of-a\r\n';
    expect(found.payload.customizationContent?.toString()).toBe(text);
    expect(found.payload.customization).toMatchObject({ name: 'fill.properties', bytes: text.length });
    expect(found.secrets).toEqual(expect.arrayContaining(['p4ssw0rd-of-a', 'portal.example.com']));
    expect(JSON.stringify(found.payload.customization)).not.toContain('p4ssw0rd');
  });

  test.each<[string, string | Buffer, Inputs['customization-values'], RegExp]>([
    [
      'a variable that is not defined',
      'a.b=${MISSING} ${PATH_TO}',
      {},
      /^asks for \$\{MISSING\}, \$\{PATH_TO\}, and neither/,
    ],
    ['the token of this program', 'a.b=${LOWCODE_DEPLOY_TOKEN}', {}, /^asks for \$\{LOWCODE_DEPLOY_TOKEN\}/],
    ['a token of the runner', 'a.b=${ACTIONS_RUNTIME_TOKEN}', {}, /^asks for/],
    [
      'a line break in a value',
      '#a.b=',
      { 'a.b': 'one\ntwo' },
      /^cannot contain the line break in the value of a\.b/,
    ],
    ['an empty value', '#a.b=', { 'a.b': '' }, /^would make these null on the target.*: a\.b\./],
    [
      'a value for what is no UTF-8',
      Buffer.from('#a.b=\n# \xe9\n', 'latin1'),
      { 'a.b': 'c' },
      /^is not UTF-8 text/,
    ],
  ])('%s: refused', async (_, text, values, complaint) => {
    const given = file('refused.properties', text);
    const { problems } = await preflight({ ...given, 'customization-values': values }, everything);
    expect(problems.map(({ input }) => input)).toEqual(['customization-file']);
    expect(problems[0]?.message).toMatch(complaint);
  });

  test('a file that nothing is filled into is refused too where it is no UTF-8', async () => {
    const bytes = Buffer.from('a.b=\xe9\n', 'latin1');
    const { problems } = await preflight(file('latin.properties', bytes));
    expect(problems).toEqual([
      { input: 'customization-file', message: expect.stringMatching(/^is not UTF-8 text/) },
    ]);
  });
});
