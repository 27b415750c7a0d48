import { describe, expect, test } from '@jest/globals';
import type { Announcement } from '../../../../src/release/announcement.ts';
import { statuses } from '../../../../src/release/outcome.ts';
import { parseMarker } from '../../../../src/release/run-marker.ts';
import {
  changeOf,
  createBigPandaChanges,
  identifierOf,
  knownChange,
  statusOf,
} from '../../../../src/trackers/bigpanda/changes.ts';
import { client } from '../../support/client.ts';
import { plan } from '../../support/release.ts';
import { cutBody, hangUp, say, serve } from '../../support/servers.ts';

const startedAt = Date.UTC(2026, 0, 1, 0, 0, 0, 999);
const announcement: Announcement = {
  component: 'customer-portal',
  version: '1.2.3',
  hosts: ['a.example.com', 'b.example.com'],
  environment: 'production',
  description: 'Deployed by https://ci.example.com/7',
  owner: '',
  startedAt,
  plan,
};
const deployment = { id: 'd-1', url: '', acceptedAt: 0 };
const identifier = 'lowcode-deploy/7/1/deploy/step/0123456789abcdef/1767225600';

describe('a change', () => {
  test('has an identifier of its own for each release', () => {
    expect(identifierOf(announcement)).toBe(identifier);
    expect(identifierOf({ ...announcement, startedAt: startedAt + 1000 })).not.toBe(identifier);
  });

  test('is posted whole at its end, with whole seconds and texts as tags', () => {
    const outcome = { status: 'failed', reason: 'Appian could not import everything.' } as const;
    const endedAt = startedAt + 61_000;
    expect(changeOf(announcement, identifier, { status: 'Done', deployment, outcome, endedAt })).toEqual({
      identifier,
      status: 'Done',
      summary: 'Deploy customer-portal 1.2.3 to production',
      start: 1_767_225_600,
      end: 1_767_225_661,
      ticket_url: 'https://ci.example.com/7',
      tags: {
        component: 'customer-portal',
        version: '1.2.3',
        environment: 'production',
        hosts: 'a.example.com, b.example.com',
        platform: 'Appian',
        run: 'https://ci.example.com/7',
        description: 'Deployed by https://ci.example.com/7',
        result: 'failed',
        reason: 'Appian could not import everything.',
        deployment: 'd-1',
        duration: '61 s',
      },
      metadata: { source: 'lowcode-deploy', deploymentId: 'd-1' },
    });
  });

  test('keeps the start that its identifier has, in every process', () => {
    const later = { ...announcement, startedAt: startedAt + 90_000 };
    expect(changeOf(later, identifier, { status: 'Planned' })).toHaveProperty('start', 1_767_225_600);
    expect(changeOf(later, 'made by somebody else', { status: 'Planned' })).toHaveProperty(
      'start',
      1_767_225_690,
    );
  });

  test('says of a rollback that it is one', () => {
    const rollback = { ...announcement, plan: { ...plan, operation: 'rollback' } } as const;
    expect(changeOf(rollback, identifier, { status: 'Planned' })).toHaveProperty(
      'summary',
      'Roll back customer-portal 1.2.3 to production',
    );
  });
});

describe('the status of a change that ended as', () => {
  const done = new Set<string>([
    'succeeded',
    'succeeded-with-warnings',
    'failed',
    'unknown',
    'timed-out',
    'needs-intervention',
    'tests-failed',
  ]);
  const doneWhereBegun = new Set<string>([...done, 'cancelled', 'aborted', 'error']);
  test.each(statuses)('%s', (status) => {
    const conclusion = { outcome: { status, reason: '' }, endedAt: 0 };
    expect(statusOf(conclusion)).toBe(done.has(status) ? 'Done' : 'Canceled');
    expect(statusOf({ ...conclusion, deployment })).toBe(doneWhereBegun.has(status) ? 'Done' : 'Canceled');
  });
});

describe('a change whose identifier is not known', () => {
  const tags = { component: 'customer-portal', version: '1.2.3', environment: 'production' };
  const other = { identifier: 'x', status: 'Planned', start: 9, tags };
  const earlier = { identifier, status: 'In Progress', start: 1, tags };
  const later = { ...announcement, plan: { ...plan, origin: { ...plan.origin, attempt: 2 } } };
  const resume = { ...announcement, plan: { ...plan, operation: 'resume' } } as const;

  test.each([
    ['that of an earlier attempt', [other, earlier], later, earlier],
    ['none that is done', [{ ...earlier, status: 'Done' }], later, undefined],
    ["none of somebody else's", [other], later, undefined],
    ['of a run that resumes, the newest of the same release', [{ ...other, start: 1 }, other], resume, other],
    [
      'of a run that resumes, none of another place',
      [{ ...other, tags: { ...tags, environment: 'test' } }],
      resume,
      undefined,
    ],
  ] as const)('is %s', (_, found, told, expected) => {
    expect(knownChange(found, told)).toBe(expected);
  });
});

test('changes show a later attempt which deployment they are of, and whether they are open', async () => {
  const results = [
    { identifier, status: 'In Progress', start: 1, tags: { deployment: 'd-1' } },
    { identifier, status: 'Done', start: 1, tags: { deployment: '../../other' } },
    { identifier: 'of somebody else', status: 'Planned', start: 1, tags: { deployment: 'd-2' } },
  ];
  const site = await serve(say(200, JSON.stringify({ results })));
  const { server, clock } = client(site.url);
  const { earlierMarkers } = createBigPandaChanges(server, clock);
  const trace = parseMarker(identifier);
  const record = { tracker: 'bigpanda', id: identifier };
  expect(await earlierMarkers?.(announcement, new AbortController().signal)).toEqual([
    { ...trace, record: { ...record, isOpen: true, isGood: false }, deploymentId: 'd-1' },
    // An id that leads elsewhere is none.
    { ...trace, record: { ...record, isOpen: false, isGood: false } },
  ]);
});

describe('a look-up that fails', () => {
  const second: Announcement = { ...announcement, plan: { ...plan, origin: { ...plan.origin, attempt: 2 } } };
  const silence = (): void => {};

  test.each([
    ['refused', say(403)],
    ['that answers nothing', silence],
    ['that answers what is no list', say(200, '<html>')],
    ['that breaks off', cutBody],
    ['that is reset', hangUp],
    ['that is not there for now', say(503)],
  ])('%s keeps back neither the start nor the end', async (_, answer) => {
    const sent: string[] = [];
    const site = await serve((response, request) => {
      if (request.method === 'POST') {
        sent.push(request.url ?? '');
        return say(200)(response, request);
      }
      answer(response, request);
      // Time passes only while somebody sleeps.
      if (answer === silence) void clock.sleep(5_000);
    });
    const { server, clock } = client(site.url);
    const tracker = createBigPandaChanges(server, clock);
    const { signal } = new AbortController();
    const began = clock.now();

    const ids: string[] = [];
    const record = { id: undefined, keep: (id: string) => ids.push(id) };
    await tracker.start?.(second, record, signal);
    const outcome = { status: 'succeeded', reason: '' } as const;
    await tracker.end(second, { outcome, endedAt: startedAt }, record, signal);

    expect(sent).toEqual(['/data/changes', '/data/changes']);
    expect(ids).toEqual([identifierOf(second), identifierOf(second)]);
    expect(clock.now() - began).toBeLessThanOrEqual(10_000);
    expect(clock.armed()).toBe(0);
  });
});
