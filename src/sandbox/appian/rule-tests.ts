import { type Answer, content, htmlPage, type Received } from '../simulated-api.ts';
import { type SimulatedRun, testRunXml } from './test-run-xml.ts';

/** A run of rule tests on the simulated site. */
export interface AppianTestRun {
  /** A whole number as text. */
  readonly id: string;
  readonly scope: 'all' | 'applications';
  /** The word at the latest poll. */
  readonly status: string;
  /** Number of polls so far. */
  readonly looks: number;
}

/** Behaviour of the four Web APIs for rule tests, which the customer creates. Omitted properties are as in `happy`. */
export interface RuleTestScenario {
  /** Answers instead of a start: the Web API is missing, reports an error, or a login page is in front of it. */
  readonly start?: 'missing' | 'error' | 'page' | 'words';
  /** The words of the status, one per poll; the last one stays. */
  readonly words?: readonly string[];
  /** True when a login page answers polls of the status. */
  readonly isStatusAPage?: boolean;
  /** Answers instead of the result. */
  readonly result?: 'page' | 'cut' | 'other run' | 'document type';
  /** The tests that the run finds, with their results. */
  readonly run?: SimulatedRun;
}

const DEFAULT_WORDS = ['IN PROGRESS', 'IN PROGRESS', 'COMPLETE'] as const;

const starts: Readonly<Record<string, AppianTestRun['scope']>> = {
  startRuleTestsAll: 'all',
  startRuleTestsApplications: 'applications',
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Opens the Web APIs of one site. `runs` receives each run that is started. */
export function openRuleTests(
  runs: Mutable<AppianTestRun>[],
): (request: Received, scenario: RuleTestScenario) => Answer {
  const begin = (scope: AppianTestRun['scope'], { start }: RuleTestScenario): Answer => {
    if (start === 'missing') return missing();
    if (start === 'error') return text(500, 'An error occurred when calling a!startRuleTestsAll');
    if (start === 'page') return loginPage();
    if (start === 'words') return text(200, 'Test run started');
    const run = { id: String(runs.length + 1), scope, status: 'IN PROGRESS', looks: 0 };
    runs.push(run);
    return text(200, run.id);
  };

  const look = (run: Mutable<AppianTestRun> | undefined, scenario: RuleTestScenario): Answer => {
    if (scenario.isStatusAPage) return loginPage();
    if (!run) return text(200, 'INVALID ID');
    const { words = DEFAULT_WORDS } = scenario;
    run.status = words[run.looks] ?? words.at(-1) ?? 'COMPLETE';
    run.looks += 1;
    return text(200, run.status);
  };

  const resultOf = (run: AppianTestRun | undefined, { result, run: found }: RuleTestScenario): Answer => {
    if (result === 'page') return loginPage();
    if (!run) return text(500, 'a!testRunResultForId has no test run with this id');
    const xml = testRunXml(result === 'other run' ? { ...run, id: '4711' } : run, found);
    if (result === 'cut') return document(xml.slice(0, xml.length / 2));
    return document(result === 'document type' ? `<!DOCTYPE x [<!ENTITY e "e">]>${xml}` : xml);
  };

  return (request, scenario) => {
    const api = request.path.replace(/^\/suite\/webapi\//, '').replace(/\/$/, '');
    const scope = Object.hasOwn(starts, api) ? starts[api] : undefined;
    if (scope) return request.method === 'POST' ? begin(scope, scenario) : text(405, 'Method Not Allowed');
    if (request.method !== 'GET') return missing();
    const run = runs.find(({ id }) => id === request.query.get('id'));
    if (api === 'testRunStatusForId') return look(run, scenario);
    return api === 'testRunResultForId' ? resultOf(run, scenario) : missing();
  };
}

const text = (status: number, body: string): Answer => content(status, 'text/plain;charset=UTF-8', body);
const document = (xml: string): Answer => content(200, 'text/plain;charset=UTF-8', xml);
const missing = (): Answer => htmlPage(404, 'Web API Not Found');
const loginPage = (): Answer => htmlPage(200, 'Sign in to Appian');
