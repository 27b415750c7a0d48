import { join } from 'node:path';
import type { Inputs } from '../definition.ts';
import { type JournalEntry, parseJournal } from '../release/journal.ts';
import { type HeldLock, LockTaken, type Processes, takeLock } from '../release/lock.ts';
import { Halt } from '../release/outcome.ts';
import type { ReleasePlan } from '../release/plan.ts';
import { systemProcesses } from '../release/processes.ts';
import { realFile } from '../release/regular-file.ts';
import { readState } from '../release/state-file.ts';
import { messageOf } from '../shared/format.ts';
import type { RunContext, RunTools } from './context.ts';
import { unusable } from './save-state.ts';

/** The locks of one run. */
interface StateLocks {
  /**
   * Also locks the release with another fingerprint in the same folder.
   * @throws Halt if another run holds the lock
   */
  alsoOf(fingerprint: string): void;
  release(): void;
}

/**
 * Prevents other runs from using the state of this one: the file that the user named, or the same release in a shared
 * folder. Different releases in one folder may run at the same time.
 * @throws Halt if another run holds the lock, or if the lock of the named file cannot be created
 */
export function lockStates({ ci, clock }: RunContext, inputs: Inputs, plan: ReleasePlan): StateLocks {
  const processes = systemProcesses(clock.now());
  const { 'state-file': named } = inputs;
  if (named !== undefined) {
    const lock = lockNamed(named, processes);
    return { alsoOf: () => {}, release: () => lock.release() };
  }
  const locks = new Map<string, HeldLock>();
  const release = (): void => {
    for (const lock of locks.values()) lock.release();
  };
  const { history } = ci;
  const alsoOf = (fingerprint: string): void => {
    if (history === undefined || !/^[0-9a-f]{16}$/.test(fingerprint)) return;
    const file = join(history, `.${fingerprint}.lock`);
    if (locks.has(file)) return;
    try {
      const lock = lockShared(file, processes);
      if (lock) locks.set(file, lock);
    } catch (error) {
      release();
      throw error;
    }
  };
  // An inspection changes nothing, so it cannot conflict with another run.
  if (inputs.operation !== 'inspect') alsoOf(plan.fingerprint);
  return { alsoOf, release };
}

function lockNamed(file: string, processes: Processes): HeldLock {
  try {
    return takeLock(`${realFile(file)}.lock`, processes);
  } catch (error) {
    throw error instanceof LockTaken ? refused(error, `The state file ${file} is`) : unusable(file, error);
  }
}

/**
 * Takes the lock of a release in a shared folder.
 * @returns undefined if the lock cannot be created: a folder that cannot be written keeps no state, and that has its
 * own warning
 * @throws Halt if another run holds the lock
 */
function lockShared(file: string, processes: Processes): HeldLock | undefined {
  try {
    return takeLock(file, processes);
  } catch (error) {
    if (!(error instanceof LockTaken)) return undefined;
    throw refused(error, 'The same release is');
  }
}

/** The outcome of a release whose state another run uses. */
export function refused(taken: LockTaken, subject: string): Halt {
  return new Halt(
    {
      status: 'refused',
      reason: `${subject} in use by another run. ${taken.message} Nothing was sent.`,
      advice: `Wait for the other run. If no run is active, delete ${taken.file} and run this again.`,
    },
    taken,
  );
}

/** The result of locking the named file for a post phase. */
export interface PostLock {
  /** The named file; absent if it does not contain the release of this step, or if another run uses it. */
  readonly file?: string;
  release(): void;
}

/** Locks the named file for a post phase. The post phase finishes its release even if another run uses the file. */
export function lockForPost(
  { clock, log }: Pick<RunTools, 'clock' | 'log'>,
  file: string | undefined,
  entry: JournalEntry,
): PostLock {
  let lock: HeldLock | undefined;
  const release = (): void => lock?.release();
  if (file === undefined) return { release };
  try {
    lock = lockNamed(file, systemProcesses(clock.now()));
    if (holds(file, entry)) return { file, release };
    release();
  } catch (error) {
    log.warning(`${file} is not changed: ${messageOf(error)}`);
  }
  return { release };
}

/** Whether a file contains a state of exactly this release. */
function holds(file: string, { plan, startedAt }: JournalEntry): boolean {
  return readState(file).some(({ text }) => {
    const found = parseJournal(text);
    return found?.plan.fingerprint === plan.fingerprint && found.startedAt === startedAt;
  });
}
