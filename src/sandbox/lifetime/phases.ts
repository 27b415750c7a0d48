import { error, info, type LogLine, warning } from './log.ts';

/** A phase of a deployment, counted in polls of its status. */
export interface Phase {
  readonly status: string;
  readonly info?: string;
  /** Left out: it lasts until a command ends it. */
  readonly looks?: number;
  /** Written to the log when the phase begins. */
  readonly says?: readonly LogLine[];
}

/** Durations in polls, unless a scenario says otherwise. */
export const lifetimeLooks = {
  running: 3,
  aborting: 1,
  slowAbort: 6,
  slowLog: 8,
  longLog: 9,
  /** Another deployment on the target. */
  other: 3,
  /** Until a person answers. */
  person: 3,
};

/** Statuses after which nothing happens any more. */
const terminal = new Set([
  'aborted',
  'finished_successful',
  'finished_with_warnings',
  'finished_with_errors',
  'force_finished',
  'finished_partially',
]);

/** True for the ends. */
export function isTerminal(status: string): boolean {
  return terminal.has(status);
}

/** True for the ends after which the target runs what was deployed. */
export function isDeployed(status: string): boolean {
  return status === 'finished_successful' || status === 'finished_with_warnings';
}

/** Running; its log grows with each poll. */
export function running(looks: number = lifetimeLooks.running): Phase {
  return { status: 'running', looks };
}

/** Under way until a command ends it. */
export const runningForever: Phase = { status: 'running' };

/** The good end. */
export const succeeded: Phase = { status: 'finished_successful', says: [info('Deploy completed')] };

/** The good end with reservations. */
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

/** The bad end. */
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

/** The end after an abort. */
export const aborted: Phase = { status: 'aborted', says: [info('Deployment aborted')] };

/** Aborting for some polls, then aborted. */
export function aborting(looks: number = lifetimeLooks.aborting): readonly Phase[] {
  return [{ status: 'aborting', looks, says: [info('Aborting the deployment')] }, aborted];
}

/** A pause; without `looks`, until a command ends it. */
export function intervention(reason: string, says: LogLine, looks?: number): Phase {
  return {
    status: 'needs_user_intervention',
    info: reason,
    says: [says],
    ...(looks !== undefined && { looks }),
  };
}
