import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { preflight } from '../../../src/platforms/appian/payload.ts';

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

async function problemWith(path: string): Promise<string> {
  const { problems, payload } = await preflight({ package: path });
  expect(payload).toEqual({});
  expect(problems.map(({ input }) => input)).toEqual(['package']);
  return problems[0]?.message ?? '';
}

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
    ['folder.zip', /^is not a file \(/],
    ['app.txt', /^must be a \.zip file \(got "app\.txt"\)$/],
    ['noextension', /^must be a \.zip file \(got "noextension"\)$/],
    ['site.properties', /^must be a \.zip file/],
    ['empty.zip', /^is an empty file/],
    ['text.zip', /^is not a zip, whatever its name says/],
    ['tiny.zip', /^is not a zip, whatever its name says/],
    ['cut.zip', /^is only the beginning of a zip: was it downloaded whole\?/],
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
  test('a customization file may go alone, and its lint is told', async () => {
    const { payload, problems, warnings } = await preflight({ 'customization-file': at('site.properties') });
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
        message: 'is required: the path of the package, unless a `customization-file` is deployed alone',
      },
    ]);
  });

  test('all problems are told at once, and a good file beside a bad one is still examined', async () => {
    const both = await preflight({ package: at('cut.zip'), 'customization-file': at('empty.properties') });
    expect(both.problems.map(({ input }) => input)).toEqual(['package', 'customization-file']);
    expect(both.warnings).toEqual([]);

    const one = await preflight({ package: at('missing.zip'), 'customization-file': at('site.properties') });
    expect(one.problems.map(({ input }) => input)).toEqual(['package']);
    expect(one.payload).toHaveProperty('customization');
    expect(one.warnings).toHaveLength(1);
  });

  test('a zip given as the customization file is refused', async () => {
    const { problems } = await preflight({ 'customization-file': at('app.zip') });
    expect(problems).toEqual([
      { input: 'customization-file', message: 'must be a .properties file (got "app.zip")' },
    ]);
  });
});
