import type { Plan, TrackerName } from './account.ts';
import type { Deployment, Draft } from './platform.ts';

/** How far a tracker's record got: asked for, open, refused for good, ended. */
export type RecordState = 'asked' | 'open' | 'refused' | 'ended';

/**
 * What another process needs to finish the story when this one dies. Written ahead: a step is noted before it is
 * taken. Holds no secret.
 */
export interface JournalEntry {
  readonly format: 1;
  readonly plan: Plan;
  /** When the release began, in milliseconds since the Unix epoch. */
  readonly startedAt: number;
  readonly trackers: Readonly<Partial<Record<TrackerName, RecordState>>>;
  /** `asked`: the platform may or may not have begun. */
  readonly launch: 'none' | 'asked' | 'accepted';
  readonly deployment?: Deployment;
  /** What waits on the platform to be launched or discarded. */
  readonly draft?: Draft | undefined;
  /** True when nothing is left to do. */
  readonly closed: boolean;
}

export interface Journal {
  /** Saves the entry with `change` applied before it returns. */
  write(change: Partial<Omit<JournalEntry, 'format' | 'startedAt'>>): void;
}

/** A journal that keeps the latest entry by calling `save` with its JSON text. */
export function openJournal(save: (text: string) => void, plan: Plan, startedAt: number): Journal {
  let entry: JournalEntry = { format: 1, plan, startedAt, trackers: {}, launch: 'none', closed: false };
  save(JSON.stringify(entry));
  return {
    write(change) {
      entry = { ...entry, ...change };
      save(JSON.stringify(entry));
    },
  };
}

/** The saved entry, or undefined where nothing was saved. The text is this program's own. */
export function parseJournal(text: string): JournalEntry | undefined {
  if (text === '') return undefined;
  const entry = JSON.parse(text) as JournalEntry;
  if (entry.format !== 1)
    throw new Error(`The saved state has format ${String(entry.format)}; this version reads 1.`);
  return entry;
}
