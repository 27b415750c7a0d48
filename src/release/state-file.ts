import { messageOf } from '../shared/format.ts';
import { concerns, isUnfinished, type JournalEntry, parseJournal } from './journal.ts';
import type { ReleasePlan } from './plan.ts';
import { readRegular, replaceRegular } from './regular-file.ts';

/** The maximum size of a state file, in bytes. This program writes no larger one. */
const MOST_BYTES = 64 * 1024 * 1024;

/** A saved state, or the reason why it cannot be read. */
export type StateText =
  | { readonly file: string; readonly text: string }
  | { readonly file: string; readonly problem: string };

/**
 * Writes the state atomically: a reader finds a whole state.
 * @throws Error if the file is not a regular file or cannot be written
 */
export function writeState(file: string, text: string): void {
  replaceRegular(file, text);
}

/**
 * Reads a state file.
 * @returns an empty list if the file does not exist
 * @throws Error if it is not a regular file or cannot be read
 */
export function readState(file: string): readonly { readonly file: string; readonly text: string }[] {
  const text = readRegular(file, MOST_BYTES);
  return text === undefined ? [] : [{ file, text }];
}

/** A state file and the entry in it. */
export interface FoundState {
  readonly file: string;
  readonly entry: JournalEntry;
}

/**
 * Reads the state file that the user named.
 * @param isAbout whether an entry is about the release that `plan` describes
 * @returns undefined if it contains no entry about that release
 * @throws Error if it cannot be read, or if it contains another unfinished release, which would be overwritten
 */
export function stateIn(
  file: string,
  plan: ReleasePlan,
  deploymentId?: string,
  isAbout = concerns,
): FoundState | undefined {
  for (const { text } of readState(file)) {
    const entry = parseNamed(text);
    if (entry === undefined) continue;
    if (isAbout(entry, plan, deploymentId)) return { file, entry };
    if (isUnfinished(entry)) {
      const { name, environment } = entry.plan;
      throw new Error(`it holds "${name}" → ${environment}, which is not finished: resume that first`);
    }
  }
  return undefined;
}

function parseNamed(text: string): JournalEntry | undefined {
  try {
    return parseJournal(text);
  } catch (error) {
    throw new Error(
      `${messageOf(error)} If no deployment is in progress, delete the file; otherwise name another one`,
      { cause: error },
    );
  }
}

/**
 * Finds the first state about the release that `plan` describes.
 * @param states the newest first
 * @param passOver is called with each file that contains no readable state, and the reason
 */
export function findState(
  states: readonly StateText[],
  plan: ReleasePlan,
  { deploymentId, passOver }: { readonly deploymentId: string | undefined; readonly passOver: SkipState },
): FoundState | undefined {
  for (const state of states) {
    const entry = entryOf(state, passOver);
    if (entry && concerns(entry, plan, deploymentId)) return { file: state.file, entry };
  }
  return undefined;
}

/** Receives a file that contains no readable state, and the reason. */
type SkipState = (file: string, problem: string) => void;

function entryOf(state: StateText, passOver: SkipState): JournalEntry | undefined {
  if ('problem' in state) {
    passOver(state.file, state.problem);
    return undefined;
  }
  try {
    return parseJournal(state.text);
  } catch (error) {
    passOver(state.file, messageOf(error));
    return undefined;
  }
}
