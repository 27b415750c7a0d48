import type { ApiClient, RequestOptions } from '../../../http/client.ts';
import { isHtml } from '../../../http/error-text.ts';
import { HttpFailure, UnreadableAnswer } from '../../../http/failure.ts';
import { readBytes, TooLarge } from '../../../http/save.ts';
import { Halt } from '../../../release/outcome.ts';
import type { FollowUpRun, PlatformRun, StatusReading } from '../../../release/platform.ts';
import { pollUntilEnd } from '../../../release/poll.ts';
import { type TestReport, unjudged } from '../../../release/tests/judge-tests.ts';
import { type TestsAdvice, testsAdvice } from '../../tests-advice.ts';
import { type RuleTestScope, reportOf } from './judge-run.ts';
import { readTestRunResult, type TestRunResult } from './result.ts';

/** The Web APIs that start a test run; the customer creates them as the documentation describes. */
const START = { all: 'startRuleTestsAll', applications: 'startRuleTestsApplications' } as const;
/** How long a request may be repeated, in milliseconds: `begin` if it certainly was not accepted. */
const PATIENCE_MS = { begin: 60_000, read: 300_000 } as const;
const LARGEST_RESULT_BYTES = 24 * 1024 * 1024;

/**
 * Runs Appian's rule tests with the four Web APIs of its documentation
 * (https://docs.appian.com/suite/help/latest/Running_Automated_Tests_on_Expression_Rules_with_Jenkins.html).
 * @param server below `/suite/webapi/`
 * @throws Halt if the tests cannot be judged, or the signal's reason
 */
export async function runRuleTests(
  server: ApiClient,
  scope: RuleTestScope,
  run: FollowUpRun,
): Promise<TestReport> {
  const id = await start(server, START[scope], run);
  run.save(`test run ${id}`);
  run.log.info(`  test run ${id}`);
  const word = await pollUntilEnd('tests', () => look(server, id, run), run);
  if (word !== 'COMPLETE') throw new Halt(unjudged(endedWith(word, id)));
  const result = await fetchResult(server, id, run);
  return reportOf(result, { scope, id, site: server.base.hostname });
}

function start(server: ApiClient, api: string, run: PlatformRun): Promise<string> {
  return explaining(api, server, async () =>
    server.text(
      { ...textQuery(run), method: 'POST', path: api, retry: 'effect', patienceMs: PATIENCE_MS.begin },
      (text) => {
        const id = text.trim();
        if (/^\d{1,19}$/.test(id)) return id;
        throw new UnreadableAnswer('it is not the id of a test run');
      },
    ),
  );
}

async function look(server: ApiClient, id: string, run: PlatformRun): Promise<StatusReading<string>> {
  const api = 'testRunStatusForId';
  const word = await explaining(api, server, () =>
    server.text({ ...textQuery(run), path: about(api, id) }, (text) => {
      if (text.trim() === '') throw new UnreadableAnswer('the answer is empty');
      return text.trim();
    }),
  );
  const status = word.length > 40 ? `${word.slice(0, 40)}…` : word;
  return word === 'IN PROGRESS' ? { phase: 'underway', status } : { phase: 'over', status, result: status };
}

function fetchResult(server: ApiClient, id: string, run: PlatformRun): Promise<TestRunResult> {
  const api = 'testRunResultForId';
  return explaining(api, server, () =>
    server.stream(
      { ...textQuery(run), headers: { accept: 'application/xml, text/xml, */*' }, path: about(api, id) },
      async (body) => {
        try {
          const text = (await readBytes(body, LARGEST_RESULT_BYTES)).toString('utf8');
          if (isHtml(text)) throw new UnreadableAnswer('it is a web page');
          return readTestRunResult(text);
        } catch (error) {
          throw error instanceof TooLarge ? new UnreadableAnswer(error.message) : error;
        }
      },
    ),
  );
}

/** The documentation has two names for the parameter. A Web API reads the one that it was made for. */
function about(api: string, id: string): string {
  return `${api}?id=${id}&testRunId=${id}`;
}

function textQuery({ signal }: PlatformRun): Omit<RequestOptions, 'path'> {
  return {
    method: 'GET',
    retry: 'read',
    patienceMs: PATIENCE_MS.read,
    headers: { accept: 'text/plain, */*' },
    signal,
    thinks: true,
  };
}

function endedWith(word: string, id: string): string {
  return word === 'INVALID ID'
    ? `Appian does not know test run ${id}, or the account of \`tests-token\` did not start it.`
    : `Test run ${id} has a status that is not documented: ${word}.`;
}

async function explaining<T>(api: string, server: ApiClient, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    throw new Halt(unjudged(reasonOf(error, api, server), testsAdvice(error.facts, adviceAbout(api))), error);
  }
}

function reasonOf(failure: HttpFailure, api: string, { base }: ApiClient): string {
  if (failure.facts.status === 404) return `The Web API ${api} is not on ${base.host}. ${failure.message}`;
  const begun =
    failure.facts.method === 'POST' && failure.mayHaveActed
      ? ' The tests may run; their id is not known.'
      : '';
  return `${failure.message}${begun}`;
}

/** What the user should do, by what went wrong. @param api the Web API */
const adviceAbout = (api: string): TestsAdvice => ({
  network:
    'The deployment stays. Check the network between the runner and the site, then run the tests again.',
  unreadable: `Check that \`tests-url\` is the Appian site and not a login page, and that the Web API ${api} answers as the documentation of Appian shows it.`,
  forbidden: `Check \`tests-token\`, and that its account may call the Web API ${api}.`,
  missing:
    'Create the four Web APIs for rule tests as the documentation of Appian shows them, with the same endpoint names, and give the account access to them.',
  otherStatus: 'The deployment stays. The words of the site above say what went wrong.',
});
