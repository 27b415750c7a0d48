import type { InputDefinition } from './types.ts';
import * as types from './types.ts';

/** The inputs of the systems that are told of a deployment: a part of the one definition. */
export const trackerInputs = {
  'bigpanda-token': {
    type: types.secret(),
    secret: true,
    about:
      'BigPanda API token: of the organization for `bigpanda-api: deployments`, of a user for `changes`. Switches BigPanda on.',
  },
  'bigpanda-api': {
    type: types.word('deployments', 'changes'),
    default: 'deployments',
    about:
      '`deployments`: a start and an end event. `changes`: a change that goes from planned to done (BigPanda Changes API).',
  },
  'bigpanda-app-key': {
    type: types.secret(),
    secret: true,
    about:
      'App key of the BigPanda integration that the changes belong to. Required for `bigpanda-api: changes`.',
  },
  'bigpanda-url': {
    type: types.url('https://api.bigpanda.io', {
      us: 'https://api.bigpanda.io',
      eu: 'https://eu-api.bigpanda.io',
    }),
    default: 'us',
    about: "BigPanda's region, `us` or `eu`, or a base URL.",
  },
  'deployments-api-url': {
    type: types.url('https://portal.example.com'),
    about:
      'Address of the Deployments API, with or without `/api/v1`. Switches its records on, and needs a token, or a user name and a password.',
  },
  'deployments-api-token': {
    type: types.secret(),
    secret: true,
    about: 'Token for the Deployments API. It must be good until the deployment has ended.',
  },
  'deployments-api-username': {
    type: types.line(200),
    about:
      'In place of a token: user name for the Deployments API. The action logs in, and once more when the login expires.',
  },
  'deployments-api-password': {
    type: types.password(),
    secret: true,
    about: 'Password that belongs to `deployments-api-username`.',
  },
  'deployments-api-component': {
    type: types.line(200),
    derived: 'the component in the records',
    about: 'The component in the Deployments API: exact name or UUID.',
  },
  'deployments-api-environment': {
    type: types.line(200),
    derived: 'the environment in the records',
    about: 'The environment in the Deployments API: exact name or UUID.',
  },
  'deployments-api-organization': {
    type: types.id(),
    about: 'Id of the organization, where the Deployments API wants one.',
  },
  'promote-from': {
    type: types.line(200),
    about:
      'An environment of the Deployments API, by exact name or UUID: to deploy or inspect is refused unless this version has `succeeded` there, also where that cannot be found out.',
  },
  'github-deployment': {
    type: types.word('off', 'create'),
    default: 'off',
    about:
      '`create` a GitHub deployment and its statuses; the job needs `permissions: deployments: write`. Where the job names an `environment`, GitHub makes a deployment of its own, unless it says `deployment: false`.',
  },
  'github-token': {
    type: types.secret(),
    secret: true,
    derived: "in a workflow, the job's own token",
    expression: '${{ github.token }}',
    about: 'Token for the GitHub deployment.',
  },
  'on-tracker-error': {
    type: types.word('warn', 'fail'),
    default: 'warn',
    about:
      'When a tracker such as BigPanda cannot be told: `warn`, or `fail` the step after the deployment was brought to its end. The `status` stays that of the deployment.',
  },
} as const satisfies Record<string, InputDefinition>;
