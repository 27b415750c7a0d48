import type { Account, Span } from '../release/account.ts';
import type { Standing } from '../release/ledger.ts';
import { isGreen, type Status } from '../release/outcome.ts';
import type { Operation } from '../release/plan.ts';
import type { Problem } from '../release/platform.ts';
import type { Rows } from '../release/views.ts';
import { count, sayBytes, sayDuration, sayMoment, sayNumber } from '../release/words.ts';
import { escapeMarkdown as escape, escapeHtml, folded, table } from './markdown.ts';
import type { KnownTracker } from './outputs.ts';

/** GitHub drops a summary above 1 MiB whole; the fixed parts need far less than the difference. */
const PROBLEMS_LENGTH = 600_000;
const LOG_LENGTH = 40_000;
const SHORT_CHART_MS = 10_000;
const MOST_ENVIRONMENTS = 100;

/** The page about a release: the verdict first, then what, where, how long, and what was wrong. Markdown. */
export function summarize(account: Account, trackers: readonly KnownTracker[]): string {
  return [
    heading(account),
    reason(account.outcome.reason),
    account.outcome.advice && `> **What to do:** ${escape(account.outcome.advice, 2_000)}`,
    facts(account, trackers),
    environments(account.rows),
    trouble(account),
    problems(account),
    account.logExcerpt && log(account.logExcerpt, account.outcome.status),
    timeline(account.timeline),
  ]
    .filter(Boolean)
    .join('\n\n')
    .concat('\n');
}

/** The first line is the sentence; further lines are a list. */
function reason(text: string): string {
  const [sentence = '', ...items] = text.split('\n').map((line) => escape(line, 4_000));
  return items.length === 0 ? sentence : `${sentence}\n\n${items.map((item) => `- ${item}`).join('\n')}`;
}

function heading({ plan, outcome }: Account): string {
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

function verdict(status: Status, operation: Operation = 'deploy'): string {
  const done = {
    deploy: 'Deployed',
    inspect: 'Inspected',
    export: 'Exported',
    resume: 'Deployed',
    rollback: 'Rolled back',
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
      return 'Nothing was sent, the inputs need mending';
    case 'error':
      return operation === 'export' ? 'Nothing was exported' : 'Nothing was deployed';
  }
}

function facts(account: Account, trackers: readonly KnownTracker[]): string {
  const { plan, outcome, deployment, inspection } = account;
  if (!plan) return '';
  const file = plan.package;
  const rows: (readonly [string, string] | undefined)[] = [
    [
      'Status',
      `\`${outcome.status}\`${account.platformStatus ? ` (${escape(account.platformStatus)})` : ''}`,
    ],
    [plan.platform, escape(plan.host)],
    ['Environment', escape(plan.environment)],
    ['Component', `${escape(plan.component)} ${escape(plan.version)}`],
    file && ['Package', `${escape(file.name)}, ${sayBytes(file.bytes)}<br><sub>sha256 ${file.sha256}</sub>`],
    ['Took', sayDuration(account.endedAt - account.startedAt)],
    deployment && ['Deployment', `[${escape(deployment.id)}](${encodeURI(deployment.url)})`],
    inspection && [
      'Inspection',
      `${count(inspection.errors, 'error')}, ${count(inspection.warnings, 'warning')}`,
    ],
    ...counts(account),
    ...told(account, trackers),
    plan.owner ? ['Owner', escape(plan.owner)] : undefined,
    plan.runUrl ? ['Run', `[this run](${encodeURI(plan.runUrl)})`] : undefined,
  ];
  const [first = ['', ''], ...others] = rows.filter((row) => row !== undefined);
  return table(first, others);
}

function counts(account: Account): (readonly [string, string])[] {
  return account.counts.map(({ what, total, imported, failed, skipped }) => [
    escape(what.charAt(0).toUpperCase() + what.slice(1)),
    `${total} in all: ${imported} imported, ${failed} failed, ${skipped} skipped`,
  ]);
}

function told(account: Account, trackers: readonly KnownTracker[]): (readonly [string, string])[] {
  return trackers.flatMap(({ name, title }) => {
    const { started = 'skipped', ended = 'skipped' } = account.trackers[name] ?? {};
    if (started === 'skipped' && ended === 'skipped') return [];
    return [[title, `start ${started}, end ${ended}`] as const];
  });
}

/** Where the component was and is. */
function environments({ before, after }: Rows = {}): string {
  const names = [...new Set([...(before ?? []), ...(after ?? [])].map(({ environment }) => environment))];
  if (names.length === 0) return '';
  const rows = names
    .slice(0, MOST_ENVIRONMENTS)
    .map((name) => [escape(name, 100), standingIn(before, name), standingIn(after, name)]);
  return table(['Environment', 'before', 'after'], rows);
}

function standingIn(row: readonly Standing[] | undefined, name: string): string {
  if (row === undefined) return '';
  const standing = row.find(({ environment }) => environment === name);
  if (standing === undefined) return '–';
  const since = standing.since === undefined ? '' : ` since ${sayMoment(standing.since)}`;
  return `${escape(standing.version, 100)}${since}`;
}

function trouble({ trackerTrouble }: Account): string {
  return trackerTrouble.map((sentence) => `- ⚠️ ${escape(sentence, 2_000)}`).join('\n');
}

function problems({ inspection }: Account): string {
  const all = inspection?.problems ?? [];
  if (inspection === undefined || all.length === 0) return '';
  const rows: (readonly string[])[] = [];
  let length = 0;
  for (const problem of all) {
    const row = problemRow(problem);
    length += Buffer.byteLength(row.join('')) + 20;
    if (length > PROBLEMS_LENGTH) break;
    rows.push(row);
  }
  const rest = all.length - rows.length;
  const more = rest > 0 ? `\n\n… and ${sayNumber(rest)} more: all of them are in the result file.` : '';
  const title = `${count(inspection.errors, 'error')} and ${count(inspection.warnings, 'warning')} by object`;
  return folded(title, `${table(['', 'Object', 'Problem'], rows)}${more}`);
}

function problemRow({ severity, object, uuid, message }: Problem): readonly string[] {
  const name = object ? escape(object, 200) : '';
  const id = uuid ? `<br><sub>${escape(uuid, 100)}</sub>` : '';
  return [severity === 'error' ? '❌' : '🟡', `${name}${id}`, escape(message)];
}

function log(excerpt: string, status: Status): string {
  const cut = excerpt.length > LOG_LENGTH ? `${excerpt.slice(0, LOG_LENGTH)}…` : excerpt;
  const open = isGreen(status) ? '' : ' (the whole log is in the file of output `log-file`)';
  return folded('Deployment log', `<pre>${escapeHtml(cut)}</pre>${open}`);
}

/** Titles are this program's own words, so none can break the diagram. */
function timeline(spans: readonly Span[]): string {
  if (spans.length === 0) return '';
  const sections = [...new Set(spans.map((span) => span.section))];
  const lines = sections.flatMap((section) => [
    `  section ${section}`,
    ...spans
      .filter((span) => span.section === section)
      .map(({ title, from, to, good }) => {
        const end = Math.max(to, from + 1);
        return `  ${title} (${sayDuration(to - from)}) :${good ? 'done' : 'crit'}, ${from}, ${end}`;
      }),
  ]);
  // Left alone, a chart of a few seconds says each of them several times.
  const length = Math.max(...spans.map(({ to }) => to)) - Math.min(...spans.map(({ from }) => from));
  const ticks = length < SHORT_CHART_MS ? ['  tickInterval 1second'] : [];
  const chart = ['gantt', '  dateFormat x', '  axisFormat %H:%M:%S', ...ticks, ...lines].join('\n');
  return folded('Timeline', `\`\`\`mermaid\n${chart}\n\`\`\``);
}
