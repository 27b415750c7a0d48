import { messageOf } from '../release/words.ts';

/** The exit code that Node gives a program that ends while its top level still waits for something. */
const UNSETTLED = 13;

/**
 * No end without a word: a program that stops because of an error nobody caught, or because nothing is left that
 * could ever answer, is red and says so in one sentence.
 * @param write prints one line; must be synchronous
 */
export function forbidSilentExit(write: (line: string) => void): void {
  process.on('exit', (code) => {
    if (code === UNSETTLED) {
      write(
        'The program ended while it still waited for an answer. The outcome of the deployment is not known.',
      );
    }
  });
  const die = (error: unknown): void => {
    write(`The program met an error that nobody expected: ${messageOf(error)}`);
    process.exitCode = 1;
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
}
