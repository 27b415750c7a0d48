import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import { prefixedLog } from './item-ci.ts';
import type { LiveLines } from './live-lines.ts';
import { formatTable, type ProgressRow, type RowKind, type TableSize } from './progress-table.ts';
import type { ItemEnd } from './verdict.ts';

/** Shows the progress of a release. */
export interface ReleaseView {
  /** The log of a deployment. Its texts must be safe to print. */
  logOf(name: string, folder: string): Log;
  begin(name: string): void;
  /** @param detail a remark about its end, or an empty text */
  end(name: string, end: ItemEnd, detail: string): void;
  /** Shows the last state and stops. */
  close(): void;
}

/** The deployments of a release, as a view shows them. */
export type ViewedItem = Pick<ProgressRow, 'name' | 'stage'>;

/** Prints every line of every deployment with its name. */
export function openPlainView(log: Log, items: readonly ViewedItem[]): ReleaseView {
  const width = Math.max(...items.map(({ name }) => name.length));
  return {
    logOf: (name) => prefixedLog(log, name.padEnd(width)),
    begin: () => {},
    end: () => {},
    close: () => {},
  };
}

/** What a table needs. */
export interface TableOptions {
  readonly live: LiveLines;
  /** Writes above the table. */
  readonly log: Log;
  readonly size: () => TableSize;
  readonly colour: boolean;
  /** Whether the lines of the deployments appear above the table, and not only in their files. */
  readonly debug: boolean;
  readonly clock: Pick<Clock, 'now'>;
  /** Calls a function again and again until the returned one is called. */
  readonly repeat: (act: () => void) => () => void;
}

/** Shows one table that changes in place. The lines of each deployment go to `log.txt` in its folder. */
export function openTableView(items: readonly ViewedItem[], options: TableOptions): ReleaseView {
  const rows = new Map<string, ProgressRow>(items.map((item) => [item.name, item]));
  const draw = (): void => options.live.show(linesOf([...rows.values()], options));
  const change = (name: string, changed: Partial<ProgressRow>): void => {
    const row = rows.get(name);
    if (row) rows.set(name, { ...row, ...changed });
    draw();
  };
  const stop = options.repeat(draw);
  draw();
  return {
    logOf: (name, folder) => tableLog(name, folder, options, (detail) => change(name, { detail })),
    begin: (name) => change(name, { since: options.clock.now() }),
    end: (name, end, detail) => change(name, { end: { ...end, at: options.clock.now() }, detail }),
    close() {
      stop();
      const size = (): TableSize => ({ ...options.size(), lines: rows.size });
      options.live.show(linesOf([...rows.values()], { ...options, size }));
      options.live.keep();
    },
  };
}

const COLOURS: Readonly<Record<RowKind, Parameters<typeof styleText>[0]>> = {
  waiting: 'dim',
  running: 'reset',
  good: 'green',
  warned: 'yellow',
  bad: 'red',
};

function linesOf(
  rows: readonly ProgressRow[],
  { size, colour, clock }: Pick<TableOptions, 'size' | 'colour' | 'clock'>,
): readonly string[] {
  return formatTable(rows, size(), clock.now()).map(({ kind, text }) =>
    colour ? styleText(COLOURS[kind], text, { validateStream: false }) : text,
  );
}

/** Warnings and errors appear above the table; the other lines only as the detail of the row. */
function tableLog(
  name: string,
  folder: string,
  { log, debug }: TableOptions,
  show: (detail: string) => void,
): Log {
  const above = prefixedLog(log, name);
  const file = fileLog(join(folder, 'log.txt'));
  const last = (text: string): void => show(text.trim().split('\n').at(-1) ?? '');
  const both = (write: (text: string) => void) => (text: string) => {
    file(text);
    write(text);
  };
  return {
    info: both((text) => (debug ? above.info(text) : last(text))),
    progress: last,
    debug: both(above.debug),
    notice: both((text) => (debug ? above.notice(text) : last(text))),
    warning: both(above.warning),
    error: both(above.error),
    group(title, lines) {
      for (const line of [title, ...lines.map((each) => `  ${each}`)]) file(line);
      if (debug) above.group(title, lines);
    },
  };
}

/** Appends lines to a file. A log that cannot be written must not stop a deployment. */
function fileLog(path: string): (text: string) => void {
  return (text) => {
    try {
      mkdirSync(join(path, '..'), { recursive: true });
      appendFileSync(path, `${text}\n`);
    } catch {
      // The same texts are in the result file and the summary.
    }
  };
}
