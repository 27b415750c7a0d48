import type { commonOutputs } from '../inputs/outputs.ts';
import type { VersionsBeforeAndAfter } from '../release/environment-view.ts';
import type { Deployment, Inspection } from '../release/platform.ts';
import type { ReleaseResult, TestCase, TrackerDeliveries } from '../release/result.ts';
import type { EnvironmentVersion } from '../release/version-history.ts';
import { cutText } from '../shared/format.ts';
import type { SavedFiles } from './files.ts';
import { fitting } from './fitting.ts';
import { timesOf } from './times.ts';

const LONGEST_OUTPUT = 2_000;
/** Size limits of the result file for untrusted content: characters of a text, and bytes of all problems. */
const LONGEST_TEXT = 16_000;
const PROBLEMS_BYTES = 4 * 1024 * 1024;
/** The same for the tests: some thousand of them. */
const TESTS_BYTES = 512 * 1024;
const MOST_ITEMS = 200;

/** The facts about a tracker that reports need. */
export interface KnownTracker {
  readonly name: string;
  /** The product's name as people write it. */
  readonly title: string;
  /** The output that contains the id of its record; absent if the tracker has none. */
  readonly recordOutput?: { readonly name: string };
}

/** The deliveries of all trackers. A tracker that the inputs do not switch on was skipped. */
function recordsOf(
  result: ReleaseResult,
  trackers: readonly KnownTracker[],
): Readonly<Record<string, TrackerDeliveries>> {
  const skipped: TrackerDeliveries = { started: 'skipped', ended: 'skipped' };
  return Object.fromEntries(trackers.map(({ name }) => [name, result.trackers[name] ?? skipped]));
}

/** No valid id, address or version is longer, and a later step cannot use a longer one. */
const short = (text = ''): string => cutText(text, LONGEST_OUTPUT);

/** The longest texts of an application in the output `deployments`, in characters. */
const LONGEST_PART = { application: 250, version: 100, id: 100 } as const;

/** What became of each application. Without a deployment of its own for each, the release is one application. */
function deploymentsOf({ parts, plan, deployment, outcome }: ReleaseResult): readonly object[] {
  const whole =
    plan === undefined || deployment === undefined
      ? []
      : [
          {
            application: plan.component,
            version: plan.version,
            id: deployment.id,
            status: outcome.status,
          },
        ];
  return (parts ?? whole).slice(0, MOST_ITEMS).map(({ application, version, id, status }) => ({
    application: cutText(application, LONGEST_PART.application),
    version: cutText(version, LONGEST_PART.version),
    id: cutText(id, LONGEST_PART.id),
    status,
  }));
}

/** The ids of the records by the names of the outputs. */
function recordIdsOf(
  result: ReleaseResult,
  trackers: readonly KnownTracker[],
): Readonly<Record<string, string>> {
  const ids = trackers.flatMap(({ name, recordOutput }) =>
    recordOutput ? [[recordOutput.name, short(result.recordIds[name])] as const] : [],
  );
  return Object.fromEntries(ids);
}

/**
 * The values of all outputs. Every output is always present; an empty text means that it has no value.
 * @param files the files of the report
 * @param trackers every tracker in the registry
 */
export function outputsOf(
  result: ReleaseResult,
  files: SavedFiles,
  trackers: readonly KnownTracker[],
): Readonly<Record<keyof typeof commonOutputs | 'trackers', string>> & Readonly<Record<string, string>> {
  const { plan, inspection, deployment = result.left } = result;
  const times = timesOf(result);
  return {
    status: result.outcome.status,
    'deployment-id': short(deployment?.id),
    'deployment-url': short(deployment?.url),
    'inspection-id': short(inspection?.id),
    version: short(plan?.version),
    errors: String(inspection?.errors ?? 0),
    warnings: String(inspection?.warnings ?? 0),
    tests: result.tests ? JSON.stringify(result.tests) : '',
    ...times,
    'duration-seconds': String(times['duration-seconds']),
    'log-file': result.logFile ?? '',
    'result-file': files.result,
    'junit-file': files.junit,
    'report-file': files.page,
    'package-file': plan?.package?.path ?? '',
    'package-sha256': plan?.package?.sha256 ?? '',
    'release-folder': plan?.folder ?? '',
    deployments: JSON.stringify(deploymentsOf(result)),
    ...recordIdsOf(result, trackers),
    trackers: JSON.stringify(recordsOf(result, trackers)),
  };
}

/**
 * Formats the result file: all known facts, as JSON. Long texts are cut. If a platform found more problems than fit,
 * `problems-left-out` states their number.
 * @param known every tracker in the registry
 */
export function resultOf(result: ReleaseResult, known: readonly KnownTracker[]): string {
  const { endUnseen, timeline, ...rest } = result;
  const times = timesOf(result);
  const everything = {
    ...rest.outcome,
    ...(endUnseen ? { 'started-at': times['started-at'], 'seen-at': times['ended-at'] } : times),
    plan: rest.plan,
    inspection: rest.inspection && boundedInspection(rest.inspection),
    deployment: rest.deployment && shownDeployment(rest.deployment),
    deployments: deploymentsOf(result),
    configuration: rest.configuration
      ?.slice(0, MOST_ITEMS)
      .map(({ name, set }) => ({ name: cutText(name, LONGEST_OUTPUT), set })),
    'code-quality': rest.codeQuality
      ?.slice(0, MOST_ITEMS)
      .map((each) => ({ ...each, application: cutText(each.application, LONGEST_OUTPUT) })),
    'platform-status': rest.platformStatus,
    counts: rest.counts.slice(0, MOST_ITEMS),
    tests: rest.tests,
    ...boundedCases(rest.testCases),
    trackers: recordsOf(result, known),
    'record-ids': rest.recordIds,
    'tracker-trouble': rest.trackerTrouble.slice(0, MOST_ITEMS),
    environments: saidRows(rest.rows),
    'log-file': rest.logFile,
    timeline: timeline.map(({ from, to, ...span }) => ({
      ...span,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
    })),
  };
  return `${JSON.stringify(everything, withShortTexts, 2)}\n`;
}

function withShortTexts(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? cutText(value, LONGEST_TEXT) : value;
}

function boundedInspection(inspection: Inspection): object {
  const { shown, rest } = fitting(
    inspection.problems,
    PROBLEMS_BYTES,
    ({ severity, object, uuid, message }) => ({
      severity,
      object: cutText(object, LONGEST_OUTPUT),
      uuid: cutText(uuid, LONGEST_OUTPUT),
      message: cutText(message, LONGEST_TEXT),
    }),
    (problem) => Buffer.byteLength(JSON.stringify(problem)),
  );
  return { ...inspection, problems: shown, ...(rest > 0 && { 'problems-left-out': rest }) };
}

function boundedCases(cases: readonly TestCase[] | undefined): object {
  if (cases === undefined) return {};
  const { shown, rest } = fitting(
    cases,
    TESTS_BYTES,
    ({ suite, name, status, message }) => ({
      suite: cutText(suite, LONGEST_OUTPUT),
      name: cutText(name, LONGEST_OUTPUT),
      status,
      message: cutText(message, LONGEST_TEXT),
    }),
    (each) => Buffer.byteLength(JSON.stringify(each)),
  );
  return { 'test-cases': shown, ...(rest > 0 && { 'test-cases-left-out': rest }) };
}

/** A deployment whose time is in ISO 8601, as every time of the result. A state file may hold no valid time. */
function shownDeployment({ acceptedAt, ...deployment }: Deployment): object {
  const time = new Date(acceptedAt);
  return { ...deployment, ...(!Number.isNaN(time.getTime()) && { acceptedAt: time.toISOString() }) };
}

/** Formats the times of the versions in ISO 8601; undefined if there are no versions. */
function saidRows({ before, after }: VersionsBeforeAndAfter = {}): object | undefined {
  if (before === undefined && after === undefined) return undefined;
  return { ...(before && { before: saidRow(before) }), ...(after && { after: saidRow(after) }) };
}

function saidRow(row: readonly EnvironmentVersion[]): readonly object[] {
  return row.slice(0, MOST_ITEMS).map(({ since, environment, version }) => ({
    environment: cutText(environment, LONGEST_OUTPUT),
    version: cutText(version, LONGEST_OUTPUT),
    ...(since !== undefined && { since: new Date(since).toISOString() }),
  }));
}
