import type { InputTable } from '../../inputs/types.ts';
import * as types from '../../inputs/types.ts';

/** The inputs that only OutSystems has. */
export const outsystemsInputs = {
  'deployment-zone': {
    type: types.line(200),
    about: 'Name or key of the deployment zone in the target; without it, applications stay in their zone.',
  },
  'redeploy-outdated': {
    type: types.flag(),
    default: 'true',
    about: 'Deploy outdated consumers in the target again: `true` or `false`.',
  },
  'on-intervention': {
    type: types.word('fail', 'wait', 'continue'),
    default: 'fail',
    about:
      'When the deployment waits for a person: `fail` with status `needs-intervention`; `wait`, up to `timeout`; or `continue` the second step of a prepared deployment (all other reasons fail).',
  },
} as const satisfies InputTable;
