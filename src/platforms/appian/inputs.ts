import type { InputTable } from '../../inputs/types.ts';
import * as types from '../../inputs/types.ts';

/** The inputs that only Appian has. */
export const appianInputs = {
  'token-type': {
    type: types.word('api-key', 'bearer'),
    default: 'api-key',
    about:
      'How `token` and `source-token` are sent: `api-key` in the header `appian-api-key`; `bearer` as `Authorization: Bearer`, for an OAuth 2.0 access token.',
  },
  'source-url': {
    type: types.url('https://dev.appiancloud.com'),
    about:
      'The Appian site to promote from, in place of `package`: `application` is exported there, inspected on `url`, and exactly that package is deployed.',
  },
  'source-token': {
    type: types.secret(),
    secret: true,
    about: 'API key for `source-url`.',
  },
  'source-package': {
    type: types.line(2000),
    about:
      'The package in flight of `application` that is exported: its UUID, exact name or ticket link. Without it, the whole application is exported.',
  },
  'customization-file': {
    type: types.line(4096),
    about:
      'Path of the import customization file, a `.properties`. `${NAME}` in a value becomes the value of that name in `customization-values`, else the environment variable. Takes precedence over the one of an export.',
  },
  'customization-values': {
    type: types.values(),
    secret: true,
    variables: 'whole',
    about:
      'JSON object of keys and values that fill the `customization-file`, or without one the template of the export. Values may hold `${NAME}` too; `null` makes a key null on the target.',
  },
  'null-values': {
    type: types.word('fail', 'allow'),
    default: 'fail',
    about:
      'When the customization file has a key without a value, which becomes null on the target: `fail` or `allow`.',
  },
  'admin-settings-file': {
    type: types.line(4096),
    about: 'Path of a `.zip` with Admin Console settings.',
  },
  'plugins-file': {
    type: types.line(4096),
    about: 'Path of a `.zip` with plug-ins. Takes precedence over those of an export.',
  },
  'data-source': {
    type: types.line(200),
    about:
      'Data source of the database scripts: its name in the Admin Console, or the UUID of its connected system. Takes precedence over the one of an export.',
  },
  'database-scripts': {
    type: types.sequence(),
    about:
      'Database scripts, `.sql` or `.ddl`: paths, folders or globs, one a line, which run in this order. Those of a folder or a glob are in natural order: 2 before 10. They take precedence over those of an export.',
  },
  'api-version': {
    type: types.apiVersion(),
    default: 'v2',
    about:
      'Version of the Appian deployment API: `v2`, `v1` for Appian 23.2 and older (which cannot export), or a later version such as `v3`.',
  },
  'on-review': {
    type: types.word('wait', 'stop'),
    default: 'wait',
    about:
      'When a reviewer must approve the deployment: `wait` for them, up to `timeout`; or `stop` with status `pending-review`, green, the records left in progress.',
  },
} as const satisfies InputTable;
