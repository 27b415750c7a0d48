import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { runInProcess } from '../support/in-process.ts';
import { odcRelease, odcTranscript, operationsIn } from '../support/odc.ts';
import { brokenPromises } from '../support/promises.ts';
import '../support/records.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

interface Case {
  readonly scenario: string;
  readonly status: string;
  readonly more?: Readonly<Record<string, string>>;
  /** What must be read in the log. */
  readonly says?: RegExp;
  /** The operations that were begun; default: none. */
  readonly operations?: readonly string[];
  readonly bigpanda?: 'success' | 'failure';
  /** Keep the whole record. */
  readonly golden?: true;
}

const begun = (status: string) => [`EmployeeBackoffice@17 to Test: ${status}`];
const deployed = { status: 'succeeded', operations: begun('Finished'), bigpanda: 'success' } as const;
const failed = { status: 'failed', operations: begun('FinishedWithError'), bigpanda: 'failure' } as const;
const short = { timeout: '20s', 'poll-interval': '1s' };

const ends: readonly Case[] = [
  { scenario: 'happy', ...deployed, golden: true },
  { scenario: 'built', ...deployed },
  { scenario: 'warnings', ...deployed, status: 'succeeded-with-warnings', golden: true },
  { scenario: 'failed', ...failed, says: /The operation ended with errors\. \S/, golden: true },
  { scenario: 'failed-silently', ...failed },
  { scenario: 'finished-at-once', ...deployed },
  { scenario: 'failed-at-once', ...failed },
  {
    scenario: 'unknown-status',
    status: 'unknown',
    operations: begun('PartiallyFinished'),
    bigpanda: 'failure',
    says: /not documented: PartiallyFinished/,
  },
  {
    scenario: 'build-words',
    status: 'unknown',
    operations: begun('FinishedWithErrors'),
    bigpanda: 'failure',
    says: /not documented: FinishedWithErrors/,
  },
  { scenario: 'queued', ...deployed, says: /deployment Queued after/ },
  { scenario: 'no-finish-time', ...deployed },
  { scenario: 'zero-finish-time', ...deployed },
  { scenario: 'slow-log', ...deployed },
  { scenario: 'messages-cursor', ...deployed },
  { scenario: 'messages-no-next', ...deployed },
  { scenario: 'messages-loop', ...deployed },
  { scenario: 'hostile', ...deployed, status: 'succeeded-with-warnings' },
  { scenario: 'hostile-names', ...deployed },
  { scenario: 'gateway', ...deployed },
  { scenario: 'throttled-looks', ...deployed },
];

const builds: readonly Case[] = [
  { scenario: 'build-not-started', status: 'refused', says: /did not start the Release build/ },
  {
    scenario: 'build-failed',
    status: 'error',
    says: /The Release build \S+ of EmployeeBackoffice .* failed/,
  },
  { scenario: 'build-deleted', status: 'error', says: /was deleted \(Deleted\)/ },
  { scenario: 'build-tobedeleted', status: 'error', says: /was deleted \(ToBeDeleted\)/ },
  { scenario: 'build-unknown', status: 'error', says: /not documented: Quarantined/ },
  { scenario: 'build-never', status: 'timed-out', more: short },
  { scenario: 'build-at-once', ...deployed },
  { scenario: 'builds-deleted', ...deployed },
  { scenario: 'builds-to-be-deleted', ...deployed },
  { scenario: 'builds-failed', ...deployed },
  { scenario: 'builds-hidden', ...deployed },
  { scenario: 'build-422', status: 'refused' },
  { scenario: 'forbidden-build', status: 'error', says: /permission "Asset management > Open"/ },
];

const analyses: readonly Case[] = [
  { scenario: 'analysis-warnings', ...deployed, status: 'succeeded-with-warnings' },
  { scenario: 'analysis-warnings', status: 'inspection-failed', more: { 'on-warnings': 'fail' } },
  { scenario: 'analysis-errors', status: 'conflicts', golden: true },
  {
    scenario: 'analysis-errors',
    ...deployed,
    status: 'succeeded-with-warnings',
    more: { 'on-conflict': 'continue' },
  },
  { scenario: 'analysis-errors', ...deployed, more: { inspect: 'false' } },
  { scenario: 'analysis-enforced', status: 'refused', bigpanda: 'failure', more: { inspect: 'false' } },
  { scenario: 'analysis-failed', status: 'error', says: /timed out.*OS-DPM-50012/ },
  { scenario: 'analysis-failed-null', status: 'error', says: /gives no reason/ },
  { scenario: 'analysis-never', status: 'timed-out', more: short },
  { scenario: 'analysis-unknown', status: 'error', says: /not documented: IssuesMuted/ },
  { scenario: 'analysis-process-unknown', status: 'error', says: /not documented: Cancelled/ },
  { scenario: 'analysis-hostile', status: 'conflicts' },
  { scenario: 'forbidden-analysis', status: 'error', says: /Release management > Deploy assets/ },
];

const places: readonly Case[] = [
  { scenario: 'already-deployed', status: 'succeeded', says: /already runs exactly this/ },
  {
    scenario: 'target-newer',
    status: 'succeeded',
    operations: ['EmployeeBackoffice@14 to Test: Finished'],
    bigpanda: 'success',
    says: /::warning::Test has a newer version.*This goes back: EmployeeBackoffice from 1\.1\.1 \(revision 15\) to 1\.1\.0 \(revision 14\)/,
  },
  { scenario: 'pending-settings', ...deployed, says: /has values that are not applied yet.*: "/ },
  {
    scenario: 'settings-forbidden',
    ...deployed,
    says: /configuration of EmployeeBackoffice could not be read/,
  },
  { scenario: 'not-in-target', ...deployed, says: /new in the target/ },
  { scenario: 'missing-in-source', status: 'invalid-input', says: /does not run in Development/ },
  { scenario: 'two-names', status: 'invalid-input', says: /is ambiguous: 2 assets/ },
  { scenario: 'null-lists', ...deployed },
  { scenario: 'nothing', status: 'invalid-input', says: /has access to none/ },
  { scenario: 'no-stages', status: 'invalid-input', says: /View stage/ },
  { scenario: 'production-hidden', status: 'invalid-input', more: { environment: 'Production' } },
  { scenario: 'five-hundred-assets', ...deployed },
  {
    scenario: 'happy',
    status: 'invalid-input',
    more: { application: 'EmployeeBackofice', environment: 'Tests' },
    says: /did you mean "Test"[\s\S]*did you mean "EmployeeBackoffice"/,
  },
  {
    scenario: 'happy',
    status: 'invalid-input',
    more: { application: 'ThemeLibrary@1.1.0' },
    says: /is a library/,
  },
  {
    scenario: 'happy',
    status: 'invalid-input',
    more: { application: 'EmployeeBackoffice@7.7.7' },
    says: /highest tag is 1\.2\.0/,
  },
  {
    scenario: 'happy',
    status: 'invalid-input',
    more: { application: 'EmployeeBackoffice@99' },
    says: /the newest is 17/,
  },
  {
    scenario: 'built',
    status: 'succeeded',
    more: { application: 'EmployeeBackoffice@1.1.0', 'source-environment': '' },
    operations: ['EmployeeBackoffice@14 to Test: Finished'],
    bigpanda: 'success',
  },
  {
    scenario: 'built',
    status: 'succeeded',
    more: { application: 'EmployeeBackoffice@16', 'source-environment': '' },
    operations: ['EmployeeBackoffice@16 to Test: Finished'],
    bigpanda: 'success',
  },
];

const busy: readonly Case[] = [
  { scenario: 'busy', ...deployed, says: /started by \S+, is running/ },
  { scenario: 'busy-refused', ...deployed },
  { scenario: 'busy', status: 'refused', more: { 'on-busy': 'fail' } },
  { scenario: 'busy', ...deployed, more: { 'on-busy': 'ignore' } },
  { scenario: 'busy-forever', status: 'timed-out', more: short },
  { scenario: 'busy-elsewhere', ...deployed },
  { scenario: 'busy-twin', status: 'succeeded', says: /already runs exactly this/ },
];

const tags: readonly Case[] = [
  { scenario: 'untagged-changes', ...deployed, says: /EmployeeBackoffice revision 17" has no tag\./ },
  { scenario: 'untagged-changes', status: 'refused', more: { 'untagged-changes': 'fail' } },
  { scenario: 'untagged-changes', ...deployed, more: { 'untagged-changes': 'tag' }, says: /as 1\.1\.2/ },
  { scenario: 'untagged', ...deployed, more: { 'untagged-changes': 'tag' }, says: /as 1\.0\.0/ },
  { scenario: 'tag-refused', ...deployed, more: { 'untagged-changes': 'tag' } },
  {
    scenario: 'tag-refused',
    status: 'refused',
    more: { 'untagged-changes': 'tag', application: 'EmployeeBackoffice@16' },
  },
  {
    scenario: 'forbidden-tag',
    status: 'error',
    more: { 'untagged-changes': 'tag', application: 'EmployeeBackoffice@16' },
  },
];

const refusals: readonly Case[] = [
  {
    scenario: 'secret-expired',
    status: 'error',
    says: /The client secret has expired[\s\S]*Check `client-id` and `client-secret`/,
  },
  { scenario: 'client-revoked', status: 'error', says: /Client not enabled/ },
  { scenario: 'unauthorized', status: 'error', says: /HTTP 401/ },
  { scenario: 'token-uses', ...deployed },
  { scenario: 'token-short', ...deployed },
  { scenario: 'forbidden', status: 'error', says: /traceId/ },
  { scenario: 'forbidden-deploy', status: 'error', bigpanda: 'failure' },
  {
    scenario: 'deploy-400',
    status: 'refused',
    bigpanda: 'failure',
    says: /errorCode \S+, traceId \S+/,
    golden: true,
  },
  { scenario: 'deploy-404', status: 'error', bigpanda: 'failure' },
  { scenario: 'deploy-409', status: 'refused', bigpanda: 'failure' },
  { scenario: 'deploy-422', status: 'refused', bigpanda: 'failure' },
  { scenario: 'deploy-500', status: 'unknown', bigpanda: 'failure' },
  { scenario: 'null-problems', status: 'refused', bigpanda: 'failure' },
  { scenario: 'throttled', ...deployed },
  { scenario: 'throttled-retry-after', ...deployed },
  { scenario: 'throttled-forever', status: 'error', bigpanda: 'failure' },
  { scenario: 'limited', ...deployed },
  { scenario: 'lost-answers', ...deployed, says: /Checking whether the operation has started/ },
  { scenario: 'stalled-answers', ...deployed, more: { inspect: 'false' } },
  {
    scenario: 'lost-hidden',
    status: 'unknown',
    operations: ['EmployeeBackoffice@17 to Test: Running'],
    bigpanda: 'failure',
    says: /No operation is listed/,
  },
  // An analysis without an answer is none.
  { scenario: 'stalled-answers', status: 'error' },
  { scenario: 'down', status: 'timed-out', more: short },
  { scenario: 'echo-token', status: 'refused', bigpanda: 'failure' },
];

const wrongInputs: readonly Case[] = [
  { scenario: 'built', status: 'invalid-input', more: { operation: 'export' }, says: /ODC has no export/ },
  { scenario: 'built', status: 'invalid-input', more: { package: 'a.zip' }, says: /revisions and no files/ },
  {
    scenario: 'built',
    status: 'invalid-input',
    more: { application: '' },
    says: /"application" is required/,
  },
  {
    scenario: 'built',
    status: 'invalid-input',
    more: { 'source-environment': '' },
    says: /is required for "EmployeeBackoffice"/,
  },
  {
    scenario: 'built',
    status: 'invalid-input',
    more: { 'source-environment': 'Test' },
    says: /is the same stage as `environment`/,
  },
  {
    scenario: 'built',
    status: 'invalid-input',
    more: { operation: 'inspect', environment: '' },
    says: /is required to inspect/,
  },
  {
    scenario: 'built',
    status: 'invalid-input',
    more: { token: 'an-access-token' },
    says: /must be absent beside `client-id`/,
  },
  {
    scenario: 'built',
    status: 'invalid-input',
    more: { 'configuration-values': '{"A":"1"}' },
    says: /needs a `configuration-file`/,
  },
];

const never: readonly Case[] = [
  {
    scenario: 'never',
    status: 'timed-out',
    more: { ...short, 'on-timeout': 'leave' },
    operations: begun('Running'),
    bigpanda: 'failure',
    says: /goes on: ODC offers no way to stop it/,
  },
  {
    scenario: 'never',
    status: 'timed-out',
    more: { ...short, 'on-timeout': 'abort' },
    operations: begun('Running'),
    bigpanda: 'failure',
    says: /goes on: ODC offers no way to stop it/,
  },
];

describe.each([
  ['an end', ends],
  ['a build', builds],
  ['an impact analysis', analyses],
  ['a place', places],
  ['a busy target', busy],
  ['a tag', tags],
  ['a refusal', refusals],
  ['wrong inputs', wrongInputs],
  ['no end', never],
])('a deployment to ODC: %s', (_, cases) => {
  test.each(
    cases.map((each) => [each.scenario, JSON.stringify(each.more ?? {}), each.status, each] as const),
  )(
    '%s %s ends as %s',
    async (_scenario, _more, _status, { scenario, status, more, says = /^/, operations = [], bigpanda }) => {
      const step = await runInProcess(odcRelease(sandbox.url, scenario, more));
      const seen = `${step.stdout}\n${operationsIn(sandbox).join('\n')}`;
      expect([step.outputs['status'], seen]).toEqual([status, seen]);
      expect(step.code).toBe(status.startsWith('succeeded') ? 0 : 1);
      expect(operationsIn(sandbox)).toEqual(operations);
      expect(step.stdout).toMatch(says);
      expect(sandbox.bigpanda.changes.map((change) => change.status)).toEqual(bigpanda ? [bigpanda] : []);
      const broken = brokenPromises({ step, sandbox, secrets: [`sandbox-${scenario}`], strayed: [] });
      // Green without an operation is right if the target runs the revision already.
      expect(step.stdout.includes('already runs exactly this') ? [] : broken).toEqual([]);
    },
  );
});

const golden = [...ends, ...analyses, ...refusals].filter((each) => each.golden);

test.each(golden.map((each) => [each.scenario, each] as const))(
  'the whole record of %s',
  async (_, { scenario, more }) => {
    const step = await runInProcess(odcRelease(sandbox.url, scenario, more));
    expect(odcTranscript(step, sandbox)).toMatchRecord();
  },
);
