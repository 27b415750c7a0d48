import { testInputs, testSettings } from '../../inputs/shared.ts';
import { definePlatform } from '../define.ts';
import { filesOf, type Payload } from './files.ts';
import { appianInputs } from './inputs.ts';
import { type AppianInputs, appianRules } from './rules.ts';
import { apiBase } from './site.ts';

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
  examine: async (values, variable) => (await import('./payload.ts')).preflight(values, variable),
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
    const { connectAppian } = await import('./connect.ts');
    return connectAppian(connection, payload);
  },
});

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
