import type { InputTable } from '../../inputs/types.ts';
import * as types from '../../inputs/types.ts';

/** The inputs that only GitHub Deployments has. */
export const githubInputs = {
  'github-deployment': {
    type: types.word('off', 'create'),
    default: 'off',
    about:
      '`create` a GitHub deployment and its statuses; the job needs `permissions: deployments: write`. If the job names an `environment`, GitHub creates its own deployment, unless the job has `deployment: false`.',
  },
  'github-token': {
    type: types.secret(),
    secret: true,
    derived: "in a workflow, the job's own token",
    expression: '${{ github.token }}',
    about: 'Token for the GitHub deployment.',
  },
} as const satisfies InputTable;
