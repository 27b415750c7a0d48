import { join } from 'node:path';
import type { Ci } from '../ci/ci.ts';
import { redactAll } from '../http/redact.ts';
import type { ReleaseResult } from '../release/result.ts';
import { type ReportPaths, saveFile, saveResult } from '../report/files.ts';
import type { JUnitOptions } from '../report/junit.ts';
import { renderPage } from '../report/page.ts';
import { redactResult, summarizeInto, writeOutputs } from '../report/report.ts';
import { summarize } from '../report/summary.ts';
import { timesOf } from '../report/times.ts';
import { cutText, formatDuration } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';
import type { FileDeployment } from './deployments.ts';
import { describeReport, verdictTexts } from './describe.ts';
import { renderReleaseJUnit } from './release-junit.ts';
import type { ExitCode, ItemEnd, ReleaseVerdict } from './verdict.ts';

/** What happened to one deployment of a release. */
export interface ItemReport extends ItemEnd {
  readonly deployment: FileDeployment;
  /** Absent if it was not started. */
  readonly result?: ReleaseResult;
  /** The folder with its files; absent if it was not started. */
  readonly folder?: string;
  /** One sentence for each problem of its inputs. */
  readonly problems: readonly string[];
  /** What `on-warnings` says about warnings of its inspection; absent for the default. */
  readonly onWarnings?: JUnitOptions['onWarnings'] | undefined;
}

/** What happened to a whole release. Times are in milliseconds since the Unix epoch. */
export interface ReleaseReport extends ReleaseVerdict {
  readonly file: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Why nothing was started; absent if something was. */
  readonly reason?: string;
  /** What the reader should do next. */
  readonly advice?: string;
  /** One line for each problem of the file as a whole. */
  readonly problems: readonly string[];
  readonly items: readonly ItemReport[];
}

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

interface ReportingTools {
  readonly ci: Ci;
  readonly log: Log;
  readonly redact: (text: string) => string;
  readonly paths: ReportPaths;
}

/** Writes the files of the report, the summary and the verdict. @returns the exit code and the result as JSON */
export async function reportRelease(
  given: ReleaseReport,
  { ci, log, redact, paths }: ReportingTools,
): Promise<{ readonly exit: ExitCode; readonly json: string }> {
  const report = withoutSecrets(given, redact);
  const json = formatResult(report);
  const content = describeReport(report);
  const resultFile = await saveResult(ci.folder, json, log);
  const junit = paths.junit ?? join(ci.folder, 'junit.xml');
  const junitFile = await saveFile(junit, renderReleaseJUnit(report, redact), 'The JUnit file', log);
  const page = paths.page ?? join(ci.folder, 'report.html');
  const pageFile = await saveFile(page, renderPage(content, redact), 'The HTML page', log);
  await summarizeInto(ci, redact(summarize(content)), log);
  logVerdict(report, log);
  if (resultFile) log.info(`The result, the reports and the files of each deployment are in ${ci.folder}`);
  const outputs = {
    status: report.status,
    'result-file': resultFile,
    'junit-file': junitFile,
    'report-file': pageFile,
  };
  const unwritten = writeOutputs(ci, outputs);
  if (unwritten !== undefined) log.warning(`The outputs of the release could not be written: ${unwritten}`);
  return { exit: report.exit === 0 && unwritten !== undefined ? 1 : report.exit, json };
}

/** Removes secrets from texts. The words of closed sets stay, even if a secret has the same text. */
function withoutSecrets(report: ReleaseReport, redact: (text: string) => string): ReleaseReport {
  const { items, ...whole } = report;
  return {
    ...redactAll(whole, redact),
    status: report.status,
    items: items.map(({ result, ...item }) => ({
      ...redactAll(item, redact),
      status: item.status,
      onWarnings: item.onWarnings,
      ...(result && { result: redactResult(result, redact) }),
    })),
  };
}

function logVerdict(report: ReleaseReport, log: Log): void {
  const { status, exit, startedAt, endedAt, advice, items } = report;
  const sentence = [
    `The release ended as ${status} after ${formatDuration(endedAt - startedAt)}. ${verdictTexts(report).join('\n')}`,
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
