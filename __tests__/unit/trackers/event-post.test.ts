import { describe, expect, test } from '@jest/globals';
import { TrackerFailure } from '../../../src/release/tracker.ts';
import { errorsIn, postEvent } from '../../../src/trackers/event-post.ts';
import { client, query, settled } from '../support/client.ts';
import { say, serve } from '../support/servers.ts';

const redact = (text: string): string => text.replaceAll('the-secret', '***');

describe('the errors in an answer', () => {
  test.each([
    ['', undefined],
    ['ok', undefined],
    ['null', undefined],
    ['[]', undefined],
    ['{"status":"success","message":"Change event processed"}', undefined],
    ['{"errors":[],"error":null,"rejected":0,"rejectedEvents":[]}', undefined],
    ['{"errors":["a","b"]}', 'a; b'],
    ['{"message":"Event is invalid","errors":["a"]}', 'Event is invalid: a'],
    ['{"error":"no"}', 'no'],
    ['{"errors":{"service":"is missing"}}', '{"service":"is missing"}'],
    ['{"accepted":[],"rejectedEvents":[{"reason":"type"}]}', '{"reason":"type"}'],
    ['{"rejectedDeployments":["a"]}', 'a'],
    ['{"errors":["not for the-secret"]}', 'not for ***'],
    [`{"errors":["${'x'.repeat(595)}the-secret"]}`, `${'x'.repeat(595)}***`],
  ])('%s', (answer, errors) => {
    expect(errorsIn(answer, redact)).toBe(errors);
  });
});

describe('an event that is posted', () => {
  const post = async (status: number, answer: string): Promise<unknown> => {
    const { url } = await serve(say(status, answer));
    const advise = ({ status: about }: { readonly status?: number }) => `Advice for ${about}.`;
    const { method: _, ...event } = query({ path: 'events', retry: 'report', patienceMs: 0 });
    return settled(postEvent({ server: client(url).server, redact, advise }, event));
  };

  test.each([
    [202, ''],
    [200, '{"errors":[]}'],
    [204, ''],
  ])('succeeds with %d %s', async (status, answer) => {
    expect(await post(status, answer)).toBeUndefined();
  });

  test.each([
    [200, '{"errors":["no"]}', 'The answer is a success, and it rejects the event: no (POST ', 422],
    [202, '{"rejectedEvents":["no"]}', 'and it rejects the event: no', 422],
    [403, '{"errors":["Forbidden"]}', 'answered HTTP 403: Forbidden', 403],
  ])('is refused with %d %s', async (status, answer, message, advised) => {
    const failure = (await post(status, answer)) as TrackerFailure;
    expect(failure).toBeInstanceOf(TrackerFailure);
    expect(failure.message).toContain(message);
    expect([failure.refused, failure.loud, failure.advice]).toEqual([true, true, `Advice for ${advised}.`]);
  });

  test('is not delivered to a login page', async () => {
    const failure = await post(200, '<html><title>Log in</title></html>');
    expect(failure).toMatchObject({ refused: false, message: expect.stringContaining('Log in') });
  });
});
