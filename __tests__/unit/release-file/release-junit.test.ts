import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Status } from '../../../src/release/outcome.ts';
import type { FileDeployment } from '../../../src/release-file/deployments.ts';
import { renderReleaseJUnit } from '../../../src/release-file/release-junit.ts';
import {
  type ItemReport,
  type ReleaseReport,
  reportRelease,
} from '../../../src/release-file/release-report.ts';
import { endOf, skipped } from '../../../src/release-file/verdict.ts';
import { junitProblems } from '../../support/junit.ts';
import { recordedCi } from '../../support/recorded-ci.ts';
import { NEW_YEAR } from '../support/clock.ts';
import { releaseResult } from '../support/release.ts';

const HOSTILE = ']]></failure> & "x" \u0000 → test';

const deploymentOf = (name: string): FileDeployment => ({
  name,
  item: name,
  environment: 'test',
  platform: 'appian',
  stage: 1,
  env: {},
  secrets: {},
});

function item(name: string, status: Status, more: object = {}, red = false): ItemReport {
  const result = releaseResult({ status, reason: `It is ${status}.`, advice: 'Look.' }, more);
  return { ...endOf(status, red), deployment: deploymentOf(name), result, problems: [] };
}

function releaseOf(items: readonly ItemReport[], more: Partial<ReleaseReport> = {}): ReleaseReport {
  const times = { startedAt: NEW_YEAR, endedAt: NEW_YEAR + 90_000 };
  return { ...endOf('succeeded', false), file: 'release.yml', ...times, problems: [], items, ...more };
}

const render = (report: ReleaseReport, redact = (text: string) => text): string =>
  renderReleaseJUnit(report, redact);

/** `suite/name: verdict` of each case, in order. */
const verdicts = (xml: string): readonly string[] =>
  [
    ...xml.matchAll(
      /<testcase classname="([^"]*)" name="([^"]*)" time="[\d.]+"(?:\/>|>\s*<(failure|error|skipped))/g,
    ),
  ].map(([, suite, name, verdict = 'passed']) => `${suite}/${name}: ${verdict}`);

const problem = (severity: 'error' | 'warning') => ({ severity, object: 'Rule', uuid: '', message: 'No.' });
const inspection = {
  id: 'i-1',
  status: 'COMPLETED',
  errors: 1,
  warnings: 1,
  problems: [problem('error'), problem('warning')],
  counts: [],
};
const testCases = [
  { suite: 'Taxes', name: 'adds', status: 'passed', message: '' },
  { suite: 'Taxes', name: 'divides', status: 'failed', message: 'By zero.' },
];

describe('the JUnit file of a release', () => {
  const failed = releaseOf(
    [
      item('a → test', 'inspection-failed', { inspection }),
      item('b → test', 'tests-failed', { testCases }),
      { ...item('c → test', 'inspection-failed', { inspection }), onWarnings: 'fail' },
      { ...skipped, deployment: deploymentOf('d → test'), problems: [] },
    ],
    { ...endOf('tests-failed', true), advice: 'Run it again.' },
  );

  test('has a suite for the release and one for each deployment, with its problems and tests', () => {
    const xml = render(failed);
    expect(verdicts(xml)).toEqual([
      'release/release release.yml: failure',
      'a → test/deploy customer-portal 1.2.3 to production: failure',
      'a → test/inspection: Rule: failure',
      'a → test/inspection: Rule (2): skipped',
      'b → test/deploy customer-portal 1.2.3 to production: failure',
      'b → test/tests.Taxes: adds: passed',
      'b → test/tests.Taxes: divides: failure',
      'c → test/deploy customer-portal 1.2.3 to production: failure',
      'c → test/inspection: Rule: failure',
      'c → test/inspection: Rule (2): failure',
      'd → test/d → test: skipped',
    ]);
    expect(xml).toContain(
      '<testsuites name="lowcode-deploy" tests="11" failures="8" errors="0" time="90.000">',
    );
    expect(xml).toContain(
      '4 deployments: 2 inspection-failed, 1 tests-failed, 1 skipped.&#10;What to do: Run it again.',
    );
  });

  test.each([
    ['succeeded', endOf('succeeded', false), 'passed'],
    ['pending-review', endOf('pending-review', false), 'skipped'],
    ['red because of a tracker', endOf('succeeded', true), 'failure'],
    ['invalid-input', endOf('invalid-input', true), 'failure'],
    ['cancelled', endOf('cancelled', true), 'failure'],
  ])('of a release that is %s', (_, end, verdict) => {
    expect(verdicts(render(releaseOf([], end)))).toEqual([`release/release release.yml: ${verdict}`]);
  });

  test('says why a deployment is red although it succeeded, and what is wrong with its inputs', () => {
    const trackerTrouble = ['BigPanda was not notified.'];
    const wrong: ItemReport = {
      ...endOf('invalid-input', true),
      deployment: deploymentOf('b'),
      problems: ['input "url" is missing.'],
    };
    const xml = render(releaseOf([item('a', 'succeeded', { trackerTrouble }, true), wrong]));
    expect(verdicts(xml).slice(1)).toEqual([
      'a/deploy customer-portal 1.2.3 to production: failure',
      'b/b: failure',
    ]);
    expect(xml).toContain('BigPanda was not notified.');
    expect(xml).toContain('input &#34;url&#34; is missing.');
  });

  test('follows the schema, with hostile texts and without secrets', async () => {
    const hostile = releaseOf(
      [item(HOSTILE, 'failed'), item(HOSTILE, 'succeeded', { trackerTrouble: [HOSTILE] }, true)],
      {
        ...endOf('failed', true),
        file: HOSTILE,
        problems: [HOSTILE],
      },
    );
    const secret = render(failed, (text) => text.replaceAll('By zero', '***'));
    expect(secret).toContain('***.');
    expect(secret).not.toContain('By zero');
    expect(
      await junitProblems({ failed: secret, hostile: render(hostile), empty: render(releaseOf([])) }),
    ).toEqual([]);
  });

  test('keeps its verdicts if a secret has the same text as one of them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'release-junit-'));
    try {
      const { ci } = recordedCi({}, folder, '');
      const redact = (text: string): string => text.replace(/^(?:failed|error|inspection-failed)$/, '***');
      await reportRelease(failed, { ci, log: ci.log, redact, paths: {} });
      expect(readFileSync(join(folder, 'junit.xml'), 'utf8')).toBe(render(failed));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('stays below the size that GitLab reads, however many deployments fail', () => {
    const problems = Array.from({ length: 2_000 }, (_, at) => ({
      ...problem('error'),
      object: `Rule ${at}`,
      message: 'x'.repeat(8_000),
    }));
    const big = { inspection: { ...inspection, problems } };
    const xml = render(
      releaseOf(Array.from({ length: 12 }, (_, at) => item(`i${at}`, 'inspection-failed', big))),
    );
    expect(Buffer.byteLength(xml)).toBeLessThan(30 * 1024 * 1024);
    expect(verdicts(xml).filter((each) => each.endsWith(' more: failure'))).toHaveLength(12);
  });
});
