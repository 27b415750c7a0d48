import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createRateBudget } from '../../../../src/platforms/odc/budget.ts';
import { fakeClock } from '../../support/clock.ts';

const signal = new AbortController().signal;
const paths = [
  'deployments/v1/deployment-operations',
  'deployments/v1/deployment-operations/d1/messages?limit=100',
  'builds/v1/build-operations',
  'asset-repository/v1/assets?nameContains=a',
];

/** The most entries in any minute. */
function mostInAMinute(times: readonly number[]): number {
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + 60_000).length));
}

test('no minute has more requests to an API, or POSTs to an endpoint, than its limit', async () => {
  const request = fc.tuple(fc.constantFrom('GET', 'POST'), fc.constantFrom(...paths));
  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 100, maxLength: 300 }), async (requests) => {
      const clock = fakeClock();
      const budget = createRateBudget(clock, () => {});
      const sent: { readonly api: string; readonly post: string; readonly at: number }[] = [];
      // Some wait at the same time.
      const send = async ([method, path]: readonly [string, string]): Promise<void> => {
        await budget.take(method, path, signal);
        const [bare = ''] = path.split('?');
        sent.push({ api: bare.split('/')[0] ?? '', post: method === 'POST' ? bare : '', at: clock.now() });
      };
      for (let from = 0; from < requests.length; from += 3)
        await Promise.all(requests.slice(from, from + 3).map(send));
      for (const api of new Set(sent.map((each) => each.api)))
        expect(
          mostInAMinute(sent.filter((each) => each.api === api).map(({ at }) => at)),
        ).toBeLessThanOrEqual(100);
      for (const post of ['deployments/v1/deployment-operations', 'builds/v1/build-operations'])
        expect(
          mostInAMinute(sent.filter((each) => each.post === post).map(({ at }) => at)),
        ).toBeLessThanOrEqual(10);
    }),
    { numRuns: 20 },
  );
});

test('a wait ends with the run', async () => {
  const budget = createRateBudget(fakeClock(), () => {});
  const run = new AbortController();
  for (let n = 0; n < 10; n++) await budget.take('POST', 'builds/v1/build-operations', run.signal);
  run.abort(new Error('cancelled'));
  await expect(budget.take('POST', 'builds/v1/build-operations', run.signal)).rejects.toThrow('cancelled');
});
