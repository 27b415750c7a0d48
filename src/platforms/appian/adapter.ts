import { testInputs, testSettings } from '../../inputs/shared.ts';
import type { Connection } from '../adapter.ts';
import { definePlatform } from '../define.ts';
import type { ExportSource } from './export.ts';
import { filesOf, type Payload } from './files.ts';
import { appianInputs } from './inputs.ts';
import { preflight } from './payload.ts';
import { type AppianInputs, appianRules } from './rules.ts';
import { apiBase, webApiBase } from './site.ts';
import type { RuleTests } from './tests/rule-tests-step.ts';

/** The adapter for Appian, which uses its REST API for deployments. */
export const appian = definePlatform<'appian', typeof appianInputs, Payload>({
  name: 'appian',
  title: 'Appian',
  about: '',
  inputs: appianInputs,
  shared: ['inspect', 'on-warnings', ...testInputs],
  texts: {
    operation: '`rollback` deploys the earlier `package`.',
    url: 'the site, such as `https://example.appiancloud.com`, with or without `/suite`.',
    token: 'API key of the service account that may deploy to the site.',
    environment: 'its name in the records and the summary.',
    application:
      'UUID of the application to export; without `source-package` several are possible, one a line.',
    package: 'a `.zip`, or the folder that an export wrote.',
    name: 'its name in the Deploy view.',
    description: 'shown in the Deploy view.',
    'on-timeout': 'it cannot stop a deployment.',
    'on-cancel': 'it cannot stop a deployment.',
    tests:
      '`all` or `applications`, the rule tests that these Web APIs of the documentation start: `startRuleTestsAll` or `startRuleTestsApplications`, `testRunStatusForId`, `testRunResultForId`.',
    'tests-url': 'the site, by default that of `url`.',
    'tests-token': 'by default `token`, for the same site only.',
  },
  outputTexts: { tests: 'counts of the test run.' },
  usage: {
    deploy: [
      '--url … --environment … --package …',
      '--url … --environment … --source-url … --application … [--source-package …]',
    ],
    inspect: ['--url … --package …'],
    export: ['--url … --application … [--source-package …]'],
    resume: ['--url … [--deployment-id …]'],
    rollback: ['--url … --environment … --package …'],
  },
  identity: ({ application, 'source-package': wanted, 'source-url': source }) => [
    application,
    wanted,
    source?.host,
  ],
  rules: appianRules,
  examine: preflight,
  noPayload: {},
  contentsOf: (payload) => ({
    files: filesOf(payload),
    ...(payload.package && { package: payload.package }),
    ...(payload.component !== undefined && { component: payload.component }),
    ...(payload.dataSource !== undefined && { destination: payload.dataSource }),
  }),
  base: (url, { 'api-version': version = 'v2' }) => apiBase(url, version),
  page: ({ url }) => ({
    title: 'Deploy view of Appian Designer',
    address: new URL('/suite/design', url).href,
  }),
  details: (inputs, payload) => ({
    edition: inputs['api-version'],
    asked: inputs.operation === 'export' || inputs['source-url'] ? ['component'] : [],
    settings: settingsOf(inputs, payload),
  }),
  async connect(connection, payload) {
    const { createAppian } = await import('./appian.ts');
    const tests = testsOf(connection);
    const { inputs, plan, complete, redact, folder, variable } = connection;
    const origin = originOf(connection);
    return createAppian({
      server: connection.server('Appian', credentials(inputs, inputs.token)),
      payload,
      ...(origin && { origin }),
      customizing: {
        values: inputs['customization-values'] ?? {},
        nullValues: inputs['null-values'],
        variable,
      },
      naming: (details) => complete(details).name,
      description: plan.description,
      inspect: inputs.inspect,
      inspectOnly: inputs.operation === 'inspect',
      onWarnings: inputs['on-warnings'],
      onReview: inputs['on-review'],
      folder,
      redact,
      ...(tests && { tests }),
    });
  },
});

/** The rule tests to run; undefined if none are wanted. Their token goes only to `tests-url`. */
function testsOf({ inputs, server }: Connection<AppianInputs>): RuleTests | undefined {
  const [scope] = inputs.tests ?? [];
  if (scope !== 'all' && scope !== 'applications') return undefined;
  const site = webApiBase(inputs['tests-url'] ?? new URL('/', inputs.url));
  if ('problem' in site) throw new Error(site.problem);
  const token = inputs['tests-token'] ?? inputs.token;
  return {
    server: server('Appian', credentials(inputs, token), site.base),
    scope,
    timeoutMs: inputs['tests-timeout'],
    onNoTests: inputs['on-no-tests'],
  };
}

/**
 * The site to export from: `url` of an export, or `source-url` of a promotion. Each token goes only to its own site.
 * Undefined if nothing is exported.
 */
function originOf({ inputs, plan, redact, server }: Connection<AppianInputs>): ExportSource | undefined {
  const { 'source-url': url, 'source-token': token, 'source-package': wanted } = inputs;
  const asked = {
    applications: inputs.application ?? [],
    ...(wanted && { wanted }),
    description: inputs.description ?? `Exported by ${plan.runUrl ?? 'lowcode-deploy'}`,
    redact,
  };
  const { operation, application } = inputs;
  if (operation === 'export' || (operation === 'doctor' && application && url === undefined)) {
    const site = { url: 'url', token: 'token' } as const;
    return { ...asked, site, server: server('Appian', credentials(inputs, inputs.token)) };
  }
  if (url === undefined || token === undefined) return undefined;
  const base = apiBase(url, inputs['api-version']);
  if ('problem' in base) throw new Error(base.problem);
  const site = { url: 'source-url', token: 'source-token' } as const;
  return { ...asked, site, server: server('Appian', credentials(inputs, token), base.base) };
}

function credentials(inputs: AppianInputs, token: string): Readonly<Record<string, string>> {
  switch (inputs['token-type']) {
    case 'api-key':
      return { 'appian-api-key': token };
    case 'bearer':
      return { authorization: `Bearer ${token}` };
  }
}

/** Rows of the plan for Appian's own inputs. */
function settingsOf(
  inputs: AppianInputs,
  { dataSource, scripts = [] }: Payload,
): readonly (readonly [string, string])[] {
  const { application = [], 'source-url': source, 'source-package': wanted } = inputs;
  const what = [...(wanted ? [`package ${wanted} of`] : []), 'application', application.join(', ')].join(' ');
  const rows: (readonly [string, string])[] = [];
  if (source) rows.push(['source', `${source.host}: ${what}`]);
  if (inputs.operation === 'export') return [...rows, ['what', what]];
  if (dataSource) rows.push(['data source', dataSource]);
  rows.push(...testSettings(inputs));
  if (scripts.length > 1)
    rows.push(['scripts', scripts.map(({ path }, at) => `${at + 1}. ${path}`).join(', ')]);
  return [
    ...rows,
    ['inspect', `${inputs.inspect}, warnings: ${inputs['on-warnings']}, review: ${inputs['on-review']}`],
  ];
}
