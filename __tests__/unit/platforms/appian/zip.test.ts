import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { checkZip } from '../../../../src/inputs/zip.ts';
import { readPackageFacts } from '../../../../src/platforms/appian/zip.ts';

const folder = mkdtempSync(join(tmpdir(), 'zip-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(bytes: Uint8Array, name = 'a.zip'): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const manifest = 'Manifest-Version: 1.0\r\nAppian-Version: 25.3.335.0\r\nCreated-On: today\r\n';
const haul =
  '<applicationHaul>\n  <application>\n    <name>Kunden Portal ä</name></application></applicationHaul>';
const whole = (files: Readonly<Record<string, string>>, more: Zippable = {}): Uint8Array =>
  zipSync({
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])),
    ...more,
  });

describe('what a package says of itself', () => {
  test.each([0, 6] as const)('its Appian version and its application, packed at level %i', async (level) => {
    const path = file(
      zipSync(
        {
          'META-INF/MANIFEST.MF': strToU8(manifest),
          'application/_a-1.xml': strToU8(haul),
          'big.bin': new Uint8Array(1e6),
        },
        { level },
      ),
    );
    expect(await readPackageFacts(path)).toEqual({
      appianVersion: '25.3.335.0',
      application: 'Kunden Portal ä',
    });
  });

  test.each<[string, Uint8Array]>([
    ['without a manifest', whole({ 'a.xml': 'x' })],
    ['with a manifest that names none', whole({ 'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0\n' })],
    ['with an invalid version', whole({ 'META-INF/MANIFEST.MF': `Appian-Version: ${'9'.repeat(100)}\n` })],
    ['with several applications', whole({ 'application/a.xml': haul, 'application/b.xml': haul })],
    ['with an application that reports no name', whole({ 'application/a.xml': '<application/>' })],
  ])('nothing of a package %s', async (_, bytes) => {
    expect(await readPackageFacts(file(bytes))).toEqual({});
  });

  test('a bomb is not blown up', async () => {
    const bomb = whole({}, { 'META-INF/MANIFEST.MF': [new Uint8Array(50_000_000), { level: 9 }] });
    expect(await readPackageFacts(file(bomb))).toEqual({});
  });

  test('a comment behind the directory does not hide it', async () => {
    const bytes = Buffer.concat([whole({ 'META-INF/MANIFEST.MF': manifest }), Buffer.from('a comment')]);
    bytes.writeUInt16LE(9, bytes.length - 11);
    expect(await readPackageFacts(file(bytes))).toEqual({ appianVersion: '25.3.335.0' });
  });
});

describe('a zip that is not complete', () => {
  const bytes = whole({ 'META-INF/MANIFEST.MF': manifest, 'a.bin': 'x'.repeat(10_000) });

  test('has missing bytes', async () => {
    const holed = Buffer.concat([bytes.subarray(0, 60), bytes.subarray(100)]);
    expect(await checkZip(file(holed))).toMatch(/^is a zip with missing bytes/);
  });

  test('is never accepted, wherever it is cut', async () => {
    for (let length = 0; length < bytes.length; length++)
      expect(await checkZip(file(bytes.subarray(0, length)))).toMatch(/^is (not a zip|an incomplete zip)/);
    expect(await checkZip(file(bytes))).toBeUndefined();
  });

  test('whatever is wrong with it, it is looked into without a crash', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (at, value) => {
        const spoilt = Buffer.from(bytes);
        spoilt[at] = value;
        const path = file(spoilt, 'spoilt.zip');
        const complaint = await checkZip(path);
        expect(complaint ?? 'is fine').toMatch(/^is /);
        expect(typeof (await readPackageFacts(path))).toBe('object');
      }),
      { numRuns: 200 },
    );
  });
});
