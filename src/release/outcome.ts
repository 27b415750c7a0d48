import { FileChanged } from '../http/failure.ts';
import { isFileError } from '../shared/file-error.ts';
import { messageOf } from '../shared/format.ts';

/** How a release ended. The set is closed, because workflows of users depend on these words. */
export const statuses = [
  'succeeded',
  'succeeded-with-warnings',
  'inspection-failed',
  'conflicts',
  'refused',
  'failed',
  'rejected',
  'needs-intervention',
  'tests-failed',
  'pending-review',
  'timed-out',
  'cancelled',
  'aborted',
  'unknown',
  'invalid-input',
  'error',
] as const;

/** One of `statuses`. */
export type Status = (typeof statuses)[number];

/** The end of a release. */
export interface Outcome {
  readonly status: Status;
  /** One or two sentences: what happened and where, with the platform's own words. */
  readonly reason: string;
  /** What the reader should do next. */
  readonly advice?: string;
}

/** Thrown to stop a release; carries its outcome. */
export class Halt extends Error {
  override readonly name: string = 'Halt';
  readonly outcome: Outcome;
  /** The path of the platform's log; undefined if no log was fetched. */
  readonly logFile: string | undefined;

  constructor(outcome: Outcome, cause?: unknown, logFile?: string) {
    super(outcome.reason, { cause });
    this.outcome = outcome;
    this.logFile = logFile;
  }
}

/**
 * One status reading failed. It is repeated, because the deployment may still run. The cause is the failed request.
 */
export class PollFailed extends Halt {
  override readonly name = 'PollFailed';
}

/** The abort reason of a run's signal: why waiting stopped. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  /** `cancel`: the run was cancelled. `timeout`: its time is over. */
  readonly by: 'cancel' | 'timeout';

  constructor(by: 'cancel' | 'timeout', message: string) {
    super(message);
    this.by = by;
  }
}

/**
 * Adds the failure that led to a pause to the interruption of that pause, as its cause.
 * @returns the interruption
 */
export function withLastFailure(interruption: unknown, failure: Error): unknown {
  if (interruption instanceof Error) interruption.cause ??= failure;
  return interruption;
}

/** True for statuses that let a pipeline continue. `pending-review` is reported only if `on-review: stop` is set. */
export function isGreen(status: Status): boolean {
  return status === 'succeeded' || status === 'succeeded-with-warnings' || status === 'pending-review';
}

/** Whether the platform reported a success: nothing else is recorded as one. */
export function hasSucceeded(status: Status): boolean {
  return status === 'succeeded' || status === 'succeeded-with-warnings';
}

/** Whether the environment has the version, as the platform reported. Tests that failed afterwards do not change that. */
export function hasChanged(status: Status): boolean {
  return hasSucceeded(status) || status === 'tests-failed';
}

/** The exit code of the command line: 0 good, 1 not deployed, 2 bad input, 3 outcome not known, 130 cancelled. */
export function exitCode(status: Status): 0 | 1 | 2 | 3 | 130 {
  switch (status) {
    case 'succeeded':
    case 'succeeded-with-warnings':
    case 'pending-review':
      return 0;
    case 'invalid-input':
      return 2;
    case 'timed-out':
    case 'unknown':
      return 3;
    case 'cancelled':
      return 130;
    case 'inspection-failed':
    case 'conflicts':
    case 'refused':
    case 'failed':
    case 'rejected':
    case 'needs-intervention':
    case 'tests-failed':
    case 'aborted':
    case 'error':
      return 1;
  }
}

/**
 * Converts anything that was thrown into an outcome. No other code does this.
 * @param platform the name of the platform, for messages
 * @param begun `no`, `perhaps` after an unanswered request, or a sentence about the deployment that is running
 */
export function outcomeOf(error: unknown, platform: string, begun: string): Outcome {
  if (error instanceof Halt) return error.outcome;
  if (error instanceof FileChanged) {
    return {
      status: 'error',
      reason: `${error.message}. It was not sent completely: no deployment was started.`,
      advice: 'Make sure that nothing writes to the files of a release while it runs, then run this again.',
    };
  }
  const state =
    begun === 'no'
      ? 'No deployment was started.'
      : begun === 'perhaps'
        ? `${platform} had been asked to deploy and had not answered: it may or may not have started.`
        : begun;
  if (error instanceof Interrupted) {
    const status = error.by === 'cancel' ? 'cancelled' : 'timed-out';
    const { cause } = error;
    const failed = cause instanceof PollFailed ? cause : undefined;
    const last = cause === undefined ? '' : ` The last error: ${messageOf(failed?.cause ?? cause)}`;
    const advice = [failed?.outcome.advice, LOOK_FIRST].filter((each) => each !== undefined).join(' ');
    const reason = `${error.message}${last} ${state}`;
    if (begun !== 'no') return { status, reason, advice };
    return {
      status,
      reason,
      ...(status === 'timed-out' && { advice: cause === undefined ? MORE_TIME : NO_ANSWER }),
    };
  }
  const { what, advice } = isFileError(error) ? FILES : UNEXPECTED;
  const sentence = `${what}: ${messageOf(error)}`;
  return {
    status: begun === 'no' ? 'error' : 'unknown',
    reason: `${sentence}${/[.!?]$/.test(sentence) ? '' : '.'} ${state}`,
    advice,
  };
}

const UNEXPECTED = {
  what: 'An unexpected error occurred',
  advice: 'Please report it with the log of a run in debug mode.',
};

const FILES = {
  what: 'A file of the runner could not be read or written',
  advice: 'Give the runner the missing disk space or permission, then run this again.',
};

const MORE_TIME = 'Set a longer `timeout`, then run this again.';
const NO_ANSWER = 'Correct the cause of the last error or set a longer `timeout`, then run this again.';

/** The advice about a deployment that goes on while nobody watches it. */
export const LOOK_FIRST =
  'Wait for it with `operation: resume`, or check it on the platform, before you deploy again.';
