import { before, linesOf } from '../http/scan.ts';
import type { VersionsBeforeAndAfter } from '../release/environment-view.ts';
import { isGreen, type Status } from '../release/outcome.ts';
import type { ReleaseOperation } from '../release/plan.ts';
import type { DeploymentProblem } from '../release/platform.ts';
import type { ReleaseResult, Span } from '../release/result.ts';
import type { EnvironmentVersion } from '../release/version-history.ts';
import { count, formatBytes, formatDuration, formatNumber, formatTimestamp } from '../shared/format.ts';
import { fitting } from './fitting.ts';
import { escapeMarkdown as escape, escapeHtml, folded, link, table, unfolded } from './markdown.ts';
import type { KnownTracker } from './outputs.ts';

/** GitHub drops a whole summary above 1 MiB. The remaining bytes are for the frame and the last sentence. */
const SUMMARY_BYTES = 1024 * 1024 - 24 * 1024;
/** The size limit of each list, in bytes of Markdown. */
const LIST_BYTES = {
  reason: 64_000,
  trouble: 64_000,
  environments: 64_000,

  problems: 500_000,
} as const;
const LOG_BYTES = 100_000;
const SHORT_CHART_MS = 10_000;
const MOST_SPANS = 200;
const MOST_COUNTS = 50;

/**
 * Formats the summary of a release as Markdown, with the verdict first.
 * @param trackers every tracker in the registry
 */
export function summarize(result: ReleaseResult, trackers: readonly KnownTracker[]): string {
  const { outcome, logExcerpt } = result;
  return join([
    ['heading', heading(result)],
    ['reason', reason(outcome.reason)],
    ['advice', outcome.advice ? `> **What to do:** ${escape(outcome.advice, 2_000)}` : ''],
    ['facts', facts(result, trackers)],
    ['environments', environments(result.rows)],
    ['tracker problems', trouble(result)],
    ['problems by object', problems(result)],
    ['deployment log', logExcerpt ? log(logExcerpt, outcome.status) : ''],
    ['timeline', timeline(result.timeline)],
  ]);
}

/** Joins the parts that fit into a summary. A part that does not fit is left out and named in the last sentence. */
function join(parts: readonly (readonly [title: string, markdown: string])[]): string {
  const shown: string[] = [];
  const leftOut: string[] = [];
  let bytes = 0;
  for (const [title, markdown] of parts.filter(([, each]) => each !== '')) {
    const size = Buffer.byteLength(markdown) + 2;
    if (bytes + size > SUMMARY_BYTES) leftOut.push(title);
    else {
      shown.push(markdown);
      bytes += size;
    }
  }
  if (leftOut.length > 0) shown.push(`Too long for this summary: ${leftOut.join(', ')}. ${ELSEWHERE}`);
  return `${shown.join('\n\n')}\n`;
}

const ELSEWHERE = 'The file of output `result-file` has more.';

/** The line `… and 12 more`, with a reference to the result file; empty if nothing is left out. */
function andMore(rest: number): string {
  return rest > 0 ? `… and ${formatNumber(rest)} more. ${ELSEWHERE}` : '';
}

/** Formats a list up to a size. `render` must escape each item. */
function list<T>(items: Iterable<T>, render: (item: T) => string, most: number): string {
  const { shown, rest } = fitting(
    items,
    most,
    (item) => `- ${render(item)}`,
    (line) => Buffer.byteLength(line) + 1,
  );
  return [shown.join('\n'), andMore(rest)].filter(Boolean).join('\n\n');
}

/** Formats a table up to a size. `render` must escape each cell. */
function boundedTable<T>(
  head: readonly string[],
  items: Iterable<T>,
  render: (item: T) => readonly string[],
  most: number,
): string {
  const { shown, rest } = fitting(items, most, render, (cells) => Buffer.byteLength(cells.join(' | ')) + 5);
  return [table(head, shown), andMore(rest)].filter(Boolean).join('\n\n');
}

/** Formats the reason: the first line as a sentence, further lines as a list. */
function reason(text: string): string {
  const sentence = before(text, '\n') ?? text;
  if (sentence === text) return escape(text, 4_000);
  const items = linesOf(text.slice(sentence.length + 1));
  return `${escape(sentence, 4_000)}\n\n${list(items, ({ line }) => escape(line, 4_000), LIST_BYTES.reason)}`;
}

function heading({ plan, outcome }: ReleaseResult): string {
  const what = plan
    ? `: ${escape(plan.component)} ${escape(plan.version)} ${plan.operation === 'export' ? 'from' : '→'} ${escape(plan.environment)}`
    : '';
  return `## ${sign(outcome.status)} ${verdict(outcome.status, plan?.operation)}${what}`;
}

function sign(status: Status): string {
  if (status === 'succeeded') return '✅';
  if (isGreen(status)) return '🟡';
  return status === 'unknown' || status === 'timed-out' || status === 'cancelled' ? '⚠️' : '❌';
}

function verdict(status: Status, operation: ReleaseOperation = 'deploy'): string {
  const done = {
    deploy: 'Deployed',
    inspect: 'Inspected',
    export: 'Exported',
    resume: 'Deployed',
    rollback: 'Rolled back',
    doctor: 'Checked',
  }[operation];
  switch (status) {
    case 'succeeded':
      return done;
    case 'succeeded-with-warnings':
      return `${done} with warnings`;
    case 'inspection-failed':
      return 'Not deployed, the inspection found problems';
    case 'conflicts':
      return 'Not deployed, there are conflicts';
    case 'refused':
      return 'Not deployed, it was refused';
    case 'failed':
      return 'Deployment failed';
    case 'rejected':
      return 'Deployment rejected by a reviewer';
    case 'needs-intervention':
      return 'Deployment waits for a person';
    case 'pending-review':
      return 'Deployment waits for a reviewer';
    case 'timed-out':
      return 'Time ran out';
    case 'cancelled':
      return 'Cancelled';
    case 'aborted':
      return 'Deployment was aborted';
    case 'unknown':
      return 'Outcome not known';
    case 'invalid-input':
      return 'Nothing was sent, the inputs must be fixed';
    case 'error':
      return operation === 'export' ? 'Nothing was exported' : 'Nothing was deployed';
  }
}

function facts(result: ReleaseResult, trackers: readonly KnownTracker[]): string {
  const { plan, outcome, deployment, inspection } = result;
  if (!plan) return '';
  const file = plan.package;
  const rows: (readonly [string, string] | undefined)[] = [
    ['Status', `\`${outcome.status}\`${result.platformStatus ? ` (${escape(result.platformStatus)})` : ''}`],
    [plan.platform, escape(plan.host)],
    ['Environment', escape(plan.environment)],
    ['Component', `${escape(plan.component)} ${escape(plan.version)}`],
    file && [
      'Package',
      `${escape(file.name)}, ${formatBytes(file.bytes)}<br><sub>sha256 ${file.sha256}</sub>`,
    ],
    [result.endUnseen ? 'Seen' : 'Took', sayTime(result)],
    deployment && ['Deployment', link(escape(deployment.id), deployment.url)],
    inspection && [
      'Inspection',
      `${count(inspection.errors, 'error')}, ${count(inspection.warnings, 'warning')}`,
    ],
    ...counts(result),
    ...trackerRows(result, trackers),
    plan.owner ? ['Owner', escape(plan.owner)] : undefined,
    plan.runUrl ? ['Run', link('this run', plan.runUrl)] : undefined,
  ];
  const [first = ['', ''], ...others] = rows.filter((row) => row !== undefined);
  return table(first, others);
}

/** The duration; if nobody saw the end, the time after which the status was read. */
function sayTime({ startedAt, endedAt, endUnseen }: ReleaseResult): string {
  const time = formatDuration(endedAt - startedAt);
  return endUnseen ? `after ${time}` : time;
}

function counts(result: ReleaseResult): (readonly [string, string])[] {
  return result.counts
    .slice(0, MOST_COUNTS)
    .map(({ what, total, imported, failed, skipped }) => [
      escape(what.charAt(0).toUpperCase() + what.slice(1)),
      `${total} in all: ${imported} imported, ${failed} failed, ${skipped} skipped`,
    ]);
}

function trackerRows(
  result: ReleaseResult,
  trackers: readonly KnownTracker[],
): (readonly [string, string])[] {
  return trackers.flatMap(({ name, title }) => {
    const { started = 'skipped', ended = 'skipped' } = result.trackers[name] ?? {};
    if (started === 'skipped' && ended === 'skipped') return [];
    return [[title, `start ${started}, end ${ended}`] as const];
  });
}

/** The versions in the environments before and after the deployment. */
function environments({ before, after }: VersionsBeforeAndAfter = {}): string {
  const names = [...new Set([...(before ?? []), ...(after ?? [])].map(({ environment }) => environment))];
  if (names.length === 0) return '';
  return boundedTable(
    ['Environment', 'before', 'after'],
    names,
    (name) => [escape(name, 100), standingIn(before, name), standingIn(after, name)],
    LIST_BYTES.environments,
  );
}

function standingIn(row: readonly EnvironmentVersion[] | undefined, name: string): string {
  if (row === undefined) return '';
  const standing = row.find(({ environment }) => environment === name);
  if (standing === undefined) return '–';
  const since = standing.since === undefined ? '' : ` since ${formatTimestamp(standing.since)}`;
  return `${escape(standing.version, 100)}${since}`;
}

function trouble({ trackerTrouble }: ReleaseResult): string {
  return list(trackerTrouble, (sentence) => `⚠️ ${escape(sentence, 2_000)}`, LIST_BYTES.trouble);
}

/** The problems are the reason of an inspection that failed, so they are shown open then. */
function problems({ inspection, outcome }: ReleaseResult): string {
  const all = inspection?.problems ?? [];
  if (inspection === undefined || all.length === 0) return '';
  const title = `${count(inspection.errors, 'error')} and ${count(inspection.warnings, 'warning')} by object`;
  const content = boundedTable(['Severity', 'Object', 'Problem'], all, problemRow, LIST_BYTES.problems);
  return isGreen(outcome.status) ? folded(title, content) : unfolded(title, content);
}

function problemRow({ severity, object, uuid, message }: DeploymentProblem): readonly string[] {
  const name = object ? escape(object, 200) : '';
  const id = uuid ? `<br><sub>${escape(uuid, 100)}</sub>` : '';
  return [severity === 'error' ? '❌ error' : '🟡 warning', `${name}${id}`, escape(message)];
}

function log(excerpt: string, status: Status): string {
  const { shown, rest } = fitting(
    linesOf(excerpt),
    LOG_BYTES,
    ({ line }) => escapeHtml(line),
    (line) => Buffer.byteLength(line) + 1,
  );
  const isCut = rest > 0 || !isGreen(status);
  const whole = isCut ? ' (the whole log is in the file of output `log-file`)' : '';
  return folded('Deployment log', `<pre>${shown.join('\n')}${rest > 0 ? '\n…' : ''}</pre>${whole}`);
}

/** Formats the timeline as a Mermaid chart. The titles are constants of this program, so they need no escaping. */
function timeline(spans: readonly Span[]): string {
  if (spans.length === 0) return '';
  const bars = spans.slice(0, MOST_SPANS);
  const sections = [...new Set(bars.map((span) => span.section))];
  const lines = sections.flatMap((section) => [
    `  section ${section}`,
    ...bars
      .filter((span) => span.section === section)
      .map(({ title, from, to, good }) => {
        const end = Math.max(to, from + 1);
        return `  ${title} (${formatDuration(to - from)}) :${good ? 'done' : 'crit'}, ${from}, ${end}`;
      }),
  ]);
  // Without an interval, a chart of a few seconds repeats each label several times.
  const length = Math.max(...spans.map(({ to }) => to)) - Math.min(...spans.map(({ from }) => from));
  const ticks = length < SHORT_CHART_MS ? ['  tickInterval 1second'] : [];
  const chart = ['gantt', '  dateFormat x', '  axisFormat %H:%M:%S', ...ticks, ...lines].join('\n');
  return folded('Timeline', `\`\`\`mermaid\n${chart}\n\`\`\``);
}
