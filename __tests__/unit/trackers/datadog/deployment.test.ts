import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Announcement } from '../../../../src/release/announcement.ts';
import { type Status, statuses } from '../../../../src/release/outcome.ts';
import type { Conclusion } from '../../../../src/release/tracker.ts';
import { deploymentText, nanoseconds } from '../../../../src/trackers/datadog/deployment.ts';
import { createDatadog } from '../../../../src/trackers/datadog/tracker.ts';
import { client } from '../../support/client.ts';
import { deployment, plan } from '../../support/release.ts';

const commit = 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334';
const announcement: Announcement = {
  component: 'customer-portal',
  version: '1.2.3',
  hosts: ['example.appiancloud.com'],
  environment: 'production',
  description: 'Deployed by https://ci.example.com/7',
  owner: 'Octo Cat',
  startedAt: 1_767_225_600_123,
  plan: { ...plan, commit },
};
const conclusion = (status: Status = 'succeeded'): Conclusion => ({
  outcome: { status, reason: 'A reason.' },
  endedAt: 1_767_225_930_457,
  deployment,
});
const repository = 'https://github.com/acme/portal';
const textOf = (change: Partial<Announcement> = {}, address: string | undefined = repository): string =>
  deploymentText({ ...announcement, ...change }, conclusion(), deployment, address);

interface Body {
  readonly data: { readonly attributes: Readonly<Record<string, unknown>> };
}
const attributesOf = (text: string) => (JSON.parse(text) as Body).data.attributes;

test('the deployment', () => {
  expect(attributesOf(textOf())).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    service: 'customer-portal',
    env: 'production',
    version: '1.2.3',
    started_at: expect.any(Number),
    finished_at: expect.any(Number),
    git: { repository_url: repository, commit_sha: commit },
    custom_tags: [
      'status:succeeded',
      'platform:appian',
      'operation:deploy',
      'deployed_by:octo_cat',
      'deployment:d-1',
    ],
  });
});

describe('the times', () => {
  test('are nanoseconds, digit for digit', () => {
    expect(textOf()).toMatch(
      /^\{"data":\{"attributes":\{"started_at":1767225600123000000,"finished_at":1767225930457000000,"id":/,
    );
  });

  test('are exact for every millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8_640_000_000_000_000 }), (ms) => {
        expect(nanoseconds(ms)).toBe(`${ms}000000`);
      }),
    );
  });

  test('never end before they begin', () => {
    const text = deploymentText({ ...announcement, startedAt: 2e12 }, conclusion(), deployment, undefined);
    expect(text).toContain('"started_at":2000000000000000000,"finished_at":2000000000000000000,');
  });
});

describe('the commit', () => {
  test.each([
    [{ plan: { ...plan, commit: 'a1b2c3d' } }, repository],
    [{ plan }, repository],
    [{}, undefined],
  ])('is left out where Datadog would not take it (%#)', (change, address) => {
    expect(
      attributesOf(deploymentText({ ...announcement, ...change }, conclusion(), deployment, address)),
    ).not.toHaveProperty('git');
  });
});

describe('the id', () => {
  const idOf = (text: string): unknown => attributesOf(text)['id'];

  test('follows from the deployment, whichever run reports it', () => {
    expect(idOf(textOf({ startedAt: 1, owner: '', component: 'x' }))).toBe(idOf(textOf()));
  });

  test('of another deployment or site differs', () => {
    const other = deploymentText(announcement, conclusion(), { ...deployment, id: 'd-2' }, undefined);
    const elsewhere = textOf({ plan: { ...plan, host: 'other.example.com' } });
    expect(new Set([idOf(textOf()), idOf(other), idOf(elsewhere)]).size).toBe(3);
  });
});

test('a tag has only the characters that Datadog keeps', () => {
  const { custom_tags: tags } = attributesOf(textOf({ owner: `Ü "x", y\n${'z'.repeat(300)}` }));
  expect((tags as readonly string[])[3]).toBe(`deployed_by:ü_x_y_${'z'.repeat(200 - 18)}`);
});

test('only a deployment that the platform reported as a success is one, whatever its tests have shown', () => {
  const datadog = createDatadog(client(new URL('http://127.0.0.1:1')).server, {
    repositoryUrl: undefined,
    redact: (text) => text,
  });
  const recorded = statuses.filter((status) => datadog.recordsEnd?.(conclusion(status)));
  expect(recorded).toEqual(['succeeded', 'succeeded-with-warnings', 'tests-failed']);
  const { outcome, endedAt } = conclusion();
  expect(datadog.recordsEnd?.({ outcome, endedAt })).toBe(false);
  expect(datadog.start).toBeUndefined();
});
