import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Announcement } from '../../../../src/release/announcement.ts';
import { statuses } from '../../../../src/release/outcome.ts';
import { TrackerFailure } from '../../../../src/release/tracker.ts';
import {
  cut,
  deploymentOf,
  endOf,
  formatDeploymentId,
  parseDeploymentId,
  stateOf,
  statusOf,
} from '../../../../src/trackers/github/bodies.ts';
import { createGitHub } from '../../../../src/trackers/github/tracker.ts';
import { client, settled } from '../../support/client.ts';
import { plan } from '../../support/release.ts';
import { say, serve } from '../../support/servers.ts';

const announcement: Announcement = {
  component: 'customer-portal',
  version: '1.2.3',
  hosts: ['portal.example.com'],
  environment: 'production',
  description: 'Deployed by https://ci.example.com/7',
  owner: 'octocat',
  startedAt: 0,
  plan: { ...plan, commit: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334' },
};
const record = { id: undefined, keep: () => {} };
const repository = { owner: 'acme', repo: 'portal' };
const signal = new AbortController().signal;

describe('a GitHub deployment', () => {
  test('merges nothing and waits for no check', () => {
    expect(deploymentOf(announcement)).toMatchObject({
      ref: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
      auto_merge: false,
      required_contexts: [],
      environment: 'production',
      payload: { trace: 'lowcode-deploy/7/1/deploy/step/0123456789abcdef' },
    });
  });

  test.each([
    [['portal.example.com'], 'https://portal.example.com'],
    [['prod-1'], undefined],
    [['a.example.com', 'b.example.com'], undefined],
    [['evil.example.com/x?y'], undefined],
    [[], undefined],
  ])('on %p leads to %p', (hosts, url) => {
    expect(statusOf({ ...announcement, hosts }, 'in_progress', '').environment_url).toBe(url);
  });

  test.each(statuses)('that ended as %s has a state for it', (status) => {
    const good = status === 'succeeded' || status === 'succeeded-with-warnings';
    expect(stateOf(status) === 'success').toBe(good);
  });

  test('reports the end and the deployment in what GitHub has room for', () => {
    const outcome = { status: 'failed', reason: 'x'.repeat(500) } as const;
    const deployment = { id: '20000000-0000-4000-8000-000000000001', url: '', acceptedAt: 0 };
    const { description, state } = endOf(announcement, { outcome, endedAt: 0, deployment });
    expect(state).toBe('failure');
    expect(description).toHaveLength(140);
    expect(parseDeploymentId(description)).toBe(deployment.id);
  });

  test('has a description that is never too long and never half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const short = cut(text);
        expect(short.length).toBeLessThanOrEqual(140);
        expect(/[\uD800-\uDBFF]…$/.test(short)).toBe(false);
      }),
    );
  });

  test('names the deployment in words that are found again, and no others', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w-][\w.-]{0,100}$/), (id) => {
        expect(parseDeploymentId(formatDeploymentId(id))).toBe(id);
      }),
    );
    for (const text of ['failed: the deployment broke', 'deployment ../x', 'deployment a b', ''])
      expect(parseDeploymentId(text)).toBeUndefined();
  });
});

describe('a refusal of GitHub', () => {
  const limited = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '4000000000' };
  test.each([
    [
      'a missing permission',
      say(403, { message: 'Resource not accessible by integration' }),
      true,
      false,
      'deployments: write',
    ],
    [
      'a repository that the token does not see',
      say(404, { message: 'Not Found' }),
      true,
      false,
      'deployments: write',
    ],
    ['a bad token', say(401, { message: 'Bad credentials' }), true, true, '`github-token`'],
    ['an unknown commit', say(422, { message: 'No ref found for: x' }), true, true, 'the commit'],
    ['a conflict', say(409, { message: 'Conflict' }), true, true, 'the commit'],
    [
      'the hourly limit',
      say(403, { message: 'API rate limit exceeded' }, limited),
      false,
      false,
      'limits its callers',
    ],
    ['a server error', say(501, {}), false, false, 'can reach'],
  ])('for %s', async (_, answer, refused, loud, advice) => {
    const server = await serve(answer);
    const { server: github, clock } = client(server.url);
    const failure = await settled(
      createGitHub(github, clock, repository).start?.(announcement, record, signal),
    );
    expect(failure).toBeInstanceOf(TrackerFailure);
    expect(failure).toMatchObject({ refused, loud, advice: expect.stringContaining(advice) });
  });

  test('that is a limit for a moment is waited out', async () => {
    const server = await serve(say(403, {}, { 'retry-after': '5' }), say(201, { id: 42 }));
    const { server: github, clock } = client(server.url);
    const kept: string[] = [];
    await createGitHub(github, clock, repository).start?.(
      announcement,
      { id: undefined, keep: (id) => kept.push(id) },
      signal,
    );
    expect(kept).toEqual(['42']);
    expect(clock.naps).toEqual([5_000]);
  });
});

test.each(['"../x"', '-1', '0', '1.5', 'null'])('the id %s is refused', async (id) => {
  const server = await serve(say(201, `{"id":${id}}`), say(200, []));
  const { server: github, clock } = client(server.url);
  const failure = await settled(
    createGitHub(github, clock, repository).start?.(announcement, record, signal),
  );
  expect(String(failure)).toContain('cannot be read');
  // It said yes: once more would perhaps be twice.
  expect(server.asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
});
