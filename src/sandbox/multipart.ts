import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import type { UploadedFile } from './exchange.ts';
import type { Body, FormField } from './simulated-api.ts';

/** Longest accepted part that is not a file, in bytes. */
const fieldLimit = 1024 * 1024;

/**
 * Reads a multipart request part by part. File bytes are counted (and hashed on demand) but not kept,
 * so an upload of any size needs the memory of one chunk.
 */
export function readMultipart(request: IncomingMessage, type: string, hashFiles: boolean): Promise<Body> {
  const fields: FormField[] = [];
  const files: UploadedFile[] = [];
  return new Promise((resolve) => {
    const fail = (reason: string): void => {
      request.unpipe();
      // Drain the rest: a client that is still sending would never read the answer.
      request.resume();
      resolve({ kind: 'unreadable', reason });
    };
    let parser: BusboyInstance;
    try {
      parser = new Busboy({
        headers: { ...request.headers, 'content-type': type },
        preservePath: true,
        limits: { fieldSize: fieldLimit },
        isPartAFile: (name, _type, fileName) => name !== 'json' && fileName !== undefined,
      });
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
      return;
    }
    parser.on('file', (part, stream, ...[fileName, , contentType]) => {
      let bytes = 0;
      const hash = hashFiles ? createHash('sha256') : undefined;
      stream.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        hash?.update(chunk);
      });
      // A cut upload also causes an error on the parser, and that error is answered.
      stream.on('error', () => undefined);
      stream.on('end', () => {
        files.push({ part, fileName, contentType, bytes, ...(hash && { sha256: hash.digest('hex') }) });
      });
    });
    parser.on('field', (name, value, ...[, valueTruncated, , contentType]) => {
      if (valueTruncated) fail(`part "${name}" is longer than ${fieldLimit} bytes`);
      else fields.push({ name, value, contentType });
    });
    parser.on('finish', () => resolve({ kind: 'form', fields, files }));
    parser.on('error', (error) => fail(error instanceof Error ? error.message : String(error)));
    request.pipe(parser);
  });
}
