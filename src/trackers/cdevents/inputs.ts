import type { InputTable } from '../../inputs/types.ts';
import * as types from '../../inputs/types.ts';

/** The inputs that only CDEvents has. */
export const cdeventsInputs = {
  'cdevents-url': {
    type: types.url('https://events.example.com/cdevents'),
    about:
      'Address that takes CDEvents as CloudEvents over HTTP, in binary mode. Events are posted to exactly this address. Switches CDEvents on.',
  },
  'cdevents-token': {
    type: types.secret(),
    secret: true,
    about: 'Bearer token for `cdevents-url`, if it requires one.',
  },
} as const satisfies InputTable;
