import type { InputTable, ValuesOf } from './types.ts';
import * as types from './types.ts';

/** Inputs that some platforms share. Each platform lists those that it supports. */
export const sharedInputs = {
  'source-environment': {
    type: types.line(100),
    about: 'Name or key of the environment that the applications come from.',
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
  'on-conflict': {
    type: types.word('fail', 'continue'),
    default: 'fail',
    about:
      'When the platform finds conflicts: `fail`, or `continue` and end as `succeeded-with-warnings` at best.',
  },
  'on-busy': {
    type: types.word('wait', 'fail', 'ignore'),
    default: 'wait',
    about: 'When another deployment runs on the target: `wait`, up to `timeout`; `fail`; or `ignore` it.',
  },
  'on-downgrade': {
    type: types.word('warn', 'fail', 'allow'),
    default: 'warn',
    about:
      'When the target has a newer version than the one to deploy: `warn`, `fail` with status `refused`, or `allow` it. A rollback is not checked.',
  },
  'untagged-changes': {
    type: types.word('warn', 'fail', 'tag'),
    default: 'warn',
    about:
      'When the source has changes without a tag: `warn`, `fail`, or `tag` them with the next version first (an inspection warns instead).',
  },
} as const satisfies InputTable;

/** The name of a shared input. */
export type SharedInputName = keyof typeof sharedInputs;

/** The values of the shared inputs by name. */
export type SharedInputs = ValuesOf<typeof sharedInputs>;
