/** A test case with its result. */
export interface SimulatedCase {
  readonly name: string;
  readonly status: string;
  readonly message?: string;
}

/** An expression rule with its test cases. */
export interface SimulatedRule {
  readonly name: string;
  readonly cases: readonly SimulatedCase[];
}

/** The tests that a run finds. */
export interface SimulatedRun {
  /** The rules by the names of the applications. A rule can be in several. */
  readonly applications: Readonly<Record<string, readonly SimulatedRule[]>>;
  /** The status of the run; by default the one that belongs to its test cases. */
  readonly status?: string;
}

const passing = (name: string): SimulatedCase => ({ name, status: 'PASS' });
const dates: SimulatedRule = { name: 'PO_getShipmentDate', cases: [passing('Weekday'), passing('Weekend')] };
const users: SimulatedRule = { name: 'CO_isUserExternal', cases: [passing('External user')] };

/** The tests of `happy`. One rule is in two applications, where its two test cases count twice. */
export const happyRun: SimulatedRun = {
  applications: { 'Purchase Orders': [dates], 'Common Objects': [users, dates] },
};

/** A result of each kind that is not good. */
export const failingRun: SimulatedRun = {
  applications: {
    'Purchase Orders': [
      dates,
      {
        name: 'PO_getTotal',
        cases: [
          passing('Empty order'),
          { name: 'Discount & tax', status: 'FAIL', message: 'Expected 108 <but> found 100' },
          { name: 'Currency', status: 'ERROR', message: 'Rule PO_getRate has 1 parameter' },
          { name: 'Thousand lines', status: 'TIMEOUT' },
        ],
      },
    ],
  },
};

/**
 * Returns the result of a run in the XML of `toxml(a!testRunResultForId(…))`. The result is compact and an empty list is
 * an empty element.
 */
export function testRunXml(
  { id, scope }: { readonly id: string; readonly scope: 'all' | 'applications' },
  run: SimulatedRun = happyRun,
): string {
  const entries = Object.entries(run.applications);
  // A rule in several applications has run once.
  const rules = [...new Map(entries.flatMap(([, all]) => all.map((rule) => [rule.name, rule]))).values()];
  const type = scope === 'all' ? 'System Test' : 'Application Test';
  const applications = entries.map(([name, all], at) =>
    element('applicationTestResults', [
      ['id', String(5000 + at)],
      ['uuid', `_a-0000dbf6-6dd4-8000-643f-01ef9001ef90_${4000 + at}`],
      ['name', name],
      ...totals(all),
      ...listOf('problemObjectsTestResult', all, (rule) => !isGood(rule)),
      ...listOf('passObjectsTestResult', all, isGood),
    ]),
  );
  const body = fields([['id', id], ['type', type], ...totals(rules, run.status), ['executedBy', 'ci.user']]);
  return `<TestRunResult xmlns="http://www.appian.com/ae/types/2009" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${body}${applications.join('')}</TestRunResult>`;
}

/** A name and its text, or XML that is complete. */
type Part = readonly [name: string, text: string] | string;

function totals(rules: readonly SimulatedRule[], status?: string): Part[] {
  const words = rules.flatMap(({ cases }) => cases.map((each) => each.status));
  const number = (...wanted: readonly string[]): number =>
    words.filter((word) => wanted.includes(word)).length;
  const [errors, failures] = [number('ERROR', 'TIMEOUT'), number('FAIL')];
  return [
    ['status', status ?? (errors > 0 ? 'ERROR' : failures > 0 ? 'FAIL' : 'PASS')],
    ['totalExecutionTime', '0.023'],
    ['testCount', String(words.length)],
    ['errorCount', String(errors)],
    ['failureCount', String(failures)],
    ['passCount', String(number('PASS'))],
  ];
}

const isGood = ({ cases }: SimulatedRule): boolean => cases.every(({ status }) => status === 'PASS');

function listOf(
  name: string,
  rules: readonly SimulatedRule[],
  has: (rule: SimulatedRule) => boolean,
): Part[] {
  const items = rules
    .filter(has)
    .map((rule) =>
      element(name, [
        ['id', '5387'],
        ['uuid', `_a-rule-${rule.name}`],
        ['name', rule.name],
        ['version', '2'],
        ...rule.cases.map((each, at) => caseElement(each, at)),
      ]),
    );
  return items.length > 0 ? items : [`<${name}/>`];
}

function caseElement({ name, status, message = '' }: SimulatedCase, at: number): string {
  return element('testCasesResult', [
    ['id', String(9000 + at)],
    ['name', name],
    ['status', status],
    ['errorMessage', status === 'FAIL' ? '' : message],
    ['failureMessage', status === 'FAIL' ? message : ''],
    ['executionTime', '0.004'],
  ]);
}

function element(name: string, parts: readonly Part[]): string {
  return `<${name}>${fields(parts)}</${name}>`;
}

function fields(parts: readonly Part[]): string {
  return parts
    .map((part) =>
      typeof part === 'string'
        ? part
        : part[1] === ''
          ? `<${part[0]} xsi:nil="true"/>`
          : `<${part[0]}>${escape(part[1])}</${part[0]}>`,
    )
    .join('');
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
