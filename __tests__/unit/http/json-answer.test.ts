import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import * as z from 'zod/mini';
import { arrayOf, recordOf } from '../../../src/http/collections.ts';
import { UnreadableAnswer } from '../../../src/http/failure.ts';
import { PLATFORM_LIMIT, RECORD_LIMIT, readJsonText } from '../../../src/http/json-answer.ts';

/** The text in pieces, as a connection brings it. */
async function* arriving(text: string, piece: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}

/** Endless; `taken` counts the bytes that somebody wanted. */
function endless(start: string, more: string) {
  const counted = { taken: 0 };
  async function* chunks(): AsyncGenerator<Buffer> {
    yield Buffer.from(start);
    for (const chunk = Buffer.from(more.repeat(20_000)); ; counted.taken += chunk.length) yield chunk;
  }
  return { counted, chunks: chunks() };
}

async function* manyLines(): AsyncGenerator<Buffer> {
  yield Buffer.from('{"Log":[0');
  for (let i = 0; i < 10; i++) yield Buffer.from(',{"a":"b"}'.repeat(20_000));
  yield Buffer.from(']}');
}

describe('the text of a JSON answer', () => {
  test('is what was sent, wherever it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.integer({ min: 1, max: 7 }), async (text, piece) => {
        expect(await readJsonText(arriving(text, piece), RECORD_LIMIT)).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  test('leaves out the items of a streamed list and nothing else', async () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(value, { maxLength: 5 }),
        value,
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(0, 1, 2),
        async (list, other, piece, indent) => {
          const items: unknown[] = [];
          const streamed = {
            field: 'Log',
            take(item: () => string, index: number) {
              expect(index).toBe(items.length);
              items.push(JSON.parse(item()));
            },
          };
          const nested = { Log: list };
          const whole = { before: other, list: [nested], Log: list, after: { nested, text: '"Log":[' } };
          const text = JSON.stringify(whole, null, indent);
          const rest = JSON.parse(
            await readJsonText(arriving(text, piece), RECORD_LIMIT, streamed),
          ) as unknown;
          expect(rest).toEqual({ ...JSON.parse(text), Log: [] });
          expect(items).toEqual(JSON.parse(JSON.stringify(list)));
        },
      ),
      { numRuns: 200 },
    );
  });

  test.each([
    ['100 MB of blanks', '{', ' ', /^it is larger than 24 MiB$/],
    ['a long text', '{"a":"', 'x', /^it is larger than 24 MiB$/],
    ['many empty objects', '[', '{},', /^it has more than 600000 values$/],
    ['many numbers', '[', '1,', /^it has more than 600000 values$/],
    ['many members', '{', '"a":1,', /^it has more than 600000 values$/],
    ['deep lists', '', '[', /^it is nested deeper than 100 levels$/],
    ['deep objects', '', '{"a":', /^it is nested deeper than 100 levels$/],
    ['a long item', '{"Log":["', 'x', /^an item of Log is larger than 1 MiB$/],
    ['a deep item', '{"Log":[', '[', /^it is nested deeper than 100 levels$/],
  ])('is refused while it arrives: %s', async (_, start, more, message) => {
    const { counted, chunks } = endless(start, more);
    const streamed = { field: 'Log', take: () => {} };
    const reading = readJsonText(chunks, PLATFORM_LIMIT, streamed);
    await expect(reading).rejects.toBeInstanceOf(UnreadableAnswer);
    await expect(reading).rejects.toThrow(message);
    expect(counted.taken).toBeLessThanOrEqual(PLATFORM_LIMIT.bytes + 200_000);
  });

  test('that is a page is read as far as its title', async () => {
    const { counted, chunks } = endless('<html><title>Sign in</title>', '<p>');
    expect(await readJsonText(chunks, PLATFORM_LIMIT)).toMatch(/^<html><title>Sign in<\/title><p>/);
    expect(counted.taken).toBeLessThan(200_000);
  });

  test('may have a streamed list of any length', async () => {
    let lines = 0;
    const streamed = { field: 'Log', take: () => void lines++ };
    expect(await readJsonText(manyLines(), RECORD_LIMIT, streamed)).toBe('{"Log":[]}');
    expect(lines).toBe(200_001);
  });
});

describe('a check of many items', () => {
  const named = z.looseObject({ name: z.string() });

  test('ends with the first wrong one and names its place', () => {
    let seen = 0;
    const bad = Array.from({ length: 1_000 }, () =>
      Object.defineProperty({}, 'name', { enumerable: true, get: () => void seen++ }),
    );
    const result = arrayOf(named).safeParse([{ name: 'a' }, ...bad]);
    expect(result.error?.issues.map(({ path }) => path)).toEqual([[1, 'name']]);
    expect(seen).toBeLessThan(10);
    const members = recordOf(named).safeParse({ a: { name: 'a' }, b: {}, c: {} });
    expect(members.error?.issues.map(({ path }) => path)).toEqual([['b', 'name']]);
  });

  test('takes what it should and nothing of another kind', () => {
    expect(arrayOf(named).parse([{ name: 'a', more: 1 }])).toEqual([{ name: 'a', more: 1 }]);
    expect(recordOf(z.number()).parse({ a: 1, b: 2 })).toEqual({ a: 1, b: 2 });
    for (const wrong of [{}, null, undefined, 'text', 7])
      expect(arrayOf(named).safeParse(wrong).success).toBe(false);
    for (const wrong of [[], null, undefined, 'text', 7]) {
      expect(recordOf(z.number()).safeParse(wrong).success).toBe(false);
    }
  });
});
