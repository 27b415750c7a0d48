import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { type ExitGuard, guardExit } from '../../../src/ci/exit-guard.ts';

type Listener = (error: unknown) => void;

interface Guarded {
  readonly guard: ExitGuard;
  readonly lines: readonly string[];
  /** Calls the listener that the guard has added for this event. */
  readonly emit: (event: 'uncaughtException' | 'unhandledRejection', error: unknown) => void;
}

/** A guard whose listeners are called by the test, because an uncaught error would end the test's process. */
function guarded(): Guarded {
  const listeners = new Map<string | symbol, Listener>();
  jest.spyOn(process, 'on').mockImplementation((event, listener) => {
    listeners.set(event, listener as Listener);
    return process;
  });
  const lines: string[] = [];
  const guard = guardExit((line) => lines.push(line));
  return { guard, lines, emit: (event, error) => listeners.get(event)?.(error) };
}

afterEach(() => void jest.restoreAllMocks());

describe.each(['uncaughtException', 'unhandledRejection'] as const)('an error of the kind %s', (event) => {
  const error = new Error('Invalid: the-secret-token');

  test.each<[string, (guard: ExitGuard) => void, string]>([
    [
      'before the secrets are known is shown without its text',
      () => {},
      'An unexpected error occurred: its text is not shown, because it could contain secrets that are not known yet.',
    ],
    [
      'is shown without the secrets',
      (guard) => guard.redactWith((text) => text.replaceAll('the-secret-token', '***')),
      'An unexpected error occurred: Invalid: ***',
    ],
    [
      'whose secrets cannot be removed is shown without its text',
      (guard) =>
        guard.redactWith((text) => {
          throw new RangeError(`Invalid pattern: ${text}`);
        }),
      'An unexpected error occurred: its text is not shown, because secrets could not be removed from it.',
    ],
  ])('%s', (_, prepare, line) => {
    const { guard, lines, emit } = guarded();
    prepare(guard);
    emit(event, error);
    expect(lines).toEqual([line]);
  });
});
