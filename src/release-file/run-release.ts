import { join } from 'node:path';
import type { Ci } from '../ci/ci.ts';
import type { ExitGuard } from '../ci/exit-guard.ts';
import { guardLog, sanitizeLines } from '../ci/sanitize.ts';
import { createRedactor, type Redactor } from '../http/redact.ts';
import type { Transport } from '../http/transport.ts';
import { openTextOf, type RunContext, secretsOf } from '../job/context.ts';
import { deleteOldReports } from '../job/report-options.ts';
import { runCheckedJob } from '../job/run-job.ts';
import type { Variable } from '../platforms/adapter.ts';
import { type HeldLock, LockTaken, takeLock } from '../release/lock.ts';
import { outcomeOf } from '../release/outcome.ts';
import { systemProcesses } from '../release/processes.ts';
import { type ReleaseResult, resultWithoutRelease } from '../release/result.ts';
import type { ReportPaths } from '../report/files.ts';
import type { Clock } from '../shared/clock.ts';
import { messageOf } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';
import { type CheckedItem, checkItems, type ItemJob } from './check-items.ts';
import type { FileDeployment } from './deployments.ts';
import { createItemCi } from './item-ci.ts';
import { inputOf } from './item-inputs.ts';
import { placeOf, statesFolder } from './places.ts';
import { formatStages, planFile } from './plan.ts';
import { refusalOf } from './refusal.ts';
import { type ItemReport, type ReleaseReport, reportRelease } from './release-report.ts';
import { runStages } from './schedule.ts';
import { type ExitCode, endOf, type ReleaseVerdict, skipped, verdictOf } from './verdict.ts';
import type { ReleaseView, ViewedItem } from './view.ts';

/** What to release. */
export interface ReleaseOptions {
  /** The path of the release file. */
  readonly file: string;
  /** Limits the release to this environment; undefined means all. */
  readonly environment?: string | undefined;
  /** The number of deployments that run at the same time. */
  readonly concurrency: number;
  /** The paths that the user gave for the reports of the whole release. */
  readonly paths: ReportPaths;
}

/** The effects that a release needs. */
export interface ReleaseTools {
  /** The CI system of the whole release. */
  readonly ci: Ci;
  readonly exitGuard: ExitGuard;
  readonly variable: Variable;
  /** The variables with a value that are named like that of an input, and that no input has. */
  readonly strangeVariables: readonly string[];
  readonly clock: Clock;
  /** Opens the connections of one deployment. */
  readonly openTransport: () => Transport;
  /** Aborted with an `Interrupted` when the run is cancelled. */
  readonly cancel: AbortSignal;
  /** The folder that keeps the states of the deployments for the next run. */
  readonly history: string;
  readonly openView: (items: readonly ViewedItem[], log: Log) => ReleaseView;
}

/** The exit code of a release, and its result as JSON. */
export interface ReleaseEnd {
  readonly exit: ExitCode;
  readonly json: string;
}

/** A release after planning. */
interface PlannedRelease {
  readonly options: ReleaseOptions;
  readonly tools: ReleaseTools;
  readonly stages: readonly (readonly ItemJob[])[];
  readonly redact: Redactor;
  readonly log: Log;
  readonly startedAt: number;
}

/**
 * Carries out a release file in this process: checks everything, runs the stages, and reports. Every deployment is a
 * job of its own, so it keeps the promises of a single deployment.
 */
export async function runRelease(options: ReleaseOptions, tools: ReleaseTools): Promise<ReleaseEnd> {
  const startedAt = tools.clock.now();
  deleteOldReports(options);
  const planned = await planFile(options.file, { environment: options.environment });
  const stages = 'stages' in planned ? planned.stages.map((stage) => stage.map(jobIn(options, tools))) : [];
  const redact = redactorOfAll(stages.flat(), tools.ci);
  tools.exitGuard.redactWith(redact);
  const release: PlannedRelease = {
    options,
    tools,
    stages: stages.map((stage) =>
      stage.map((job) => ({ ...job, context: { ...job.context, redact } satisfies RunContext })),
    ),
    redact,
    log: guardLog(tools.ci.log, redact),
    startedAt,
  };
  const refusal = refusalOf(planned, options.file, tools.strangeVariables);
  const report =
    refusal === undefined
      ? await withLock(release)
      : withoutItems(release, endOf('invalid-input', true), refusal);
  return reportRelease(report, { ...tools, ...release, ...options });
}

/** Creates the job of a deployment. It goes on with the deployment that an earlier run left. */
function jobIn({ file }: ReleaseOptions, tools: ReleaseTools): (deployment: FileDeployment) => ItemJob {
  const states = statesFolder(tools.history, file);
  return (deployment) => {
    const place = placeOf(deployment);
    const raw = inputOf(deployment, tools.variable, join(states, `${place}.json`));
    const ci = createItemCi(tools.ci, join(tools.ci.folder, place), silentLog);
    return {
      deployment,
      context: {
        ...tools,
        ci,
        raw,
        // The plan has checked which inputs apply.
        given: () => '',
        lost: [],
        transport: tools.openTransport(),
        // A release has no operation of its own for that: running it again joins what is in progress.
        words: (message) => message.replaceAll('`operation: resume`', 'the same command'),
        isContinued: true,
      },
    };
  };
}

/** The log of a deployment until its check is over: the check logs nothing. */
const silentLog: Log = {
  info: () => {},
  debug: () => {},
  notice: () => {},
  warning: () => {},
  error: () => {},
  group: () => {},
};

/** Removes the secrets of every deployment, because each output of the release may show texts of each of them. */
function redactorOfAll(jobs: readonly ItemJob[], ci: Ci): Redactor {
  const open = jobs.map(({ context }) => openTextOf(context.raw));
  return createRedactor([...new Set(jobs.flatMap(({ context }) => secretsOf(context.raw)))], {
    open: [...open, JSON.stringify(ci.facts)].join('\n'),
    mask: (word) => ci.mask(word),
  });
}

/** Runs the release unless another process runs it. */
async function withLock(release: PlannedRelease): Promise<ReleaseReport> {
  const { options, tools } = release;
  const file = join(statesFolder(tools.history, options.file), 'lock');
  let lock: HeldLock;
  try {
    lock = takeLock(file, systemProcesses(tools.clock.now()));
  } catch (error) {
    return withoutItems(
      release,
      endOf(error instanceof LockTaken ? 'refused' : 'error', true),
      lockProblem(file, error),
    );
  }
  try {
    return await checkAndRun(release);
  } finally {
    lock.release();
  }
}

function lockProblem(file: string, error: unknown): Pick<ReleaseReport, 'reason' | 'advice'> {
  if (error instanceof LockTaken)
    return {
      reason: `Another run uses this release file. ${error.message} Nothing was sent.`,
      advice: `Wait for the other run. If no run is active, delete ${error.file} and run this again.`,
    };
  return {
    reason: `The folder for the state of the release cannot be used (${file}): ${messageOf(error)}. Nothing was sent.`,
    advice: 'Run this in a folder where files can be created.',
  };
}

async function checkAndRun(release: PlannedRelease): Promise<ReleaseReport> {
  const items = await checkItems(release.stages.flat());
  const wrong = items.filter(({ problems }) => problems.length > 0);
  if (wrong.length > 0) {
    return withoutItems(
      release,
      endOf('invalid-input', true),
      { reason: 'Nothing was sent.', advice: 'Fix the inputs, then run this again.' },
      new Map(wrong.map(({ deployment, problems }) => [deployment, problems])),
    );
  }
  const reports = await runChecked(release, items);
  const verdict = verdictOf(reports, release.tools.cancel.aborted);
  return {
    ...verdict,
    ...basicsOf(release),
    problems: [],
    items: reports,
    ...(reports.some(({ status }) => status === 'skipped' || status === 'pending-review') ||
    verdict.exit !== 0
      ? { advice: 'Run the same command again: it goes on where this run stopped.' }
      : {}),
  };
}

async function runChecked(
  release: PlannedRelease,
  items: readonly CheckedItem[],
): Promise<readonly ItemReport[]> {
  const { options, tools, stages, redact, log } = release;
  const nameOf = ({ deployment }: ItemJob): string => sanitizeLines(redact(deployment.name)).join(' ');
  for (const line of formatStages(stages.map((stage) => stage.map(({ deployment }) => deployment))))
    log.info(line);
  const view = tools.openView(
    items.map((item) => ({ name: nameOf(item), stage: item.deployment.stage })),
    log,
  );
  try {
    const ends = await runStages(
      stages.map((_, at) => items.filter(({ deployment }) => deployment.stage === at + 1)),
      { ...options, cancel: tools.cancel, run: (item) => runItem(item, nameOf(item), view, tools.clock) },
    );
    return items.map((item) => ends.get(item) ?? { ...skipped, deployment: item.deployment, problems: [] });
  } finally {
    view.close();
  }
}

/** Runs one deployment. Never rejects. */
async function runItem(
  { deployment, context, checked }: CheckedItem,
  name: string,
  view: ReleaseView,
  clock: Clock,
): Promise<ItemReport> {
  view.begin(name);
  const { folder } = context.ci;
  const startedAt = clock.now();
  const ci = { ...context.ci, log: view.logOf(name, folder) };
  const log = guardLog(ci.log, checked.tools.redact);
  let result: ReleaseResult;
  let red = true;
  try {
    const job = { ...checked, startedAt, tools: { ...checked.tools, log } };
    ({ result, red } = await runCheckedJob({ ...context, ci }, job));
  } catch (error) {
    const outcome = outcomeOf(error, 'The platform', 'perhaps');
    log.error(outcome.reason);
    result = resultWithoutRelease(outcome, startedAt, clock.now());
  } finally {
    context.transport.close();
  }
  const end = endOf(result.outcome.status, red);
  view.end(name, end, result.kept ? 'deployed before' : '');
  return {
    ...end,
    deployment,
    result,
    folder,
    problems: [],
    onWarnings: checked.reading.values['on-warnings'],
  };
}

/** The report of a release that began nothing. */
function withoutItems(
  release: PlannedRelease,
  verdict: ReleaseVerdict,
  why: Partial<Pick<ReleaseReport, 'reason' | 'advice' | 'problems'>>,
  problems: ReadonlyMap<FileDeployment, readonly string[]> = new Map(),
): ReleaseReport {
  const items = release.stages.flat().map(({ deployment }): ItemReport => {
    const own = problems.get(deployment) ?? [];
    return { ...(own.length > 0 ? verdict : skipped), deployment, problems: own };
  });
  return { ...verdict, ...basicsOf(release), problems: [], ...why, items };
}

function basicsOf({
  options,
  tools,
  startedAt,
}: PlannedRelease): Pick<ReleaseReport, 'file' | 'startedAt' | 'endedAt'> {
  return { file: options.file, startedAt, endedAt: tools.clock.now() };
}
