import type { TailLine } from '../../release/log-tail.ts';
import type { MessageFacts } from './status.ts';
import type { Message } from './wire.ts';

/** How far the messages of one operation were read. */
export interface Progress {
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

/** The progress before the first look. */
export function noProgress(): Progress {
  return {
    offset: undefined,
    read: 0,
    readAt: -Infinity,
    isDone: false,
    warnings: 0,
    errors: 0,
    firstErrors: [],
    last: '',
  };
}

/** Counts a message and returns its line for the log. */
export function noteMessage(message: Message, progress: Progress): TailLine {
  const line = lineOf(message);
  const severity = line.severity.toLowerCase();
  if (severity === 'warning') progress.warnings++;
  if (severity === 'error' && progress.errors++ < MOST_ERRORS)
    progress.firstErrors.push(line.message.replace(/\.$/, '').slice(0, LONGEST_ERROR));
  progress.last = line.message.slice(0, LONGEST_ERROR);
  return line;
}

/** What the messages say so far: the first errors, or the last message. */
export function factsIn({ warnings, errors, firstErrors, last }: Progress): MessageFacts {
  if (errors === 0) return { warnings, errors: last };
  const rest = errors - firstErrors.length;
  return { warnings, errors: [...firstErrors, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ') };
}

function lineOf({ timestamp, severity, message }: Message): TailLine {
  return { time: timestamp ?? '', severity: severity ?? '', message: (message ?? '').trim() };
}
