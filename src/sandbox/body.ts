import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { readMultipart } from './multipart.ts';
import type { Body } from './simulated-api.ts';

/** Longest accepted body that is not multipart, in bytes. */
const bodyLimit = 4 * 1024 * 1024;

/**
 * Reads a request to its last byte.
 *
 * @param hashFiles - compute the SHA-256 of each file
 * @param takesBytes - treat a body of type `application/octet-stream` as a file
 * @returns undefined when the client disconnected before the body was complete
 */
export async function readBody(
  request: IncomingMessage,
  hashFiles: boolean,
  takesBytes: boolean,
): Promise<Body | undefined> {
  const gone = new Promise<undefined>((resolve) => {
    request.on('close', () => {
      if (!request.complete) resolve(undefined);
    });
    request.on('error', () => resolve(undefined));
  });
  const ended = new Promise<void>((resolve) => {
    request.on('end', resolve);
  });
  const type = request.headers['content-type'] ?? '';
  const reading = /^multipart\/form-data/i.test(type)
    ? readMultipart(request, type, hashFiles)
    : takesBytes && /^application\/octet-stream\b/i.test(type)
      ? readBytes(request, hashFiles)
      : readPlain(request);
  return Promise.race([gone, Promise.all([reading, ended]).then(([body]) => body)]);
}

function readPlain(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= bodyLimit) chunks.push(chunk);
  });
  return new Promise((resolve) => {
    request.on('end', () => {
      if (bytes > bodyLimit)
        resolve({ kind: 'unreadable', reason: `body is longer than ${bodyLimit} bytes` });
      else resolve(parse(Buffer.concat(chunks).toString('utf8')));
    });
  });
}

function readBytes(request: IncomingMessage, hashFiles: boolean): Promise<Body> {
  const hash = hashFiles ? createHash('sha256') : undefined;
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    hash?.update(chunk);
  });
  return new Promise((resolve) => {
    request.on('end', () => {
      const contentType = 'application/octet-stream';
      const sha256 = hash && { sha256: hash.digest('hex') };
      resolve({ kind: 'bytes', file: { part: '', fileName: '', contentType, bytes, ...sha256 } });
    });
  });
}

function parse(text: string): Body {
  if (text === '') return { kind: 'none' };
  try {
    const value: unknown = JSON.parse(text);
    return { kind: 'json', value, text };
  } catch {
    return { kind: 'unreadable', reason: 'body is not valid JSON', text };
  }
}

/** Returns the JSON of a body: the body itself, or the first multipart part named `json`; undefined if none. */
export function jsonOf(body: Body): unknown {
  if (body.kind === 'json') return body.value;
  if (body.kind !== 'form') return undefined;
  const field = body.fields.find(({ name }) => name === 'json');
  try {
    return field && (JSON.parse(field.value) as unknown);
  } catch {
    return undefined;
  }
}
