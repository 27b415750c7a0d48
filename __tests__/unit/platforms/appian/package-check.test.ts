import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { checkPackage } from '../../../../src/platforms/appian/package-check.ts';
import { packageZip } from '../../../../src/sandbox/appian/export.ts';

const folder = mkdtempSync(join(tmpdir(), 'package-check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function complaintAbout(bytes: Uint8Array): Promise<string | undefined> {
  const path = join(folder, 'app.zip');
  writeFileSync(path, bytes);
  return (await checkPackage(path))?.replace(` (${path})`, '');
}
const zipOf = (...names: readonly string[]): Uint8Array =>
  zipSync(Object.fromEntries(names.map((name) => [name, new Uint8Array(3)])));

describe('what is a package, or may be one', () => {
  test.each<readonly [string, Uint8Array]>([
    ['one that Appian exported', packageZip({ exportType: 'package', uuids: ['u'] })],
    ['an application that Appian exported', packageZip({ exportType: 'application', uuids: ['u'] })],
    ['objects without a manifest', zipOf('content/_a-1.xml')],
    ['a type alone', zipOf('datatype/portal.xsd')],
    ['a package with a zip among its documents', zipOf('content/1/x.zip', 'README.md', 'content/1.xml')],
    ['a package that a program for Windows has packed', zipOf('content\\_a-1.xml')],
    ['a package that was packed on a Mac', zipOf('__MACOSX/META-INF/._MANIFEST.MF', 'META-INF/MANIFEST.MF')],
    ['a folder of that kind beside it', zipOf('old/patches.xml', 'META-INF/MANIFEST.MF')],
  ])('%s', async (_, bytes) => {
    expect(await complaintAbout(bytes)).toBeUndefined();
  });
});

describe('what is no package', () => {
  test.each<readonly [string, Uint8Array, string]>([
    [
      'a zip in a zip',
      zipOf('README.md', 'portal.zip'),
      'is not an Appian package: it contains another zip, portal.zip. Unpack it and use that one',
    ],
    [
      'a readme',
      zipOf('README.md'),
      'is not an Appian package: it has neither a manifest (META-INF) nor objects, but README.md. Use the zip that Appian exported',
    ],
    [
      'many other files',
      zipOf('a.txt', 'b.txt', 'c.txt', 'd.txt', 'e.txt', '.DS_Store'),
      'is not an Appian package: it has neither a manifest (META-INF) nor objects, but a.txt, b.txt, c.txt and 2 more files. Use the zip that Appian exported',
    ],
    [
      'a package in a folder of the zip',
      zipOf('portal/META-INF/MANIFEST.MF', 'portal/content/1.xml'),
      'is not an Appian package: its files are in the folder portal. Zip the content of that folder, not the folder itself',
    ],
    [
      'a plug-in',
      zipOf('apn-plugin.jar'),
      'is not an Appian package: it contains the plug-in apn-plugin.jar. Use it as `plugins-file`',
    ],
    ['a zip without any files', zipSync({}), 'is a zip without any files'],
  ])('%s', async (_, bytes, complaint) => {
    expect(await complaintAbout(bytes)).toBe(complaint);
  });
});
