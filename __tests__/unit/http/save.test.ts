import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createRedactor } from '../../../src/http/redact.ts';
import { readBytes, saveBytes, saveText, TooLarge } from '../../../src/http/save.ts';

const folder = mkdtempSync(join(tmpdir(), 'save-'));
// A file whose saving was broken off may be opened only now.
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }));

const SECRET = 'a-very-secret-token';
const redact = createRedactor([SECRET]);

async function save(...chunks: readonly (Buffer | string)[]): Promise<{ saved: string; excerpt: string }> {
  const file = join(folder, 'new', 'deployment.log');
  const body = Readable.from(
    chunks.map((chunk) => Buffer.from(chunk)),
    { objectMode: false },
  );
  const excerpt = await saveText(body, file, redact);
  return { saved: readFileSync(file, 'utf8'), excerpt };
}

describe('saving a text of the platform', () => {
  test('keeps it whole, and makes the folder', async () => {
    expect(await save('Éxito (1):\n', 'ok\r\n')).toEqual({
      saved: 'Éxito (1):\nok\r\n',
      excerpt: 'Éxito (1):\nok\r\n',
    });
  });

  test('a text that is too long is cut, says so, and is read no further', async () => {
    const file = join(folder, 'long.log');
    let sent = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) {
          sent++;
          yield Buffer.alloc(1000, 'x');
        }
      })(),
      { objectMode: false },
    );
    const excerpt = await saveText(endless, file, redact, 100_000);
    const saved = readFileSync(file, 'utf8');
    expect(excerpt).toBe('x'.repeat(16_000));
    expect(saved).toMatch(
      /^x{99000,100000}\n… more than 100000 characters were sent: the rest is left out\n$/,
    );
    expect(sent).toBeLessThan(1000);
    expect(endless.destroyed).toBe(true);
  });

  test('an empty text gives an empty file', async () => {
    expect(await save()).toEqual({ saved: '', excerpt: '' });
  });

  test.each([
    SECRET,
    encodeURIComponent(SECRET).replaceAll('-', '%2d'),
    Buffer.from(SECRET).toString('base64'),
    Buffer.from(`:${SECRET}`).toString('base64'),
    SECRET.replaceAll('-', '\\u002d'),
    SECRET.replaceAll('-', '&#45;'),
  ])('a secret in the form %s is hidden wherever a chunk ends', async (word) => {
    const text = Buffer.from(`before ${word} after ${word}`);
    for (let at = 0; at <= text.length; at++) {
      const { saved, excerpt } = await save(text.subarray(0, at), text.subarray(at));
      expect(saved).toBe('before *** after ***');
      expect(excerpt).toBe(saved);
    }
  });

  test('a secret is hidden wherever the search of a long text is parted', async () => {
    for (let before = 65_500; before <= 65_560; before += 7) {
      const text = `${'🟡'.repeat(before / 2)}${SECRET}${' '.repeat(100_000)}`;
      expect((await save(text.slice(0, 70_000), text.slice(70_000))).saved).toBe(text.replace(SECRET, '***'));
    }
  });

  test('a secret is hidden when every byte comes by itself', async () => {
    const bytes = [...Buffer.from(`ä ${SECRET}${SECRET} €`)].map((byte) => Buffer.of(byte));
    expect((await save(...bytes)).saved).toBe('ä ****** €');
  });

  test('however a text is cut, the same is saved', async () => {
    const piece = fc.oneof(
      fc.constant(SECRET),
      fc.string({ unit: fc.constantFrom('a', ' ', '\n', 'ä', '€', '*'), maxLength: 30 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 6 }),
        fc.array(fc.nat(200), { maxLength: 4 }),
        async (pieces, cuts) => {
          const text = Buffer.from(pieces.join(''));
          const ends = [0, ...cuts.toSorted((a, b) => a - b), text.length];
          const chunks = ends.slice(1).map((end, i) => text.subarray(ends[i], end));
          expect((await save(...chunks)).saved).toBe(redact(text.toString('utf8')));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a character beyond the basic plane stays whole where a part of the text is written', async () => {
    const text = '🟡'.repeat(50);
    expect((await save(text, 'x')).saved).toBe(`${text}x`);
    expect((await save(text, ' x')).saved).toBe(`${text} x`);
  });

  test('bytes that are no UTF-8 are replaced and do not stop it', async () => {
    expect((await save(Buffer.of(0x41, 0xff, 0xc3), Buffer.of(0x28, 0x42))).saved).toBe('A\ufffd\ufffd(B');
  });

  test('the excerpt is the beginning, and no longer than people read', async () => {
    const line = `${'x'.repeat(99)}\n`;
    const { saved, excerpt } = await save(...Array.from({ length: 500 }, () => line));
    expect(saved).toHaveLength(50_000);
    expect(excerpt).toBe(saved.slice(0, 16_000));
  });

  test('a body that breaks off is an error', async () => {
    const body = Readable.from(
      (function* () {
        yield Buffer.from('half');
        throw new Error('broke off');
      })(),
      { objectMode: false },
    );
    await expect(saveText(body, join(folder, 'half.log'), redact)).rejects.toThrow('broke off');
  });
});

const chunks = (...sizes: readonly number[]): Readable =>
  Readable.from(
    sizes.map((size) => Buffer.alloc(size, 'x')),
    { objectMode: false },
  );

describe('saving bytes of the platform', () => {
  test('keeps them all, with their size and checksum', async () => {
    const file = join(folder, 'deep', 'er', 'a.zip');
    const saved = await saveBytes(chunks(2, 1), file, 3);
    expect(saved).toEqual({
      bytes: 3,
      sha256: 'cd2eb0837c9b4c962c22d2ff8b5441b7b45805887f051d39bf133b583baf6860',
    });
    expect(readFileSync(file, 'utf8')).toBe('xxx');
    expect(await readBytes(chunks(2, 1), 3)).toEqual(Buffer.from('xxx'));
  });

  test('stops where there are more than there can be', async () => {
    await expect(saveBytes(chunks(2, 2), join(folder, 'large.zip'), 3)).rejects.toThrow(TooLarge);
    await expect(readBytes(chunks(2, 2), 3)).rejects.toThrow('more than 3 bytes were sent');
  });

  test('keeps the order of more chunks than are written at once', async () => {
    const file = join(folder, 'many.zip');
    const lines = Array.from({ length: 1_000 }, (_, at) => `line ${at}\n`);
    const body = Readable.from(
      lines.map((line) => Buffer.from(line)),
      { objectMode: false },
    );
    await saveBytes(body, file);
    expect(readFileSync(file, 'utf8')).toBe(lines.join(''));
  });

  const onLinux = process.platform === 'linux' ? test : test.skip;
  onLinux.each([1, 8, 20])('says that the disk is full after %p chunks', async (many) => {
    const body = chunks(...Array.from({ length: many }, () => 1_000));
    await expect(saveBytes(body, '/dev/full')).rejects.toThrow('ENOSPC');
  });
});
