import type { InputTable } from '../../inputs/types.ts';
import * as types from '../../inputs/types.ts';

/** The inputs that only OutSystems Developer Cloud has. */
export const odcInputs = {
  'client-id': {
    type: types.line(200),
    about: 'Client id of an API client of the organization. With `client-secret`, in place of `token`.',
  },
  'client-secret': {
    type: types.password(),
    secret: true,
    about:
      "Secret of that API client. It is sent to the token endpoint alone: on the portal's host, or on `identity-url`.",
  },
  'identity-url': {
    type: types.url('https://identity.example.com'),
    about: "Origin of the token endpoint, if that is not the portal's own.",
  },
} as const satisfies InputTable;
