import { invalidInputs } from '../inputs/problems.ts';
import { Halt } from '../release/outcome.ts';
import { writeState } from '../release/state-file.ts';
import { messageOf } from '../shared/format.ts';
import type { RunContext, RunTools } from './context.ts';

/** The files that receive the state of a step, in addition to the place that the CI system provides. */
interface StateFiles {
  /** The file that the user named. */
  readonly named?: string | undefined;
  /** The file of the earlier state that this run continues. */
  readonly earlier?: string | undefined;
}

/**
 * Creates a function that saves the state for the post phase, in `state-file`, and over the earlier state that this
 * run continues. The first save to `state-file` must succeed, because without it nothing protects the next attempt.
 * For all other failures there is one warning: the release goes on, but no other process can finish it. The state is
 * saved unchanged: it contains no secret, and another process must find in it exactly what this one sent.
 * @returns a function that throws a Halt if the first save to `state-file` fails
 */
export function stateSaver(
  { ci }: Pick<RunContext, 'ci'>,
  { named, earlier }: StateFiles,
  { log }: Pick<RunTools, 'log'>,
): (text: string) => void {
  let warned = false;
  let proven = named === undefined;
  const attempt = (save: () => void): void => {
    try {
      save();
    } catch (error) {
      if (warned) return;
      warned = true;
      log.warning(
        `The state of this run could not be saved, so no other process could finish it: ${messageOf(error)}`,
      );
    }
  };
  return (text) => {
    if (named !== undefined && !proven) {
      try {
        writeState(named, text);
      } catch (error) {
        throw unusable(named, error);
      }
      proven = true;
    } else if (named !== undefined) {
      attempt(() => writeState(named, text));
    }
    attempt(() => ci.saveState(text));
    if (earlier !== undefined && earlier !== named) attempt(() => writeState(earlier, text));
  };
}

/** The outcome of a release whose `state-file` cannot be used. */
export function unusable(file: string, error: unknown): Halt {
  const why = messageOf(error).replace(/\.$/, '');
  const remedy = isSystemError(error) ? ': name a file that this process may create, read and write' : '';
  const problem = { input: 'state-file', message: `can't be used (${file}): ${why}${remedy}` };
  return new Halt(invalidInputs([problem], 'nothing was sent'), error);
}

function isSystemError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'syscall' in error;
}
