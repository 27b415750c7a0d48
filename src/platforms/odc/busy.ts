import { Halt } from '../../release/outcome.ts';
import type { PlatformRun } from '../../release/platform.ts';
import { pollUntilEnd } from '../../release/poll.ts';
import type { Odc } from './client.ts';
import { explaining } from './explain.ts';
import type { Part } from './parts.ts';
import { isBusy } from './status.ts';
import type { Operation, Stage } from './wire.ts';

/** How far back operations are listed, in milliseconds. No operation runs for longer. */
const WINDOW_MS = 24 * 3_600_000;

/** What to do if another operation of the same application and stage is running. */
export type OnBusy = 'wait' | 'fail' | 'ignore';

/** An application in its target. */
export type Place = Pick<Part, 'key' | 'name'> & { readonly target: Stage };

/**
 * Makes sure that no other operation of the application runs in the stage, as `on-busy` requires.
 * @returns the recent operations of the application in the stage
 * @throws Halt if one runs and `on-busy` is fail
 */
export async function clearPlace(
  odc: Odc,
  place: Place,
  onBusy: OnBusy,
  run: PlatformRun,
): Promise<readonly Operation[]> {
  const first = await recentOperations(odc, place, run.signal);
  const busy = first.find(({ status }) => isBusy(status));
  if (busy === undefined || onBusy === 'ignore') return first;
  if (onBusy === 'fail')
    throw new Halt({
      status: 'refused',
      reason: `${place.name} is being deployed to ${place.target.name} and \`on-busy\` is fail: ${formatBlocking(busy)}.`,
      advice: 'Run this again when it has ended, or set `on-busy: wait`.',
    });
  return pollUntilEnd(
    `${place.name} in ${place.target.name}`,
    async () => {
      const all = await recentOperations(odc, place, run.signal);
      const still = all.find(({ status }) => isBusy(status));
      if (still === undefined) return { phase: 'over', status: 'free', result: all };
      return { phase: 'underway', status: 'busy', note: formatBlocking(still) };
    },
    run,
  );
}

/** Lists the operations of the last day. */
function recentOperations(
  odc: Odc,
  { key, target }: Place,
  signal: AbortSignal,
): Promise<readonly Operation[]> {
  const now = odc.serverTime();
  const query = {
    assetKey: key,
    environmentKey: target.key,
    ...(now !== undefined && { since: now - WINDOW_MS }),
  };
  return explaining('busy', () => odc.operations(query, signal));
}

function formatBlocking({ key, deployedBy }: Operation): string {
  return `operation ${key}${deployedBy ? `, started by ${deployedBy},` : ''} is running`;
}
