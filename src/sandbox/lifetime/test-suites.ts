import { type Answer, htmlPage, json } from '../simulated-api.ts';
import { mainName } from './world.ts';

/** How a suite ends. */
export type SuiteEnd =
  | 'passes'
  | 'fails'
  | 'breaks'
  | 'has no scenario'
  | 'contradicts itself'
  | 'answers a page'
  | 'is lost'
  | 'never answers'
  | 'is hostile';

/** A screen with BDD tests. */
export interface SimulatedSuite {
  readonly application: string;
  readonly module: string;
  readonly screen: string;
  /** The framework that runs it: `server`, `client`, or a word that nobody documented. */
  readonly side: string;
  readonly ends: SuiteEnd;
}

/** Behaviour of CI/CD Probe and BDD Framework. Omitted properties are as in `happy`. */
export interface BddScenario {
  /** `v1`: there is no version 2. `key`: requires a key. `page`: a login page answers. */
  readonly probe?: 'v1' | 'key' | 'page';
  /** A framework that is not installed. */
  readonly missingFramework?: 'server' | 'client';
  /** How the last suite ends. */
  readonly last?: SuiteEnd;
  /** All suites; default: two of the main application on the server. */
  readonly suites?: readonly SimulatedSuite[];
}

/** Returns a suite of the main application. */
export function suite(screen: string, more: Partial<SimulatedSuite> = {}): SimulatedSuite {
  return { application: mainName, module: mainName, screen, side: 'server', ends: 'passes', ...more };
}

/** Returns the suites of a scenario. */
export function suitesOf({
  suites = [suite('LoginTest'), suite('SaveTest')],
  last,
}: BddScenario): readonly SimulatedSuite[] {
  return last === undefined
    ? suites
    : suites.map((each, at) => (at === suites.length - 1 ? { ...each, ends: last } : each));
}

const HOSTILE = '::error::x </table> `x` @everyone \u001b[31m %0A';

/** Returns the answer of the framework that runs a suite. */
export function runSuite({ ends }: SimulatedSuite): Answer {
  switch (ends) {
    case 'passes':
      return result({ SuccessfulScenarios: 3 });
    case 'fails':
      return result({
        SuiteSuccess: false,
        SuccessfulScenarios: 2,
        FailedScenarios: 1,
        FailureReports: ['Scenario "Save": expected 1 but found 2.'],
      });
    case 'breaks':
      return result({ SuiteSuccess: false, ErrorMessage: 'The test data could not be created.' });
    case 'has no scenario':
      return result({});
    case 'contradicts itself':
      return result({ SuccessfulScenarios: 2, FailedScenarios: 1 });
    case 'answers a page':
      return htmlPage(200, 'Log in');
    case 'is lost':
      return { ...result({ SuccessfulScenarios: 3 }), fault: 'reset-after' };
    case 'never answers':
      return { ...result({ SuccessfulScenarios: 3 }), fault: 'stall' };
    case 'is hostile':
      return result({ SuiteSuccess: false, FailedScenarios: 1, FailureReports: [HOSTILE, HOSTILE] });
  }
}

function result(found: Readonly<Record<string, unknown>>): Answer {
  return json(200, {
    SuiteSuccess: true,
    SuccessfulScenarios: 0,
    FailedScenarios: 0,
    FailureReports: [],
    ErrorMessage: '',
    ...found,
  });
}
