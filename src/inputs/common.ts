import { certificateInputs } from './certificate-definition.ts';
import type { InputTable, ValuesOf } from './types.ts';
import * as types from './types.ts';

/** The inputs of every platform. The `texts` of a platform replace the parts that differ. */
export const commonInputs = {
  operation: {
    type: types.word('deploy', 'inspect', 'export', 'resume', 'rollback', 'doctor'),
    default: 'deploy',
    about:
      '`deploy`: the whole job. `inspect`: everything up to the verdict; nothing is deployed and no record is opened. `export`: fetch `application` from `url` and stop. `resume`: wait for the end of a deployment that was started earlier, and end its records. `rollback`: deploy the earlier version and record a rollback. `doctor`: ask every system whether it is usable; change nothing.',
  },
  url: {
    type: types.url('https://example.appiancloud.com'),
    required: true,
    about:
      'The site to deploy to or to export from; the whole API base is fine too. `https` only; `http` is accepted for loopback hosts.',
  },
  token: {
    type: types.secret(),
    required: true,
    secret: true,
    about: 'The credential for `url`.',
  },
  ...certificateInputs,
  environment: {
    type: types.line(100),
    about: 'The target environment. Required to deploy.',
  },
  application: {
    type: types.lines(),
    about: 'The application, or several, one a line.',
  },
  package: {
    type: types.line(4096),
    about: 'Path of the package. A glob must match exactly one file.',
  },
  'deployment-id': {
    type: types.id(),
    about:
      'To resume: the id of the deployment, from the output of the same name. Without it: the deployment that an earlier attempt or job of the same run started, or the one in `state-file`.',
  },
  'state-file': {
    type: types.line(4096),
    derived: 'on the command line, a file in `.lowcode-deploy`',
    about:
      'Path of a file that saves the progress of the deployment; it contains no secret. The next attempt reads it and joins a deployment that is still in progress. If the deployment is over, the platform is asked: LifeTime knows whether the target has this version, Appian does not and deploys again.',
  },
  name: {
    type: types.line(200),
    derived: 'component and version',
    about: 'Name of the deployment on the platform.',
  },
  description: {
    type: types.prose(),
    derived: 'a link to the run',
    about: 'Description of the deployment, on the platform and in the records.',
  },
  version: {
    type: types.line(200),
    derived:
      "the application's version where the platform has one, else the tag, else the short commit, else the package's checksum",
    about: 'Release version in the records.',
  },
  component: {
    type: types.line(200),
    derived: "the application's name where the platform has one, else the package's file name",
    about: 'Name of the component in the records.',
  },
  hosts: {
    type: types.hosts(),
    derived: 'the host name of the target',
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
    about: 'When `timeout` is over: `leave` the deployment alone, or `abort` it.',
  },
  'on-cancel': {
    type: types.word('abort', 'leave'),
    default: 'abort',
    about: 'When the run is cancelled: `abort` the deployment, or `leave` it alone.',
  },
  'poll-interval': {
    type: types.durationOr('auto', 10),
    default: 'auto',
    about: '`auto` polls often at first and less often later (1 s to 14 s); or a fixed time such as `10s`.',
  },
  'on-tracker-error': {
    type: types.word('warn', 'fail'),
    default: 'warn',
    about:
      'When a tracker cannot be notified: `warn`, or `fail` the step after the deployment has ended. The `status` stays that of the deployment.',
  },
  summary: {
    type: types.flag(),
    default: 'true',
    about: 'Write the job summary: `true` or `false`.',
  },
  'junit-file': {
    type: types.fileNamed('.xml'),
    derived: "a file in the run's folder",
    about: 'Path for the JUnit file, ending in `.xml`.',
  },
  'report-file': {
    type: types.fileNamed('.html'),
    derived: "a file in the run's folder",
    about: 'Path for the HTML page of the report, ending in `.html`.',
  },
} as const satisfies InputTable;

/** The values of the common inputs by name. */
export type CommonInputs = ValuesOf<typeof commonInputs> & {
  /** The name of a registered platform. */
  readonly platform: string;
};
