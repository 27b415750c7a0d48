import { describe, expect, test } from '@jest/globals';
import type { Announcement } from '../../../../src/release/announcement.ts';
import { type Status, statuses } from '../../../../src/release/outcome.ts';
import type { ReleasePlan } from '../../../../src/release/plan.ts';
import { runStepOf } from '../../../../src/release/run-marker.ts';
import { cloudEventHeaders } from '../../../../src/trackers/cdevents/binding.ts';
import {
  finishedEvent,
  pipelineOutcome,
  runIdOf,
  serviceChange,
  serviceEvent,
  startedEvent,
} from '../../../../src/trackers/cdevents/event.ts';
import { artifactId, sourceOf, uriOf } from '../../../../src/trackers/cdevents/names.ts';
import { deployment, plan } from '../../support/release.ts';

const announcement: Announcement = {
  component: 'customer-portal',
  version: '1.2.3',
  hosts: ['example.appiancloud.com'],
  environment: 'production',
  description: 'Deployed by https://ci.example.com/7',
  owner: 'octocat',
  startedAt: Date.UTC(2026, 0, 1),
  plan,
};
const endedAt = Date.UTC(2026, 0, 1, 0, 5);
const conclusion = (status: Status) => ({ outcome: { status, reason: 'A reason.' }, endedAt, deployment });
const withPlan = (change: Partial<ReleasePlan>): Announcement => ({
  ...announcement,
  plan: { ...plan, ...change },
});
const runId = runIdOf(announcement);

test('the events of a release', () => {
  const details = {
    platform: 'Appian',
    component: 'customer-portal',
    version: '1.2.3',
    environment: 'production',
    hosts: ['example.appiancloud.com'],
    owner: 'octocat',
    marker: 'lowcode-deploy/7/1/deploy/step/0123456789abcdef',
  };
  const pipeline = {
    pipelineName: 'Deploy customer-portal to production',
    uri: 'https://ci.example.com/7',
  };
  expect(startedEvent(announcement, runId)).toEqual({
    context: {
      specversion: '0.5.1',
      id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      source: 'https://ci.example.com/7',
      type: 'dev.cdevents.pipelinerun.started.0.3.0',
      timestamp: '2026-01-01T00:00:00.000Z',
      chainId: runId,
    },
    subject: { id: runId, content: pipeline },
    customData: details,
    customDataContentType: 'application/json',
  });
  expect(finishedEvent(announcement, runId, conclusion('failed'))).toMatchObject({
    context: {
      type: 'dev.cdevents.pipelinerun.finished.0.3.0',
      timestamp: '2026-01-01T00:05:00.000Z',
      chainId: runId,
    },
    subject: { id: runId, content: { ...pipeline, outcome: 'failure', errors: 'failed: A reason.' } },
    customData: { ...details, status: 'failed', deploymentId: 'd-1', deploymentUrl: deployment.url },
  });
  expect(serviceEvent(announcement, runId, conclusion('succeeded'))).toMatchObject({
    context: { type: 'dev.cdevents.service.deployed.0.3.0', chainId: runId },
    subject: {
      id: 'customer-portal',
      content: {
        environment: { id: 'production' },
        artifactId: `pkg:generic/customer-portal@1.2.3?checksum=sha256:${'ab'.repeat(32)}`,
      },
    },
  });
});

test('every status has an outcome, and only a proven success is one', () => {
  expect(group(statuses)).toEqual({
    success: ['succeeded', 'succeeded-with-warnings'],
    failure: [
      'inspection-failed',
      'conflicts',
      'refused',
      'failed',
      'rejected',
      'needs-intervention',
      'tests-failed',
    ],
    cancel: ['cancelled', 'aborted'],
    error: ['pending-review', 'timed-out', 'unknown', 'invalid-input', 'error'],
  });
});

describe('the service event', () => {
  test.each(statuses.filter((status) => !status.startsWith('succeeded')))('is absent after %s', (status) => {
    expect(serviceEvent(announcement, runId, conclusion(status))).toBeUndefined();
  });

  test('is absent if nothing was deployed', () => {
    const { outcome } = conclusion('succeeded');
    expect(serviceEvent(announcement, runId, { outcome, endedAt })).toBeUndefined();
  });

  test.each<[string, Partial<ReleasePlan>]>([
    ['deployed', {}],
    ['deployed', { replaces: '1.2.3' }],
    ['upgraded', { replaces: '1.2.2' }],
    ['rolledback', { operation: 'rollback', replaces: '1.3.0' }],
    ['rolledback', { operation: 'rollback' }],
  ])('says %s for %j', (change, more) => {
    expect(serviceChange(withPlan(more))).toBe(change);
  });
});

describe('the ids', () => {
  const idsOf = (each: Announcement, status: Status = 'succeeded'): readonly (string | undefined)[] => {
    const run = runIdOf(each);
    return [
      run,
      startedEvent(each, run).context.id,
      finishedEvent(each, run, conclusion(status)).context.id,
      serviceEvent(each, run, conclusion(status))?.context.id,
    ];
  };

  test('are those of an earlier process, whatever it did not save', () => {
    const later = withPlan({ files: [], description: 'cut', fingerprint: 'fedcba9876543210' });
    expect(idsOf(later)).toEqual(idsOf(announcement));
    expect(new Set(idsOf(announcement)).size).toBe(4);
  });

  test('keep the run in a later attempt, whose events are others', () => {
    const again = withPlan({ origin: runStepOf('7', 2, 'deploy', 'step') });
    const later = { ...again, startedAt: announcement.startedAt + 60_000 };
    expect(runIdOf(later)).toBe(runId);
    expect(startedEvent(later, runId).context.id).not.toBe(startedEvent(announcement, runId).context.id);
  });

  test('of an end that is corrected differ', () => {
    expect(idsOf(announcement, 'cancelled')[2]).not.toBe(idsOf(announcement)[2]);
  });

  test.each<[string, Announcement]>([
    ['component', { ...announcement, component: 'other' }],
    ['version', { ...announcement, version: '1.2.4' }],
    ['environment', { ...announcement, environment: 'test' }],
    ['run', withPlan({ origin: runStepOf('8', 1, 'deploy', 'step') })],
  ])('of another %s differ', (_, other) => {
    expect(idsOf(other).filter((id) => idsOf(announcement).includes(id))).toEqual([]);
  });
});

describe('names', () => {
  test.each([
    [
      'https://github.com/acme/portal/actions/runs/7/attempts/2',
      'https://github.com/acme/portal/actions/runs/7',
    ],
    ['https://gitlab.example.com/acme/portal/-/jobs/7', 'https://gitlab.example.com/acme/portal/-/jobs/7'],
  ])('the source of %s is that of all attempts', (runUrl, source) => {
    expect(sourceOf({ runUrl, host: 'a' })).toBe(source);
    expect(uriOf({ runUrl, host: 'a' })).toBe(runUrl);
  });

  test.each([
    ['example.appiancloud.com', 'urn:lowcode-deploy:example.appiancloud.com'],
    ['127.0.0.1:8089', 'urn:lowcode-deploy:127.0.0.1:8089'],
    ['[::1]:8089', 'urn:lowcode-deploy:%5B::1%5D:8089'],
  ])('outside of a CI system the platform at %s is the source', (host, urn) => {
    expect([sourceOf({ host }), uriOf({ host })]).toEqual([urn, urn]);
  });

  test.each([
    ['A, B', '1.0, 2.0', 'pkg:generic/A%2C%20B@1.0%2C%202.0'],
    ['Ärzte/Portal@home', '1+2 (x)', 'pkg:generic/%C3%84rzte%2FPortal%40home@1%2B2%20%28x%29'],
    ['\ud800', '~1', 'pkg:generic/%EF%BF%BD@~1'],
  ])('the package URL of %s %s', (component, version, url) => {
    expect(artifactId({ component, version, plan: {} })).toBe(url);
  });

  test('headers hold printable ASCII only, encoded as CloudEvents asks', () => {
    const event = serviceEvent(
      { ...announcement, component: 'Ü 100%\r\n"x"' },
      runId,
      conclusion('succeeded'),
    );
    expect(event && cloudEventHeaders(event)['ce-subject']).toBe('%C3%9C%20100%25%0D%0A%22x%22');
  });
});

/** The statuses by their outcomes. */
function group(all: readonly Status[]): Readonly<Record<string, readonly Status[]>> {
  const names = [...new Set(all.map(pipelineOutcome))];
  return Object.fromEntries(
    names.map((name) => [name, all.filter((each) => pipelineOutcome(each) === name)]),
  );
}
