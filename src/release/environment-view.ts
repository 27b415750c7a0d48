import type { Clock } from '../shared/clock.ts';
import { messageOf } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';
import type { Announcement } from './announcement.ts';
import { TRACKERS_MS } from './budgets.ts';
import type { EnvironmentVersion, VersionHistory } from './version-history.ts';

/**
 * The component's version in each environment, before and after a deployment. Absent if it was not or could not be
 * read.
 */
export interface VersionsBeforeAndAfter {
  readonly before?: readonly EnvironmentVersion[];
  readonly after?: readonly EnvironmentVersion[];
}

/**
 * Reads the version history before and after a deployment, for the reports. A view that cannot be read is left out.
 */
export interface EnvironmentView {
  /**
   * Starts to read the versions. Called while the deployment runs: the history shows the old versions until the
   * record has succeeded.
   */
  begin(): void;
  /** Waits a short time for the reading that `begin` started, then aborts it. */
  settle(): Promise<void>;
  /**
   * Reads the versions again if they changed.
   * @param changed whether the record has succeeded since `begin`
   */
  rows(changed: boolean): Promise<VersionsBeforeAndAfter>;
}

interface ViewOptions {
  readonly history: VersionHistory | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly announcement: () => Announcement;
}

/** Creates the view of a version history. Without a history, it reads nothing. */
export function openEnvironmentView({ history, clock, log, announcement }: ViewOptions): EnvironmentView {
  const giveUp = new AbortController();
  let before: Promise<readonly EnvironmentVersion[] | undefined> = Promise.resolve(undefined);

  async function read(signal: AbortSignal): Promise<readonly EnvironmentVersion[] | undefined> {
    try {
      return await history?.versionsByEnvironment(announcement(), signal);
    } catch (error) {
      log.debug(`The ${history?.title} could not show the environments: ${messageOf(error)}`);
      return undefined;
    }
  }

  /** Runs `act` with a signal that is aborted after `ms`. */
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
