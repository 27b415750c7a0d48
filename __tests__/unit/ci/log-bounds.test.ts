import { expect, test } from '@jest/globals';
import { guardLog } from '../../../src/ci/sanitize.ts';
import { createLogTail } from '../../../src/platforms/outsystems/log.ts';
import type { Log } from '../../../src/shared/log.ts';

/** A log that counts what it is given. */
function counter(): {
  readonly log: Log;
  readonly written: () => { characters: number; lines: number; last: string };
} {
  const written = { characters: 0, lines: 0, last: '' };
  const write = (text: string): void => {
    written.characters += text.length;
    written.lines += text.split('\n').length;
    written.last = text;
  };
  return {
    log: {
      info: write,
      debug: write,
      notice: write,
      warning: write,
      error: write,
      group: (title, lines) => [title, ...lines].forEach(write),
    },
    written: () => written,
  };
}

const LIMIT = 16 * 1024 * 1024;
const lines = `${'x'.repeat(3_000)}\n`.repeat(500);
const itself = (text: string): string => text;

test('remote text does not fill the log, and what comes last still has a place', () => {
  const { log, written } = counter();
  const guarded = guardLog(log, itself);
  for (let at = 0; at < 50; at++) guarded.info(lines);
  guarded.group(
    'Problems',
    Array.from({ length: 50 }, () => lines),
  );
  guarded.info('succeeded: all is well');
  expect(written().characters).toBeLessThan(LIMIT);
  expect(written().last).toBe('succeeded: all is well');
});

test('an annotation is short', () => {
  const { log, written } = counter();
  guardLog(log, itself).error('a conflict\n'.repeat(100_000));
  expect(written()).toMatchObject({ lines: 101, last: expect.stringMatching(/\n… and 99901 more lines$/) });
});

test('a deployment log of long lines is shown up to a bound, and its errors stay one sentence', () => {
  const { log, written } = counter();
  const tail = createLogTail();
  const Message = 'an error '.repeat(10_000);
  for (let at = 0; at < 2_000; at++)
    tail.add(() => JSON.stringify({ Instant: '', Type: at % 9 === 0 ? 'Error' : 'Info', Message }), at, log);
  expect(written().characters).toBeLessThan(LIMIT / 4);
  expect(written().last).toMatch(/the file of output `log-file` will contain all of it/);
  expect(tail.sayErrors().length).toBeLessThan(8_000);
});
