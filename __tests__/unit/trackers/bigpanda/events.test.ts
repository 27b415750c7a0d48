import { describe, expect, test } from '@jest/globals';
import type { Announcement } from '../../../../src/release/announcement.ts';
import { statuses } from '../../../../src/release/outcome.ts';
import { TrackerFailure } from '../../../../src/release/tracker.ts';
import { createBigPanda, endEvent, startEvent } from '../../../../src/trackers/bigpanda/events.ts';
import { client, settled } from '../../support/client.ts';
import { plan } from '../../support/release.ts';
import { deadUrl, say, serve } from '../../support/servers.ts';

const announcement: Announcement = {
  component: 'customer-portal',
  version: '1.2.3',
  hosts: ['a.example.com', 'b.example.com'],
  environment: 'production',
  description: 'Deployed by https://ci.example.com/7',
  owner: 'octocat',
  startedAt: Date.UTC(2026, 0, 1, 0, 0, 0, 999),
  plan,
};
const record = { id: undefined, keep: () => {} };
const endedAt = Date.UTC(2026, 0, 1, 0, 5, 30, 1);
const triple = {
  component: 'customer-portal',
  version: '1.2.3',
  hosts: ['a.example.com', 'b.example.com'],
};

describe('the start event', () => {
  test('has whole seconds and says where it comes from', () => {
    expect(startEvent(announcement)).toEqual({
      ...triple,
      timestamp: 1_767_225_600,
      description: 'Deployed by https://ci.example.com/7',
      owner: 'octocat',
      source: 'lowcode-deploy',
    });
  });

  test('leaves out an owner whom nobody knows', () => {
    expect(startEvent({ ...announcement, owner: '' })).not.toHaveProperty('owner');
  });
});

describe('the end event', () => {
  test('of a success has the same component, version and hosts, and its status', () => {
    expect(
      endEvent(announcement, { outcome: { status: 'succeeded', reason: 'Deployed.' }, endedAt }),
    ).toEqual({
      ...triple,
      timestamp: 1_767_225_930,
      status: 'success',
    });
  });

  test('of a failure has the reason, too', () => {
    const outcome = {
      status: 'failed',
      reason: 'Appian could not import everything.',
      advice: 'Read the log.',
    } as const;
    expect(endEvent(announcement, { outcome, endedAt })).toEqual({
      ...triple,
      timestamp: 1_767_225_930,
      status: 'failure',
      errorMessage: 'failed: Appian could not import everything.',
    });
  });

  test.each(statuses)('of %s always says how it ended', (status) => {
    const good = status === 'succeeded' || status === 'succeeded-with-warnings';
    const event = endEvent(announcement, { outcome: { status, reason: 'r' }, endedAt });
    expect(event).toHaveProperty('status', good ? 'success' : 'failure');
    expect('errorMessage' in event).toBe(!good);
  });

  test('is not filled without bound', () => {
    const outcome = { status: 'failed', reason: 'x'.repeat(100_000) } as const;
    expect(JSON.stringify(endEvent(announcement, { outcome, endedAt })).length).toBeLessThan(2_500);
  });
});

describe('delivery BigPanda', () => {
  const signal = new AbortController().signal;

  test.each([200, 201, 202, 204])(
    'HTTP %i is a success, and the paths are the documented ones',
    async (status) => {
      const server = await serve(say(status, status === 204 ? '' : { response: { status: 'created' } }));
      const bigpanda = createBigPanda(client(server.url).server);
      await bigpanda.start?.(announcement, record, signal);
      await bigpanda.end(
        announcement,
        { outcome: { status: 'succeeded', reason: '' }, endedAt },
        record,
        signal,
      );
      expect(server.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
        'POST /data/events/deployments/start',
        'POST /data/events/deployments/end',
      ]);
    },
  );

  test.each([
    [400, true, 'Check `component`, `version` and `hosts`.'],
    [401, true, 'Check `bigpanda-token`'],
    [403, true, 'Check `bigpanda-token`'],
    [404, true, 'Check `bigpanda-url`.'],
    [410, true, 'Check that the runner'],
    [422, true, 'Check `component`'],
    [408, false, 'Check that the runner'],
    [429, false, 'Check that the runner'],
    [500, false, 'Check that the runner'],
    [501, false, 'Check that the runner'],
  ])('HTTP %i is a refusal: %p, and the advice says: %s', async (status, refused, advice) => {
    const server = await serve(say(status, { response: { errors: ['component is missing'] } }));
    const failure = await settled(
      createBigPanda(client(server.url).server).start?.(announcement, record, signal),
    );
    expect(failure).toBeInstanceOf(TrackerFailure);
    expect(failure).toMatchObject({ refused, advice: expect.stringContaining(advice) });
    expect(String(failure)).toContain('component is missing');
  });

  test('an event is repeated until it is heard, for two minutes at the start', async () => {
    const { server, clock } = client(await deadUrl());
    const failure = await settled(createBigPanda(server).start?.(announcement, record, signal));
    expect(failure).toMatchObject({ refused: false });
    const waited = clock.naps.reduce((sum, nap) => sum + nap, 0);
    expect(waited).toBeGreaterThan(60_000);
    expect(waited).toBeLessThanOrEqual(120_000);
  });

  test('and for 25 s at the end', async () => {
    const server = await serve(...Array.from({ length: 6 }, () => say(500)), say(201));
    const { server: bigpanda, clock } = client(server.url);
    const conclusion = { outcome: { status: 'failed', reason: '' }, endedAt } as const;
    await createBigPanda(bigpanda).end(announcement, conclusion, record, signal);
    expect(clock.naps).toHaveLength(6);
  });

  test('a run that has no time left gets that reason', async () => {
    const reason = new Error('it did not answer within 10 s.');
    const server = await serve(say(201));
    const told = createBigPanda(client(server.url).server).start?.(
      announcement,
      record,
      AbortSignal.abort(reason),
    );
    await expect(told).rejects.toBe(reason);
    expect(server.asked).toEqual([]);
  });
});
