import { messageOf } from '../shared/format.ts';
import { sanitizeLines } from './sanitize.ts';

/** Node's exit code for a program that ends while its top-level `await` is pending. */
const UNSETTLED = 13;

/** Reports an unexpected end of the process. */
export interface ExitGuard {
  /** Shows the text of unexpected errors from now on, after `redact` has removed the secrets. */
  redactWith(redact: (text: string) => string): void;
}

/**
 * Reports in one sentence, with a failing exit code, if the program stops because of an uncaught error, or because it
 * waits for a result that can never arrive. Shows the text of the error only if `redactWith` was called before.
 * @param write prints one line; must be synchronous
 */
export function guardExit(write: (line: string) => void): ExitGuard {
  let met = false;
  let redact: ((text: string) => string) | undefined;
  process.on('exit', (code) => {
    if (met && code === 0) process.exitCode = 1;
    // Node 24 passes the code to the listener. Node 20 only sets `process.exitCode`.
    if (code === UNSETTLED || process.exitCode === UNSETTLED) {
      write(
        'The program ended while it still waited for an answer. The outcome of the deployment is not known.',
      );
    }
  });
  const die = (error: unknown): void => {
    met = true;
    write(`An unexpected error occurred: ${showError(error, redact)}`);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
  return {
    redactWith(given) {
      redact = given;
    },
  };
}

/**
 * The text of an error on one line without secrets. Without `redact`, or if it fails, a sentence that quotes nothing.
 */
function showError(error: unknown, redact?: (text: string) => string): string {
  if (redact === undefined)
    return 'its text is not shown, because it could contain secrets that are not known yet.';
  try {
    return sanitizeLines(redact(messageOf(error))).join(' ');
  } catch {
    return 'its text is not shown, because secrets could not be removed from it.';
  }
}
