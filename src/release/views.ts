import type { Announcement } from './announcement.ts';
import { TRACKERS_MS } from './budgets.ts';
import type { Clock } from './clock.ts';
import type { Ledger, Standing } from './ledger.ts';
import type { Log } from './log.ts';
import { messageOf } from './words.ts';

/** Where the component was and is: its version in each environment. */
export interface Rows {
  readonly before?: readonly Standing[];
  readonly after?: readonly Standing[];
}

/** Looks at a ledger around a deployment, for people. A view that can't be had is left out: it is worth no trouble. */
export interface Views {
  /** Reads while the deployment is under way: until its record has succeeded, the row tells of what was before. */
  begin(): void;
  /** Waits a moment for what was begun. */
  settle(): Promise<void>;
  /** @param changed whether the record has succeeded since */
  rows(changed: boolean): Promise<Rows>;
}

interface Viewing {
  readonly ledger: Ledger | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly announcement: () => Announcement;
}

export function openViews({ ledger, clock, log, announcement }: Viewing): Views {
  const giveUp = new AbortController();
  let before: Promise<readonly Standing[] | undefined> = Promise.resolve(undefined);

  async function read(signal: AbortSignal): Promise<readonly Standing[] | undefined> {
    try {
      return await ledger?.row(announcement(), signal);
    } catch (error) {
      log.debug(`The ${ledger?.title} gave no view of the environments: ${messageOf(error)}`);
      return undefined;
    }
  }

  /** Runs `act` with a signal that gives it up after `ms`. */
  async function within<T>(ms: number, act: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const alarm = clock.alarm(ms, () => new Error(`it did not answer within ${ms} ms.`));
    const result = await act(alarm.signal);
    alarm.cancel();
    return result;
  }

  return {
    begin() {
      if (ledger) before = read(giveUp.signal);
    },

    settle: () =>
      within(TRACKERS_MS.view.before, async (signal) => {
        signal.addEventListener('abort', () => giveUp.abort(signal.reason));
        await before;
      }),

    async rows(changed) {
      const first = await before;
      const second = ledger && changed ? await within(TRACKERS_MS.view.after, read) : undefined;
      return { ...(first && { before: first }), ...(second && { after: second }) };
    },
  };
}
