import type { Exchange, Sandbox } from '../../src/sandbox/index.ts';
import type { Running } from './in-process.ts';

/** Whether a request to the sandbox is the one that a test waits for. */
export type Match = (exchange: Exchange) => boolean;

/** Matches a method and a path. */
export const asks =
  (method: string, path: RegExp): Match =>
  (exchange) =>
    exchange.method === method && path.test(exchange.path);

/** Returns a function that sends a signal to a run once the sandbox has received such a request. */
export const signalAt =
  (sandbox: () => Sandbox) =>
  (match: Match, signal: NodeJS.Signals) =>
  async (run: Running): Promise<void> => {
    await sandbox().until(match);
    run.kill(signal);
  };

/** A request for the status of a deployment on Appian. */
export const looksAtAppian: Match = asks('GET', /\/deployments\/[^/]+$/);

/** What real systems would object to in the requests that a sandbox has received. */
export function violationsIn({ exchanges }: Pick<Sandbox, 'exchanges'>): readonly string[] {
  return exchanges.flatMap(({ violations }) => violations);
}
