import type { InputTable } from '../../inputs/types.ts';
import * as types from '../../inputs/types.ts';

/** The inputs that only BigPanda has. */
export const bigpandaInputs = {
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
} as const satisfies InputTable;
