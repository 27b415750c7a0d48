/** Every output and what it tells. `action.yml` and the README come from it, as from the inputs. */
export const outputs = {
  status:
    'How it ended: `succeeded`, `succeeded-with-warnings`, `inspection-failed`, `conflicts`, `refused`, `failed`, `rejected`, `needs-intervention`, `pending-review`, `timed-out`, `cancelled`, `aborted`, `unknown`, `invalid-input` or `error`.',
  'deployment-id': 'Id of the deployment (OutSystems: key of the plan); set as soon as it exists.',
  'deployment-url': 'Address of the deployment in the deployment API.',
  'inspection-id': 'Id of the inspection (OutSystems: key of the plan that was looked at).',
  version: 'The version in the records.',
  errors: 'Number of errors that the inspection expects, or of conflicts that LifeTime found.',
  warnings: 'Number of warnings that the inspection expects.',
  'started-at': 'When it began: ISO 8601, UTC.',
  'ended-at': 'When it ended: ISO 8601, UTC.',
  'duration-seconds': 'Whole seconds between the two.',
  'log-file': "Path of a file with the platform's whole log.",
  'result-file': 'Path of a JSON file with everything known, and no secret.',
  'package-file': 'Path of the package that was deployed or exported.',
  'package-sha256': 'Checksum of that package, hexadecimal.',
  'deployments-api-id': 'Id of the record in the Deployments API.',
  'github-deployment-id': 'Id of the GitHub Deployment.',
  'release-folder':
    'Folder with everything that Appian exported, named in its `release.json`: keep it, and give it as `package` to later jobs.',
  trackers:
    'JSON object: for `bigpanda`, `deployments-api` and `github` what became of the `started` and `ended` record: `sent`, `failed` or `skipped`.',
} as const satisfies Record<string, string>;

export type OutputName = keyof typeof outputs;
