import { readdirSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { readState, type StateText, writeState } from '../release/state-file.ts';
import { messageOf } from '../shared/format.ts';
import type { Ci } from './ci.ts';
import type { Output } from './output-file.ts';

export interface TerminalOptions {
  /** Writes one line. */
  readonly write: (line: string) => void;
  /** Shows a line that the next one replaces; absent where nobody watches. */
  readonly progress?: ((line: string) => void) | undefined;
  readonly colour: boolean;
  readonly debug: boolean;
  /** Where the files of this run go. */
  readonly folder: string;
  /** The folder that holds the folders of earlier runs, where there is one. */
  readonly history?: string | undefined;
  /** Keeps an output for a later step, where one is asked for. */
  readonly output?: Output | undefined;
}

/** A plain terminal, or any pipeline that shows what a command prints. */
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
      notice: (text) => write(paint('cyan', `notice: ${text}`)),
      warning: (text) => write(paint('yellow', `warning: ${text}`)),
      error: (text) => write(paint('red', `error: ${text}`)),
      group(title, lines) {
        write(paint('bold', title));
        for (const line of lines) write(`  ${line}`);
      },
    },
    // Nothing beyond this program shows the text, and this program takes secrets out by itself.
    mask: () => {},
    output: (name, value) => output?.(name, value),
    // An empty file can be made on a full disk: only what is in it shows that there is room.
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

/** Who runs this; undefined where the system has no entry for the account, as in containers with any user id. */
function accountName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

/** Below the current folder: the files of all runs. */
export const HISTORY = '.lowcode-deploy';

const STATE = 'state.json';
/** So many runs back is looked for one that was not brought to its end. */
const MOST_STATES = 50;

/** A folder named after the moment, so that no run overwrites another's files. */
export function folderFor(now: number): string {
  return join(HISTORY, new Date(now).toISOString().replace(/[:.]/g, '-'));
}

/** Folders are named after moments, so their order is that of time. What can't be read is named, and hides nothing. */
function statesBelow(history: string): readonly StateText[] {
  const entries = readdirSafely(history);
  if (typeof entries === 'string') return [{ file: history, problem: entries }];
  // Hidden files are locks, and those of other programs.
  const names = entries
    .filter((name) => !name.startsWith('.'))
    .toSorted()
    .toReversed();
  const folders: string[] = [];
  const strays: StateText[] = [];
  for (const name of names) {
    const path = join(history, name);
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) folders.push(path);
    else strays.push({ file: path, problem: 'it is no folder of a run' });
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

/** A place that lines are written to; on a terminal with a line at its end that is replaced. */
export interface Screen {
  readonly write: (line: string) => void;
  readonly progress?: (line: string) => void;
}

const CLEAR_LINE = '\r\u001b[2K';

/**
 * The screen of a stream.
 * @param live whether the stream is a terminal and somebody watches it
 */
export function openScreen(stream: Pick<NodeJS.WriteStream, 'write' | 'columns'>, live: boolean): Screen {
  let shown = false;
  const clear = (): string => {
    const text = shown ? CLEAR_LINE : '';
    shown = false;
    return text;
  };
  return {
    write: (line) => void stream.write(`${clear()}${line}\n`),
    ...(live && {
      progress(line) {
        // A line that is broken in two could not be taken back.
        stream.write(`${clear()}${line.slice(0, (stream.columns || 80) - 1)}`);
        shown = true;
      },
    }),
  };
}
