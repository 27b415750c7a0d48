import type { TailLine } from '../../release/log-tail.ts';
import type { MessageFacts } from './status.ts';
import type { Message } from './wire.ts';

/** What the messages of one operation say so far. */
export interface MessageCounts {
  readonly warnings: number;
  readonly errors: number;
  readonly firstErrors: readonly string[];
  /** The text of the last message; empty before the first. */
  readonly last: string;
}

/** How far the messages of one operation were read. */
export interface Progress {
  /** The offset of the last page; undefined for the first. */
  offset: string | undefined;
  /** How many messages of that page were read. */
  read: number;
  readAt: number;
  isDone: boolean;
  counts: MessageCounts;
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
    counts: { warnings: 0, errors: 0, firstErrors: [], last: '' },
  };
}

/** Adds the line of a message to the counts. */
export function countLine(counts: MessageCounts, { severity, message }: TailLine): MessageCounts {
  const last = message.slice(0, LONGEST_ERROR);
  switch (severity.toLowerCase()) {
    case 'warning':
      return { ...counts, last, warnings: counts.warnings + 1 };
    case 'error': {
      const { errors, firstErrors } = counts;
      const first = message.replace(/\.$/, '').slice(0, LONGEST_ERROR);
      const shown = errors < MOST_ERRORS ? [...firstErrors, first] : firstErrors;
      return { ...counts, last, errors: errors + 1, firstErrors: shown };
    }
    default:
      return { ...counts, last };
  }
}

/** What the messages say so far: the first errors, or the last message. */
export function factsIn({ warnings, errors, firstErrors, last }: MessageCounts): MessageFacts {
  if (errors === 0) return { warnings, errors: last };
  const rest = errors - firstErrors.length;
  return { warnings, errors: [...firstErrors, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ') };
}

/** Returns the line of a message for the log. */
export function lineOf({ timestamp, severity, message }: Message): TailLine {
  return { time: timestamp ?? '', severity: severity ?? '', message: (message ?? '').trim() };
}
