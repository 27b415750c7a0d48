import type { InputTable } from '../../inputs/types.ts';
import * as types from '../../inputs/types.ts';

/** The inputs that only the Deployments API has. */
export const deploymentsApiInputs = {
  'deployments-api-url': {
    type: types.url('https://portal.example.com'),
    about:
      'Address of the Deployments API, with or without `/api/v1`. Switches its records on, and needs a token, or a user name and a password.',
  },
  'deployments-api-token': {
    type: types.secret(),
    secret: true,
    about: 'Token for the Deployments API. It must be valid until the deployment has ended.',
  },
  'deployments-api-username': {
    type: types.line(200),
    about:
      'In place of a token: user name for the Deployments API. The action logs in, and again when the login expires.',
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
      'An environment of the Deployments API, by exact name or UUID: deploying and inspecting are refused unless this version has `succeeded` there, also if that cannot be checked.',
  },
} as const satisfies InputTable;
