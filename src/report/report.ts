import type { Ci } from '../ci/ci.ts';
import { redactAll } from '../http/redact.ts';
import type { FetchedLog } from '../release/log-file.ts';
import { isGreen } from '../release/outcome.ts';
import type { Deployment, DeploymentProblem } from '../release/platform.ts';
import type { ReleaseResult } from '../release/result.ts';
import { count, cutText, formatDuration, messageOf } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';
import type { PlatformPage } from './content.ts';
import { type ReportPaths, type SavedFiles, saveResult } from './files.ts';
import { type KnownTracker, outputsOf, resultOf } from './outputs.ts';
import { logTests } from './tests.ts';

/** The dependencies of `report`. */
export interface Reporting {
  readonly ci: Ci;
  readonly log: Log;
  /** Removes secrets from a text. */
  readonly redact: (text: string) => string;
  /** Every tracker in the registry. */
  readonly trackers: readonly KnownTracker[];
  /** Names inputs in a message as its reader gives them; absent in a workflow. */
  readonly words?: (message: string) => string;
  /** Whether to write the job summary. */
  readonly summary: boolean;
  /** The paths that the user gave for the files of the report. */
  readonly paths: ReportPaths;
  /** What warnings of the inspection do. */
  readonly onWarnings: 'allow' | 'fail';
  /** The page of a deployment that a person can open; undefined if the platform documents none. */
  readonly pageOf: (deployment: Deployment) => PlatformPage | undefined;
  /** Whether a failed notification of a tracker makes the step fail. */
  readonly strict: boolean;
  /** True in the post phase, when the outputs and the result of the job cannot change any more. */
  readonly afterwards?: boolean;
}

/** The result of a job after it was reported. */
export interface Reported {
  readonly result: ReleaseResult;
  /** The result file's content. */
  readonly json: string;
  /**
   * Whether the step must fail: the release is not green, a tracker failed in strict mode, or the outputs are
   * missing.
   */
  readonly red: boolean;
}

/** The number of problems in the log. The others are in the summary and the result file. */
const MOST_PROBLEMS = 50;
const MOST_LOG_LINES = 100;
const LONGEST_MESSAGE = 4_000;

/** Reports the result of a release in the log, the files of the report, the outputs and the summary. */
export async function report({ late, ...given }: ReleaseResult, reporting: Reporting): Promise<Reported> {
  const { ci, log, redact, trackers } = reporting;
  const result = inWords(redactResult(given, redact), reporting.words);
  const json = resultOf(result, trackers);
  showDetails(log, result);
  const { describeRelease, saveReports, summarize } = await import('./render.ts');
  const { deployment } = result;
  const content = describeRelease(result, { trackers, page: deployment && reporting.pageOf(deployment) });
  const files: SavedFiles = {
    result: await saveResult(ci.folder, json, log),
    ...(await saveReports(result, content, reporting)),
  };
  const outputs = reporting.afterwards ? {} : outputsOf(result, files, trackers);
  const unwritten = writeOutputs(ci, outputs);
  if (reporting.summary) await summarizeInto(ci, redact(summarize(content)), log);

  const troubled = reporting.strict && result.trackerTrouble.length > 0;
  const red = !isGreen(result.outcome.status) || troubled || unwritten !== undefined;
  logVerdict(log, result, reporting);
  if (troubled) log.error('A tracker could not be notified, and `on-tracker-error` is fail.');
  if (unwritten !== undefined) {
    log.error(
      `The outputs could not be written, so later steps do not get them: ${unwritten} Status of the deployment: ${result.outcome.status}.`,
    );
  }
  const withLog = late ? await addLog(result, await late, reporting) : undefined;
  return { result, json, red, ...withLog };
}

/** Reports a log that was fetched after everything else was reported. */
async function addLog(
  result: ReleaseResult,
  fetched: FetchedLog | string,
  { ci, log, redact, trackers, afterwards }: Reporting,
): Promise<Partial<Reported>> {
  if (typeof fetched === 'string') {
    log.warning(redact(fetched));
    return {};
  }
  const { logFile = '' } = fetched;
  const complete = { ...result, logFile };
  const json = redact(resultOf(complete, trackers));
  await saveResult(ci.folder, json, log);
  const unwritten = afterwards ? undefined : writeOutputs(ci, { 'log-file': redact(logFile) });
  if (unwritten) log.warning(`The output \`log-file\` could not be written: ${unwritten}`);
  log.info(`The deployment log is in ${logFile}`);
  return { result: complete, json };
}

/**
 * Writes the outputs.
 * @returns the first error as a sentence; undefined if there is none
 */
export function writeOutputs(ci: Ci, outputs: Readonly<Record<string, string>>): string | undefined {
  let problem: string | undefined;
  for (const [name, value] of Object.entries(outputs)) {
    try {
      ci.output(name, value);
    } catch (error) {
      problem ??= `${messageOf(error)}.`;
    }
  }
  return problem;
}

function inWords(result: ReleaseResult, words: Reporting['words']): ReleaseResult {
  if (words === undefined) return result;
  const { reason, advice } = result.outcome;
  return {
    ...result,
    outcome: {
      ...result.outcome,
      reason: words(reason),
      ...(advice !== undefined && { advice: words(advice) }),
    },
    trackerTrouble: result.trackerTrouble.map((sentence) => words(sentence)),
  };
}

/**
 * Removes secrets from the result. Words of closed sets stay, even if a secret has the same text: they reveal
 * nothing, and workflows depend on them.
 */
export function redactResult(result: ReleaseResult, redact: (text: string) => string): ReleaseResult {
  const shown = redactAll(result, redact);
  const { plan, inspection, testCases } = shown;
  return {
    ...shown,
    ...(testCases && {
      testCases: testCases.map((each, at) => ({
        ...each,
        status: result.testCases?.[at]?.status ?? each.status,
      })),
    }),
    outcome: { ...shown.outcome, status: result.outcome.status },
    trackers: result.trackers,
    ...(plan &&
      result.plan && { plan: { ...plan, platform: result.plan.platform, operation: result.plan.operation } }),
    ...(inspection && {
      inspection: {
        ...inspection,
        problems: inspection.problems.map((problem, at) => ({
          ...problem,
          severity: result.inspection?.problems[at]?.severity ?? problem.severity,
        })),
      },
    }),
  };
}

/** Adds Markdown to the page of the run. A failure is a warning. */
export async function summarizeInto(ci: Ci, markdown: string, log: Log): Promise<void> {
  try {
    await ci.summary(markdown);
  } catch (error) {
    log.warning(`The summary could not be written: ${messageOf(error)}`);
  }
}

function showDetails(log: Log, { inspection, testCases, logExcerpt, logFile, outcome }: ReleaseResult): void {
  if (inspection && inspection.problems.length > 0) {
    const title = `Problems: ${count(inspection.errors, 'error')}, ${count(inspection.warnings, 'warning')}`;
    const shown = inspection.problems.slice(0, MOST_PROBLEMS).map(formatProblem);
    const rest = inspection.problems.length - shown.length;
    log.group(title, rest > 0 ? [...shown, `… and ${rest} more in the summary and the result file`] : shown);
  }
  logTests(log, testCases);
  if (logExcerpt && !isGreen(outcome.status)) {
    const lines = logExcerpt.split('\n');
    const shown = lines.slice(0, MOST_LOG_LINES);
    log.group('Deployment log', shown.length < lines.length ? [...shown, `… goes on in ${logFile}`] : shown);
  }
  if (logFile) log.info(`The deployment log is in ${logFile}`);
}

function formatProblem({ severity, object, uuid, message }: DeploymentProblem): string {
  return `${severity}: ${[object, uuid && `(${uuid})`].filter(Boolean).join(' ')}: ${cutText(message, LONGEST_MESSAGE).replace(/\s+/g, ' ')}`;
}

function logVerdict(log: Log, result: ReleaseResult, { afterwards = false }: Reporting): void {
  const { status, reason, advice } = result.outcome;
  const time = `${result.endUnseen ? ', seen' : ''} after ${formatDuration(result.endedAt - result.startedAt)}`;
  const took = result.plan ? time : '';
  const sentence = `${status}${took}: ${reason}${advice ? `\nWhat to do: ${advice}` : ''}`;
  if (status === 'succeeded') (log.success ?? log.info)(sentence);
  else if (isGreen(status)) log.notice(sentence);
  else if (afterwards) log.warning(sentence);
  else log.error(sentence);
}
