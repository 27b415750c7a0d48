import type { commonOutputs } from '../inputs/outputs.ts';
import type { Account, TrackerTelling } from '../release/account.ts';
import type { Standing } from '../release/ledger.ts';
import type { Rows } from '../release/views.ts';

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

/** The ids of the records, by the outputs that they go to. */
function recordIdsOf(account: Account, trackers: readonly KnownTracker[]): Readonly<Record<string, string>> {
  const ids = trackers.flatMap(({ name, recordOutput }) =>
    recordOutput ? [[recordOutput.name, account.recordIds[name] ?? ''] as const] : [],
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
    'deployment-id': deployment?.id ?? '',
    'deployment-url': deployment?.url ?? '',
    'inspection-id': inspection?.id ?? '',
    version: plan?.version ?? '',
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

/** The result file: everything known, as JSON. */
export function resultOf(account: Account, known: readonly KnownTracker[]): string {
  const { startedAt, endedAt, logExcerpt: _, timeline, ...rest } = account;
  const result = {
    ...rest.outcome,
    'started-at': new Date(startedAt).toISOString(),
    'ended-at': new Date(endedAt).toISOString(),
    'duration-seconds': Math.round((endedAt - startedAt) / 1000),
    plan: rest.plan,
    inspection: rest.inspection,
    deployment: rest.deployment,
    'platform-status': rest.platformStatus,
    counts: rest.counts,
    trackers: recordsOf(account, known),
    'record-ids': rest.recordIds,
    'tracker-trouble': rest.trackerTrouble,
    environments: saidRows(rest.rows),
    'log-file': rest.logFile,
    timeline: timeline.map(({ from, to, ...span }) => ({
      ...span,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
    })),
  };
  return `${JSON.stringify(result, undefined, 2)}\n`;
}

/** The rows with moments as people and machines read them; undefined where there are none. */
function saidRows({ before, after }: Rows = {}): object | undefined {
  if (before === undefined && after === undefined) return undefined;
  return { ...(before && { before: saidRow(before) }), ...(after && { after: saidRow(after) }) };
}

function saidRow(row: readonly Standing[]): readonly object[] {
  return row.map(({ since, ...standing }) => ({
    ...standing,
    ...(since !== undefined && { since: new Date(since).toISOString() }),
  }));
}
