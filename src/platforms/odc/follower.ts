import type { Deployment, DeploymentEnd, PlatformRun, StatusReading } from '../../release/platform.ts';
import type { Odc } from './client.ts';
import { explaining } from './explain.ts';
import type { MessageLog } from './messages.ts';
import { interpret, isBusy, isStrange } from './status.ts';
import { timeOf } from './wire.ts';

/** How long a 404 is retried: some nodes may not know a new operation yet. In milliseconds. */
const NOT_FOUND_GRACE_MS = 60_000;
/** How long an operation that has not finished may have a status that is not documented, in milliseconds. */
const STRANGE_GRACE_MS = 120_000;

/** Reads the status of operations. */
export interface Follower {
  /**
   * Reads the status of one operation, and logs its new messages.
   * @throws PollFailed, or the signal's reason
   */
  read(
    deployment: Pick<Deployment, 'id' | 'acceptedAt'>,
    run: PlatformRun,
  ): Promise<StatusReading<DeploymentEnd>>;
}

/** Creates a follower. It sends nothing yet. */
export function createFollower(odc: Odc, messages: MessageLog): Follower {
  /** When each operation was first seen with a status that is not documented, in milliseconds since the Unix epoch. */
  const strangeSince = new Map<string, number>();

  /** Whether the operation may still get a documented status. */
  function mayChange(id: string, status: string, finished: number | undefined, now: number): boolean {
    if (!isStrange(status) || finished !== undefined) return false;
    const since = strangeSince.get(id) ?? now;
    strangeSince.set(id, since);
    return now - since < STRANGE_GRACE_MS;
  }

  return {
    async read({ id, acceptedAt }, run) {
      const { status, finishedDateTime } = await explaining('look', () =>
        odc.operation(id, run.signal, { graceUntilMs: acceptedAt + NOT_FOUND_GRACE_MS }),
      );
      const isOpen = isBusy(status) || mayChange(id, status, timeOf(finishedDateTime), run.clock.now());
      await (isOpen ? messages.follow(id, run) : messages.finish(id, run));
      if (isOpen) return { phase: 'underway', status };
      const meaning = interpret(status, messages.factsOf(id));
      if (meaning.phase === 'underway') return { phase: 'underway', status };
      return { phase: 'over', status, result: { outcome: meaning.outcome, counts: [] } };
    },
  };
}
