import { createHash } from 'node:crypto';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Busboy } from '@fastify/busboy';
import { afterAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type CheckedFile, fileBody, json, multipart, type Part } from '../../../src/http/multipart.ts';
import type { Body } from '../../../src/http/request.ts';
import { replaceFile, replacements } from '../../support/replace-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'multipart-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function checked(path: string, content: Uint8Array): CheckedFile {
  return { path, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}

function filePart(fileName: string, content: Buffer | string, name = 'packageFileName'): Part & CheckedFile {
  const path = join(folder, 'content');
  const bytes = Buffer.from(content);
  writeFileSync(path, bytes);
  return { name, fileName, ...checked(path, bytes) };
}

async function whole(body: Body): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body.chunks()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Consumes a body, and returns how many bytes came before it failed. */
async function failing(body: Body, afterFirst: () => void = () => {}): Promise<number> {
  let bytes = 0;
  const consume = async (): Promise<void> => {
    for await (const chunk of body.chunks()) {
      if (bytes === 0) afterFirst();
      bytes += chunk.length;
    }
  };
  await expect(consume()).rejects.toThrow(/content was changed while it was being deployed/);
  return bytes;
}

interface Parsed {
  readonly name: string;
  readonly fileName?: string;
  readonly type: string;
  readonly content: string;
}

async function parsed(body: Body): Promise<readonly Parsed[]> {
  const parts: Parsed[] = [];
  const files: Promise<unknown>[] = [];
  const parser = new Busboy({ headers: { 'content-type': body.contentType } });
  parser.on('field', (name, content, _cutName, _cutValue, _encoding, type) => {
    parts.push({ name, type, content });
  });
  parser.on('file', (name, stream, fileName, _encoding, type) => {
    files.push(
      buffer(stream).then((content) =>
        parts.push({ name, fileName, type, content: content.toString('latin1') }),
      ),
    );
  });
  const finished = new Promise((resolve, reject) => parser.once('finish', resolve).once('error', reject));
  parser.end(await whole(body));
  await finished;
  await Promise.all(files);
  return parts;
}

describe('a form', () => {
  test('is read back part by part, as another program reads it', async () => {
    const value = { name: 'Kundenportal ä', packageFileName: 'app.zip' };
    const body = multipart([{ name: 'json', json: value }, filePart('app.zip', 'PK\r\n--\x00\xff')]);
    expect(await parsed(body)).toEqual([
      { name: 'json', type: 'application/json', content: JSON.stringify(value) },
      {
        name: 'packageFileName',
        fileName: 'app.zip',
        type: 'application/octet-stream',
        content: Buffer.from('PK\r\n--\x00\xff').toString('latin1'),
      },
    ]);
  });

  test.each(['my app.zip', 'Kundenportal ä €.zip', "it's.zip", 'semi;colon=.zip'])(
    'the file name %j arrives as it is',
    async (fileName) => {
      const [part] = await parsed(multipart([filePart(fileName, 'x')]));
      expect(part?.fileName).toBe(fileName);
    },
  );

  test('a name can not break out of its header', async () => {
    const body = multipart([filePart('a"\r\nX-Evil: 1\r\n\r\n.zip', 'x', 'n"\r\n')]);
    const text = (await whole(body)).toString();
    expect(text).toContain('name="n%22%0D%0A"; filename="a%22%0D%0AX-Evil: 1%0D%0A%0D%0A.zip"\r\n');
    expect(await parsed(body)).toHaveLength(1);
  });

  test('announces exactly the bytes that it sends', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.json(), fc.uint8Array({ maxLength: 300 })), { maxLength: 4 }),
        fc.string({ unit: 'grapheme', maxLength: 20 }),
        async (contents, name) => {
          const parts = contents.map((content, i): Part => {
            if (typeof content === 'string') return { name: `j${i}`, json: JSON.parse(content) as unknown };
            const path = join(folder, `part-${i}`);
            writeFileSync(path, content);
            return { name: `f${i}`, fileName: `${name}.zip`, ...checked(path, content) };
          });
          const body = multipart(parts);
          expect((await whole(body)).length).toBe(body.bytes);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('can be opened again for another try', async () => {
    const body = multipart([{ name: 'json', json: {} }, filePart('app.zip', 'content')]);
    expect((await whole(body)).equals(await whole(body))).toBe(true);
  });

  test('each form has a boundary of its own', () => {
    expect(multipart([]).contentType).not.toBe(multipart([]).contentType);
  });

  test('a file is read in pieces, never whole', async () => {
    const part = filePart('large.zip', Buffer.alloc(2_500_000, 7));
    const sizes: number[] = [];
    for await (const chunk of multipart([part]).chunks()) sizes.push(chunk.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1024 * 1024);
    expect(sizes.length).toBeGreaterThan(4);
  });

  test('counts as an upload', () => {
    expect(multipart([]).isUpload).toBe(true);
  });
});

describe('a file that changed since it was checked', () => {
  const forms: readonly (readonly [string, (file: CheckedFile) => Body])[] = [
    ['part of a form', (file) => multipart([{ ...file, name: 'f', fileName: 'app.zip' }])],
    ['a body of its own', fileBody],
  ];
  const sizes = [1, 7, 2_500_000];
  const cases = forms.flatMap(([form, make]) =>
    replacements.flatMap((how) => sizes.map((size) => [form, how, size, make] as const)),
  );

  test.each(cases)('%s, %s, %i bytes: is never sent whole', async (_form, how, size, make) => {
    const part = filePart('app.zip', Buffer.alloc(size, 7));
    replaceFile(part.path, how);
    expect(await failing(make(part))).toBeLessThan(make(part).bytes);
  });

  test.each(['same length', 'longer', 'shorter'] as const)('%s while it is sent', async (how) => {
    const part = filePart('app.zip', Buffer.alloc(4_000_000, 7));
    const body = fileBody(part);
    expect(await failing(body, () => replaceFile(part.path, how))).toBeLessThan(body.bytes);
  });

  test('a file that another one takes the place of while it is sent is sent as it was checked', async () => {
    const content = Buffer.alloc(2_500_000, 7);
    const part = filePart('app.zip', content);
    const other = join(folder, 'other');
    writeFileSync(other, Buffer.alloc(2_500_000, 8));
    const sent: Buffer[] = [];
    for await (const chunk of fileBody(part).chunks()) {
      if (sent.length === 0) renameSync(other, part.path);
      sent.push(Buffer.from(chunk));
    }
    expect(Buffer.concat(sent).equals(content)).toBe(true);
  });
});

test('a JSON body announces its bytes, not its characters', async () => {
  const body = json({ owner: 'Jürgen €' });
  expect(body).toMatchObject({ contentType: 'application/json', bytes: 23, isUpload: false });
  expect((await whole(body)).toString()).toBe('{"owner":"Jürgen €"}');
});
