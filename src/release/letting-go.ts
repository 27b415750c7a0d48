import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import { Interrupted } from './outcome.ts';
import type { Deployment, Draft, Platform, Run } from './platform.ts';
import { follow } from './poll.ts';
import { messageOf } from './words.ts';

/**
 * How long each step may take, in milliseconds. A cancelled run is in haste: it has 7.5 s for both steps in the worst
 * case, and the trackers take three of them. What is done after the job has a minute in all.
 */
const DISCARD_MS = { calm: 30_000, haste: 2_000, afterwards: 12_000 } as const;
const ABORT_MS = { calm: 600_000, haste: 2_000 } as const;

export interface LettingGo {
  readonly platform: Platform;
  readonly clock: Clock;
  readonly log: Log;
  /** Notes that the draft is gone. */
  readonly forget: () => void;
}

/**
 * Takes back a draft that nobody launched. A draft that can't be taken back stays noted, for a later process.
 * @returns `gone`, `left` when it could not be taken back, or the deployment where it has begun after all
 */
export async function discard(
  draft: Draft,
  pace: keyof typeof DISCARD_MS,
  { platform, clock, log, forget }: LettingGo,
): Promise<'gone' | 'left' | Deployment> {
  if (platform.discard === undefined) return 'gone';
  const { run, cancel } = ownRun(clock, log, DISCARD_MS[pace]);
  try {
    const begun = await platform.discard(draft, run);
    // A request that was cut off may be taken up only after this look: whoever comes later looks again.
    if (draft.id !== undefined || pace !== 'haste') forget();
    return begun ?? 'gone';
  } catch (error) {
    const what = draft.id ?? `with the marker ${draft.marker}`;
    log.warning(`The plan ${what} was not started and could not be deleted: ${messageOf(error)}`);
    return 'left';
  } finally {
    cancel();
  }
}

/**
 * Stops a deployment that nobody waits for any more, and watches it to its end where there is time for that.
 * @returns what became of it, as a sentence
 */
export async function abort(
  deployment: Deployment,
  haste: boolean,
  { platform, clock, log }: Omit<LettingGo, 'forget'>,
): Promise<string> {
  if (platform.abort === undefined) return platform.leave(deployment);
  const { run, cancel } = ownRun(clock, log, ABORT_MS[haste ? 'haste' : 'calm']);
  let asked = false;
  try {
    await platform.abort(deployment, run);
    asked = true;
    const { name } = platform;
    if (haste) return `${name} was asked to abort deployment ${deployment.id} and has agreed.`;
    const { outcome } = await follow('deployment', () => platform.look(deployment, run), run);
    if (outcome.status === 'aborted') return `${name} was asked to abort it, and it was aborted.`;
    return `${name} was asked to abort it, and it ended otherwise: ${outcome.reason}`;
  } catch (error) {
    return asked
      ? `${platform.name} was asked to abort it, and its end was not seen: ${messageOf(error)}`
      : `It could not be aborted: ${messageOf(error)} ${platform.leave(deployment)}`;
  } finally {
    cancel();
  }
}

const nothing = (): void => {};
/** For a run whose account is written already. */
export const unheard = { learn: nothing, complete: nothing, keep: nothing };

/** A run of its own: that of the release is over. */
function ownRun(
  clock: Clock,
  log: Log,
  budgetMs: number,
): { readonly run: Run; readonly cancel: () => void } {
  const { signal, cancel } = clock.alarm(
    budgetMs,
    () => new Interrupted('timeout', `There was no answer within ${budgetMs / 1000} s.`),
  );
  return {
    run: { ...unheard, clock, log, signal, pace: 'auto' },
    cancel,
  };
}
