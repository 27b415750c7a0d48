import type { RunFacts } from '../ci/ci.ts';
import type { Server } from '../http/client.ts';
import type { Inputs } from '../inputs/definition.ts';
import type { Clock } from '../release/clock.ts';
import type { Tracker } from '../release/tracker.ts';

/** Everything that a tracker is connected with. */
export interface TrackerConnection {
  readonly inputs: Inputs;
  readonly facts: RunFacts;
  readonly clock: Clock;
  /** From now on hidden wherever something is shown: a secret that the server gave. */
  readonly hide: (secret: string) => void;
  /** Opens the server at `base` with the given headers. */
  readonly server: (name: string, base: URL, headers: Readonly<Record<string, string>>) => Server;
}

/** How the inputs lead to a tracker: each tracker brings one, and `connect.ts` lists them. */
export interface TrackerAdapter {
  /** The tracker and where it is, for people. Undefined where the inputs don't switch it on. */
  place(inputs: Inputs, facts: RunFacts): string | undefined;
  /** Called only where there is a place; loads what speaks to the tracker: the plan is said before that. */
  connect(connection: TrackerConnection): Promise<Tracker>;
}

/** The address as a folder, so that paths are below it. */
export function folderOf({ href }: URL): URL {
  return new URL(`${href.replace(/\/+$/, '')}/`);
}
