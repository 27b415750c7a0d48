import { expect, test } from '@jest/globals';
import type { ApiClient, RequestOptions } from '../../../src/http/client.ts';
import type { RetryClass } from '../../../src/http/retry.ts';
import { harmless } from '../../../src/job/doctor.ts';
import { connectionAdvice } from '../../../src/platforms/connection-advice.ts';
import { CHECKUP_MS } from '../../../src/release/budgets.ts';

/** A client that notes the requests and sends none. */
function noting(): { readonly client: ApiClient; readonly sent: readonly RequestOptions[] } {
  const sent: RequestOptions[] = [];
  const note = async (query: RequestOptions): Promise<never> => {
    sent.push(query);
    return Promise.reject(new Error('nothing was sent'));
  };
  const base = new URL('https://site.example.com/');
  return { client: { base, json: note, text: note, send: note, stream: note }, sent };
}

const query = (retry: RetryClass, patienceMs: number): RequestOptions => ({
  method: 'POST',
  path: 'deployments',
  retry,
  patienceMs,
  signal: new AbortController().signal,
});

const calls = ['json', 'text', 'send', 'stream'] as const;

test.each(calls)('no adapter can change anything during a checkup with %s', async (call) => {
  for (const retry of ['effect', 'report'] as const) {
    const { client, sent } = noting();
    const act = harmless(client)[call](query(retry, 0), async () => undefined);
    await expect(act).rejects.toThrow('A checkup must not send POST deployments.');
    expect(sent).toEqual([]);
  }
});

test.each(calls)('a question of a checkup is repeated for a short time with %s', async (call) => {
  for (const [given, kept] of [
    [Infinity, CHECKUP_MS.patience],
    [5, 5],
  ] as const) {
    const { client, sent } = noting();
    const act = harmless(client)[call](query('read', given), async () => undefined);
    await expect(act).rejects.toThrow('nothing was sent');
    expect(sent).toMatchObject([{ patienceMs: kept }]);
  }
});

test.each([
  ['unable to verify the first certificate (UNABLE_TO_VERIFY_LEAF_SIGNATURE)', /NODE_EXTRA_CA_CERTS/],
  [
    'certificate has expired (CERT_HAS_EXPIRED)',
    /a new certificate; if it has a valid one, correct the clock/,
  ],
  [
    "Hostname/IP does not match certificate's altnames: Host: a. is not in the cert's altnames: DNS:b",
    /Use a host name that the certificate of the server has/,
  ],
])('the advice about the certificate is for its fault: %s', (text, advice) => {
  expect(connectionAdvice('distrusted', text)).toMatch(advice);
});
