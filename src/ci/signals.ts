import { Interrupted } from '../release/outcome.ts';

/** The ways in which runners and people ask a process to stop; on Windows, CTRL_BREAK arrives as SIGBREAK. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const;

/**
 * A signal that is aborted when the process is asked to stop. The story then has a few seconds to end; a second
 * request ends the process at once, as if nobody listened.
 */
export function cancelOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const name of SIGNALS) {
    process.on(name, () => {
      if (controller.signal.aborted) {
        process.removeAllListeners(name);
        process.kill(process.pid, name);
      } else {
        controller.abort(new Interrupted('cancel', `The run was cancelled (${name}).`));
      }
    });
  }
  return controller.signal;
}

/** Listening keeps no process alive, but a finished one should die of a signal like any other. */
export function stopListening(): void {
  for (const name of SIGNALS) process.removeAllListeners(name);
}
