import type { commonOutputs } from '../inputs/outputs.ts';
import type { Account, TrackerTelling } from '../release/account.ts';
import type { Standing } from '../release/ledger.ts';
import type { Inspection } from '../release/platform.ts';
import type { Rows } from '../release/views.ts';
import { cutText } from '../release/words.ts';
import { fitting } from './fitting.ts';

const LONGEST_OUTPUT = 2_000;
/** How much a server's words may take in the result file: of one text in characters, of the problems in bytes. */
const LONGEST_TEXT = 16_000;
const PROBLEMS_BYTES = 4 * 1024 * 1024;
const MOST_ITEMS = 200;

/** A tracker as reports name it. */
export interface KnownTracker {
  readonly name: string;
  /** The product's name as people write it. */
  readonly title: string;
  /** The output that its record's id goes to. */
  readonly recordOutput?: { readonly name: string };
}

/** What became of the records in every tracker there is: those that the inputs did not switch on were skipped. */
function recordsOf(
  account: Account,
  trackers: readonly KnownTracker[],
): Readonly<Record<string, TrackerTelling>> {
  const skipped: TrackerTelling = { started: 'skipped', ended: 'skipped' };
  return Object.fromEntries(trackers.map(({ name }) => [name, account.trackers[name] ?? skipped]));
}

/** A later step can do nothing with an id, an address or a version that is longer than any is. */
const short = (text = ''): string => cutText(text, LONGEST_OUTPUT);

/** The ids of the records, by the outputs that they go to. */
function recordIdsOf(account: Account, trackers: readonly KnownTracker[]): Readonly<Record<string, string>> {
  const ids = trackers.flatMap(({ name, recordOutput }) =>
    recordOutput ? [[recordOutput.name, short(account.recordIds[name])] as const] : [],
  );
  return Object.fromEntries(ids);
}

/**
 * Every output, on every path: an empty text where there is nothing to say.
 * @param trackers every tracker there is
 */
export function outputsOf(
  account: Account,
  resultFile: string,
  trackers: readonly KnownTracker[],
): Readonly<Record<keyof typeof commonOutputs | 'trackers', string>> & Readonly<Record<string, string>> {
  const { plan, inspection, deployment = account.left } = account;
  return {
    status: account.outcome.status,
    'deployment-id': short(deployment?.id),
    'deployment-url': short(deployment?.url),
    'inspection-id': short(inspection?.id),
    version: short(plan?.version),
    errors: String(inspection?.errors ?? 0),
    warnings: String(inspection?.warnings ?? 0),
    'started-at': new Date(account.startedAt).toISOString(),
    'ended-at': new Date(account.endedAt).toISOString(),
    'duration-seconds': String(Math.round((account.endedAt - account.startedAt) / 1000)),
    'log-file': account.logFile ?? '',
    'result-file': resultFile,
    'package-file': plan?.package?.path ?? '',
    'package-sha256': plan?.package?.sha256 ?? '',
    'release-folder': plan?.folder ?? '',
    ...recordIdsOf(account, trackers),
    trackers: JSON.stringify(recordsOf(account, trackers)),
  };
}

/**
 * The result file: everything known, as JSON. Long texts are cut; where a platform found more problems than there is
 * room for, `problems-left-out` says how many.
 */
export function resultOf(account: Account, known: readonly KnownTracker[]): string {
  const { startedAt, endedAt, endUnseen, logExcerpt: _, timeline, ...rest } = account;
  const result = {
    ...rest.outcome,
    'started-at': new Date(startedAt).toISOString(),
    ...(endUnseen
      ? { 'seen-at': new Date(endedAt).toISOString() }
      : {
          'ended-at': new Date(endedAt).toISOString(),
          'duration-seconds': Math.round((endedAt - startedAt) / 1000),
        }),
    plan: rest.plan,
    inspection: rest.inspection && boundedInspection(rest.inspection),
    deployment: rest.deployment,
    'platform-status': rest.platformStatus,
    counts: rest.counts.slice(0, MOST_ITEMS),
    trackers: recordsOf(account, known),
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
  return `${JSON.stringify(result, withShortTexts, 2)}\n`;
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

/** The rows with moments as people and machines read them; undefined where there are none. */
function saidRows({ before, after }: Rows = {}): object | undefined {
  if (before === undefined && after === undefined) return undefined;
  return { ...(before && { before: saidRow(before) }), ...(after && { after: saidRow(after) }) };
}

function saidRow(row: readonly Standing[]): readonly object[] {
  return row.slice(0, MOST_ITEMS).map(({ since, environment, version }) => ({
    environment: cutText(environment, LONGEST_OUTPUT),
    version: cutText(version, LONGEST_OUTPUT),
    ...(since !== undefined && { since: new Date(since).toISOString() }),
  }));
}
