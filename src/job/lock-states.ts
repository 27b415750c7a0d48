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
export interface StateLocks {
  /** Locks what another release of the same folder is about too. @throws Halt where another run holds it */
  alsoOf(fingerprint: string): void;
  release(): void;
}

/**
 * Keeps other runs away from the state that this one works with: from the file that the user named, or, in a folder
 * that other runs use too, from the same release. Different releases in one folder may run side by side.
 * @throws Halt where another run holds it, or where the lock of the named file can't be created
 */
export function lockStates({ ci, clock }: RunContext, inputs: Inputs, plan: ReleasePlan): StateLocks {
  const processes = systemProcesses(clock.now());
  const { 'state-file': named } = inputs;
  const locks = new Map<string, HeldLock>();
  const { history } = ci;
  if (named !== undefined) {
    lockNamed(named, processes, locks);
    return { alsoOf: () => {}, release: () => releaseAll(locks) };
  }
  const alsoOf = (fingerprint: string): void => {
    if (history === undefined || !/^[0-9a-f]{16}$/.test(fingerprint)) return;
    lockShared(join(history, `.${fingerprint}.lock`), processes, locks);
  };
  // An inspection changes nothing that another one could meet.
  if (inputs.operation !== 'inspect') alsoOf(plan.fingerprint);
  return { alsoOf, release: () => releaseAll(locks) };
}

function releaseAll(locks: ReadonlyMap<string, HeldLock>): void {
  for (const lock of locks.values()) lock.release();
}

function lockNamed(file: string, processes: Processes, locks: Map<string, HeldLock>): void {
  try {
    const lock = `${realFile(file)}.lock`;
    locks.set(lock, takeLock(lock, processes));
  } catch (error) {
    throw error instanceof LockTaken ? refused(error, `The state file ${file} is`) : unusable(file, error);
  }
}

/** A folder that can't be written keeps no state either, which is a warning of its own. */
function lockShared(lock: string, processes: Processes, locks: Map<string, HeldLock>): void {
  if (locks.has(lock)) return;
  try {
    locks.set(lock, takeLock(lock, processes));
  } catch (error) {
    if (!(error instanceof LockTaken)) return;
    releaseAll(locks);
    throw refused(error, 'The same release is');
  }
}

function refused(taken: LockTaken, subject: string): Halt {
  return new Halt(
    {
      status: 'refused',
      reason: `${subject} in use by another run. ${taken.message} Nothing was sent.`,
      advice: `Wait for the other run. If no run is at work, delete ${taken.file} and run this again.`,
    },
    taken,
  );
}

/** What a post phase may do with the file that the user named. */
export interface PostLock {
  /** The file, where it holds the release of this step and no other run uses it. */
  readonly file?: string;
  release(): void;
}

/** Locks the named file for a post phase, which finishes its release also where another run has the file by now. */
export function lockForPost(
  { clock, log }: Pick<RunTools, 'clock' | 'log'>,
  file: string | undefined,
  entry: JournalEntry,
): PostLock {
  const locks = new Map<string, HeldLock>();
  const release = (): void => releaseAll(locks);
  if (file === undefined) return { release };
  try {
    lockNamed(file, systemProcesses(clock.now()), locks);
    if (holds(file, entry)) return { file, release };
    release();
  } catch (error) {
    log.warning(`${file} is left as it is: ${messageOf(error)}`);
  }
  return { release };
}

/** Whether a file holds a state of the very same release. */
function holds(file: string, { plan, startedAt }: JournalEntry): boolean {
  return readState(file).some(({ text }) => {
    const found = parseJournal(text);
    return found?.plan.fingerprint === plan.fingerprint && found.startedAt === startedAt;
  });
}
