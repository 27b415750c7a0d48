/** The outputs of every run and their descriptions. Trackers add the ids of their records. */
export const commonOutputs = {
  status:
    'How it ended: `succeeded`, `succeeded-with-warnings`, `inspection-failed`, `conflicts`, `refused`, `failed`, `rejected`, `needs-intervention`, `tests-failed`, `pending-review`, `timed-out`, `cancelled`, `aborted`, `unknown`, `invalid-input` or `error`.',
  'deployment-id': 'Id of the deployment; set as soon as it exists.',
  'deployment-url': 'Address of the deployment in the deployment API.',
  deployments:
    'JSON array with `application`, `version`, `id` and `status` of each application in its order: a status of this table, or `skipped` for one that was not started. One that the target has already is `succeeded` without an `id`.',
  'inspection-id': 'Id of the inspection.',
  version: 'The version in the records.',
  errors: 'Number of errors that the inspection expects.',
  warnings: 'Number of warnings that the inspection expects.',
  tests:
    'JSON object with the numbers of `tests`: `total`, `passed`, `failed` and `errors` (not completed). Empty if nothing could be judged.',
  'started-at': 'When it began: ISO 8601, UTC.',
  'ended-at': 'When it ended: ISO 8601, UTC.',
  'duration-seconds': 'Whole seconds between the two.',
  'log-file': "Path of a file with the platform's whole log.",
  'result-file': 'Path of a JSON file with everything known, and no secret.',
  'junit-file': 'Path of a JUnit file: the release, each problem of the inspection and each test as a case.',
  'report-file': 'Path of an HTML page with the content of the job summary.',
  'package-file': 'Path of the package that was deployed or exported.',
  'package-sha256': 'Checksum of that package, hexadecimal.',
  'release-folder':
    'Folder with everything that was exported, named in its `release.json`: keep it, and give it as `package` to later jobs.',
} as const satisfies Record<string, string>;
