import { Interrupted } from '../release/outcome.ts';

/**
 * The ways in which runners and people ask a process to stop. On Windows, CTRL_BREAK arrives as SIGBREAK. SIGHUP says
 * that the terminal or the connection to it is gone.
 */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'] as const;

/**
 * A signal that is aborted when the process is asked to stop. The story then has a few seconds to end; a second
 * request ends the process at once, as if nobody listened. A SIGHUP is never that second request: a terminal that
 * closes sends two, one from the system and one from the shell.
 */
export function cancelOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const name of SIGNALS) {
    process.on(name, () => {
      if (controller.signal.aborted) {
        if (name === 'SIGHUP') return;
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
