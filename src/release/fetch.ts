import { type Account, stillborn } from './account.ts';
import { allow } from './allowance.ts';
import { Halt, type Outcome, outcomeOf } from './outcome.ts';
import type { Plan } from './plan.ts';
import type { Run } from './platform.ts';
import type { Cast } from './story.ts';
import { sayBytes } from './words.ts';

export type FetchCast = Pick<
  Cast,
  'plan' | 'complete' | 'startedAt' | 'platform' | 'clock' | 'log' | 'cancel' | 'timeoutMs' | 'pace'
> & {
  /** Where the package goes. */
  readonly folder: string;
};

/** The story of an export: a package is fetched, and nothing changes anywhere. Never throws, like a release. */
export async function fetchPackage(cast: FetchCast): Promise<Account> {
  const { platform, clock, log } = cast;
  const allowance = allow(cast.timeoutMs, clock);
  let plan: Plan = cast.plan;
  const run: Run = {
    clock,
    log,
    pace: cast.pace,
    signal: AbortSignal.any([cast.cancel, allowance.signal]),
    learn: () => {},
    complete(details) {
      plan = cast.complete(plan, details);
    },
    keep: () => {},
  };
  let outcome: Outcome;
  let logFile: string | undefined;
  allowance.run();
  try {
    if (platform.export === undefined) throw new Error(`${platform.name} gives no packages.`);
    const { logFile: ownLog, ...exported } = await platform.export(cast.folder, run);
    const file = exported.package;
    plan = { ...plan, ...exported };
    logFile = ownLog;
    outcome = { status: 'succeeded', reason: `${platform.name} gave ${file.name}, ${sayBytes(file.bytes)}.` };
  } catch (error) {
    outcome = outcomeOf(error, platform.name, 'no');
    if (error instanceof Halt) logFile = error.logFile;
  } finally {
    allowance.hold();
  }
  return { ...stillborn(outcome, cast.startedAt, clock.now()), plan, ...(logFile && { logFile }) };
}
