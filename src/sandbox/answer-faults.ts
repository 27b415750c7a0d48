import type { ServerResponse } from 'node:http';
import type { Answer, Stream } from './simulated-api.ts';
import { content, htmlPage } from './simulated-api.ts';

/**
 * Faults in the answer to a request that the server carried out:
 * - `switch`: `101 Switching Protocols`, then silence
 * - `drip`: one byte every ten seconds, without end
 * - `flood`: 100 MB of JSON
 * - `deep`: deeply nested lists
 * - `many`: the real answer with 100,000 items in its lists, or a list of 10 MB of empty objects
 * - `page`: a web page that consists only of `<`
 * - `mark`: the real answer after a byte order mark
 * - `stray`: the real answer, then part of an unrequested answer on the same connection
 * - `echo`: the real answer with the credential of the request in every text
 * - `quote`: a refusal that quotes the credential
 */
export const answerFaultKinds = [
  'switch',
  'drip',
  'flood',
  'deep',
  'many',
  'page',
  'mark',
  'stray',
  'echo',
  'quote',
] as const;

/** Name of one of these faults. */
export type AnswerFaultKind = (typeof answerFaultKinds)[number];

/** The faults that break the delivery instead of replacing the answer. */
export type RawFault = Extract<AnswerFaultKind, 'switch' | 'drip' | 'stray'>;

const MIB = 1024 * 1024;
const MANY = 100_000;
/** Size of a list of empty objects, in bytes. Each takes many times more memory than text. */
const EMPTY_OBJECTS_BYTES = 10 * MIB;
/** Size limit for the multiplied items of a list, in bytes; no client should keep more. */
const MOST_BYTES = 32 * MIB;
const jsonType = 'application/json;charset=UTF-8';
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Returns the answer that replaces the real one.
 * @param credential - the secret that the request carried
 */
export function distort(kind: Exclude<AnswerFaultKind, RawFault>, real: Answer, credential: string): Answer {
  switch (kind) {
    case 'flood':
      return { ...content(200, jsonType, ''), stream: flood };
    case 'deep':
      return content(200, jsonType, '['.repeat(MIB / 2) + ']'.repeat(MIB / 2));
    case 'many':
      return content(200, jsonType, multiplied(String(real.body)));
    case 'page':
      return { ...htmlPage(200, ''), body: '<'.repeat(MIB) };
    case 'mark':
      return typeof real.body === 'string' ? { ...real, body: BYTE_ORDER_MARK + real.body } : real;
    case 'echo':
      return typeof real.body === 'string' ? { ...real, body: echoed(real.body, credential) } : real;
    case 'quote':
      return content(400, jsonType, quoting(credential));
  }
}

/** A secret as it is, and in the forms in which servers repeat it. */
const formsOf = (secret: string): string =>
  [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
    Buffer.from(`user:${secret}`).toString('base64'),
  ].join(' ');

/** Ids, addresses, times and status words: a client decides by them, so an echo leaves them as they are. */
const DECIDING = /^(?:[\da-f-]{36}|https?:\/\/\S*|\d[\dT:.Z+-]*|[A-Z_]+|[a-z]+(?:[_-][a-z]+)*|)$/;

function echoed(body: string, secret: string): string {
  try {
    const text = JSON.stringify(JSON.parse(body), (_, value: unknown) =>
      typeof value === 'string' && !DECIDING.test(value) ? `${value} ${formsOf(secret)}` : value,
    );
    return text;
  } catch {
    return `${body}\n${formsOf(secret)}\n`;
  }
}

/** An error in the fields of all vendors. */
function quoting(secret: string): string {
  const text = `Not valid: ${formsOf(secret)}`;
  const errors = [{ title: text, message: text, detail: text }];
  return JSON.stringify({ error: text, message: text, title: text, detail: text, Errors: [text], errors });
}

const flood: Stream = {
  bytes: 100 * MIB,
  *chunks() {
    yield Buffer.from('{"padding":"'.padEnd(MIB, 'x'));
    const chunk = Buffer.alloc(MIB, 'x');
    for (let sent = 1; sent < 100; sent++) yield chunk;
  },
};

/** Returns the JSON with many copies of its list items; without list items, a list of many empty objects. */
function multiplied(text: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text) as unknown;
  } catch {
    value = undefined;
  }
  if (hasItems(value)) return JSON.stringify(copies(value));
  const fields = Object.entries(value ?? {});
  if (!Array.isArray(value) && fields.some(([, each]) => hasItems(each))) {
    return JSON.stringify(
      Object.fromEntries(fields.map(([name, each]) => [name, hasItems(each) ? copies(each) : each])),
    );
  }
  return `[${'{},'.repeat(Math.floor(EMPTY_OBJECTS_BYTES / 3))}{}]`;
}

const hasItems = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.length > 0;

const copies = (list: readonly unknown[]): unknown[] => {
  const each = JSON.stringify(list[0]).length + 1;
  return Array.from(
    { length: Math.min(MANY, Math.floor(MOST_BYTES / each)) },
    (_, at) => list[at] ?? list[0],
  );
};

/** Real milliseconds between two bytes of a drip. Each interval stands for {@link DRIP_STANDS_FOR_MS}. */
const DRIP_MS = 5;
const DRIP_STANDS_FOR_MS = 10_000;

/**
 * Delivers an answer in a way that no HTTP library offers.
 *
 * @param answer - sends the whole answer in the normal way
 */
export function deliverRaw(kind: RawFault, response: ServerResponse, answer: () => void): void {
  const { socket } = response;
  switch (kind) {
    case 'switch':
      socket?.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n');
      return;
    case 'drip': {
      response.writeHead(200, { 'Content-Type': jsonType, 'X-Drip-Ms': DRIP_STANDS_FOR_MS });
      const timer = setInterval(() => response.write(' '), DRIP_MS);
      response.once('close', () => clearInterval(timer));
      return;
    }
    case 'stray':
      response.once('finish', () => {
        socket?.write(
          'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"stray":',
        );
      });
      answer();
  }
}
