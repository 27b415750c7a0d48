import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { concerns, isUnfinished, type JournalEntry, parseJournal } from './journal.ts';
import type { Plan } from './plan.ts';

/** Writes the state so that whoever reads it finds it whole, whatever happens in between. */
export function writeState(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const next = `${file}.${process.pid}.tmp`;
  writeFileSync(next, text, { mode: 0o600 });
  renameSync(next, file);
}

/** What a file holds; nothing where there is no file yet. */
export function readState(file: string): readonly { readonly file: string; readonly text: string }[] {
  try {
    return [{ file, text: readFileSync(file, 'utf8') }];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

export interface FoundState {
  readonly file: string;
  readonly entry: JournalEntry;
}

/** @throws where a file holds the state of a release that was not brought to its end: to write over it would lose it */
export function mustBeFree(file: string): void {
  for (const { text } of readState(file)) {
    const entry = parseJournal(text);
    if (entry && isUnfinished(entry)) {
      const { name, environment } = entry.plan;
      throw new Error(
        `it holds "${name}" → ${environment}, which was not brought to its end: resume that first`,
      );
    }
  }
}

/**
 * The first state, newest first, that is about the release that `plan` wants.
 * @throws where a state is none that this version can read
 */
export function findState(
  states: readonly { readonly file: string; readonly text: string }[],
  plan: Plan,
  deploymentId?: string,
): FoundState | undefined {
  for (const { file, text } of states) {
    const entry = parseJournal(text);
    if (entry && concerns(entry, plan, deploymentId)) return { file, entry };
  }
  return undefined;
}
