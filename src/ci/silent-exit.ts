import { messageOf } from '../release/words.ts';

/** The exit code that Node gives a program that ends while its top level still waits for something. */
const UNSETTLED = 13;

/**
 * No end without a word: a program that stops because of an error nobody caught, or because nothing is left that
 * could ever answer, is red and says so in one sentence.
 * @param write prints one line; must be synchronous
 */
export function forbidSilentExit(write: (line: string) => void): void {
  let met = false;
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
    write(`The program met an error that nobody expected: ${messageOf(error)}`);
    met = true;
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
}
