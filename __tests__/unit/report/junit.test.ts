import { describe, expect, test } from '@jest/globals';
import { statuses } from '../../../src/release/outcome.ts';
import type { DeploymentProblem, Inspection } from '../../../src/release/platform.ts';
import { type ReleaseResult, resultWithoutRelease, type TestCase } from '../../../src/release/result.ts';
import { type JUnitOptions, renderJUnit } from '../../../src/report/junit.ts';
import { junitProblems } from '../../support/junit.ts';
import { NEW_YEAR } from '../support/clock.ts';
import { plan, releaseResult } from '../support/release.ts';

const error = { severity: 'error', object: 'APN Account', uuid: '_a-1', message: 'No precedent.' } as const;
const warning = { severity: 'warning', object: '', uuid: '', message: 'No security.' } as const;

const render = (result: ReleaseResult, more: Partial<JUnitOptions> = {}): string =>
  renderJUnit(result, { onWarnings: 'allow', redact: (text) => text, ...more });

function inspected(problems: readonly DeploymentProblem[]): { readonly inspection: Inspection } {
  const number = (of: string): number => problems.filter(({ severity }) => severity === of).length;
  const counted = { errors: number('error'), warnings: number('warning') };
  return { inspection: { id: 'i-1', status: 'COMPLETED', ...counted, problems, counts: [] } };
}

/** `classname/name: verdict` of each case, in order. */
function verdicts(xml: string): readonly string[] {
  const cases = xml.matchAll(
    /<testcase classname="([^"]*)" name="([^"]*)" time="[\d.]+"(?:\/>|>\s*<(failure|error|skipped))/g,
  );
  return [...cases].map(([, suite, name, verdict = 'passed']) => `${suite}/${name}: ${verdict}`);
}

const unit = (suite: string, name: string, status: TestCase['status'], message = ''): TestCase => ({
  suite,
  name,
  status,
  message,
});

describe('the JUnit file', () => {
  test('of a release with any status follows the schema, and fails unless the platform reported a success', async () => {
    const files = statuses.map((status) => {
      const result = releaseResult({ status, reason: 'r', advice: 'a' }, inspected([error, warning]));
      return [status, render(result)] as const;
    });
    expect(await junitProblems(Object.fromEntries(files))).toEqual([]);
    const others = files.filter(([, xml]) => !verdicts(xml)[0]?.endsWith(': failure'));
    expect(others.map(([status, xml]) => [status, verdicts(xml)[0]?.split(': ')[1]])).toEqual([
      ['succeeded', 'passed'],
      ['succeeded-with-warnings', 'passed'],
      ['pending-review', 'skipped'],
    ]);
  });

  test('of a failed inspection, read line by line', () => {
    const outcome = { status: 'inspection-failed', reason: 'Errors.', advice: 'Fix them.' } as const;
    expect(
      render(releaseResult(outcome, inspected([error, warning]))),
    ).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="lowcode-deploy" tests="3" failures="2" errors="0" time="65.400">
  <testsuite name="release" tests="1" failures="1" errors="0" skipped="0" time="65.400" timestamp="2026-01-01T00:00:00">
    <testcase classname="release" name="deploy customer-portal 1.2.3 to production" time="65.400">
      <failure type="inspection-failed" message="Errors. What to do: Fix them.">Errors.&#10;What to do: Fix them.</failure>
    </testcase>
  </testsuite>
  <testsuite name="inspection" tests="2" failures="1" errors="0" skipped="1" time="0.000" timestamp="2026-01-01T00:00:00">
    <testcase classname="inspection" name="APN Account (_a-1)" time="0.000">
      <failure type="error" message="No precedent.">No precedent.</failure>
    </testcase>
    <testcase classname="inspection" name="No security." time="0.000">
      <skipped type="warning" message="No security.">No security.</skipped>
    </testcase>
  </testsuite>
</testsuites>
`);
  });

  test.each([
    ['allow', 'inspection-failed', 'skipped'],
    ['fail', 'inspection-failed', 'failure'],
    ['fail', 'failed', 'skipped'],
    ['allow', 'succeeded-with-warnings', 'skipped'],
  ] as const)(
    'a warning under on-warnings: %s of a release that ended as %s is %s',
    (onWarnings, status, verdict) => {
      const xml = render(releaseResult({ status, reason: 'r' }, inspected([warning])), { onWarnings });
      expect(verdicts(xml)[1]).toBe(`inspection/No security.: ${verdict}`);
    },
  );

  test('an error that a policy allowed does not fail the report of a green release', () => {
    const green = { status: 'succeeded-with-warnings', reason: '`on-conflict` is continue.' } as const;
    expect(verdicts(render(releaseResult(green, inspected([error]))))[1]).toMatch(/: skipped$/);
  });

  test('has a case for each test, by suite', () => {
    const testCases = [
      unit('Loans', 'adds interest', 'passed'),
      unit('Cards', 'blocks a card', 'failed', 'expected true'),
      unit('Loans', 'rounds', 'error', 'no such rule'),
      unit('Cards', 'later', 'skipped'),
    ];
    const xml = render(releaseResult({ status: 'failed', reason: 'Tests failed.' }, { testCases }));
    expect(verdicts(xml).slice(1)).toEqual([
      'tests.Loans/adds interest: passed',
      'tests.Loans/rounds: error',
      'tests.Cards/blocks a card: failure',
      'tests.Cards/later: skipped',
    ]);
    expect(xml).toContain('<testsuites name="lowcode-deploy" tests="5" failures="2" errors="1"');
  });

  test('cases of the same name are numbered, because GitLab reads only the first', () => {
    const xml = render(releaseResult({ status: 'failed', reason: 'r' }, inspected([error, error])));
    expect(verdicts(xml).slice(1)).toEqual([
      'inspection/APN Account (_a-1): failure',
      'inspection/APN Account (_a-1) (2): failure',
    ]);
  });

  test('of a run without a plan has the release as a failed case', () => {
    const outcome = { status: 'invalid-input', reason: 'input "url" is required.' } as const;
    const xml = render(resultWithoutRelease(outcome, NEW_YEAR, NEW_YEAR));
    expect(verdicts(xml)).toEqual(['release/release: failure']);
  });
});

describe('whatever a server sends', () => {
  const texts: readonly (readonly [string, string])[] = [
    ['control characters', '\u0000\u0001\u0008\u000b\u001f\u007f\u0085\u009f\u2028 end'],
    ['escape sequences', '\u001b[31mred\u001b[0m'],
    ['the end of a CDATA section', ']]> ]]&gt; <![CDATA[ <!-- -->'],
    ['markup', `</failure></testcase><testcase name="x'y"/>&amp;&#0;&#xFFFE;<?xml?><!DOCTYPE x>`],
    ['half characters', 'a\ud83d b\ude00 \ud83d\ude00'],
    ['noncharacters', '\ufffe\uffff\u{1fffe}\u{10ffff}'],
    ['line breaks', 'a\r\nb\rc\n\td'],
    ['nothing', ''],
    ['one long line', 'x'.repeat(1_000_000)],
    ['many lines of other scripts', '漢字\n'.repeat(100_000)],
  ];

  const everywhere = (text: string): ReleaseResult => {
    const problem = { severity: 'error', object: text, uuid: text, message: text } as const;
    return releaseResult(
      { status: 'failed', reason: text, advice: text },
      {
        plan: { ...plan, component: text, version: text, environment: text },
        ...inspected([problem, { ...problem, severity: 'warning' }]),
        testCases: [unit(text, text, 'failed', text), unit(text, text, 'error', text)],
      },
    );
  };

  test('the file follows the schema, and is bounded', async () => {
    const problems = Array.from({ length: 20_000 }, () => ({ ...error, message: '漢'.repeat(600) }));
    const testCases = Array.from({ length: 1_000 }, (_, at) => unit(`s${at}`, 'n', 'passed'));
    const many = render(releaseResult({ status: 'inspection-failed', reason: 'r' }, inspected(problems)));
    const suites = render(releaseResult({ status: 'succeeded', reason: 'r' }, { testCases }));
    const files = Object.fromEntries(texts.map(([name, text]) => [name, render(everywhere(text))]));
    expect(await junitProblems({ ...files, many, suites })).toEqual([]);
    // GitLab reads 30 MB.
    expect(Buffer.byteLength(many)).toBeLessThan(5 * 1024 * 1024);
    expect(verdicts(many).at(-1)).toMatch(/^inspection\/1\d,\d{3} more: failure$/);
    expect(suites.match(/<testsuite /g)).toHaveLength(201);
    expect(verdicts(suites)).toHaveLength(1_001);
  });

  test('a secret that invisible characters divide is hidden', () => {
    const redact = (text: string): string => text.replaceAll('the-api-key', '***');
    const reason = 'wrong: the-\u0000api-\u200fkey';
    expect(render(releaseResult({ status: 'failed', reason }), { redact })).not.toContain('the-api-key');
  });
});

test('the validator finds what is wrong', async () => {
  const xml = render(releaseResult({ status: 'failed', reason: 'r' }));
  const wrong = [
    [' tests="1"', ''],
    ['<failure ', '<flaw '],
    ['</testsuites>', ''],
    ['>r<', '>\u0001<'],
    ['time="65.400"', 'time="soon"'],
  ] as const;
  const files = wrong.map(([from, to], at) => [`file${at}`, xml.replace(from, to)] as const);
  const found = await junitProblems({ right: xml, ...Object.fromEntries(files) });
  const named = new Set(found.flatMap((problem) => problem.match(/file\d/g) ?? []));
  expect([...named].toSorted()).toEqual(files.map(([name]) => name));
});
