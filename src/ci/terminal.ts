import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { readState, writeState } from '../release/state-file.ts';
import type { Ci, SavedState } from './ci.ts';
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

/** Folders are named after moments, so their order is that of time. */
function statesBelow(history: string): readonly SavedState[] {
  if (!existsSync(history)) return [];
  const folders = readdirSync(history).toSorted().toReversed().slice(0, MOST_STATES);
  return folders.flatMap((folder) => readState(join(history, folder, STATE)));
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
