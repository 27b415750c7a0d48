import { testInputs, testSettings } from '../../inputs/shared.ts';
import { definePlatform } from '../define.ts';
import type { Payload } from './files.ts';
import { outsystemsInputs } from './inputs.ts';
import { preflightOutSystems } from './payload.ts';
import { type OutSystemsInputs, outsystemsRules } from './rules.ts';
import { lifetimeBase, planPage } from './site.ts';

/** The adapter for OutSystems 11, which uses the LifeTime API. */
export const outsystems = definePlatform<'outsystems', typeof outsystemsInputs, Payload>({
  name: 'outsystems',
  title: 'OutSystems',
  about: 'OutSystems 11 with LifeTime',
  inputs: outsystemsInputs,
  shared: [
    'source-environment',
    'on-conflict',
    'on-busy',
    'on-downgrade',
    'untagged-changes',
    'configuration-file',
    'configuration-values',
    ...testInputs,
  ],
  texts: {
    operation: '`rollback` deploys the version before, or the one named with `@`.',
    url: 'the LifeTime host, such as `https://lifetime.example.com`.',
    token: 'token of a LifeTime service account.',
    environment: 'its name or key in LifeTime.',
    'source-environment': 'required unless `package` is given.',
    application:
      'name or key, one a line, with `@version` for another version than the one in `source-environment`; several are deployed together.',
    package: 'an `.oap` or `.osp`, in place of `application`.',
    name: "the first line of the plan's notes in LifeTime.",
    description: 'shown in the notes of the LifeTime plan.',
    'on-cancel': 'a plan that was not started is deleted in any case.',
    'untagged-changes': '`warn` deploys the newest tag.',
    tests:
      'names of the applications in the target whose BDD tests run; the Forge components CI/CD Probe and BDD Framework must be there.',
    'tests-url': 'the host of the target, by default the one that LifeTime knows.',
    'tests-token': 'key of the CI/CD Probe, if it requires one; with `tests-url` only.',
    'configuration-file':
      'a pipeline manifest, or its `ConfigurationItems` alone: site properties, REST and SOAP addresses and timers, which are set after the deployment through the Forge component Properties Management.',
  },
  outputTexts: {
    'deployment-id': 'key of the plan.',
    'inspection-id': 'key of the plan that was inspected.',
    errors: 'number of conflicts that LifeTime found.',
    tests: 'counts of scenarios.',
  },
  usage: {
    deploy: [
      '--url … --environment … --source-environment … --application …',
      '--url … --environment … --package …',
    ],
    inspect: ['--url … --environment … --source-environment … --application …'],
    export: ['--url … --source-environment … --application …'],
    resume: ['--url … [--deployment-id …]'],
    rollback: ['--url … --environment … --source-environment … --application …'],
  },
  identity: ({ application, 'source-environment': source, 'deployment-zone': zone }) => [
    source,
    application,
    zone,
  ],
  // An export uses only its source environment.
  environmentOf: ({ operation, 'source-environment': source }) =>
    operation === 'export' ? source : undefined,
  rules: outsystemsRules,
  examine: preflightOutSystems,
  noPayload: {},
  contentsOf: ({ package: file, configuration }) => ({
    files: file ? [file] : [],
    ...(file && { package: file }),
    ...(configuration && { checksums: [configuration.sha256] }),
  }),
  base: lifetimeBase,
  page: ({ id, url }) => ({ title: 'plan in LifeTime', address: planPage(url, id) }),
  details: (inputs, { configuration }) => ({
    edition: 'v2',
    asked: ['component', 'version', 'hosts'],
    settings: [
      ...settingsOf(inputs),
      ...(configuration ? [['configuration', configuration.path] as const] : []),
    ],
  }),
  async connect(connection, payload) {
    const { connectOutSystems } = await import('./connect.ts');
    return connectOutSystems(connection, payload);
  },
});

/** Rows of the plan for OutSystems' own inputs. */
function settingsOf(inputs: OutSystemsInputs): readonly (readonly [string, string])[] {
  const source = inputs['source-environment'];
  const zone = inputs['deployment-zone'];
  const policies = [
    `busy: ${inputs['on-busy']}`,
    `conflicts: ${inputs['on-conflict']}`,
    `intervention: ${inputs['on-intervention']}`,
    `older version: ${inputs['on-downgrade']}`,
    `untagged changes: ${inputs['untagged-changes']}`,
    `redeploy outdated: ${inputs['redeploy-outdated']}`,
    `timeout: ${inputs['on-timeout']}`,
    `cancel: ${inputs['on-cancel']}`,
  ];
  return [
    ...(inputs.application ? [['apps', inputs.application.join(', ')] as const] : []),
    ...(source ? [['source', source] as const] : []),
    ...(zone ? [['zone', zone] as const] : []),
    ...testSettings(inputs),
    ...(inputs.operation === 'export' ? [] : [['policies', policies.join(', ')] as const]),
  ];
}
