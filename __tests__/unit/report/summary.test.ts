import { describe, expect, test } from '@jest/globals';
import { trackers } from '../../../src/registry.ts';
import { statuses } from '../../../src/release/outcome.ts';
import type { DeploymentProblem, Inspection } from '../../../src/release/platform.ts';
import type { ReleaseResult } from '../../../src/release/result.ts';
import { describeRelease } from '../../../src/report/content.ts';
import { outputsOf, resultOf } from '../../../src/report/outputs.ts';
import { summarize as render } from '../../../src/report/summary.ts';
import { NEW_YEAR } from '../support/clock.ts';
import { deployment, plan, releaseResult } from '../support/release.ts';
import '../../support/records.ts';

const MIB = 1024 * 1024;
const inspected: Inspection = {
  id: 'i-1',
  status: 'COMPLETED',
  errors: 0,
  warnings: 0,
  problems: [],
  counts: [],
};
const summarize = (of: ReleaseResult): string => render(describeRelease(of, { trackers }));
const bytes = (text: string): number => Buffer.byteLength(text);

function withProblems(message: string, number: number): ReleaseResult {
  const problem: DeploymentProblem = { severity: 'error', object: message, uuid: message, message };
  const problems = Array.from({ length: number }, () => problem);
  return releaseResult(
    { status: 'inspection-failed', reason: message, advice: message },
    { inspection: { ...inspected, errors: number, problems }, logExcerpt: message.repeat(30) },
  );
}

describe('the summary of a release', () => {
  test.each([
    ['succeeded', '## ✅ Deployed: customer-portal 1.2.3 → production'],
    ['succeeded-with-warnings', '## 🟡 Deployed with warnings: '],
    ['inspection-failed', '## ❌ Not deployed, the inspection found problems: '],
    ['conflicts', '## ❌ Not deployed, there are conflicts: '],
    ['refused', '## ❌ Not deployed, it was refused: '],
    ['failed', '## ❌ Deployment failed: '],
    ['rejected', '## ❌ Deployment rejected by a reviewer: '],
    ['needs-intervention', '## ❌ Deployment waits for a person: '],
    ['pending-review', '## 🟡 Deployment waits for a reviewer: '],
    ['timed-out', '## ⚠️ Time ran out: '],
    ['cancelled', '## ⚠️ Cancelled: '],
    ['aborted', '## ❌ Deployment was aborted: '],
    ['unknown', '## ⚠️ Outcome not known: '],
    ['invalid-input', '## ❌ Nothing was sent, the inputs must be fixed: '],
    ['error', '## ❌ Nothing was deployed: '],
  ] as const)('begins with the verdict: %s', (status, heading) => {
    expect(statuses).toContain(status);
    expect(summarize(releaseResult({ status, reason: 'r' })).startsWith(heading)).toBe(true);
  });

  test('does not call an inspection a deployment', () => {
    const inspection = releaseResult(
      { status: 'succeeded', reason: 'r' },
      { plan: { ...plan, operation: 'inspect' } },
    );
    expect(summarize(inspection)).toMatch(/^## ✅ Inspected: /);
  });

  test('of an export says where it came from, and never that something was deployed', () => {
    const exported = { plan: { ...plan, operation: 'export' } } as const;
    const heading = (status: 'succeeded' | 'error') =>
      summarize(releaseResult({ status, reason: 'r' }, exported)).split('\n', 1)[0];
    expect(heading('succeeded')).toBe('## ✅ Exported: customer-portal 1.2.3 from production');
    expect(heading('error')).toBe('## ❌ Nothing was exported: customer-portal 1.2.3 from production');
  });

  test('of a run without a plan is the verdict and the reason', () => {
    const { plan: _, ...rest } = releaseResult({
      status: 'invalid-input',
      reason: 'input "url" is required.',
    });
    expect(summarize(rest)).toBe(
      '## ❌ Nothing was sent, the inputs must be fixed\n\ninput &#34;url&#34; is required.\n',
    );
  });

  test('of a success', () => {
    const green = releaseResult(
      { status: 'succeeded', reason: 'Appian deployed it: 22 objects (22 imported).' },
      {
        inspection: inspected,
        deployment,
        platformStatus: 'COMPLETED',
        counts: [{ what: 'objects', total: 22, imported: 22, failed: 0, skipped: 0 }],
        trackers: { bigpanda: { started: 'sent', ended: 'sent' } },
        timeline: [
          { section: 'Appian', title: 'inspection', from: NEW_YEAR, to: NEW_YEAR + 5_000, good: true },
          { section: 'BigPanda', title: 'start', from: NEW_YEAR + 5_000, to: NEW_YEAR + 5_000, good: true },
          {
            section: 'Appian',
            title: 'deployment',
            from: NEW_YEAR + 5_000,
            to: NEW_YEAR + 65_000,
            good: true,
          },
        ],
        logFile: 'out/deployment.log',
        logExcerpt: 'Success (22):\n  all\n',
      },
    );
    expect(summarize(green)).toMatchRecord();
  });

  test('of a failure', () => {
    const red = releaseResult(
      {
        status: 'inspection-failed',
        reason: 'The inspection expects 1 error and 1 warning. Nothing was deployed.',
        advice: 'Fix the package: the problems are listed by object.',
      },
      {
        inspection: {
          ...inspected,
          errors: 1,
          warnings: 1,
          problems: [
            {
              severity: 'error',
              object: 'APN Account',
              uuid: '_a-1',
              message: 'A precedent is missing: <x> | y',
            },
            { severity: 'warning', object: '', uuid: '', message: 'No security.' },
          ],
        },
        trackers: { bigpanda: { started: 'failed', ended: 'skipped' } },
        trackerTrouble: ['BigPanda was not notified of the start: HTTP 401.'],
        timeline: [{ section: 'Appian', title: 'inspection', from: NEW_YEAR, to: NEW_YEAR, good: false }],
      },
    );
    expect(summarize(red)).toMatchRecord();
  });
});

test('the tests that did not pass are listed', () => {
  const testCase = { suite: 'Loans', name: 'adds | interest', message: '' } as const;
  const summary = summarize(
    releaseResult(
      { status: 'failed', reason: 'Tests failed.' },
      {
        testCases: [
          { ...testCase, status: 'passed' },
          { ...testCase, status: 'error', message: 'no such rule' },
          { ...testCase, status: 'failed', message: 'expected 1' },
        ],
      },
    ),
  );
  expect(summary).toContain(`<details open><summary>2 tests of 3 not passed</summary>

| Result | Suite | Test | Message |
| :-- | :-- | :-- | :-- |
| ❌ not completed | Loans | adds &#124; interest | no such rule |
| ❌ failed | Loans | adds &#124; interest | expected 1 |
`);
});

describe('whatever a server sends', () => {
  test.each([
    ['plain text', 'x'.repeat(3_000)],
    ['markup', '<|>&`*_@'.repeat(400)],
    ['mentions', '@'.repeat(3_000)],
    ['lines', '\n::error::\r\n'.repeat(300)],
  ])('50,000 problems of %s leave the summary below 1 MiB and show how many there are', (_, message) => {
    const summary = summarize(withProblems(message, 50_000));
    expect(bytes(summary)).toBeLessThan(MIB);
    expect(summary).toContain('50,000 errors and 0 warnings by object');
    expect(summary).toMatch(/… and 4\d,\d{3} more\. The file of output `result-file` has more\./);
  });

  test('problems in other scripts than Latin keep the summary below what GitHub takes', () => {
    expect(bytes(summarize(withProblems('漢'.repeat(600), 50_000)))).toBeLessThan(MIB);
  });

  test('every block that is opened is closed', () => {
    const summary = summarize(withProblems('</details></pre><!-- ``` <script> |', 30));
    for (const tag of ['details', 'pre', 'summary'])
      expect(summary.split(new RegExp(`<${tag}(?: open)?>`))).toHaveLength(summary.split(`</${tag}>`).length);
    expect(summary).not.toMatch(/<script|<!-- ```/);
    expect(summary.match(/```/g) ?? []).toHaveLength(0);
  });
});

/** A text in each place of a report. */
const everywhere = (text: string): ReleaseResult =>
  releaseResult(
    { status: 'conflicts', reason: text, advice: text },
    {
      plan: { ...plan, component: text, version: text, environment: text, host: text, owner: text },
      deployment: { ...deployment, id: text, url: `https://a.test/${text}` },
      platformStatus: text,
      inspection: {
        ...inspected,
        errors: 5_000,
        problems: Array.from({ length: 5_000 }, () => ({
          severity: 'error' as const,
          object: text.slice(0, 3_000),
          uuid: text.slice(0, 3_000),
          message: text.slice(0, 3_000),
        })),
      },
      counts: Array.from({ length: 500 }, () => ({
        what: text.slice(0, 1_000),
        total: 1,
        imported: 1,
        failed: 0,
        skipped: 0,
      })),
      testCases: Array.from({ length: 5_000 }, () => ({
        suite: text.slice(0, 1_000),
        name: text.slice(0, 1_000),
        status: 'failed' as const,
        message: text.slice(0, 3_000),
      })),
      trackerTrouble: Array.from({ length: 500 }, () => text.slice(0, 5_000)),
      rows: {
        before: Array.from({ length: 2_000 }, (_, at) => ({
          environment: `${at}${text.slice(0, 500)}`,
          version: text,
        })),
      },
      timeline: Array.from({ length: 5_000 }, (_, at) => ({
        section: 's',
        title: 't',
        from: NEW_YEAR + at,
        to: NEW_YEAR + at + 1,
        good: true,
      })),
      logFile: 'out/deployment.log',
      logExcerpt: text,
    },
  );

describe('a summary is bounded in every part and as a whole', () => {
  const texts: readonly (readonly [string, string])[] = [
    ['100,000 lines', 'a conflict\n'.repeat(100_000)],
    ['one long line', 'x'.repeat(1_000_000)],
    ['mentions', '@'.repeat(1_000_000)],
    ['lines of mentions', `${'@'.repeat(5_000)}\n`.repeat(2_000)],
    ['lines of other scripts', `${'漢'.repeat(3_000)}\n`.repeat(1_000)],
    ['half characters', '\ud83d'.repeat(100_000)],
    ['brackets', ')]('.repeat(100_000)],
  ];
  test.each(texts)('%s in every place', (_, text) => {
    const summary = summarize(everywhere(text));
    expect(bytes(summary)).toBeLessThan(MIB);
    for (const tag of ['details', 'pre', 'summary', 'sub'])
      expect(summary.split(new RegExp(`<${tag}(?: open)?>`))).toHaveLength(summary.split(`</${tag}>`).length);
    expect(summary.match(/```/g) ?? []).toHaveLength(2);
    expect(summary.includes('The file of output `result-file` has more.')).toBe(true);
    // An entity or a comment that is cut in two.
    expect(summary.match(/&#?\w{0,6}…|@(?!<!-- -->)/g)?.length ?? 0).toBe(0);
  });

  test.each(texts)('the result file with %s in every place', (_, text) => {
    const result = resultOf(everywhere(text), trackers);
    expect(bytes(result)).toBeLessThan(16 * MIB);
    expect(JSON.parse(result)).toMatchObject({ status: 'conflicts' });
  });

  test.each(texts)('outputs with %s in every place', (_, text) => {
    for (const value of Object.values(
      outputsOf(
        everywhere(text),
        { result: 'result.json', junit: 'junit.xml', page: 'report.html' },
        trackers,
      ),
    ))
      expect(value.length).toBeLessThan(3_000);
  });

  test('what is left out of a list is counted', () => {
    const reason = `Conflicts:\n${'one conflict\n'.repeat(99_999)}last`;
    expect(summarize(releaseResult({ status: 'conflicts', reason }))).toMatch(
      /- one conflict\n\n… and 9\d,\d{3} more\. The file of output `result-file` has more\.\n/,
    );
  });
});
