import type { ReleaseResult, TestCase, TestCounts } from '../release/result.ts';
import { isBad } from '../release/tests/judge-tests.ts';
import { count, cutText } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';
import { type Block, type Line, lazy, oneLine, type Section, type Tone } from './blocks.ts';

/** GitHub shows ten errors of a step. The last one is the verdict. */
const MOST_ERRORS = 9;
const MOST_LINES = 50;
const LONGEST_NAME = 200;
const LONGEST_MESSAGE = 4_000;

/** Logs each test that did not pass: the first ones as errors, which become annotations, further ones as lines. */
export function logTests(log: Log, cases: readonly TestCase[] = []): void {
  const bad = cases.filter(isBad);
  for (const each of bad.slice(0, MOST_ERRORS)) log.error(formatCase(each));
  const further = bad.slice(MOST_ERRORS);
  if (further.length === 0) return;
  const shown = further.slice(0, MOST_LINES).map(formatCase);
  const rest = further.length - shown.length;
  const last = rest > 0 ? [`… and ${rest} more in the summary and the result file`] : [];
  log.group(`Further tests that did not pass: ${count(further.length, 'test')}`, [...shown, ...last]);
}

function formatCase({ suite, name, status, message }: TestCase): string {
  const what = status === 'failed' ? 'Test failed' : 'Test not completed';
  const why = message === '' ? '' : `: ${cutText(message, LONGEST_MESSAGE).replace(/\s+/g, ' ')}`;
  return `${what}: ${cutText(suite, LONGEST_NAME)} › ${cutText(name, LONGEST_NAME)}${why}`;
}

/** Formats the numbers of tests. */
export function formatCounts({ total, passed, failed, errors }: TestCounts): string {
  return `${total} in all: ${passed} passed, ${failed} failed, ${errors} not completed`;
}

/** The size limit of the table, in bytes of the rendered report. */
const TABLE_BYTES = 500_000;

/** The tests that have not passed, by suite and case; undefined if there are none. */
export function testSection({ testCases = [] }: ReleaseResult): Section | undefined {
  const shown = testCases.filter(({ status }) => status !== 'passed');
  if (shown.length === 0) return undefined;
  const rows = lazy(() => shown, testRow);
  const head = ['Result', 'Suite', 'Test', 'Message'];
  const table: Block = { kind: 'table', head, rows, most: TABLE_BYTES };
  return {
    name: 'tests',
    title: `${count(shown.length, 'test')} of ${testCases.length} not passed`,
    folding: shown.some(isBad) ? 'open' : 'closed',
    blocks: [table],
  };
}

const WORDS: Readonly<Record<TestCase['status'], readonly [Tone, string]>> = {
  passed: ['good', 'passed'],
  failed: ['bad', 'failed'],
  error: ['bad', 'not completed'],
  skipped: ['warned', 'skipped'],
};

function testRow({ suite, name, status, message }: TestCase): readonly Line[] {
  const [tone, text] = WORDS[status];
  return [
    [{ kind: 'toned', tone, text }],
    [oneLine(suite, LONGEST_NAME)],
    [oneLine(name, LONGEST_NAME)],
    [oneLine(message)],
  ];
}
