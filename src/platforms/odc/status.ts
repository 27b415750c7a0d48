import type { Outcome } from '../../release/outcome.ts';
import { LOOK } from './explain.ts';

/** What the status of an operation means for the release. */
export type Meaning = { readonly phase: 'underway' } | { readonly phase: 'over'; readonly outcome: Outcome };

/** What the messages of an operation say. */
export interface MessageFacts {
  readonly warnings: number;
  /** The first errors as one text; empty if there are none. */
  readonly errors: string;
}

/** Interprets the status of a deployment operation. A status that is not documented is never a success. */
export function interpret(status: string, { warnings, errors }: MessageFacts): Meaning {
  switch (status) {
    case 'Running':
      return { phase: 'underway' };
    case 'Finished':
      return warnings === 0
        ? over('succeeded', 'ODC deployed it.')
        : over('succeeded-with-warnings', 'ODC deployed it, with warnings.', 'Read the messages in the log.');
    case 'FinishedWithError':
      return over(
        'failed',
        `The operation ended with errors. ${errors || 'Its messages name no reason.'}`.replace(/\.?$/, '.'),
        'Correct what the messages name, then deploy again.',
      );
    default:
      return over('unknown', `ODC reports a status that is not documented: ${status}.`, LOOK);
  }
}

function over(status: Outcome['status'], reason: string, advice?: string): Meaning {
  return { phase: 'over', outcome: { status, reason, ...(advice && { advice }) } };
}

/** Whether a status is not documented. The operation may be over or not. */
export function isStrange(status: string): boolean {
  return !['Running', 'Finished', 'FinishedWithError'].includes(status);
}

/** Whether another operation with this status occupies the application in its stage. */
export function isBusy(status: string): boolean {
  return status === 'Running';
}
