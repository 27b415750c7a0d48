import type { TestCase } from '../release/result.ts';
import { isBad } from '../release/tests/judge-tests.ts';
import { count, cutText } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';

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
