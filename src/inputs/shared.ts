import { formatDuration } from '../shared/format.ts';
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
  'configuration-file': {
    type: types.line(4096),
    about:
      'Path of a YAML or JSON file with configuration values; `${NAME}` is filled from `configuration-values`, else the environment.',
  },
  'configuration-values': {
    type: types.values(),
    secret: true,
    variables: 'whole',
    about: 'JSON object of values for `configuration-file`.',
  },
  tests: {
    type: types.lines(),
    about:
      'The tests to run after a deployment that succeeded, one entry a line. If one fails: status `tests-failed`.',
  },
  'tests-url': {
    type: types.url('https://test.example.com'),
    about: 'Where `tests` run.',
  },
  'tests-token': {
    type: types.secret(),
    secret: true,
    about: 'The credential for `tests-url`.',
  },
  'tests-timeout': {
    type: types.duration(1_000),
    default: '30m',
    about: 'How long `tests` may take in all; it does not count against `timeout`.',
  },
  'on-no-tests': {
    type: types.word('fail', 'allow'),
    default: 'fail',
    about:
      'When no test is found: `fail`, or `allow`. A site that has no way to run tests fails in any case.',
  },
} as const satisfies InputTable;

/** The inputs about tests after the deployment. */
export const testInputs = ['tests', 'tests-url', 'tests-token', 'tests-timeout', 'on-no-tests'] as const;

/** The rows of the plan for the tests after the deployment. */
export function testSettings(
  inputs: Pick<SharedInputs, (typeof testInputs)[number]> & { readonly operation: string },
): readonly (readonly [string, string])[] {
  const { tests, operation } = inputs;
  if (tests === undefined || operation === 'inspect' || operation === 'export') return [];
  const where = inputs['tests-url'] ? ` on ${inputs['tests-url'].host}` : '';
  const limit = `up to ${formatDuration(inputs['tests-timeout'])}`;
  return [['tests', `${tests.join(', ')}${where}, ${limit}, no tests: ${inputs['on-no-tests']}`]];
}

/** The name of a shared input. */
export type SharedInputName = keyof typeof sharedInputs;

/** The values of the shared inputs by name. */
export type SharedInputs = ValuesOf<typeof sharedInputs>;
