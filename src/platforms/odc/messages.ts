import type { Readable } from 'node:stream';
import { HttpFailure } from '../../http/failure.ts';
import { createLogTail, type TailLine } from '../../release/log-tail.ts';
import type { PlatformRun } from '../../release/platform.ts';
import type { Log } from '../../shared/log.ts';
import type { Odc } from './client.ts';
import { countLine, factsIn, lineOf, noProgress, type Progress } from './message-progress.ts';
import { SignInFailed } from './session.ts';
import type { MessageFacts } from './status.ts';

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

/** Creates an empty log. */
export function createMessageLog(odc: Odc): MessageLog {
  const tail = createLogTail('ODC', (json) => JSON.parse(json) as TailLine);
  const operations = new Map<string, Progress>();
  let index = 0;

  function progressOf(operation: string): Progress {
    const progress = operations.get(operation) ?? noProgress();
    operations.set(operation, progress);
    return progress;
  }

  function add(line: TailLine, log?: Log): void {
    tail.add(() => JSON.stringify(line), index++, log);
  }

  /** Reads from the last page that was read, because messages may have been added to it. */
  async function read(operation: string, signal: AbortSignal, log?: Log): Promise<void> {
    const progress = progressOf(operation);
    const seen = new Set<string>();
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const { items, next } = await odc.messages(operation, progress.offset, signal);
      const lines = items.slice(progress.read).map(lineOf);
      progress.counts = lines.reduce(countLine, progress.counts);
      for (const line of lines) add(line, log);
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
      const look = (): Promise<void> => read(operation, run.signal, run.log);
      await quietly(look, (problem) => run.log.debug(problem));
    },

    async finish(operation, run) {
      const finish = async (): Promise<void> => {
        await read(operation, run.signal, run.log);
        progressOf(operation).isDone = true;
      };
      await quietly(finish, (problem) => run.log.warning(problem));
    },

    note: (text) => add({ time: '', severity: '', message: text }),

    factsOf: (operation) => factsIn(progressOf(operation).counts),

    async text(operation, signal) {
      if (!progressOf(operation).isDone) await read(operation, signal);
      return tail.text();
    },
  };
}

async function quietly(act: () => Promise<void>, complain: (problem: string) => void): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof HttpFailure || error instanceof SignInFailed)) throw error;
    complain(`The messages of the operation could not be read: ${error.message}`);
  }
}
