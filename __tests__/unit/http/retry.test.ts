import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type FailureFacts, HttpFailure } from '../../../src/http/failure.ts';
import { mayRepeat, parseRateLimit, parseRetryAfter, pauseBefore } from '../../../src/http/retry.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');

function failure(facts: Partial<FailureFacts>): HttpFailure {
  return new HttpFailure({
    kind: 'status',
    sent: 'all',
    server: 'Appian',
    method: 'GET',
    where: 'example.com/x',
    text: '',
    ...facts,
  });
}

describe('what may be sent again', () => {
  test.each([
    [{ kind: 'unreachable', sent: 'nothing' }, true, true],
    [{ kind: 'unreachable', sent: 'part' }, true, false],
    [{ kind: 'distrusted', sent: 'nothing' }, false, false],
    [{ kind: 'lost', sent: 'part' }, true, false],
    [{ kind: 'lost', sent: 'all' }, true, false],
    [{ kind: 'silent', sent: 'part' }, true, false],
    [{ kind: 'silent', sent: 'all' }, true, false],
    [{ kind: 'unreadable' }, true, false],
    [{ status: 301 }, false, false],
    [{ status: 303 }, false, false],
    [{ status: 400 }, false, false],
    [{ status: 401 }, false, false],
    [{ status: 403 }, false, false],
    [{ status: 404 }, false, false],
    [{ status: 408 }, true, false],
    [{ status: 409 }, false, false],
    [{ status: 422 }, false, false],
    [{ status: 429 }, true, true],
    [{ status: 500 }, true, false],
    [{ status: 501 }, false, false],
    [{ status: 502 }, true, false],
    [{ status: 503 }, true, false],
    [{ status: 503, retryAfterMs: 1000 }, true, false],
    [{ status: 504, retryAfterMs: 1000 }, true, false],
    [{ status: 500, retryAfterMs: 1000 }, true, false],
  ] as const)('%j: a question %p, a deployment %p', (facts, question, effect) => {
    expect(mayRepeat('read', failure(facts))).toBe(question);
    expect(mayRepeat('report', failure(facts))).toBe(question);
    expect(mayRepeat('effect', failure(facts))).toBe(effect);
  });

  test('a deployment that may have started is never asked for again', () => {
    const kinds = ['unreachable', 'distrusted', 'lost', 'silent', 'status', 'unreadable'] as const;
    fc.assert(
      fc.property(
        fc.record(
          {
            kind: fc.constantFrom(...kinds),
            sent: fc.constantFrom('nothing', 'part', 'all'),
            status: fc.integer({ min: 300, max: 599 }),
            retryAfterMs: fc.nat(),
          },
          { requiredKeys: ['kind', 'sent', 'status'] },
        ),
        (facts) => {
          const failed = failure(facts);
          expect(mayRepeat('effect', failed) && failed.mayHaveActed).toBe(false);
        },
      ),
    );
  });
});

describe('the pause before another try', () => {
  test.each([
    [2, 0, 125],
    [2, 1, 250],
    [3, 0, 250],
    [3, 1, 500],
    [4, 0.5, 750],
    [8, 1, 15_000],
    [50, 0, 7_500],
    [5000, 1, 15_000],
  ])('before attempt %i with chance %p it is %i ms', (next, random, ms) => {
    expect(pauseBefore(next, failure({ status: 500 }), random)).toBe(ms);
  });

  test('it lies in the upper half of a bound that doubles up to 15 s', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 2000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (next, random) => {
          const pause = pauseBefore(next, failure({ status: 500 }), random);
          const bound = Math.min(15_000, 250 * 2 ** (next - 2));
          expect(pause).toBeGreaterThanOrEqual(bound / 2);
          expect(pause).toBeLessThanOrEqual(bound);
        },
      ),
    );
  });

  test('the server may ask for a longer one', () => {
    expect(pauseBefore(2, failure({ status: 429, retryAfterMs: 40_000 }), 0.5)).toBe(40_000);
  });

  test.each([
    [failure({ status: 429 }), 60_000, 0, 60_000],
    [failure({ status: 429 }), 60_000, 1, 66_000],
    [failure({ status: 429, retryAfterMs: 7_000 }), 60_000, 0, 7_000],
    [failure({ status: 503 }), 60_000, 1, 250],
    [failure({ status: 429 }), undefined, 1, 250],
  ])('a rate limit without a pause has the one of its API', (failed, limitMs, random, ms) => {
    expect(pauseBefore(2, failed, random, limitMs)).toBe(ms);
  });

  test('a server that asks for no pause at all is given one all the same', () => {
    expect(pauseBefore(6, failure({ status: 503, retryAfterMs: 0 }), 0)).toBeGreaterThan(0);
  });
});

describe('the header Retry-After', () => {
  test.each([
    ['0', 0],
    ['7', 7_000],
    [' 120 ', 120_000],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Thursday, 01-Jan-26 00:00:30 GMT', 30_000],
    ['Wed, 31 Dec 2025 23:00:00 GMT', 0],
    [undefined, undefined],
    ['', undefined],
    ['soon', undefined],
    ['٣', undefined],
    ['9'.repeat(400), undefined],
  ])('%p means %p ms', (header, ms) => {
    expect(parseRetryAfter(header, NOW)).toBe(ms);
  });

  test('numbers that are no seconds are no date either', () => {
    expect([parseRetryAfter('-1', NOW), parseRetryAfter('1.5', NOW)]).toEqual([undefined, undefined]);
  });

  test('whatever it says, the pause is a number from 0, or none is asked for', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const ms = parseRetryAfter(header, NOW) ?? 0;
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThan(Infinity);
      }),
    );
  });
});

describe('how many requests a server takes', () => {
  const moment = NOW / 1000 + 90;
  test.each([
    ['nothing is said', {}, { exhausted: false }],
    ['some are left', { 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': '60' }, { exhausted: false }],
    ['a pause is asked for', { 'retry-after': '5' }, { retryAfterMs: 5_000, exhausted: false }],
    [
      'none is left until a moment, as GitHub says it',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(moment) },
      { retryAfterMs: 90_000, exhausted: true },
    ],
    [
      'none is left for a while',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '60' },
      { retryAfterMs: 60_000, exhausted: true },
    ],
    [
      'the pause counts more than the reset',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '60', 'retry-after': '2' },
      { retryAfterMs: 2_000, exhausted: true },
    ],
    [
      'the moment has passed',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1000000001' },
      { retryAfterMs: 0, exhausted: true },
    ],
    [
      'the reset is no number',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'soon' },
      { exhausted: true },
    ],
    ['nobody knows until when', { 'x-ratelimit-remaining': '0' }, { exhausted: true }],
  ])('where %s', (_, headers, expected) => {
    expect(parseRateLimit(headers, NOW)).toEqual(expected);
  });
});
