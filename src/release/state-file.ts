import { messageOf } from '../shared/format.ts';
import { concerns, isUnfinished, type JournalEntry, parseJournal } from './journal.ts';
import type { ReleasePlan } from './plan.ts';
import { readRegular, replaceRegular } from './regular-file.ts';

/** No state that this program has ever written is larger, in bytes. */
const MOST_BYTES = 64 * 1024 * 1024;

/** A saved state, or why there is none that can be read. */
export type StateText =
  | { readonly file: string; readonly text: string }
  | { readonly file: string; readonly problem: string };

/**
 * Writes the state so that every reader finds it whole, whatever happens in between.
 * @throws where the file is no regular file or can't be written
 */
export function writeState(file: string, text: string): void {
  replaceRegular(file, text);
}

/**
 * What a file holds; nothing where there is no file yet.
 * @throws where it is no regular file or can't be read
 */
export function readState(file: string): readonly { readonly file: string; readonly text: string }[] {
  const text = readRegular(file, MOST_BYTES);
  return text === undefined ? [] : [{ file, text }];
}

export interface FoundState {
  readonly file: string;
  readonly entry: JournalEntry;
}

/**
 * The state in the one file that the user named, where it is about the release that `plan` wants.
 * @throws where it can't be read, or holds a release that was not brought to its end: to write over it would lose it
 */
export function stateIn(file: string, plan: ReleasePlan, deploymentId?: string): FoundState | undefined {
  for (const { text } of readState(file)) {
    const entry = parseNamed(text);
    if (entry === undefined) continue;
    if (concerns(entry, plan, deploymentId)) return { file, entry };
    if (isUnfinished(entry)) {
      const { name, environment } = entry.plan;
      throw new Error(
        `it holds "${name}" → ${environment}, which was not brought to its end: resume that first`,
      );
    }
  }
  return undefined;
}

function parseNamed(text: string): JournalEntry | undefined {
  try {
    return parseJournal(text);
  } catch (error) {
    throw new Error(
      `${messageOf(error)} If no deployment is under way, delete the file; otherwise name another one`,
      { cause: error },
    );
  }
}

/**
 * The first state, newest first, that is about the release that `plan` wants.
 * @param passOver is called with each file that holds no state that can be read, and why
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

export type SkipState = (file: string, problem: string) => void;

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
