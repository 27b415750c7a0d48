import { exitCode, type Status, statuses } from '../release/outcome.ts';

/** The exit code of the command: 0 good, 1 not deployed, 2 bad input, 3 outcome not known, 130 cancelled. */
export type ExitCode = ReturnType<typeof exitCode>;

/** How a deployment of a release ended. `skipped`: it was not started. */
export interface ItemEnd {
  readonly status: Status | 'skipped';
  readonly exit: ExitCode;
}

/** How a whole release ended. */
export interface ReleaseVerdict {
  readonly status: Status;
  readonly exit: ExitCode;
}

/** The end of a deployment that was not started. */
export const skipped: ItemEnd = { status: 'skipped', exit: 0 };

/** The end of a job. A job that is red although its deployment succeeded has exit code 1. */
export function endOf(status: Status, red: boolean): ReleaseVerdict {
  const exit = exitCode(status);
  return { status, exit: exit === 0 && red ? 1 : exit };
}

/** Whether the stage after these deployments may begin. */
export function allowsNextStage(ends: readonly ItemEnd[]): boolean {
  return ends.every(({ status, exit }) => exit === 0 && status !== 'pending-review' && status !== 'skipped');
}

/**
 * The verdict of a release: the worst status and the highest exit code.
 * @param isCancelled whether the run was cancelled
 */
export function verdictOf(ends: readonly ItemEnd[], isCancelled: boolean): ReleaseVerdict {
  const begun = ends.flatMap(({ status, exit }) => (status === 'skipped' ? [] : [{ status, exit }]));
  // A cancel that only met deployments that ended well anyway has prevented nothing.
  const isPrevented = begun.length < ends.length && (isCancelled || begun.length === 0);
  const all = isPrevented ? [...begun, endOf('cancelled', true)] : begun;
  return {
    status: all.map(({ status }) => status).reduce(worse, 'succeeded'),
    exit: all.map(({ exit }) => exit).reduce<ExitCode>((a, b) => (a > b ? a : b), 0),
  };
}

function worse(one: Status, other: Status): Status {
  return rank(other) > rank(one) ? other : one;
}

/** Nothing was deployed: less bad than a deployment that went wrong, if the exit codes are equal. */
const withoutDeployment: ReadonlySet<Status> = new Set([
  'inspection-failed',
  'conflicts',
  'refused',
  'error',
]);

/** Orders the statuses: by the exit code, then by what happened to the environment, then as they are listed. */
function rank(status: Status): number {
  const place = statuses.indexOf(status) + (withoutDeployment.has(status) ? 0 : statuses.length);
  return exitCode(status) * 2 * statuses.length + place;
}
