import type { Readable } from 'node:stream';
import { HttpFailure } from '../../http/failure.ts';
import { createLogTail, type TailLine } from '../../release/log-tail.ts';
import type { PlatformRun } from '../../release/platform.ts';
import type { Log } from '../../shared/log.ts';
import type { Odc } from './client.ts';
import { SignInFailed } from './session.ts';
import type { MessageFacts } from './status.ts';
import type { Message } from './wire.ts';

/** The least time between two looks at the messages of an operation under way, in milliseconds. */
const PAUSE_MS = 5_000;
/** The most pages that one look reads. A server that repeats itself has no end. */
const MOST_PAGES = 500;

/** The messages of the operations of a release, which are kept for the log file and printed once each. */
export interface MessageLog {
  /** Reads the messages that are new, unless they were read a moment ago. A failure is logged and changes nothing. */
  follow(operation: string, run: PlatformRun): Promise<void>;
  /** Reads all messages that are new. A failure is a warning. */
  finish(operation: string, run: PlatformRun): Promise<void>;
  /** Adds a line of this program. */
  note(text: string): void;
  /** What the messages of an operation say so far. */
  factsOf(operation: string): MessageFacts;
  /**
   * Returns the messages of all operations as text.
   * @param operation is read to its end first, unless `finish` did
   * @throws HttpFailure
   */
  text(operation: string, signal: AbortSignal): Promise<Readable>;
}

/** How far the messages of one operation were read. */
interface Progress {
  /** The offset of the last page; undefined for the first. */
  offset: string | undefined;
  /** How many messages of that page were read. */
  read: number;
  readAt: number;
  isDone: boolean;
  warnings: number;
  errors: number;
  readonly firstErrors: string[];
  last: string;
}

const MOST_ERRORS = 3;
const LONGEST_ERROR = 2_000;

/** Creates an empty log. */
export function createMessageLog(odc: Odc): MessageLog {
  const tail = createLogTail('ODC', (json) => JSON.parse(json) as TailLine);
  const operations = new Map<string, Progress>();
  let index = 0;

  function progressOf(operation: string): Progress {
    const known = operations.get(operation);
    if (known) return known;
    const fresh: Progress = {
      offset: undefined,
      read: 0,
      readAt: -Infinity,
      isDone: false,
      warnings: 0,
      errors: 0,
      firstErrors: [],
      last: '',
    };
    operations.set(operation, fresh);
    return fresh;
  }

  function add(line: TailLine, log?: Log): void {
    tail.add(() => JSON.stringify(line), index++, log);
  }

  function take(message: Message, progress: Progress, log?: Log): void {
    const line = lineOf(message);
    const severity = line.severity.toLowerCase();
    if (severity === 'warning') progress.warnings++;
    if (severity === 'error' && progress.errors++ < MOST_ERRORS)
      progress.firstErrors.push(line.message.replace(/\.$/, '').slice(0, LONGEST_ERROR));
    progress.last = line.message.slice(0, LONGEST_ERROR);
    add(line, log);
  }

  /** Reads from the last page that was read, because messages may have been added to it. */
  async function read(operation: string, signal: AbortSignal, log?: Log): Promise<void> {
    const progress = progressOf(operation);
    const seen = new Set<string>();
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const { items, next } = await odc.messages(operation, progress.offset, signal);
      for (const message of items.slice(progress.read)) take(message, progress, log);
      progress.read = Math.max(progress.read, items.length);
      if (next === undefined || next === progress.offset || seen.has(next)) return;
      seen.add(next);
      progress.offset = next;
      progress.read = 0;
    }
  }

  return {
    async follow(operation, run) {
      const progress = progressOf(operation);
      const now = run.clock.now();
      if (now - progress.readAt < PAUSE_MS) return;
      progress.readAt = now;
      await quietly(
        () => read(operation, run.signal, run.log),
        (what) => run.log.debug(`The messages of the operation could not be read: ${what}`),
      );
    },

    async finish(operation, run) {
      await quietly(
        async () => {
          await read(operation, run.signal, run.log);
          progressOf(operation).isDone = true;
        },
        (what) => run.log.warning(`The messages of the operation could not be read: ${what}`),
      );
    },

    note: (text) => add({ time: '', severity: '', message: text }),

    factsOf(operation) {
      const { warnings, errors, firstErrors, last } = progressOf(operation);
      if (errors === 0) return { warnings, errors: last };
      const rest = errors - firstErrors.length;
      return { warnings, errors: [...firstErrors, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ') };
    },

    async text(operation, signal) {
      if (!progressOf(operation).isDone) await read(operation, signal);
      return tail.text();
    },
  };
}

async function quietly(act: () => Promise<void>, complain: (what: string) => void): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof HttpFailure || error instanceof SignInFailed)) throw error;
    complain(error.message);
  }
}

function lineOf({ timestamp, severity, message }: Message): TailLine {
  return { time: timestamp ?? '', severity: severity ?? '', message: (message ?? '').trim() };
}
