import { formatBytes } from '../shared/format.ts';
import { createDeadline } from './deadline.ts';
import { Halt, type Outcome, outcomeOf } from './outcome.ts';
import type { ReleaseContext } from './phases.ts';
import type { ReleasePlan } from './plan.ts';
import type { PlatformRun } from './platform.ts';
import { type ReleaseResult, resultWithoutRelease } from './result.ts';

/** The context of an export: the parts of a release context that it needs, and the folder. */
type FetchContext = Pick<
  ReleaseContext,
  'plan' | 'complete' | 'startedAt' | 'platform' | 'clock' | 'log' | 'cancel' | 'timeoutMs' | 'pace'
> & {
  /** The folder that receives the package. */
  readonly folder: string;
};

/**
 * Runs an export: fetches a package and changes nothing on the platform. Never throws: an error becomes the outcome.
 */
export async function exportPackage(context: FetchContext): Promise<ReleaseResult> {
  const { platform, clock, log } = context;
  const deadline = createDeadline(context.timeoutMs, clock);
  let plan: ReleasePlan = context.plan;
  const run: PlatformRun = {
    clock,
    log,
    pace: context.pace,
    signal: AbortSignal.any([context.cancel, deadline.signal]),
    noteInspection: () => {},
    complete(details) {
      plan = context.complete(plan, details);
    },
    keep: () => {},
  };
  let outcome: Outcome;
  let logFile: string | undefined;
  deadline.start();
  try {
    if (platform.export === undefined) throw new Error(`${platform.name} has no packages to export.`);
    const { logFile: ownLog, ...exported } = await platform.export(context.folder, run);
    const file = exported.package;
    plan = { ...plan, ...exported };
    logFile = ownLog;
    outcome = {
      status: 'succeeded',
      reason: `${platform.name} gave ${file.name}, ${formatBytes(file.bytes)}.`,
    };
  } catch (error) {
    outcome = outcomeOf(error, platform.name, 'no');
    if (error instanceof Halt) logFile = error.logFile;
  } finally {
    deadline.pause();
  }
  return {
    ...resultWithoutRelease(outcome, context.startedAt, clock.now()),
    plan,
    ...(logFile && { logFile }),
  };
}
