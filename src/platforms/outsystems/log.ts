import { Readable } from 'node:stream';
import { count, cutText } from '../../shared/format.ts';
import type { Log } from '../../shared/log.ts';
import { type LogLine, readLine } from './wire.ts';

/** As many lines as somebody reads while waiting; the whole log is in a file in the end. */
const MOST_LINES = 2_000;
const MOST_MARKED = 300;
const MOST_CHARACTERS = 2 * 1024 * 1024;
const LONGEST_MESSAGE = 16_000;
const LONGEST_ERROR = 2_000;
/** As many errors as fit into one sentence. */
const MOST_ERRORS = 3;
/** So much of the log is kept for its file: half a million lines. */
const MOST_BYTES = 32 * 1024 * 1024;
/** Characters that are turned into bytes at once. */
const BATCH = 64 * 1024;

export interface LogTail {
  /**
   * Prints a line of the log and keeps it for the file, unless that was done before.
   * @param line gives its JSON text
   * @param index its place in the log, from 0; the lines come in order
   * @param log absent: only keep it
   */
  add(line: () => string, index: number, log?: Log): void;
  /** What went wrong: the lines that say so, else the last one. */
  sayErrors(): string;
  /** The whole log as text. */
  text(): Readable;
}

/** A cumulative log that is printed as it grows. Each line is read once and printed at most once, however long it gets. */
export function createLogTail(): LogTail {
  const kept = createKeptText();
  let told = 0;
  let plain = 0;
  let marked = 0;
  let characters = 0;
  let cut = false;
  let last = '';
  let wrong = 0;
  const errors: string[] = [];

  return {
    add(json, index, log) {
      if (index < told) return;
      told++;
      const line = readLine(json());
      kept.add(`${[line.Instant, line.Type, line.Message].filter(Boolean).join(' ')}\n`);
      const severity = severityOf(line);
      last = (line.Message ?? '').trim();
      if (severity === 'error' && ++wrong <= MOST_ERRORS) errors.push(cutText(last, LONGEST_ERROR));
      characters += Math.min(last.length, LONGEST_MESSAGE);
      const room =
        characters < MOST_CHARACTERS && (severity === 'info' ? plain++ < MOST_LINES : marked++ < MOST_MARKED);
      if (room) log?.info(`    ${cutText(formatLogLine(line), LONGEST_MESSAGE)}`);
      else if (!cut) {
        cut = true;
        log?.info('    … the log is long: the whole of it will be in the file of output `log-file`.');
      }
    },
    sayErrors() {
      if (wrong === 0) return cutText(last, LONGEST_ERROR);
      const rest = wrong - errors.length;
      return [...errors, ...(rest > 0 ? [`and ${count(rest, 'more error')}`] : [])].join('; ');
    },
    text: () => Readable.from(kept.parts(), { objectMode: false }),
  };
}

/** Text that grows, kept as bytes: objects for its lines take ten times as much. */
function createKeptText(): { add(text: string): void; parts(): Iterable<Buffer> } {
  const parts: Buffer[] = [];
  let bytes = 0;
  let waiting = '';
  const flush = (): void => {
    const part = Buffer.from(waiting);
    waiting = '';
    bytes += part.length;
    parts.push(part);
  };
  return {
    add(text) {
      if (bytes > MOST_BYTES) return;
      waiting += text;
      if (waiting.length < BATCH) return;
      flush();
      if (bytes > MOST_BYTES) waiting = '… the log is longer than this file: LifeTime has the rest.\n';
    },
    parts() {
      if (waiting !== '') flush();
      return parts;
    },
  };
}

/** Older LifeTimes give no type: then every line is plain. */
function severityOf({ Type }: LogLine): 'info' | 'warning' | 'error' {
  const type = Type?.toLowerCase();
  return type === 'error' || type === 'warning' ? type : 'info';
}

/** `15:36:11 WARNING message`. */
export function formatLogLine(line: LogLine): string {
  const severity = severityOf(line);
  const time = /T(\d\d:\d\d:\d\d)/.exec(line.Instant ?? '')?.[1];
  const mark = severity === 'info' ? undefined : severity.toUpperCase();
  return [time, mark, (line.Message ?? '').trim()].filter(Boolean).join(' ');
}
