import type { ConfigurationItem } from '../../../release/platform.ts';
import { count, formatNames } from '../../../shared/format.ts';

/** How far the values of a release are set. Holds names only, in the order in which they are set. */
export interface Progress {
  /** Key of the environment. */
  readonly target: string;
  /** The first 16 digits of the checksum of the file and of its values. */
  readonly file: string;
  /** How many of the first values are set. */
  readonly set: number;
  readonly total: number;
  /** The names of the values; those at the end are left out if they take too long. */
  readonly names: readonly string[];
}

/** In bytes of JSON: less than a saved progress may take. */
const LONGEST_NAMES = 3_500;
/** So many names are listed in a sentence. */
const MOST_NAMES = 50;

/** Formats a progress for the saved state. */
export function formatSaved(progress: Progress): string {
  let left = LONGEST_NAMES;
  const names = progress.names.filter((name) => (left -= Buffer.byteLength(JSON.stringify(name)) + 1) >= 0);
  return JSON.stringify({ ...progress, names });
}

/** Parses a progress from the saved state; undefined if the text is none. */
export function parseSaved(text: string | undefined): Progress | undefined {
  try {
    const found = JSON.parse(text ?? '') as { readonly [K in keyof Progress]?: unknown };
    const { target, file, set, total, names } = found;
    if (typeof target !== 'string' || typeof file !== 'string' || !Array.isArray(names)) return undefined;
    if (!isCount(set) || !isCount(total) || set > total) return undefined;
    return { target, file, set, total, names: names.filter((name) => typeof name === 'string') };
  } catch {
    return undefined;
  }
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0;
}

/** States which values are set and which are not. */
export function formatProgress(progress: Omit<Progress, 'target' | 'file'> | undefined): string {
  if (progress === undefined || progress.total === 0) return 'No configuration value was set.';
  const { set, total, names } = progress;
  const all = count(total, 'configuration value');
  const left = names.slice(set);
  const unset = left.length > 0 ? ` Not set: ${formatNames(left, MOST_NAMES)}.` : '';
  if (set === 0) return `None of ${all} was set.${unset}`;
  const done = `${set} of ${all} ${set === 1 ? 'was' : 'were'} set`;
  const shown = formatNames(names.slice(0, set), MOST_NAMES);
  return `${done}${shown === '' ? '' : `: ${shown}`}.${unset}`;
}

/** The values for the result. */
export function itemsOf({ set, names }: Pick<Progress, 'set' | 'names'>): readonly ConfigurationItem[] {
  return names.map((name, at) => ({ name, set: at < set }));
}
