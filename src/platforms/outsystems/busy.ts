import { isStatus } from '../../http/failure.ts';
import { Halt } from '../../release/outcome.ts';
import type { PlatformRun } from '../../release/platform.ts';
import { pollUntilEnd } from '../../release/poll.ts';
import type { LifeTime } from './client.ts';
import { explaining } from './explain.ts';
import { isBusy } from './status.ts';
import { isKey, type LifeTimeEnvironment, type LifeTimePlan } from './wire.ts';

/**
 * How far back plans are listed: a deployment can wait for a person for months, and LifeTime lists only the last week
 * by default.
 */
const WINDOW_MS = 180 * 24 * 3_600_000;
/** Maximum number of started plans to check, the last started first: LifeTime runs only a few at a time. */
const MOST_STARTED = 50;
/** Maximum number of concurrent status requests. */
const AT_ONCE = 5;

/** Another deployment that occupies the target. */
interface BlockingPlan {
  readonly key: string;
  readonly status: string;
  /** Name of the user who started or created it; `somebody` if unknown. */
  readonly by: string;
}

/**
 * Creates a watch that finds running deployments of a target. It does not request the status of an ended plan again.
 */
export function createBusyWatch(lifetime: LifeTime, target: LifeTimeEnvironment) {
  const ended = new Set<string>();

  async function look(run: PlatformRun): Promise<BlockingPlan | undefined> {
    const plans = await lifetime.plans(target.Key, run.clock.now() - WINDOW_MS, run.signal);
    const started = startedOf(plans).filter(({ Key }) => !ended.has(Key));
    for (let from = 0; from < started.length; from += AT_ONCE) {
      const found = await Promise.all(started.slice(from, from + AT_ONCE).map((plan) => statusOf(plan, run)));
      const busy = found.find((each) => each !== undefined);
      if (busy) return busy;
    }
    return undefined;
  }

  async function statusOf(
    { Key, StartedBy, CreatedBy }: LifeTimePlan,
    run: PlatformRun,
  ): Promise<BlockingPlan | undefined> {
    try {
      const { status } = await lifetime.status(Key, run.signal);
      if (isBusy(status)) return { key: Key, status, by: StartedBy || CreatedBy || 'somebody' };
      // A saved plan can still be started at any time.
      if (status !== 'saved') ended.add(Key);
    } catch (error) {
      // The plan was deleted, or this account may not see it.
      if (!isStatus(error, 403, 404)) throw error;
      ended.add(Key);
    }
    return undefined;
  }

  return {
    look: (run: PlatformRun): Promise<BlockingPlan | undefined> => explaining('check', () => look(run)),

    /** Polls until nothing runs on the target, and logs which deployment it waits for. */
    async wait(run: PlatformRun): Promise<void> {
      await pollUntilEnd(
        target.Name,
        async () => {
          const busy = await explaining('check', () => look(run));
          if (busy === undefined) return { phase: 'over', status: 'free', result: undefined };
          return { phase: 'underway', status: 'busy', note: formatBlockingPlan(busy) };
        },
        run,
      );
    },
  };
}

/** Finds running deployments of a target and waits for their end. */
export type BusyWatch = ReturnType<typeof createBusyWatch>;

/**
 * Makes sure that the target is free, as `on-busy` requires.
 * @throws Halt if it is busy and `on-busy` is fail
 */
export async function clear(
  busyWatch: BusyWatch,
  onBusy: 'wait' | 'fail' | 'ignore',
  target: LifeTimeEnvironment,
  run: PlatformRun,
): Promise<void> {
  if (onBusy === 'ignore') return;
  const busy = await busyWatch.look(run);
  if (busy === undefined) return;
  if (onBusy === 'wait') return busyWatch.wait(run);
  throw new Halt({
    status: 'refused',
    reason: `${target.Name} is busy and \`on-busy\` is fail: ${formatBlockingPlan(busy)}. Nothing was created.`,
    advice: 'Run this again when it has ended, or set `on-busy: wait`.',
  });
}

function formatBlockingPlan({ key, status, by }: BlockingPlan): string {
  return `deployment ${key}, started by ${by}, is ${status}`;
}

/** Returns the plans that were started, the last started first. */
export function startedOf(plans: readonly LifeTimePlan[]): readonly LifeTimePlan[] {
  return plans
    .filter(({ Key, StartedOn }) => isKey(Key) && !isNever(StartedOn))
    .toSorted((a, b) => (b.StartedOn ?? '').localeCompare(a.StartedOn ?? ''))
    .slice(0, MOST_STARTED);
}

/** Whether a date means "never", which LifeTime writes as a date in 1900. A missing date does not mean "never". */
export function isNever(date: string | null | undefined): boolean {
  return date?.startsWith('1900-01-01') === true;
}
