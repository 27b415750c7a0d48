import { messageOf } from '../shared/format.ts';
import { sanitizeLines } from './sanitize.ts';

/** The exit code that Node gives a program that ends while its top level still waits for something. */
const UNSETTLED = 13;

/** What watches over the end of the process. */
export interface ExitGuard {
  /** From now on the text of an unexpected error is shown, without the secrets that `redact` takes out. */
  redactWith(redact: (text: string) => string): void;
}

/**
 * No end without a word: a program that stops because of an error nobody caught, or because nothing is left that
 * could ever answer, is red and says so in one sentence. The error's own text is shown only once somebody can take the
 * secrets out of it.
 * @param write prints one line; must be synchronous
 */
export function guardExit(write: (line: string) => void): ExitGuard {
  let met = false;
  let redact: ((text: string) => string) | undefined;
  process.on('exit', (code) => {
    if (met && code === 0) process.exitCode = 1;
    // Node 24 hands the code to the listener, Node 20 only sets it.
    if (code === UNSETTLED || process.exitCode === UNSETTLED) {
      write(
        'The program ended while it still waited for an answer. The outcome of the deployment is not known.',
      );
    }
  });
  const die = (error: unknown): void => {
    met = true;
    write(`The program met an error that nobody expected: ${showError(error, redact)}`);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
  return {
    redactWith(given) {
      redact = given;
    },
  };
}

/** What an error says, on one line without secrets; without `redact`, or where that fails, nothing of it. */
function showError(error: unknown, redact?: (text: string) => string): string {
  if (redact === undefined) return 'its text is not shown, for it could hold secrets that are not known yet.';
  try {
    return sanitizeLines(redact(messageOf(error))).join(' ');
  } catch {
    return 'its text is not shown, for secrets could not be taken out of it.';
  }
}
