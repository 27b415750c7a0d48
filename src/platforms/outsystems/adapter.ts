import { randomUUID } from 'node:crypto';
import { testInputs, testSettings } from '../../inputs/shared.ts';
import { earlierVersionsBy } from '../../release/previous-versions.ts';
import { formatMarker } from '../../release/run-marker.ts';
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
    doctor: ['--url … --environment … --application …'],
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
  async connect({ inputs, plan, redact, clock, history, server }, payload) {
    const { Configurator, createLifeTime, createOutSystems, createProperties, PROPERTIES_PATH } =
      await import('./outsystems.ts');
    const { token } = inputs;
    const bearer = { authorization: `Bearer ${token}` };
    const { configuration, package: file } = payload;
    const source = inputs['source-environment'];
    const zone = inputs['deployment-zone'];
    const book = earlierVersionsBy(inputs, history);
    const exports = inputs.operation === 'export';
    const inspects = inputs.operation === 'inspect';
    const lifetime = createLifeTime(
      server('LifeTime', bearer),
      server('LifeTime', { authorization: token }),
      clock.now,
    );
    const configurator =
      configuration &&
      new Configurator({
        lifetime,
        properties: createProperties(
          server('Properties Management', bearer, new URL(PROPERTIES_PATH, lifetime.base)),
        ),
        file: configuration,
        environment: inputs.environment,
        bringsModules: file !== undefined,
        inspects,
        redact,
      });
    return createOutSystems({
      lifetime,
      ...(configurator && { configurator }),
      choice: {
        applications: inputs.application ?? [],
        // An export uses only its source environment.
        ...(inputs.environment && !exports && { environment: inputs.environment }),
        ...(source && { sourceEnvironment: source }),
        ...(zone && { zone }),
      },
      ...(file && { package: file }),
      notes: [inputs.name, plan.description].filter(Boolean).join('\n'),
      marker: `${formatMarker(plan)}/${randomUUID()}`,
      onConflict: inputs['on-conflict'],
      redeployOutdated: inputs['redeploy-outdated'],
      onIntervention: inputs['on-intervention'],
      onBusy: inputs['on-busy'],
      onDowngrade: inputs['on-downgrade'],
      // An inspection must leave nothing permanent, and a tag is permanent.
      untaggedChanges: inspects && inputs['untagged-changes'] === 'tag' ? 'warn' : inputs['untagged-changes'],
      ...(inputs.operation === 'rollback' && { back: { ...(book && { book }) } }),
      redact,
      ...(inputs.tests && { tests: { applications: inputs.tests, inputs, server } }),
    });
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
