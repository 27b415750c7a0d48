import { describe, expect, test } from '@jest/globals';
import type { Status } from '../../../src/release/outcome.ts';
import { resultWithoutRelease } from '../../../src/release/result.ts';
import type { FileDeployment } from '../../../src/release-file/deployments.ts';
import { describeReport } from '../../../src/release-file/describe.ts';
import {
  formatResult,
  type ItemReport,
  type ReleaseReport,
} from '../../../src/release-file/release-report.ts';
import { endOf, skipped } from '../../../src/release-file/verdict.ts';
import { renderPage } from '../../../src/report/page.ts';
import { summarize } from '../../../src/report/summary.ts';
import { deployment as started } from '../support/release.ts';

const HOSTILE = '<img src=x onerror=alert(1)> | **bold** → test';

const of = (name: string, stage: number): FileDeployment => ({
  name,
  item: name,
  environment: 'test',
  platform: 'appian',
  stage,
  env: {},
  secrets: {},
});

function item(name: string, status: Status, more: object = {}, red = false): ItemReport {
  const result = { ...resultWithoutRelease({ status, reason: `It is ${status}.` }, 0, 61_000), ...more };
  return { ...endOf(status, red), deployment: of(name, 1), result, folder: 'run/a', problems: [] };
}

const report: ReleaseReport = {
  ...endOf('failed', true),
  file: 'release.yml',
  startedAt: 0,
  endedAt: 120_000,
  advice: 'Run the same command again.',
  problems: [],
  items: [
    item('a', 'succeeded', { deployment: started, kept: true }),
    item(HOSTILE, 'failed'),
    { ...skipped, deployment: of('c', 2), problems: [] },
  ],
};

describe('the report of a release', () => {
  const content = describeReport(report);
  const summary = summarize(content);
  const page = renderPage(content, (text) => text);

  test.each([
    ['summary', summary],
    ['page', page],
  ])('says in the %s what became of each deployment, and what to do', (_, text) => {
    for (const words of ['1 succeeded, 1 failed, 1 skipped', '1 m 01 s (deployed before)', 'It is failed.'])
      expect(
        text.replaceAll(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code))),
      ).toContain(words);
    expect(text).toContain('Run the same command again.');
    expect(text).not.toContain('<img');
  });

  test('is bad if a tracker made a good deployment red', () => {
    const red = { ...report, ...endOf('succeeded', true), items: [item('a', 'succeeded', {}, true)] };
    expect(describeReport(red).tone).toBe('bad');
  });

  test('has each deployment in the result, also those that were not begun', () => {
    expect(JSON.parse(formatResult(report))).toMatchObject({
      status: 'failed',
      exit: 1,
      'duration-seconds': 120,
      items: [
        { name: 'a', environment: 'test', stage: 1, status: 'succeeded', exit: 0, 'deployed-before': true },
        { name: HOSTILE, status: 'failed', exit: 1, reason: 'It is failed.' },
        { name: 'c', stage: 2, status: 'skipped', exit: 0 },
      ],
    });
  });
});
