import { formatDuration } from '../shared/format.ts';

/** Lines on a stream. On a terminal that a user watches, the last line shows what is awaited, and for how long. */
export interface Screen {
  /** Writes one line. */
  readonly write: (line: string) => void;
  /**
   * Shows what is awaited until the next line is written; absent if the stream is no live terminal.
   * @param ageMs for how long it has been awaited, in milliseconds
   */
  readonly progress?: (text: string, ageMs: number) => void;
  /** Ends the live line. Further lines are written as they are. */
  readonly close: () => void;
}

/** Calls a function each second, and returns a function that ends this. */
export type Ticker = (tick: () => void) => () => void;

/** The dependencies of a live screen. */
interface LiveOptions {
  readonly stream: Pick<NodeJS.WriteStream, 'write' | 'columns'>;
  readonly everySecond: Ticker;
  /** Returns milliseconds since the epoch. */
  readonly now: () => number;
}

const CLEAR_LINE = '\r\u001b[2K';
/** The silence after which a line says that something is awaited, in milliseconds. */
const SILENCE_MS = 2_000;

/** Creates a screen of plain lines, for a file, a pipe or a log. */
export function plainScreen(stream: Pick<NodeJS.WriteStream, 'write'>): Screen {
  return { write: (line) => void stream.write(`${line}\n`), close() {} };
}

/** Creates a screen whose last line ticks while something is awaited. */
export function liveScreen({ stream, everySecond, now }: LiveOptions): Screen {
  let shown = false;
  let awaited = { text: 'waiting', since: now(), from: now() + SILENCE_MS };
  const clear = (): string => {
    const text = shown ? CLEAR_LINE : '';
    shown = false;
    return text;
  };
  const draw = (): void => {
    if (now() < awaited.from) return;
    // The time comes first, because a long text is cut.
    const line = `  ${formatDuration(now() - awaited.since)}  ${awaited.text}`;
    // The terminal cannot clear a line that wraps, so the line is cut to the width.
    stream.write(`${clear()}${line.slice(0, (stream.columns || 80) - 1)}`);
    shown = true;
  };
  const stop = everySecond(draw);
  return {
    write(line) {
      stream.write(`${clear()}${line}\n`);
      awaited = { text: 'waiting', since: now(), from: now() + SILENCE_MS };
    },
    progress(text, ageMs) {
      awaited = { text, since: now() - ageMs, from: now() };
      draw();
    },
    close() {
      stop();
      stream.write(clear());
    },
  };
}
