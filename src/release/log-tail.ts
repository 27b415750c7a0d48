import { Readable } from 'node:stream';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { count, cutText } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';

/** Maximum number of printed lines without a warning or an error. The log file holds the rest. */
const MOST_LINES = 2_000;
/** Maximum number of printed warnings and errors. */
const MOST_MARKED = 300;
/** Maximum number of printed characters. */
const MOST_CHARACTERS = 2 * 1024 * 1024;
const LONGEST_MESSAGE = 16_000;
const LONGEST_ERROR = 2_000;
/** Maximum number of errors in the reason. */
const MOST_ERRORS = 3;
/** Maximum size of the kept log in bytes: about half a million lines. */
const MOST_BYTES = 32 * 1024 * 1024;
/** Bytes that are packed at once. */
const PART_BYTES = 64 * 1024;
/** Bytes that are handed over at once: to search a text for secrets takes some times as much. */
const SLICE_BYTES = 16 * 1024;
/** Node keeps the last buffer of each packing until it collects all of its memory, so it is a small one. */
const PACKING = { level: 1, chunkSize: 4 * 1024 };
/** Of UTF-8, for each UTF-16 unit. */
const MOST_BYTES_PER_UNIT = 3;

/** A line of a platform's log. Its texts come from the platform and are untrusted. */
export interface TailLine {
  /** The time as the platform writes it; empty if it gives none. */
  readonly time: string;
  /** The platform's own word; empty if it gives none. */
  readonly severity: string;
  readonly message: string;
}

/** The log of a deployment. A platform may send it in full each time. */
export interface LogTail {
  /**
   * Prints a line of the log and keeps it for the file, unless this line was added before.
   * @param line returns the JSON text of the line
   * @param index position in the log, from 0; lines arrive in order
   * @param log absent to keep the line without printing it
   */
  add(line: () => string, index: number, log?: Log): void;
  /** Returns the first errors, or the last line if there are none. */
  sayErrors(): string;
  /** Returns the kept log as text. */
  text(): Readable;
}

/**
 * Creates a log that reads each line once and prints it at most once, although each answer may repeat all lines.
 * @param platform the product's name, for messages
 * @param readLine reads a line from its JSON text
 */
export function createLogTail(platform: string, readLine: (json: string) => TailLine): LogTail {
  const kept = createKeptText(platform);
  let read = 0;
  let plain = 0;
  let marked = 0;
  let characters = 0;
  let cut = false;
  let last = '';
  let wrong = 0;
  const errors: string[] = [];

  return {
    add(json, index, log) {
      if (index < read) return;
      read++;
      const line = readLine(json());
      kept.add(`${[line.time, line.severity, line.message].filter(Boolean).join(' ')}\n`);
      const severity = severityOf(line);
      last = line.message.trim();
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

/** Text that grows, kept in packed parts: a log says much the same in every line, and takes a tenth of its size. */
function createKeptText(platform: string): { add(text: string): void; parts(): Iterable<Buffer> } {
  const packed: Buffer[] = [];
  const part = Buffer.alloc(PART_BYTES);
  let filled = 0;
  let bytes = 0;
  const pack = (text: Buffer): void => {
    if (text.length > 0) packed.push(exact(deflateRawSync(text, PACKING)));
    bytes += text.length;
  };
  const flush = (): void => {
    pack(part.subarray(0, filled));
    filled = 0;
  };
  const put = (text: string): void => {
    const most = text.length * MOST_BYTES_PER_UNIT;
    if (filled + most > PART_BYTES) flush();
    if (most > PART_BYTES) pack(Buffer.from(text));
    else filled += part.write(text, filled);
  };
  return {
    add(text) {
      if (bytes > MOST_BYTES) return;
      put(text);
      if (bytes > MOST_BYTES) put(`… the log is longer than this file: ${platform} has the rest.\n`);
    },
    *parts() {
      flush();
      for (const each of packed) yield* slicesOf(inflateRawSync(each));
    },
  };
}

function* slicesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) yield bytes.subarray(at, at + SLICE_BYTES);
}

/** The same bytes in memory of their own: a small buffer is often a part of a large one, and keeps all of it. */
function exact(bytes: Buffer): Buffer {
  const own = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(own);
  return own;
}

/** A line without a severity is plain. */
function severityOf({ severity }: TailLine): 'info' | 'warning' | 'error' {
  const word = severity.toLowerCase();
  return word === 'error' || word === 'warning' ? word : 'info';
}

/** Formats a line as `15:36:11 WARNING message`. */
export function formatLogLine(line: TailLine): string {
  const severity = severityOf(line);
  const time = /T(\d\d:\d\d:\d\d)/.exec(line.time)?.[1];
  const mark = severity === 'info' ? undefined : severity.toUpperCase();
  return [time, mark, line.message.trim()].filter(Boolean).join(' ');
}
