import { describe, expect, test } from '@jest/globals';
import { outputs } from '../../../src/definition.ts';
import { trackers } from '../../../src/registry.ts';
import { statuses } from '../../../src/release/outcome.ts';
import { resultWithoutRelease } from '../../../src/release/result.ts';
import { outputsOf, resultOf } from '../../../src/report/outputs.ts';
import { NEW_YEAR } from '../support/clock.ts';
import { deployment, releaseResult } from '../support/release.ts';

const full = releaseResult(
  { status: 'succeeded', reason: 'Deployed.' },
  {
    inspection: { id: 'i-1', status: 'COMPLETED', errors: 0, warnings: 3, problems: [], counts: [] },
    deployment,
    platformStatus: 'COMPLETED',
    trackers: { bigpanda: { started: 'sent', ended: 'sent' } },
    recordIds: { 'deployments-api': 'r-1', github: '42' },
    timeline: [{ section: 'Appian', title: 'deployment', from: NEW_YEAR, to: NEW_YEAR + 1_000, good: true }],
    logFile: 'out/deployment.log',
    logExcerpt: 'Success',
  },
);

const files = { result: 'out/result.json', junit: 'out/junit.xml', page: 'out/report.html' };

describe('the outputs', () => {
  test('of a whole release', () => {
    expect(outputsOf(full, files, trackers)).toEqual({
      status: 'succeeded',
      'deployment-id': 'd-1',
      'deployment-url': 'https://example.appiancloud.com/suite/deployment-management/v2/deployments/d-1/',
      'inspection-id': 'i-1',
      version: '1.2.3',
      errors: '0',
      warnings: '3',
      tests: '',
      'started-at': '2026-01-01T00:00:00.000Z',
      'ended-at': '2026-01-01T00:01:05.400Z',
      'duration-seconds': '65',
      'log-file': 'out/deployment.log',
      'result-file': 'out/result.json',
      'junit-file': 'out/junit.xml',
      'report-file': 'out/report.html',
      'package-file': 'out/customer-portal.zip',
      'release-folder': '',
      deployments: '[{"application":"customer-portal","version":"1.2.3","id":"d-1","status":"succeeded"}]',
      'package-sha256': 'ab'.repeat(32),
      'deployments-api-id': 'r-1',
      'github-deployment-id': '42',
      trackers:
        '{"bigpanda":{"started":"sent","ended":"sent"},"deployments-api":{"started":"skipped","ended":"skipped"},"github":{"started":"skipped","ended":"skipped"},"cdevents":{"started":"skipped","ended":"skipped"},"pagerduty":{"started":"skipped","ended":"skipped"},"datadog":{"started":"skipped","ended":"skipped"}}',
    });
  });

  test.each(statuses)(
    'are all there when it ended as %s before there was a plan, each on one line',
    (status) => {
      const values = outputsOf(
        resultWithoutRelease({ status, reason: 'r' }, NEW_YEAR, NEW_YEAR),
        { result: '', junit: '', page: '' },
        trackers,
      );
      expect(Object.keys(values).toSorted()).toEqual(Object.keys(outputs).toSorted());
      for (const value of Object.values(values)) expect(value).toMatch(/^[^\r\n]*$/);
      expect(values).toMatchObject({
        status,
        'deployment-id': '',
        version: '',
        errors: '0',
        'duration-seconds': '0',
      });
    },
  );
});

describe('the result file', () => {
  test('is JSON with everything known, but the log, which has its own file', () => {
    const text = resultOf(full, trackers);
    expect(text.endsWith('}\n')).toBe(true);
    const result = JSON.parse(text) as Record<string, unknown>;
    expect(result).toMatchObject({
      status: 'succeeded',
      reason: 'Deployed.',
      'started-at': '2026-01-01T00:00:00.000Z',
      'duration-seconds': 65,
      plan: { component: 'customer-portal' },
      inspection: { id: 'i-1', warnings: 3 },
      deployment: { id: 'd-1', acceptedAt: '2026-01-01T00:00:00.000Z' },
      'platform-status': 'COMPLETED',
      trackers: { bigpanda: { ended: 'sent' } },
      timeline: [{ from: '2026-01-01T00:00:00.000Z', to: '2026-01-01T00:00:01.000Z' }],
    });
    expect(text).not.toContain('Success');
  });

  test('of a run without a plan is JSON, too', () => {
    const result = resultWithoutRelease(
      { status: 'invalid-input', reason: 'r', advice: 'a' },
      NEW_YEAR,
      NEW_YEAR,
    );
    expect(JSON.parse(resultOf(result, trackers))).toMatchObject({
      status: 'invalid-input',
      reason: 'r',
      advice: 'a',
    });
  });
});
