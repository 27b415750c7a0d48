import { describe, expect, test } from '@jest/globals';
import type { Announcement } from '../../../../src/release/announcement.ts';
import { type Status, statuses } from '../../../../src/release/outcome.ts';
import { endEvent, startEvent } from '../../../../src/trackers/pagerduty/event.ts';
import { deployment, plan } from '../../support/release.ts';

const announcement: Announcement = {
  component: 'customer-portal',
  version: '1.2.3',
  hosts: ['example.appiancloud.com'],
  environment: 'production',
  description: 'Deployed by https://ci.example.com/7',
  owner: 'octocat',
  startedAt: Date.UTC(2026, 0, 1),
  plan: { ...plan, commit: 'a1b2c3d' },
};
const endedAt = Date.UTC(2026, 0, 1, 0, 5);
const rollback: Announcement = { ...announcement, plan: { ...plan, operation: 'rollback' } };
const conclusion = (status: Status, reason = 'A reason.') => ({
  outcome: { status, reason },
  endedAt,
  deployment,
});

const details = {
  component: 'customer-portal',
  version: '1.2.3',
  environment: 'production',
  hosts: ['example.appiancloud.com'],
  platform: 'Appian',
  owner: 'octocat',
  commit: 'a1b2c3d',
  marker: 'lowcode-deploy/7/1/deploy/step/0123456789abcdef',
};
const runLink = { href: 'https://ci.example.com/7', text: 'Pipeline run' };

test('the event of the start', () => {
  expect(startEvent(announcement)).toEqual({
    payload: {
      summary: 'Deploying customer-portal 1.2.3 to production',
      source: 'example.appiancloud.com',
      timestamp: '2026-01-01T00:00:00.000Z',
      custom_details: { status: 'started', ...details },
    },
    links: [runLink],
  });
});

test('the event of the end', () => {
  expect(endEvent(announcement, conclusion('succeeded'))).toEqual({
    payload: {
      summary: 'Deployed customer-portal 1.2.3 to production',
      source: 'example.appiancloud.com',
      timestamp: '2026-01-01T00:05:00.000Z',
      custom_details: { status: 'succeeded', reason: 'A reason.', ...details, deployment: 'd-1' },
    },
    links: [runLink, { href: deployment.url, text: 'Deployment on Appian' }],
  });
});

test('outside of a CI system, and without a deployment, there are no links', () => {
  const { runUrl: _, ...local } = plan;
  const { outcome } = conclusion('cancelled');
  expect(endEvent({ ...announcement, plan: local }, { outcome, endedAt }).links).toEqual([]);
});

describe('the summary', () => {
  test.each([
    [startEvent(rollback), 'Rolling back customer-portal to 1.2.3 in production'],
    [endEvent(rollback, conclusion('succeeded')), 'Rolled back customer-portal to 1.2.3 in production'],
    [
      endEvent(rollback, conclusion('failed')),
      'Rollback of customer-portal to 1.2.3 in production: failed. A reason.',
    ],
    [
      endEvent(announcement, conclusion('succeeded-with-warnings')),
      'Deployed customer-portal 1.2.3 to production, with warnings',
    ],
    [
      endEvent(announcement, conclusion('failed', 'Two\r\nlines.')),
      'Deployment of customer-portal 1.2.3 to production: failed. Two lines.',
    ],
  ])('%#', ({ payload }, summary) => {
    expect(payload.summary).toBe(summary);
  });

  test.each(statuses.filter((status) => !status.startsWith('succeeded')))(
    'of %s claims no success',
    (status) => {
      const { summary } = endEvent(announcement, conclusion(status)).payload;
      expect(summary).toBe(`Deployment of customer-portal 1.2.3 to production: ${status}. A reason.`);
    },
  );

  test.each([['x'.repeat(5_000)], ['😀'.repeat(1_000)], [`x${'😀'.repeat(1_000)}`]])(
    'is at most 1,024 characters long and splits none (%#)',
    (reason) => {
      const { summary } = endEvent(announcement, conclusion('failed', reason)).payload;
      expect(summary.length).toBeLessThanOrEqual(1_024);
      expect(summary.length).toBeGreaterThan(1_020);
      expect(Buffer.from(summary).toString()).toBe(summary);
    },
  );
});
