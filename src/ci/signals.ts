import { Interrupted } from '../release/outcome.ts';

/**
 * The signals by which runners and users ask a process to stop. On Windows, CTRL_BREAK arrives as SIGBREAK. SIGHUP
 * means that the terminal or the connection to it is closed.
 */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'] as const;

/**
 * Returns a signal that is aborted when the process is asked to stop. The release then has a few seconds to finish. A
 * second request ends the process at once, as if no listener existed. SIGHUP never counts as the second request: a
 * closing terminal sends it twice, once from the system and once from the shell.
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

/**
 * Removes the listeners, so that a signal ends a finished process as usual. The listeners do not keep the process
 * alive.
 */
export function stopListening(): void {
  for (const name of SIGNALS) process.removeAllListeners(name);
}
