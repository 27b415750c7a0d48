import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import type { Inputs } from '../../../../src/definition.ts';
import { checksum } from '../../../../src/inputs/file.ts';
import type { Release } from '../../../../src/platforms/appian/assemble.ts';
import { preflight } from '../../../../src/platforms/appian/payload.ts';
import { readRelease, saveRelease, textFile } from '../../../../src/platforms/appian/release-folder.ts';
import type { Artifact } from '../../../../src/release/plan.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function put(path: string, name: string, content: string | Uint8Array): Promise<Artifact> {
  const whole = join(folder, path);
  mkdirSync(join(whole, '..'), { recursive: true });
  writeFileSync(whole, content);
  return { path: whole, name, bytes: statSync(whole).size, sha256: await checksum(whole) };
}

async function save(change: Partial<Release> = {}): Promise<readonly Artifact[]> {
  return saveRelease(folder, {
    name: 'CR-1 Add page',
    type: 'package',
    uuids: ['30000000-0000-4000-8000-000000000002'],
    source: 'dev.example.com',
    exported: '2026-01-01T00:00:00.000Z',
    appianVersion: '25.3.335.0',
    package: await put('CR-1.zip', 'CR-1.zip', zipSync({ 'patches.xml': new Uint8Array(9) })),
    plugins: await put('CR-1-plugins.zip', 'CR-1-plugins.zip', zipSync({ 'a.jar': new Uint8Array(9) })),
    scripts: [
      await put('database-scripts/1-b.sql', 'b create.sql', 'SELECT 1;'),
      await put('database-scripts/2-a.sql', 'a.sql', 'SELECT 2;'),
    ],
    dataSource: 'jdbc/Appian',
    customization: textFile(
      'customization.properties',
      Buffer.from('a.url=https://dev.example.com\na.password=dev-p4ssword\n'),
    ),
    template: textFile('customization-template.properties', Buffer.from('#a.url=\n#a.password=\n')),
    ...change,
  });
}

const edit = (change: (manifest: Record<string, unknown>) => void): void => {
  const file = join(folder, 'release.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  change(manifest);
  writeFileSync(file, JSON.stringify(manifest));
};
const files = (manifest: Record<string, unknown>) => manifest['files'] as Record<string, unknown>[];

describe('a release that was saved', () => {
  test('is read as it was, each file being what was exported', async () => {
    const saved = await save();
    expect(saved.map(({ name }) => name)).toEqual([
      'CR-1.zip',
      'CR-1-plugins.zip',
      'b create.sql',
      'a.sql',
      'customization.properties',
      'customization-template.properties',
    ]);
    expect(await readRelease(folder)).toMatchObject({
      value: {
        name: 'CR-1 Add page',
        source: 'dev.example.com',
        appianVersion: '25.3.335.0',
        package: { path: join(folder, 'CR-1.zip'), name: 'CR-1.zip' },
        plugins: { name: 'CR-1-plugins.zip' },
        scripts: [{ name: 'b create.sql' }, { name: 'a.sql' }],
        dataSource: 'jdbc/Appian',
        customization: { content: Buffer.from('a.url=https://dev.example.com\na.password=dev-p4ssword\n') },
        template: { content: Buffer.from('#a.url=\n#a.password=\n') },
      },
    });
  });

  test.each(['customization.properties', 'customization-template.properties'])(
    'gives no other bytes of %s than those whose checksum was compared',
    async (name) => {
      await save();
      const found = await readRelease(folder, async (path) => {
        const content = await readFile(path);
        if (!path.endsWith(`/${name}`)) return content;
        return Buffer.from(content.toString().replace('a.url', 'b.url'));
      });
      expect(found).toEqual({
        problem: `holds ${name}, which is not the exported file: its checksum differs (${folder})`,
      });
    },
  );

  test('keeps its values for the owner', async () => {
    await save();
    const others = statSync(join(folder, 'customization.properties')).mode & 0o077;
    // Windows has no such modes.
    expect(process.platform === 'win32' ? 0 : others).toBe(0);
    expect(readFileSync(join(folder, 'release.json'), 'utf8')).not.toContain('dev-p4ssword');
  });
});

describe('a folder that is not a release', () => {
  const spoilt: readonly (readonly [string, () => void, RegExp])[] = [
    [
      'without a manifest',
      () => rmSync(join(folder, 'release.json')),
      /^is a folder without a release\.json/,
    ],
    [
      'with a manifest that is not JSON',
      () => writeFileSync(join(folder, 'release.json'), '{'),
      /^cannot be read/,
    ],
    [
      'with a manifest that is huge',
      () => writeFileSync(join(folder, 'release.json'), ' '.repeat(2 ** 21)),
      /that no export wrote/,
    ],
    ['of a later format', () => edit((manifest) => (manifest['format'] = 2)), /"format" is not valid/],
    ['of another platform', () => edit((manifest) => (manifest['platform'] = 'x')), /"platform" is not/],
    [
      'without its package',
      () => rmSync(join(folder, 'CR-1.zip')),
      /^lacks CR-1\.zip, which release\.json names/,
    ],
    [
      'with another package',
      () => writeFileSync(join(folder, 'CR-1.zip'), zipSync({ 'patches.xml': new Uint8Array(8) })),
      /^holds CR-1\.zip, which is not the exported file: its checksum differs/,
    ],
    [
      'with one byte changed in a script',
      () => writeFileSync(join(folder, 'database-scripts', '1-b.sql'), 'SELECT 9;'),
      /^holds database-scripts\/1-b\.sql, which is not the exported file/,
    ],
    ['that names no package', () => edit((manifest) => files(manifest).shift()), /names no package/],
    [
      'whose path leads out',
      () => edit((manifest) => Object.assign(files(manifest)[0] ?? {}, { path: '../x.zip' })),
      /"files\.0\.path" is not/,
    ],
    [
      'whose path is absolute',
      () => edit((manifest) => Object.assign(files(manifest)[0] ?? {}, { path: '/etc/passwd' })),
      /"files\.0\.path" is not/,
    ],
    [
      'whose path begins with a point',
      () => edit((manifest) => Object.assign(files(manifest)[0] ?? {}, { path: 'a/..' })),
      /"files\.0\.path" is not/,
    ],
    [
      'whose name cannot stand in a header',
      () => edit((manifest) => Object.assign(files(manifest)[0] ?? {}, { name: 'a"b.zip' })),
      /"files\.0\.name" is not/,
    ],
  ];
  test.each(spoilt)('%s', async (_, spoil, complaint) => {
    await save();
    spoil();
    const found = await readRelease(folder);
    expect('problem' in found && found.problem).toMatch(complaint);
  });
});

const examine = (more: Partial<Inputs> = {}) => preflight({ package: folder, ...more }, () => undefined);

describe('deploying a release', () => {
  test('takes over everything that was exported, in its order', async () => {
    await save();
    const { payload, problems, notes, secrets } = await examine();
    expect(problems).toEqual([]);
    expect(payload).toMatchObject({
      component: 'CR-1 Add page',
      package: { name: 'CR-1.zip' },
      plugins: { name: 'CR-1-plugins.zip' },
      scripts: [{ name: 'b create.sql' }, { name: 'a.sql' }],
      dataSource: 'jdbc/Appian',
      customization: { name: 'customization.properties' },
    });
    expect(payload.customizationContent?.toString()).toContain('dev-p4ssword');
    expect(secrets).toContain('dev-p4ssword');
    expect(notes).toEqual([
      'The package "CR-1 Add page" was exported at dev.example.com (2026-01-01T00:00:00.000Z, from Appian 25.3.335.0).',
      'The customization file of the export is used unchanged.',
    ]);
  });

  test('with values of its own fills the template, says what is replaced and what has no value', async () => {
    await save();
    const { payload, problems, notes } = await examine({
      'customization-values': { 'a.url': 'https://prod.example.com' },
    });
    expect(problems).toEqual([]);
    expect(payload.customizationContent?.toString()).toBe('a.url=https://prod.example.com\n#a.password=\n');
    expect(payload.customization?.name).toBe('customization.properties');
    expect(notes).toContain('The inputs replace the customization file of the export.');
    expect(notes).toContain('The customization template has 2 keys; without a value: a.password.');
  });

  test('with files of its own uses these instead, and says so', async () => {
    await save();
    const dir = mkdtempSync(join(tmpdir(), 'own-'));
    const own = (name: string, content: string | Uint8Array): string => {
      writeFileSync(join(dir, name), content);
      return join(dir, name);
    };
    const {
      payload,
      problems,
      notes = [],
      warnings,
    } = await examine({
      'customization-file': own('prod.properties', 'a.url=https://prod.example.com\n'),
      'customization-values': { 'a.password': 'prod-p4ssword', 'not.there': 'x' },
      'plugins-file': own('p.zip', zipSync({ 'b.jar': new Uint8Array(1) })),
      'database-scripts': [own('only.sql', 'x')],
      'data-source': 'jdbc/Prod',
    });
    expect(problems).toEqual([]);
    expect(payload).toMatchObject({
      plugins: { name: 'p.zip' },
      scripts: [{ name: 'only.sql' }],
      dataSource: 'jdbc/Prod',
      customization: { name: 'prod.properties' },
    });
    expect(payload.customizationContent?.toString()).toBe(
      'a.url=https://prod.example.com\na.password=prod-p4ssword\n',
    );
    expect(notes.filter((note) => note.includes('inputs replace'))).toEqual([
      expect.stringContaining('plug-ins file'),
      expect.stringContaining('2 database scripts'),
      expect.stringContaining('data source jdbc/Appian'),
      expect.stringContaining('customization file'),
    ]);
    expect(warnings).toEqual(['`customization-values` has keys that nothing uses here: not.there.']);
    rmSync(dir, { recursive: true });
  });

  test('keeps its scripts where only their data source is another one', async () => {
    await save();
    const { payload, problems } = await examine({ 'data-source': 'jdbc/Prod' });
    expect(problems).toEqual([]);
    expect(payload).toMatchObject({ dataSource: 'jdbc/Prod', scripts: [{}, {}] });
  });

  test('whose customization file was not kept needs another one', async () => {
    await save();
    rmSync(join(folder, 'customization.properties'));
    expect((await examine()).problems).toEqual([
      {
        input: 'package',
        message: expect.stringMatching(/^lacks the customization file of the export/) as unknown,
      },
    ]);
    expect((await examine({ 'customization-values': { 'a.url': 'x' } })).problems).toEqual([]);
  });

  test('that has keys without a value is refused', async () => {
    await save({ customization: textFile('customization.properties', Buffer.from('a.url=\n')) });
    const { problems } = await examine();
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('null on the target')]);
    expect((await examine({ 'null-values': 'allow' })).problems).toEqual([]);
  });

  test('without a template has nothing for values to fill', async () => {
    await save();
    edit(
      (manifest) =>
        (manifest['files'] = files(manifest).filter(({ role }) => !String(role).startsWith('customization'))),
    );
    expect((await examine({ 'customization-values': { 'a.url': 'x' } })).problems).toEqual([
      { input: 'customization-values', message: expect.stringMatching(/^has nothing to fill/) as unknown },
    ]);
    expect((await examine()).payload).not.toHaveProperty('customization');
  });
});

describe('a release with a file that is not text', () => {
  const page = Buffer.from('<!DOCTYPE html><title>Sign in</title>');

  test.each([
    ['customization', () => ({ customization: textFile('customization.properties', page) })],
    ['template', () => ({ template: textFile('customization-template.properties', page) })],
    ['script', async () => ({ scripts: [await put('database-scripts/1-a.sql', 'a.sql', page)] })],
  ])('cannot be deployed: %s', async (what, change) => {
    await save(await change());
    expect(await readRelease(folder)).toEqual({
      problem: expect.stringMatching(
        new RegExp(`^holds .*${what === 'script' ? 'sql' : what}.*, which is an HTML page`),
      ),
    });
  });
});

describe('what is literal in the customization file of an export', () => {
  test('is no business of ours: the bytes stay what they were', async () => {
    const brought = Buffer.from('a.url=$$(A)\n');
    await save({ customization: textFile('customization.properties', brought) });
    const { payload, problems } = await preflight({ package: folder }, () => undefined);
    expect(problems).toEqual([]);
    expect(payload.customizationContent).toEqual(brought);
  });

  test('a variable that was not expanded is refused there too', async () => {
    await save({ customization: textFile('customization.properties', Buffer.from('a.url=$(A)\n')) });
    const { problems } = await preflight({ package: folder }, () => undefined);
    expect(problems).toEqual([
      { input: 'customization-file', message: expect.stringContaining('a.url is $(A)') },
    ]);
  });
});
