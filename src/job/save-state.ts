import { invalidInputs } from '../inputs/problems.ts';
import { Halt } from '../release/outcome.ts';
import { writeState } from '../release/state-file.ts';
import { messageOf } from '../shared/format.ts';
import type { RunContext, RunTools } from './context.ts';

/** Where a step saves its state besides the place that its CI system has for it. */
export interface StateFiles {
  /** The file that the user named. */
  readonly named?: string | undefined;
  /** The earlier state that is gone on with. */
  readonly earlier?: string | undefined;
}

/**
 * Saves where this step's post phase looks, in `state-file`, and over the earlier state that is gone on with. The first
 * save into `state-file` must succeed, for without it nothing protects the next attempt. Any other state that can't be
 * saved is one warning: the release goes on, only nobody else could finish it. It is saved as it is: no secret is put
 * into it, and another process must find in it exactly what this one sent.
 * @returns a function that throws a Halt where `state-file` can't be written the first time
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

/** The end of a release whose `state-file` can't be used. */
export function unusable(file: string, error: unknown): Halt {
  const why = messageOf(error).replace(/\.$/, '');
  const remedy = isSystemError(error) ? ': name a file that this process may create, read and write' : '';
  const problem = { input: 'state-file', message: `can't be used (${file}): ${why}${remedy}` };
  return new Halt(invalidInputs([problem], 'nothing was sent'), error);
}

function isSystemError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'syscall' in error;
}
