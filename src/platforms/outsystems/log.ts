import { Readable } from 'node:stream';
import type { Log } from '../../release/log.ts';
import { count } from '../../release/words.ts';
import { type Line, readLine } from './wire.ts';

/** As many lines as somebody reads while waiting; the whole log is in a file in the end. */
const MOST_LINES = 2_000;
const MOST_MARKED = 300;
/** As many errors as fit into one sentence. */
const MOST_ERRORS = 3;
/** Lines that are written at once. */
const BATCH = 500;

export interface Tail {
  /** Prints what the log holds beyond what was told before. */
  tell(lines: readonly unknown[], log: Log): void;
  /** What went wrong: the lines that say so, else the last one. */
  sayErrors(): string;
}

/** A cumulative log that is told as it grows. Each line is read once and printed at most once, however long it gets. */
export function createTail(): Tail {
  let told = 0;
  let plain = 0;
  let marked = 0;
  let cut = false;
  let last = '';
  let wrong = 0;
  const errors: string[] = [];

  return {
    tell(lines, log) {
      for (; told < lines.length; told++) {
        const line = readLine(lines[told]);
        const severity = severityOf(line);
        last = (line.Message ?? '').trim();
        if (severity === 'error' && ++wrong <= MOST_ERRORS) errors.push(last);
        const room = severity === 'info' ? plain++ < MOST_LINES : marked++ < MOST_MARKED;
        if (room) log.info(`    ${sayLine(line)}`);
        else if (!cut) {
          cut = true;
          log.info('    … the log is long: the whole of it will be in the file of output `log-file`.');
        }
      }
    },
    sayErrors() {
      if (wrong === 0) return last;
      const rest = wrong - errors.length;
      return [...errors, ...(rest > 0 ? [`and ${count(rest, 'more error')}`] : [])].join('; ');
    },
  };
}

/** Older LifeTimes give no type: then every line is plain. */
function severityOf({ Type }: Line): 'info' | 'warning' | 'error' {
  const type = Type?.toLowerCase();
  return type === 'error' || type === 'warning' ? type : 'info';
}

/** `15:36:11 WARNING message`. */
export function sayLine(line: Line): string {
  const severity = severityOf(line);
  const time = /T(\d\d:\d\d:\d\d)/.exec(line.Instant ?? '')?.[1];
  const mark = severity === 'info' ? undefined : severity.toUpperCase();
  return [time, mark, (line.Message ?? '').trim()].filter(Boolean).join(' ');
}

/** The whole log as text, made while it is read. */
export function logText(lines: readonly unknown[]): Readable {
  function* batches(): Generator<string> {
    for (let from = 0; from < lines.length; from += BATCH) {
      yield lines
        .slice(from, from + BATCH)
        .map((each) => {
          const line = readLine(each);
          return `${[line.Instant, line.Type, line.Message].filter(Boolean).join(' ')}\n`;
        })
        .join('');
    }
  }
  return Readable.from(batches(), { objectMode: false });
}
