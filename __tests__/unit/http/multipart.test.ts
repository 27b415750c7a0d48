import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Busboy } from '@fastify/busboy';
import { afterAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { json, multipart, type Part } from '../../../src/http/multipart.ts';
import type { Body } from '../../../src/http/order.ts';

const folder = mkdtempSync(join(tmpdir(), 'multipart-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function filePart(
  fileName: string,
  content: Buffer | string,
  name = 'packageFileName',
): Part & { bytes: number } {
  const path = join(folder, 'content');
  const bytes = Buffer.from(content);
  writeFileSync(path, bytes);
  return { name, path, fileName, bytes: bytes.length };
}

async function whole(body: Body): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body.chunks()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
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
            return { name: `f${i}`, path, fileName: `${name}.zip`, bytes: content.length };
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

  test('a file that is shorter than announced is an error, not a short request', async () => {
    const part = filePart('app.zip', 'content');
    const body = multipart([{ ...part, bytes: part.bytes + 1 }]);
    await expect(whole(body)).rejects.toThrow(/content became shorter while it was being sent/);
  });

  test('a file that grew is sent as far as was announced', async () => {
    const part = filePart('app.zip', 'content and more');
    const body = multipart([{ ...part, bytes: 7 }]);
    expect(await parsed(body)).toMatchObject([{ content: 'content' }]);
    expect((await whole(body)).length).toBe(body.bytes);
  });

  test('a file that is gone is an error', async () => {
    const part = { name: 'f', path: join(folder, 'gone'), fileName: 'gone.zip', bytes: 1 };
    await expect(whole(multipart([part]))).rejects.toThrow('ENOENT');
  });

  test('counts as an upload', () => {
    expect(multipart([]).isUpload).toBe(true);
  });
});

test('a JSON body announces its bytes, not its characters', async () => {
  const body = json({ owner: 'Jürgen €' });
  expect(body).toMatchObject({ contentType: 'application/json', bytes: 23, isUpload: false });
  expect((await whole(body)).toString()).toBe('{"owner":"Jürgen €"}');
});
