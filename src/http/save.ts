import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import type { Redactor } from './redact.ts';

/** The length of the excerpt that `saveText` returns, in characters. */
const EXCERPT_LENGTH = 16_000;

/** The longest text to save, in characters, so that a server cannot fill the disk. Longer logs have no use. */
const LARGEST_TEXT = 256 * 1024 * 1024;

/** All of a text goes through one buffer: node keeps what it writes until it collects all of its memory. */
const BLOCK_BYTES = 64 * 1024;
const encoder = new TextEncoder();

/**
 * Writes a text without its secrets to `file`. Returns its first 16,000 characters.
 * @param limit in characters; a longer text is cut and ends with a line that states so
 */
export async function saveText(
  body: Readable,
  file: string,
  redact: Redactor,
  limit = LARGEST_TEXT,
): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  const target = await open(file, 'w');
  const block = Buffer.alloc(BLOCK_BYTES);
  const redacted = redact.stream();
  let excerpt = '';
  let bytes = 0;
  const save = async (text: string): Promise<void> => {
    if (excerpt.length < EXCERPT_LENGTH) excerpt += text.slice(0, EXCERPT_LENGTH - excerpt.length);
    for (let rest = text; rest !== ''; ) {
      const { read, written } = encoder.encodeInto(rest, block);
      await writeAt(target, block.subarray(0, written), bytes);
      bytes += written;
      rest = rest.slice(read);
    }
  };
  try {
    body.setEncoding('utf8');
    for await (const chunk of upTo(body, limit)) await save(redacted.push(chunk));
    await save(redacted.end());
  } finally {
    await target.close();
  }
  return excerpt;
}

/** Yields the text up to the limit in characters, then a line that states the cut. */
async function* upTo(body: Readable, limit: number): AsyncGenerator<string> {
  let length = 0;
  for await (const chunk of body as AsyncIterable<string>) {
    length += chunk.length;
    if (length > limit) {
      yield `\n… more than ${limit} characters were sent: the rest is left out\n`;
      return;
    }
    yield chunk;
  }
}

/** A body is larger than its limit in bytes. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';

  constructor(limit: number) {
    super(`more than ${limit} bytes were sent`);
  }
}

/** Reads a small body into memory. @throws TooLarge if it has more than `limit` bytes */
export async function readBytes(body: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limit) throw new TooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The most chunks to write at the same time. A stream writes them one by one; 1 GiB then took 1.7 times as long. */
const MOST_WRITES = 8;

/**
 * Writes a body to `file` as it arrives. Returns its size and its SHA-256 checksum, hexadecimal.
 * @param limit in bytes
 * @throws TooLarge if the body is larger than `limit`
 */
export async function saveBytes(
  body: Readable,
  file: string,
  limit = Number.POSITIVE_INFINITY,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  await mkdir(dirname(file), { recursive: true });
  const hash = createHash('sha256');
  const target = await open(file, 'w');
  const writes: Promise<void>[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      const at = bytes;
      bytes += chunk.length;
      if (bytes > limit) throw new TooLarge(limit);
      const write = writeAt(target, chunk, at);
      // The `await` below throws the error. This handler prevents an unhandled rejection until then.
      write.catch(() => {});
      writes.push(write);
      hash.update(chunk);
      if (writes.length >= MOST_WRITES) await writes.shift();
    }
    await Promise.all(writes);
  } finally {
    await Promise.allSettled(writes);
    await target.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Writes a whole chunk. One call of `write` may write only a part of it. */
async function writeAt(file: FileHandle, chunk: Buffer, at: number): Promise<void> {
  for (let done = 0; done < chunk.length; ) {
    const { bytesWritten } = await file.write(chunk, done, chunk.length - done, at + done);
    done += bytesWritten;
  }
}
