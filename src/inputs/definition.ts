import type { InputType } from './types.ts';
import * as types from './types.ts';

/** Everything there is to say about an input. `action.yml`, the README, `--help` and the parser all come from it. */
interface InputDefinition {
  readonly type: InputType<unknown>;
  /** In a table of inputs: what it means, its unit and allowed values. One paragraph of Markdown. */
  readonly about: string;
  readonly default?: string;
  readonly required?: boolean;
  /** Masked, never shown, never taken from a command line's arguments. */
  readonly secret?: boolean;
  /** Where the default is not a constant: how it comes about. */
  readonly derived?: string;
}

export const inputs = {
  platform: {
    type: types.word('appian'),
    required: true,
    about: 'What the application runs on: `appian`.',
  },
  operation: {
    type: types.word('deploy', 'inspect'),
    default: 'deploy',
    about:
      '`deploy`: the whole job. `inspect`: everything up to the verdict; nothing is deployed and no record is opened.',
  },
  url: {
    type: types.url('https://example.appiancloud.com'),
    required: true,
    about:
      'The Appian site to deploy to: `https://example.appiancloud.com`, with or without `/suite`, or the whole API base. `https` only; `http` is accepted for this machine.',
  },
  token: {
    type: types.secret(),
    required: true,
    secret: true,
    about: 'API key of the service account that the site lets deploy.',
  },
  environment: {
    type: types.line(100),
    about:
      'Name of the target environment, as it appears in the records and the summary. Required to deploy.',
  },
  package: {
    type: types.line(4096),
    about: 'Path of the Appian package, a `.zip`. A glob must match exactly one file.',
  },
  'customization-file': {
    type: types.line(4096),
    about: 'Path of the import customization file, a `.properties`. May be deployed without a package.',
  },
  name: {
    type: types.line(200),
    derived: 'component and version',
    about: "Name of the deployment in Appian's Deploy view.",
  },
  description: {
    type: types.prose(),
    derived: 'a link to the run',
    about: "Description of the deployment, in Appian's Deploy view and in the records.",
  },
  version: {
    type: types.line(200),
    derived: "the tag, else the short commit, else the package's checksum",
    about: 'Release version in the records.',
  },
  component: {
    type: types.line(200),
    derived: "the package's file name",
    about: 'Name of the component in the records.',
  },
  hosts: {
    type: types.list(),
    derived: 'the host of `url`',
    about: 'Host names in the records, one a line or separated by commas.',
  },
  owner: {
    type: types.line(200),
    derived: 'the person who started the run',
    about: 'Person in the records.',
  },
  timeout: {
    type: types.duration(1_000),
    default: '60m',
    about:
      'How long the platform may take, from the first request to the end of the deployment: a number and a unit (`90s`, `45m`, `2h`). The deployment itself goes on when the time is over.',
  },
  'poll-interval': {
    type: types.durationOr('auto', 10),
    default: 'auto',
    about: '`auto` looks often at first and less often later (1 s to 15 s); or a fixed time such as `10s`.',
  },
  'api-version': {
    type: types.apiVersion(),
    default: 'v2',
    about: 'Version of the Appian deployment API: `v2`, or `v1` for Appian 23.2 and older.',
  },
  inspect: {
    type: types.flag(),
    default: 'true',
    about:
      'Inspect before deploying: `true` or `false`. Errors that the inspection expects always stop the deployment.',
  },
  'on-warnings': {
    type: types.word('allow', 'fail'),
    default: 'allow',
    about: 'What warnings of the inspection do: `allow` or `fail`.',
  },
  'on-review': {
    type: types.word('wait', 'stop'),
    default: 'wait',
    about:
      'When a reviewer must approve the deployment: `wait` for them, up to `timeout`; or `stop` with status `pending-review`, green, the records left in progress.',
  },
  'bigpanda-token': {
    type: types.secret(),
    secret: true,
    about: 'BigPanda API token. Switches the start and end events on.',
  },
  'bigpanda-url': {
    type: types.url('https://api.bigpanda.io', {
      us: 'https://api.bigpanda.io',
      eu: 'https://eu-api.bigpanda.io',
    }),
    default: 'us',
    about: "BigPanda's region, `us` or `eu`, or a base URL.",
  },
  'on-tracker-error': {
    type: types.word('warn', 'fail'),
    default: 'warn',
    about:
      'When a tracker such as BigPanda cannot be told: `warn`, or `fail` the step after the deployment was brought to its end. The `status` stays that of the deployment.',
  },
  summary: {
    type: types.flag(),
    default: 'true',
    about: 'Write the job summary: `true` or `false`.',
  },
} as const satisfies Record<string, InputDefinition>;

export type InputName = keyof typeof inputs;

type Specs = typeof inputs;
type Value<S> = S extends { type: InputType<infer T> }
  ? S extends { required: true } | { default: string }
    ? T
    : T | undefined
  : never;

/** What the user asked for, by the names the user knows. */
export type Inputs = { readonly [N in InputName]: Value<Specs[N]> };

/** The same table with its rows alike, for code that goes through all of them. */
export const inputTable: readonly (readonly [InputName, InputDefinition])[] = Object.entries(inputs) as [
  InputName,
  InputDefinition,
][];

export const outputs = {
  status:
    'How it ended: `succeeded`, `succeeded-with-warnings`, `inspection-failed`, `refused`, `failed`, `rejected`, `pending-review`, `timed-out`, `cancelled`, `unknown`, `invalid-input` or `error`.',
  'deployment-id': 'UUID of the deployment; set as soon as it exists.',
  'deployment-url': 'Address of the deployment in the deployment API.',
  'inspection-id': 'UUID of the inspection.',
  version: 'The version in the records.',
  errors: 'Number of errors that the inspection expects.',
  warnings: 'Number of warnings that the inspection expects.',
  'started-at': 'When it began: ISO 8601, UTC.',
  'ended-at': 'When it ended: ISO 8601, UTC.',
  'duration-seconds': 'Whole seconds between the two.',
  'log-file': "Path of a file with the platform's whole log.",
  'result-file': 'Path of a JSON file with everything known, and no secret.',
  'package-file': 'Path of the package that was deployed.',
  'package-sha256': 'Checksum of that package, hexadecimal.',
  trackers:
    'JSON object: for `bigpanda`, `deployments-api` and `github` what became of the `started` and `ended` record: `sent`, `failed` or `skipped`.',
} as const satisfies Record<string, string>;

export type OutputName = keyof typeof outputs;
