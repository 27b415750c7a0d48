import type { OutputName } from '../inputs/definition.ts';
import type { Account } from '../release/account.ts';
import type { Standing } from '../release/ledger.ts';
import type { Rows } from '../release/views.ts';

/** Every output, on every path: an empty text where there is nothing to tell. */
export function outputsOf(account: Account, resultFile: string): Readonly<Record<OutputName, string>> {
  const { plan, inspection, deployment } = account;
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
    'deployments-api-id': account.recordIds['deployments-api'] ?? '',
    'github-deployment-id': account.recordIds.github ?? '',
    trackers: JSON.stringify(account.trackers),
  };
}

/** The result file: everything known, as JSON. */
export function resultOf(account: Account): string {
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
    trackers: rest.trackers,
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
