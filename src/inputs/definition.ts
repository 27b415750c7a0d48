import { certificateInputs } from './certificate-definition.ts';
import { trackerInputs } from './tracker-definition.ts';
import type { InputDefinition, InputType } from './types.ts';
import * as types from './types.ts';

export const inputs = {
  platform: {
    type: types.word('appian', 'outsystems'),
    required: true,
    about: 'What the application runs on: `appian`, or `outsystems` (OutSystems 11 with LifeTime).',
  },
  operation: {
    type: types.word('deploy', 'inspect', 'export', 'resume', 'rollback'),
    default: 'deploy',
    about:
      '`deploy`: the whole job. `inspect`: everything up to the verdict; nothing is deployed and no record is opened. `export`: fetch `application` from `url` and stop. `resume`: wait for the end of a deployment that was begun before, and end its records. `rollback`: deploy what was there before and record it as a rollback (OutSystems: the version before, or the one named with `@`; Appian: the earlier `package`).',
  },
  url: {
    type: types.url('https://example.appiancloud.com'),
    required: true,
    about:
      'The Appian site to deploy to or to export from, such as `https://example.appiancloud.com`, with or without `/suite`; or the LifeTime host, such as `https://lifetime.example.com`. The whole API base is fine too. `https` only; `http` is accepted for this machine.',
  },
  token: {
    type: types.secret(),
    required: true,
    secret: true,
    about:
      'Appian: API key of the service account that the site lets deploy. OutSystems: token of a LifeTime service account.',
  },
  'token-type': {
    type: types.word('api-key', 'bearer'),
    default: 'api-key',
    platform: 'appian',
    about:
      'How `token` and `source-token` are sent: `api-key` in the header `appian-api-key`; `bearer` as `Authorization: Bearer`, for an OAuth 2.0 access token.',
  },
  ...certificateInputs,
  environment: {
    type: types.line(100),
    about:
      'The target environment. Appian: its name in the records and the summary. OutSystems: its name or key in LifeTime. Required to deploy.',
  },
  'source-environment': {
    type: types.line(100),
    platform: 'outsystems',
    about:
      'Name or key of the environment that the applications come from. Required unless `package` is given.',
  },
  'source-url': {
    type: types.url('https://dev.appiancloud.com'),
    platform: 'appian',
    about:
      'The Appian site to promote from, in place of `package`: `application` is exported there, inspected on `url`, and exactly these bytes are deployed.',
  },
  'source-token': {
    type: types.secret(),
    secret: true,
    platform: 'appian',
    about: 'API key for `source-url`.',
  },
  application: {
    type: types.lines(),
    about:
      'OutSystems: the applications, one a line: name or key, and `@version` where it is not the one in `source-environment`; several are deployed together. Appian: UUID of the application that is exported; without `source-package` several may be, one a line.',
  },
  'source-package': {
    type: types.line(2000),
    platform: 'appian',
    about:
      'The package in flight of `application` that is exported: its UUID, exact name or ticket link. Without it, the whole application is exported.',
  },
  package: {
    type: types.line(4096),
    about:
      'Path of the package. Appian: a `.zip`, or the folder that an export made; OutSystems: an `.oap` or `.osp`, in place of `application`. A glob must match exactly one file.',
  },
  'customization-file': {
    type: types.line(4096),
    platform: 'appian',
    about:
      'Path of the import customization file, a `.properties`. `${NAME}` in a value becomes the value of that name in `customization-values`, else the environment variable. Comes before the one that an export brought.',
  },
  'customization-values': {
    type: types.values(),
    secret: true,
    platform: 'appian',
    about:
      'JSON object of keys and values that fill the `customization-file`, or without one the template that the export brought. Values may hold `${NAME}` too; `null` makes a key null on the target.',
  },
  'null-values': {
    type: types.word('fail', 'allow'),
    default: 'fail',
    platform: 'appian',
    about:
      'When the customization file has a key with nothing behind its `=`, which becomes null on the target: `fail` or `allow`.',
  },
  'admin-settings-file': {
    type: types.line(4096),
    platform: 'appian',
    about: 'Path of a `.zip` with Admin Console settings.',
  },
  'plugins-file': {
    type: types.line(4096),
    platform: 'appian',
    about: 'Path of a `.zip` with plug-ins. Comes before those that an export brought.',
  },
  'data-source': {
    type: types.line(200),
    platform: 'appian',
    about:
      'Data source of the database scripts: its name in the Admin Console, or the UUID of its connected system. Comes before the one that an export brought.',
  },
  'database-scripts': {
    type: types.sequence(),
    platform: 'appian',
    about:
      'Paths of the database scripts, `.sql` or `.ddl`, one a line; they run in this order. Come before those that an export brought.',
  },
  'deployment-id': {
    type: types.id(),
    about:
      'To resume: the deployment that was begun before, as the output of the same name told it. Without it, the one that an earlier attempt or job of the same run, or `state-file`, is known to have begun.',
  },
  'state-file': {
    type: types.line(4096),
    derived: 'on the command line, a file in `.lowcode-deploy`',
    about:
      'Path of a file that remembers how far the deployment got; it holds no secret. Where it is kept for the next attempt, that goes on with what is under way or done, and never deploys it again.',
  },
  name: {
    type: types.line(200),
    derived: 'component and version',
    about: "Name of the deployment in Appian's Deploy view; in LifeTime, the first line of the plan's notes.",
  },
  description: {
    type: types.prose(),
    derived: 'a link to the run',
    about:
      "Description of the deployment, in Appian's Deploy view or the notes of the LifeTime plan, and in the records.",
  },
  version: {
    type: types.line(200),
    derived:
      "the version of the OutSystems application, else the tag, else the short commit, else the package's checksum",
    about: 'Release version in the records.',
  },
  component: {
    type: types.line(200),
    derived:
      "the name of the OutSystems application or of what Appian exported, else the package's file name",
    about: 'Name of the component in the records.',
  },
  hosts: {
    type: types.list(),
    derived: 'the host of the Appian site or of the OutSystems environment',
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
      'How long the platform may take, from the first request to the end of the deployment: a number and a unit (`90s`, `45m`, `2h`).',
  },
  'on-timeout': {
    type: types.word('leave', 'abort'),
    default: 'leave',
    about:
      'When `timeout` is over: `leave` the deployment alone, or `abort` it (OutSystems; Appian has no way to stop one).',
  },
  'on-cancel': {
    type: types.word('abort', 'leave'),
    default: 'abort',
    about:
      'When the run is cancelled: `abort` the deployment (OutSystems; Appian has no way to stop one), or `leave` it alone. A plan that was not started is deleted in any case.',
  },
  'poll-interval': {
    type: types.durationOr('auto', 10),
    default: 'auto',
    about: '`auto` looks often at first and less often later (1 s to 14 s); or a fixed time such as `10s`.',
  },
  'api-version': {
    type: types.apiVersion(),
    default: 'v2',
    platform: 'appian',
    about:
      'Version of the Appian deployment API: `v2`, `v1` for Appian 23.2 and older (which cannot export), or a later one such as `v3`.',
  },
  inspect: {
    type: types.flag(),
    default: 'true',
    platform: 'appian',
    about:
      'Inspect before deploying: `true` or `false`. Errors that the inspection expects always stop the deployment.',
  },
  'on-warnings': {
    type: types.word('allow', 'fail'),
    default: 'allow',
    platform: 'appian',
    about: 'What warnings of the inspection do: `allow` or `fail`.',
  },
  'on-review': {
    type: types.word('wait', 'stop'),
    default: 'wait',
    platform: 'appian',
    about:
      'When a reviewer must approve the deployment: `wait` for them, up to `timeout`; or `stop` with status `pending-review`, green, the records left in progress.',
  },
  'deployment-zone': {
    type: types.line(200),
    platform: 'outsystems',
    about: 'Name or key of the deployment zone in the target; without it, applications stay in their zone.',
  },
  'on-conflict': {
    type: types.word('fail', 'continue'),
    default: 'fail',
    platform: 'outsystems',
    about:
      'When LifeTime finds conflicts: `fail`, or `continue` with the end `succeeded-with-warnings` at best.',
  },
  'redeploy-outdated': {
    type: types.flag(),
    default: 'true',
    platform: 'outsystems',
    about: 'Deploy outdated consumers in the target again: `true` or `false`.',
  },
  'on-intervention': {
    type: types.word('fail', 'wait', 'continue'),
    default: 'fail',
    platform: 'outsystems',
    about:
      'When the deployment waits for a person: `fail` with status `needs-intervention`; `wait` for them, up to `timeout`; or `continue` the second step of a prepared deployment (every other reason fails).',
  },
  'on-busy': {
    type: types.word('wait', 'fail', 'ignore'),
    default: 'wait',
    platform: 'outsystems',
    about: 'When another deployment runs on the target: `wait`, up to `timeout`; `fail`; or `ignore` it.',
  },
  'untagged-changes': {
    type: types.word('warn', 'fail', 'tag'),
    default: 'warn',
    platform: 'outsystems',
    about:
      'When the source environment holds changes that no tag holds: `warn` and deploy the tag, `fail`, or `tag` them with the next version first (an inspection warns instead).',
  },
  ...trackerInputs,
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

export { type OutputName, outputs } from './outputs.ts';
