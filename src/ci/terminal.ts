import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { readState, type StateText, writeState } from '../release/state-file.ts';
import { isFileError } from '../shared/file-error.ts';
import { messageOf } from '../shared/format.ts';
import type { Ci } from './ci.ts';
import type { Output } from './output-file.ts';

/** The settings for `createTerminalCi`. */
interface TerminalOptions {
  /** Writes one line. */
  readonly write: (line: string) => void;
  /** Shows what is awaited, and for how many milliseconds; undefined if no user watches the output. */
  readonly progress?: ((text: string, ageMs: number) => void) | undefined;
  /** Whether the log uses ANSI colours. */
  readonly colour: boolean;
  /** Whether the log shows debug lines. */
  readonly debug: boolean;
  /** The folder for the files of this run. */
  readonly folder: string;
  /** The folder that contains the folders of earlier runs; undefined if there is none. */
  readonly history?: string | undefined;
  /** Saves an output for a later step; undefined if no outputs are required. */
  readonly output?: Output | undefined;
}

/** A line about the status `error`: `error after 2 s: …`. It needs no further word before it. */
const STARTS_WITH_ERROR = /^error(?:, seen)?(?: after [^:\n]+)?:/;

/** Creates the CI system for a plain terminal, or for a pipeline that only shows the output of a command. */
export function createTerminalCi(options: TerminalOptions): Ci {
  const { write, progress, colour, debug, folder, history, output } = options;
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const actor = accountName();
  return {
    facts: actor ? { actor } : {},
    folder,
    ...(history !== undefined && { history }),
    log: {
      ...(progress && { progress }),
      info: (text) => write(text),
      debug: (text) => debug && write(paint('dim', text)),
      success: (text) => write(paint('green', text)),
      notice: (text) => write(paint('yellow', `notice: ${text}`)),
      warning: (text) => write(paint('yellow', `warning: ${text}`)),
      error: (text) => write(paint('red', STARTS_WITH_ERROR.test(text) ? text : `error: ${text}`)),
      group(title, lines) {
        write(paint('bold', title));
        for (const line of lines) write(`  ${line}`);
      },
    },
    // No CI system has to hide the text, and this program redacts its own output.
    mask: () => {},
    output: (name, value) => output?.(name, value),
    // An empty file can be created on a full disk. Only writing content shows that there is space.
    checkOutputs: () => output?.('status', ''),
    saveState: (text) => writeState(join(folder, STATE), text),
    savedState: () => '',
    earlierStates: () => (history === undefined ? [] : statesBelow(history)),
    async summary(markdown) {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'summary.md'), markdown);
    },
  };
}

/**
 * The name of the current user; undefined if the system has no entry for the account, as in containers with an
 * arbitrary user id.
 */
function accountName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

/** The folder for the files of all runs, relative to the current folder. */
export const HISTORY = '.lowcode-deploy';

/**
 * Keeps the files of runs out of git: the folder ignores itself, in whatever repository it lies. Without a right to
 * write there, the run itself reports that.
 */
export function keepOutOfGit(history: string): void {
  const file = join(history, '.gitignore');
  try {
    mkdirSync(history, { recursive: true });
    writeFileSync(file, '*\n', { flag: 'wx' });
  } catch (error) {
    // A full disk leaves an empty file, which would keep out nothing. Else it exists, or nothing can be written.
    if (isFileError(error) && error.code === 'ENOSPC') rmSync(file, { force: true });
  }
}

const STATE = 'state.json';
/** The number of recent runs to search for an unfinished one. */
const MOST_STATES = 50;

/**
 * The folder of a run, named after its start time, so that no run overwrites the files of another.
 * @param now milliseconds since the epoch
 */
export function folderFor(now: number): string {
  return join(HISTORY, new Date(now).toISOString().replace(/[:.]/g, '-'));
}

/**
 * The states of earlier runs, newest first: folder names are start times, so they sort by time. Unreadable entries
 * are reported as problems, and the others are still returned.
 */
export function statesBelow(history: string): readonly StateText[] {
  const entries = readdirSafely(history);
  if (typeof entries === 'string') return [{ file: history, problem: entries }];
  // Hidden files are locks or belong to other programs.
  const names = entries
    .filter((name) => !name.startsWith('.'))
    .toSorted()
    .toReversed();
  const folders: string[] = [];
  const strays: StateText[] = [];
  for (const name of names) {
    const path = join(history, name);
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) folders.push(path);
    else strays.push({ file: path, problem: 'it is not a folder of a run' });
  }
  return [...strays, ...folders.slice(0, MOST_STATES).flatMap((folder) => stateBelow(join(folder, STATE)))];
}

function readdirSafely(folder: string): readonly string[] | string {
  try {
    return readdirSync(folder);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? [] : messageOf(error);
  }
}

function stateBelow(file: string): readonly StateText[] {
  try {
    return readState(file);
  } catch (error) {
    return [{ file, problem: messageOf(error) }];
  }
}
