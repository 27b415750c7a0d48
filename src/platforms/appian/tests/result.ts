import { UnreadableAnswer } from '../../../http/failure.ts';
import { readXml } from '../../../http/xml.ts';

/**
 * The result of a test run in the XML that `toxml` makes of Appian's data type `TestRunResult`
 * (https://docs.appian.com/suite/help/latest/Parsing_Batch_Test_Results_for_Expression_Rules.html). A list is a
 * repeated element.
 */
export interface TestRunResult {
  readonly id: string;
  /** `System Test` or `Application Test`. */
  readonly type: string;
  /** `PASS`, `FAIL`, `ERROR` or `IN PROGRESS`. */
  readonly status: string;
  readonly testCount: number;
  readonly errorCount: number;
  readonly failureCount: number;
  readonly passCount: number;
  readonly applications: readonly ApplicationResult[];
}

/** The results of one application. */
export interface ApplicationResult {
  /** Empty for the rules that belong to no application. */
  readonly uuid: string;
  readonly name: string;
  /** Undefined if the answer does not say. */
  readonly testCount: number | undefined;
  readonly errorMessage: string;
  readonly rules: readonly RuleResult[];
}

/** The results of one expression rule. */
export interface RuleResult {
  readonly uuid: string;
  readonly name: string;
  readonly cases: readonly CaseResult[];
}

/** The result of one test case. */
export interface CaseResult {
  readonly id: string;
  readonly name: string;
  /** `PASS`, `FAIL`, `ERROR` or `TIMEOUT`. */
  readonly status: string;
  readonly errorMessage: string;
  readonly failureMessage: string;
}

/** The most test cases that a run may have. */
const MOST_CASES = 100_000;
/** The elements that hold other elements. The outermost one may have any name. */
const LISTS = {
  application: 'applicationTestResults',
  rule: /^(?:problem|pass)ObjectsTestResult$/,
  case: 'testCasesResult',
} as const;

/** The elements with a value that are kept. */
const KEPT: ReadonlySet<string> = new Set([
  'id',
  'type',
  'status',
  'uuid',
  'name',
  'testCount',
  'errorCount',
  'failureCount',
  'passCount',
  'errorMessage',
  'failureMessage',
]);

type Fields = Map<string, string>;

/** The element that is being read, with the parts that are complete. */
interface Level {
  readonly fields: Fields;
  readonly applications: ApplicationResult[];
  readonly rules: RuleResult[];
  readonly cases: CaseResult[];
}

const openLevel = (): Level => ({ fields: new Map(), applications: [], rules: [], cases: [] });

/**
 * Reads the answer of `testRunResultForId`.
 * @throws UnreadableAnswer
 */
export function readTestRunResult(xml: string): TestRunResult {
  const root = openLevel();
  /** The root and the list items that are open, outermost first. */
  const levels: Level[] = [];
  let cases = 0;
  readXml(xml, {
    open(name) {
      if (levels.length === 0) levels.push(root);
      else if (isItem(name)) levels.push(openLevel());
    },
    close(name, text) {
      const level = levels.at(-1);
      if (!isItem(name)) {
        if (KEPT.has(name)) level?.fields.set(name, text.trim());
        return;
      }
      levels.pop();
      const parent = levels.at(-1);
      if (level === undefined || parent === undefined)
        throw new UnreadableAnswer('it has results outside a run');
      if (name === LISTS.case && ++cases > MOST_CASES)
        throw new UnreadableAnswer(`it has more than ${MOST_CASES} test cases`);
      addItem(parent, name, level);
    },
  });
  return runOf(root);
}

function isItem(name: string): boolean {
  return name === LISTS.application || name === LISTS.case || LISTS.rule.test(name);
}

/** Adds an item that is complete to its parent. An empty list is an item without a value. */
function addItem(parent: Level, name: string, { fields, rules, cases }: Level): void {
  if (![...fields.values()].some(Boolean) && rules.length + cases.length === 0) return;
  const text = (field: string): string => fields.get(field) ?? '';
  if (name === LISTS.case) {
    parent.cases.push({
      id: text('id'),
      name: text('name'),
      status: text('status'),
      errorMessage: text('errorMessage'),
      failureMessage: text('failureMessage'),
    });
  } else if (name === LISTS.application) {
    parent.applications.push({
      uuid: text('uuid'),
      name: text('name'),
      testCount: numberIn(text('testCount')),
      errorMessage: text('errorMessage'),
      rules,
    });
  } else parent.rules.push({ uuid: text('uuid'), name: text('name'), cases });
}

function runOf({ fields, applications }: Level): TestRunResult {
  const text = (field: string): string => {
    const found = fields.get(field);
    if (!found) throw new UnreadableAnswer(`"${field}" is missing`);
    return found;
  };
  const number = (field: string): number => {
    const found = numberIn(text(field));
    if (found === undefined) throw new UnreadableAnswer(`"${field}" is not a number`);
    return found;
  };
  return {
    id: text('id'),
    type: fields.get('type') ?? '',
    status: text('status'),
    testCount: number('testCount'),
    errorCount: number('errorCount'),
    failureCount: number('failureCount'),
    passCount: number('passCount'),
    applications,
  };
}

function numberIn(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
