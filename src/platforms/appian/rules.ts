import { EMPTY_SECRET, type InputProblem, needed } from '../../inputs/problems.ts';
import type { PlatformInputs, RuleContext } from '../adapter.ts';
import type { appianInputs } from './inputs.ts';
import { webApiBase } from './site.ts';

/** The values of all inputs that Appian uses. */
export type AppianInputs = PlatformInputs<typeof appianInputs>;

/** The inputs that supply parts of a deployment. An export accepts none of them. */
const PARTS = [
  'package',
  'customization-file',
  'customization-values',
  'admin-settings-file',
  'plugins-file',
  'data-source',
  'database-scripts',
] as const;

/** Checks how Appian's inputs depend on each other. */
export function appianRules(
  values: Partial<AppianInputs>,
  { needsComponent }: RuleContext,
): readonly InputProblem[] {
  const own = values.operation === 'resume' ? resumeRules(values, needsComponent) : sendRules(values);
  return [...own, ...testRules(values)];
}

/** `tests` is one word, and the token of one site is not sent to another. */
function testRules(values: Partial<AppianInputs>): readonly InputProblem[] {
  const { tests, url, 'tests-url': testsUrl, 'tests-token': token } = values;
  if (tests === undefined) return [];
  const site = testsUrl && webApiBase(testsUrl);
  const isWord = tests.length === 1 && (tests[0] === 'all' || tests[0] === 'applications');
  const isElsewhere = testsUrl !== undefined && url !== undefined && testsUrl.origin !== url.origin;
  return [
    ...(isWord
      ? []
      : [needed('tests', `must be all or applications (got "${tests.join(', ').slice(0, 60)}")`)]),
    ...(site && 'problem' in site ? [needed('tests-url', site.problem)] : []),
    ...(isElsewhere && token === undefined
      ? [
          needed(
            'tests-token',
            `is required where \`tests-url\` is another site than \`url\`, because \`token\` is not sent there. If you set it and it is empty: ${EMPTY_SECRET}`,
          ),
        ]
      : []),
  ];
}

/** A tracker can end a record only with the component of its start, and Appian does not return that component. */
function resumeRules(values: Partial<AppianInputs>, needsComponent: boolean): readonly InputProblem[] {
  if (values['deployment-id'] === undefined || !needsComponent) return [];
  if (values.component !== undefined || values.package !== undefined) return [];
  return [
    needed(
      'component',
      'is required to end the records of a resumed deployment: set that of the deployment, or the same `package`',
    ),
  ];
}

function sendRules(values: Partial<AppianInputs>): readonly InputProblem[] {
  const { operation, application, 'api-version': version = '' } = values;
  const problems: InputProblem[] = [];
  const complain = (input: keyof AppianInputs, message: string): number => problems.push({ input, message });

  if (operation === 'inspect' && values.inspect === false)
    complain('inspect', 'must not be false when `operation` is inspect');
  if (operation === 'rollback' && values.package === undefined)
    complain('package', 'is required to roll back: the earlier package, because Appian keeps no packages');
  const has = (name: keyof AppianInputs): boolean => values[name] !== undefined;
  const examines = operation === 'doctor';
  const promotes = has('source-url') || has('source-token') || (has('source-package') && !examines);
  if (operation === 'export') {
    for (const input of PARTS) {
      if (values[input] !== undefined)
        complain(input, 'must be absent when `operation` is export, which fetches a package');
    }
    for (const input of ['source-url', 'source-token'] as const) {
      if (values[input] !== undefined)
        complain(input, 'must be absent when `operation` is export: the site to export from is `url`');
    }
  } else if (promotes) {
    if (values['source-url'] === undefined) complain('source-url', 'is required: the site to export from');
    if (values['source-token'] === undefined)
      complain('source-token', `is required with \`source-url\` and empty: ${EMPTY_SECRET}`);
    if (values.package !== undefined)
      complain('package', 'must be absent when `source-url` is set: the package is exported there');
  } else if (application !== undefined && !examines) {
    problems.push({
      input: 'application',
      message: 'is for an export: give `source-url` and `source-token` too, or leave it out',
      asksFor: ['source-url', 'source-token'],
    });
  }
  const exports =
    operation === 'export' || promotes || (examines && (has('application') || has('source-package')));
  if (!exports) return problems;

  if (application === undefined)
    complain('application', 'is required: the UUID of the application to export');
  const wrong = application?.find((each) => !UUID.test(each));
  if (wrong !== undefined)
    complain('application', `must be a UUID, which the application's properties show (got "${wrong}")`);
  if (values['source-package'] !== undefined && application !== undefined && application.length > 1)
    complain(
      'application',
      'must be one where `source-package` is given: a package belongs to one application',
    );
  if (version === 'v1') complain('api-version', 'must be v2 or later to export: v1 has no exports');
  return problems;
}

/** `d243b14c-3ba5-41c3-9f51-76da51beb8f5`, or `_a-0000e5ac-7c1b-8000-9bad-01075c01075c_310`. */
const UUID = /^(?=[\w-]{8,128}$).*[0-9a-f]{4}-[0-9a-f]{4}-/i;
