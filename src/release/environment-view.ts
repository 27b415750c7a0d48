import type { Clock } from '../shared/clock.ts';
import { messageOf } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';
import type { Announcement } from './announcement.ts';
import { TRACKERS_MS } from './budgets.ts';
import type { EnvironmentVersion, VersionHistory } from './version-history.ts';

/** Where the component was and is: its version in each environment. */
export interface VersionsBeforeAndAfter {
  readonly before?: readonly EnvironmentVersion[];
  readonly after?: readonly EnvironmentVersion[];
}

/** Looks at a history around a deployment, for people. A view that can't be had is left out: it is worth no trouble. */
export interface EnvironmentView {
  /** Reads while the deployment is under way: until its record has succeeded, the row tells of what was before. */
  begin(): void;
  /** Waits a moment for what was begun. */
  settle(): Promise<void>;
  /** @param changed whether the record has succeeded since */
  rows(changed: boolean): Promise<VersionsBeforeAndAfter>;
}

interface ViewOptions {
  readonly history: VersionHistory | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly announcement: () => Announcement;
}

export function openEnvironmentView({ history, clock, log, announcement }: ViewOptions): EnvironmentView {
  const giveUp = new AbortController();
  let before: Promise<readonly EnvironmentVersion[] | undefined> = Promise.resolve(undefined);

  async function read(signal: AbortSignal): Promise<readonly EnvironmentVersion[] | undefined> {
    try {
      return await history?.versionsByEnvironment(announcement(), signal);
    } catch (error) {
      log.debug(`The ${history?.title} gave no view of the environments: ${messageOf(error)}`);
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
      if (history) before = read(giveUp.signal);
    },

    settle: () =>
      within(TRACKERS_MS.view.before, async (signal) => {
        signal.addEventListener('abort', () => giveUp.abort(signal.reason));
        await before;
      }),

    async rows(changed) {
      const first = await before;
      const second = history && changed ? await within(TRACKERS_MS.view.after, read) : undefined;
      return { ...(first && { before: first }), ...(second && { after: second }) };
    },
  };
}
