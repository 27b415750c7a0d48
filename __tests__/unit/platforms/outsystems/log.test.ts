import { buffer } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createLogTail } from '../../../../src/platforms/outsystems/log.ts';

/** A log with these messages, as its file holds it. */
async function kept(messages: readonly string[]): Promise<string> {
  const tail = createLogTail();
  for (const [at, Message] of messages.entries()) tail.add(() => JSON.stringify({ Message }), at);
  return (await buffer(tail.text())).toString();
}

test('every line is kept as it came, however long it is and with any characters', async () => {
  const message = fc
    .tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 9 }), fc.integer({ min: 1, max: 30_000 }))
    .map(([text, times]) => text.repeat(times));
  await fc.assert(
    fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 8 }), async (messages) => {
      expect(await kept(messages)).toBe(messages.map((each) => `${each}\n`).join(''));
    }),
    { numRuns: 100 },
  );
});
