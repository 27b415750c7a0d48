import { definePlatform } from '../define.ts';
import { odcInputs } from './inputs.ts';
import type { OdcPayload } from './payload.ts';
import { hasApiClient, type OdcInputs, odcRules } from './rules.ts';
import { odcBase } from './site.ts';

/** The adapter for OutSystems Developer Cloud, which uses its public REST APIs. */
export const odc = definePlatform<'odc', typeof odcInputs, OdcPayload>({
  name: 'odc',
  title: 'ODC',
  about: 'OutSystems Developer Cloud',
  inputs: odcInputs,
  shared: [
    'source-environment',
    'inspect',
    'on-warnings',
    'on-conflict',
    'on-busy',
    'on-downgrade',
    'untagged-changes',
    'configuration-file',
    'configuration-values',
  ],
  texts: {
    operation: '`rollback` deploys the revision before, or the one named with `@`.',
    url: 'the portal, such as `https://example.outsystems.dev`.',
    token: 'an access token; or give `client-id` and `client-secret` in its place.',
    environment: 'name or key of the stage.',
    'source-environment':
      'name or key of the stage whose revisions are deployed; not needed where each application has an `@`.',
    application:
      'name or key, one a line, with `@1.2.3` for a tag or `@17` for a revision; several are deployed one after the other, producers first.',
    inspect: 'the impact analysis of each application.',
    'on-warnings': '`fail` ends with status `inspection-failed`.',
    'on-conflict': 'errors of the impact analysis.',
    'on-busy': 'another operation of the same application.',
    'untagged-changes': 'the revision has no tag; `tag` gives it the next patch version.',
    'configuration-file': 'names with values, by application if there are several.',
    'on-timeout': 'it cannot stop a deployment.',
    'on-cancel': 'it cannot stop a deployment.',
  },
  outputTexts: {
    'deployment-id': 'key of the operation; of several, that of the last one started.',
    'inspection-id': 'key of the impact analysis; of several, that of the first.',
  },
  usage: {
    deploy: ['--url … --client-id … --environment … --source-environment … --application …'],
    inspect: ['--url … --client-id … --environment … --source-environment … --application …'],
    resume: ['--url … --client-id … [--deployment-id …]'],
    rollback: ['--url … --client-id … --environment … --application …'],
  },
  identity: ({ application, 'source-environment': source }) => [source, application],
  signsIn: hasApiClient,
  rules: odcRules,
  noPayload: {},
  contentsOf: () => ({ files: [] }),
  examine: async (values, variable) =>
    (values['configuration-file'] ?? values['configuration-values'])
      ? (await import('./payload.ts')).preflightOdc(values, variable)
      : { payload: {}, problems: [], warnings: [] },
  base: odcBase,
  details: (inputs) => ({
    edition: 'v1',
    asked: ['component', 'version', 'hosts'],
    settings: settingsOf(inputs),
  }),
  async connect(connection, payload) {
    const { connectOdc } = await import('./connect.ts');
    return connectOdc(connection, payload);
  },
});

/** Rows of the plan for ODC's own inputs. */
function settingsOf(inputs: OdcInputs): readonly (readonly [string, string])[] {
  const source = inputs['source-environment'];
  const policies = [
    `busy: ${inputs['on-busy']}`,
    `analysis: ${inputs.inspect}, errors: ${inputs['on-conflict']}, warnings: ${inputs['on-warnings']}`,
    `older version: ${inputs['on-downgrade']}`,
    `no tag: ${inputs['untagged-changes']}`,
  ];
  return [
    ...(inputs.application ? [['apps', inputs.application.join(', ')] as const] : []),
    ...(source ? [['source', source] as const] : []),
    ...(inputs['configuration-file'] ? [['config', inputs['configuration-file']] as const] : []),
    ['sign-in', hasApiClient(inputs) ? `API client ${inputs['client-id']}` : 'access token'],
    ['policies', policies.join(', ')],
  ];
}
