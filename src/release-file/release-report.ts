import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ci } from '../ci/ci.ts';
import { redactAll } from '../http/redact.ts';
import type { Status } from '../release/outcome.ts';
import type { ReleaseResult } from '../release/result.ts';
import { escapeMarkdown as escape, link, table } from '../report/markdown.ts';
import { count, cutText, formatDuration, messageOf } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';
import type { FileDeployment } from './deployments.ts';
import type { ExitCode, ItemEnd, ReleaseVerdict } from './verdict.ts';

/** What happened to one deployment of a release. */
export interface ItemReport extends ItemEnd {
  readonly deployment: FileDeployment;
  /** Absent if it was not begun. */
  readonly result?: ReleaseResult;
  /** The folder with its files; absent if it was not begun. */
  readonly folder?: string;
  /** One sentence for each problem of its inputs. */
  readonly problems: readonly string[];
}

/** What happened to a whole release. Times are in milliseconds since the Unix epoch. */
export interface ReleaseReport extends ReleaseVerdict {
  readonly file: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Why nothing was begun; absent if something was. */
  readonly reason?: string;
  /** What the reader should do next. */
  readonly advice?: string;
  /** One line for each problem of the file as a whole. */
  readonly problems: readonly string[];
  readonly items: readonly ItemReport[];
}

/** The longest reason in the summary, in characters. A release may have some hundred deployments. */
const LONGEST_REASON = 600;

/** Formats the result file. */
export function formatResult(report: ReleaseReport): string {
  const { status, exit, file, reason, advice, problems, items } = report;
  const whole = {
    status,
    exit,
    file,
    ...timesOf(report),
    reason,
    advice,
    ...(problems.length > 0 && { problems }),
    items: items.map(itemOf),
  };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}

function itemOf({ deployment, status, exit, result, folder, problems }: ItemReport): object {
  const { item, environment, platform, stage } = deployment;
  return {
    name: item,
    environment,
    platform,
    stage,
    status,
    exit,
    ...(problems.length > 0 && { problems }),
    ...(result && {
      reason: result.outcome.reason,
      advice: result.outcome.advice,
      version: result.plan?.version,
      'deployment-id': result.deployment?.id,
      'deployment-url': result.deployment?.url,
      ...(result.kept && { 'deployed-before': true }),
      ...timesOf(result),
    }),
    ...(folder && { 'result-file': join(folder, 'result.json') }),
  };
}

function timesOf({ startedAt, endedAt }: Pick<ReleaseReport, 'startedAt' | 'endedAt'>): object {
  return {
    'started-at': new Date(startedAt).toISOString(),
    'ended-at': new Date(endedAt).toISOString(),
    'duration-seconds': Math.round((endedAt - startedAt) / 1000),
  };
}

/** Formats the summary as Markdown, with the verdict first. */
export function formatSummary(report: ReleaseReport): string {
  const { status, reason, advice, problems, items } = report;
  const rows = items.map((item) => [
    escape(item.deployment.name),
    String(item.deployment.stage),
    item.status,
    item.result ? formatDuration(item.result.endedAt - item.result.startedAt) : '',
    item.result?.deployment ? link('deployment', item.result.deployment.url) : '',
  ]);
  return [
    `## ${status}: ${escape(report.file)}`,
    `${escape(formatCounts(items))}${reason ? ` ${escape(reason)}` : ''}`,
    advice ? `> **What to do:** ${escape(advice)}` : '',
    problems.map((problem) => `- ${escape(problem)}`).join('\n'),
    rows.length > 0 ? table(['Deployment', 'Stage', 'Status', 'Duration', 'Link'], rows) : '',
    ...items.flatMap(troubleOf),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

/** The reason of a deployment that did not succeed. */
function troubleOf({ deployment, status, result, problems }: ItemReport): readonly string[] {
  const { reason = '', advice = '' } = result?.outcome ?? {};
  const texts = status === 'succeeded' || status === 'skipped' ? problems : [...problems, reason, advice];
  const shown = texts.filter((text) => text !== '').map((text) => escape(text, LONGEST_REASON));
  return shown.length > 0 ? [`**${escape(deployment.name)}**\\\n${shown.join('\\\n')}`] : [];
}

/** Formats the number of deployments by their status: `6 deployments: 2 succeeded, 1 failed, 3 skipped.` */
export function formatCounts(items: readonly (ItemEnd & Pick<ItemReport, 'result'>)[]): string {
  const numbers = new Map<Status | 'skipped', number>();
  for (const { status } of items) numbers.set(status, (numbers.get(status) ?? 0) + 1);
  const parts = [...numbers].map(([status, number]) => `${number} ${status}`);
  if (parts.length === 0) return '';
  const kept = items.filter(({ result }) => result?.kept).length;
  const before = kept > 0 ? ` ${count(kept, 'deployment')} had succeeded before.` : '';
  return `${count(items.length, 'deployment')}: ${parts.join(', ')}.${before}`;
}

/** Writes the result file, the summary and the verdict. @returns the exit code and the result as JSON */
export async function reportRelease(
  given: ReleaseReport,
  { ci, log, redact }: { readonly ci: Ci; readonly log: Log; readonly redact: (text: string) => string },
): Promise<{ readonly exit: ExitCode; readonly json: string }> {
  const report = withoutSecrets(given, redact);
  const json = formatResult(report);
  const resultFile = join(ci.folder, 'result.json');
  const saved = await attempt(() => save(ci.folder, resultFile, json), 'result file', log);
  await attempt(() => ci.summary(formatSummary(report)), 'summary', log);
  logVerdict(report, log);
  if (saved) log.info(`The result and the files of each deployment are in ${ci.folder}`);
  const isWritten = await attempt(
    () => {
      ci.output('status', report.status);
      ci.output('result-file', saved ? resultFile : '');
    },
    'outputs',
    log,
  );
  return { exit: report.exit === 0 && !isWritten ? 1 : report.exit, json };
}

/** Removes secrets from texts. The words of closed sets stay, even if a secret has the same text. */
function withoutSecrets(report: ReleaseReport, redact: (text: string) => string): ReleaseReport {
  const shown = redactAll(report, redact);
  const items = shown.items.map((item, at) => ({ ...item, status: report.items[at]?.status ?? item.status }));
  return { ...shown, status: report.status, items };
}

async function save(folder: string, file: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(file, text);
}

async function attempt(write: () => void | Promise<void>, what: string, log: Log): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    log.warning(`The ${what} of the release could not be written: ${messageOf(error)}`);
    return false;
  }
}

function logVerdict(report: ReleaseReport, log: Log): void {
  const { status, exit, startedAt, endedAt, reason, advice, problems, items } = report;
  const texts = [formatCounts(items), reason, ...problems].filter((text) => text);
  const sentence = [
    `The release ended as ${status} after ${formatDuration(endedAt - startedAt)}. ${texts.join('\n')}`,
    ...items.flatMap(({ deployment, problems: own }) =>
      own.map((problem) => `${deployment.name}: ${problem}`),
    ),
    ...(advice ? [`What to do: ${advice}`] : []),
  ]
    .map((line) => cutText(line, LONGEST_LINE))
    .join('\n');
  if (exit !== 0) log.error(sentence);
  else if (status === 'succeeded') log.info(sentence);
  else log.notice(sentence);
}

const LONGEST_LINE = 4_000;
