import { error, info, type Message, warning } from './messages.ts';

/** A phase of an operation or a build, counted in polls. */
export interface Phase {
  readonly status: string;
  /** Duration in polls; undefined for a phase that does not end. */
  readonly looks?: number;
  /** Messages that are added when the phase starts. */
  readonly says?: readonly Message[];
}

/** Default durations, in polls. */
export const odcLooks = {
  running: 3,
  slow: 8,
  longLog: 9,
  build: 2,
  analysis: 2,
  /** Another user's operation in the stage. */
  other: 3,
};

/** Creates a phase with status Running; each poll adds messages. */
export function running(looks: number = odcLooks.running): Phase {
  return { status: 'Running', looks };
}

/** A phase that does not end. */
export const runningForever: Phase = { status: 'Running' };

/** The end after success. */
export const finished: Phase = { status: 'Finished', says: [info('Deployment finished.')] };

/** The end after success, with warnings among the messages. */
export const finishedWithWarnings: Phase = {
  status: 'Finished',
  says: [
    warning("The setting 'ApiKey' has no value in this stage."),
    warning("Consumer 'CustomerPortal' uses an older version of a public element."),
    info('Deployment finished.'),
  ],
};

/** The end after a failure. */
export const finishedWithError: Phase = {
  status: 'FinishedWithError',
  says: [
    error("The column 'Employee.Salary' cannot be changed from Decimal to Text: the table has data."),
    error('The deployment failed and the previous revision continues to run.'),
  ],
};
