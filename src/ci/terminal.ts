import { mkdir, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { styleText } from 'node:util';
import type { Ci } from './ci.ts';

export interface TerminalOptions {
  /** Writes one line. */
  readonly write: (line: string) => void;
  readonly colour: boolean;
  readonly debug: boolean;
  /** Where the files of this run go. */
  readonly folder: string;
}

/** A plain terminal, or any pipeline that shows what a command prints. */
export function createTerminalCi({ write, colour, debug, folder }: TerminalOptions): Ci {
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  return {
    facts: { actor: userInfo().username },
    folder,
    log: {
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
    output: () => {},
    saveState: () => {},
    savedState: () => '',
    async summary(markdown) {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'summary.md'), markdown);
    },
  };
}

/** A folder below the current one, named after the moment, so that no run overwrites another's files. */
export function folderFor(now: number): string {
  return join('.lowcode-deploy', new Date(now).toISOString().replace(/[:.]/g, '-'));
}
