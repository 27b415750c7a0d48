import { error, info, type LogLine, warning } from './log.ts';

/** A phase of a deployment, counted in polls of its status. */
export interface Phase {
  /** LifeTime's status of the deployment. */
  readonly status: string;
  readonly info?: string;
  /** Duration in polls; undefined for a phase that lasts until a command ends it. */
  readonly looks?: number;
  /** Lines that are added to the log when the phase starts. */
  readonly says?: readonly LogLine[];
}

/** Default durations, in polls. */
export const lifetimeLooks = {
  running: 3,
  aborting: 1,
  slowAbort: 6,
  slowLog: 8,
  longLog: 9,
  /** Another user's deployment to the target. */
  other: 3,
  /** Wait for a person's intervention. */
  person: 3,
};

/** Final statuses. */
const terminal = new Set([
  'aborted',
  'finished_successful',
  'finished_with_warnings',
  'finished_with_errors',
  'force_finished',
  'finished_partially',
]);

/** Returns true for a final status. */
export function isTerminal(status: string): boolean {
  return terminal.has(status);
}

/** Returns true for the final statuses after which the target runs the deployed versions. */
export function isDeployed(status: string): boolean {
  return status === 'finished_successful' || status === 'finished_with_warnings';
}

/** Creates a phase with status running; each poll extends the log. */
export function running(looks: number = lifetimeLooks.running): Phase {
  return { status: 'running', looks };
}

/** A running phase that lasts until a command ends it. */
export const runningForever: Phase = { status: 'running' };

/** The final phase after success. */
export const succeeded: Phase = { status: 'finished_successful', says: [info('Deploy completed')] };

/** The final phase after success with warnings. */
export const withWarnings: Phase = {
  status: 'finished_with_warnings',
  says: [
    warning(
      "Module 'EmployeeBackoffice' was deployed; timer 'SendReminders' has no schedule in this environment.",
    ),
    warning("Consumer 'CustomerPortal' is outdated and was not refreshed."),
    info('Deploy completed'),
  ],
};

/** The final phase after a failure. */
export const withErrors: Phase = {
  status: 'finished_with_errors',
  says: [
    error(
      "Database error in module 'EmployeeBackoffice_CS': ORA-01430: column being added already exists in table",
    ),
    error("Deployment of module 'EmployeeBackoffice' failed."),
    info('Deploy completed with errors'),
  ],
};

/** The final phase after an abort. */
export const aborted: Phase = { status: 'aborted', says: [info('Deployment aborted')] };

/** Returns the phases of an abort: aborting for some polls, then aborted. */
export function aborting(looks: number = lifetimeLooks.aborting): readonly Phase[] {
  return [{ status: 'aborting', looks, says: [info('Aborting the deployment')] }, aborted];
}

/** Creates a phase that waits for a user; without `looks` it lasts until a command ends it. */
export function intervention(reason: string, says: LogLine, looks?: number): Phase {
  return {
    status: 'needs_user_intervention',
    info: reason,
    says: [says],
    ...(looks !== undefined && { looks }),
  };
}
