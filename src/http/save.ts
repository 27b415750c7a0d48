import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Redactor } from './redact.ts';

/** What is kept of a saved text for people to read at once, in characters. */
const EXCERPT_LENGTH = 16_000;

/** Larger logs tell nobody more, and a server must not be able to fill the disk. */
const LARGEST_TEXT = 256 * 1024 * 1024;

/**
 * Writes a text into `file`, without secrets, and returns its beginning.
 * @param limit in characters: a longer text is cut, and says so
 */
export async function saveText(
  body: Readable,
  file: string,
  redact: Redactor,
  limit = LARGEST_TEXT,
): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  let excerpt = '';
  body.setEncoding('utf8');

  const redacted = redact.stream();
  const keep = (text: string): string => {
    if (excerpt.length < EXCERPT_LENGTH) excerpt += text.slice(0, EXCERPT_LENGTH - excerpt.length);
    return text;
  };
  await pipeline(async function* () {
    for await (const chunk of upTo(body, limit)) yield keep(redacted.push(chunk));
    yield keep(redacted.end());
  }, createWriteStream(file));
  return excerpt;
}

/** A text up to a limit in characters, and then a line that says so. */
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

/** More arrived than there can be. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';

  constructor(limit: number) {
    super(`more than ${limit} bytes were sent`);
  }
}

/** The whole of a body that is small. @throws TooLarge */
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

/** How many chunks may be on their way to the disk: a stream writes them one by one, and 1 GiB took 1.7 times as long. */
const MOST_WRITES = 8;

/** Writes a body into `file` as it arrives, and returns its size and checksum. @throws TooLarge */
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
      // What goes wrong is thrown where it is waited for; until then nobody listens.
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

/** All of a chunk: the disk may take less at once. */
async function writeAt(file: FileHandle, chunk: Buffer, at: number): Promise<void> {
  for (let done = 0; done < chunk.length; ) {
    const { bytesWritten } = await file.write(chunk, done, chunk.length - done, at + done);
    done += bytesWritten;
  }
}
