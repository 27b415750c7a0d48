import type { Clock } from '../shared/clock.ts';
import { messageOf } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';
import { ABORT_MS, DISCARD_MS, LAST_LOOK_MS } from './budgets.ts';
import { Interrupted, type Outcome } from './outcome.ts';
import type { Deployment, DeploymentEnd, Draft, Platform, PlatformRun, StatusReading } from './platform.ts';
import { pollUntilEnd } from './poll.ts';

/** The dependencies of `discardDraft`. */
interface CleanupContext {
  readonly platform: Platform;
  readonly clock: Clock;
  readonly log: Log;
  /** Removes the draft from the journal. */
  readonly forget: () => void;
}

/**
 * Deletes a draft that nobody launched. A draft that cannot be deleted stays in the journal, for a later process.
 * @returns `gone` if it was deleted, `absent` if it was not found, `left` if it could not be deleted, or the
 * deployment if it has started after all
 */
export async function discardDraft(
  draft: Draft,
  pace: keyof typeof DISCARD_MS,
  { platform, clock, log, forget }: CleanupContext,
): Promise<'gone' | 'absent' | 'left' | Deployment> {
  if (platform.discard === undefined) return 'gone';
  const { run, cancel } = ownRun(clock, log, DISCARD_MS[pace]);
  try {
    const begun = await platform.discard(draft, run);
    // The server may process an interrupted request after this search. Then the draft stays in the journal, so that a
    // later process searches again.
    if (draft.id !== undefined || pace !== 'haste') forget();
    return begun ?? 'gone';
  } catch (error) {
    const what =
      draft.request === undefined
        ? `The plan ${nameOf(draft)} was not started and could not be deleted`
        : 'A deployment may have started, and the search for it failed';
    log.warning(`${what}: ${messageOf(error)}`);
    return 'left';
  } finally {
    cancel();
  }
}

function nameOf({ id, upload, marker }: Draft): string {
  return id ?? (upload && `of ${upload.name}`) ?? (marker ? `with the marker ${marker}` : 'of the package');
}

/** Options of `stopOrLeave`. */
interface LeaveOptions {
  readonly platform: Platform;
  readonly clock: Clock;
  readonly log: Log;
  /** What to do if the platform can abort a deployment. */
  readonly policy: 'leave' | 'abort';
  /** Whether the runner is about to end this process. */
  readonly haste: boolean;
  /** Reads the status of the deployment once. */
  readonly readStatus: (run: PlatformRun) => Promise<StatusReading<DeploymentEnd>>;
}

/**
 * Leaves or aborts a deployment that the run stops waiting for, as `policy` states.
 * @returns the end that the platform reports if the deployment has ended meanwhile, or a sentence about what happens
 * to it
 */
export async function stopOrLeave(
  deployment: Deployment,
  leaving: LeaveOptions,
): Promise<string | DeploymentEnd> {
  const { platform, policy, haste, clock, log } = leaving;
  if (policy === 'abort' && platform.abort !== undefined) return abort(deployment, leaving);
  const { run, cancel } = ownRun(clock, log, LAST_LOOK_MS[haste ? 'haste' : 'calm']);
  try {
    return (await lastReading(leaving, run)) ?? platform.describeLeftRunning(deployment);
  } finally {
    cancel();
  }
}

/** The end of the deployment; undefined if it has not ended or its status cannot be read. */
async function lastReading(
  { readStatus }: LeaveOptions,
  run: PlatformRun,
): Promise<DeploymentEnd | undefined> {
  try {
    const reading = await readStatus(run);
    return reading.phase === 'over' ? reading.result : undefined;
  } catch {
    return undefined;
  }
}

/** Aborts a deployment. Watches it until its end unless `haste` is set. */
async function abort(deployment: Deployment, leaving: LeaveOptions): Promise<string | DeploymentEnd> {
  const { platform, haste, clock, log, readStatus } = leaving;
  const { name } = platform;
  const { run, cancel } = ownRun(clock, log, ABORT_MS[haste ? 'haste' : 'calm']);
  let asked = false;
  try {
    await platform.abort?.(deployment, run);
    asked = true;
    if (haste) return `${name} was asked to abort deployment ${deployment.id} and accepted.`;
    const end = await pollUntilEnd('deployment', () => readStatus(run), run);
    if (end.outcome.status === 'aborted') return `${name} was asked to abort it, and it was aborted.`;
    const reason = `${end.outcome.reason} ${name} had been asked to abort it.`;
    return { ...end, outcome: { ...end.outcome, reason } };
  } catch (error) {
    if (asked) return `${name} was asked to abort it, but its end was not observed: ${messageOf(error)}`;
    // A deployment that has ended cannot be aborted: then its end counts.
    const end = await lastReading(leaving, run);
    return end ?? `It could not be aborted: ${messageOf(error)} ${platform.describeLeftRunning(deployment)}`;
  } finally {
    cancel();
  }
}

const nothing = (): void => {};
/** Adds a draft that is, or may be, still on the platform to the outcome. */
export function withDraftLeft(outcome: Outcome, left: Draft | undefined): Outcome {
  if (left === undefined) return outcome;
  const { id, url, marker, seek = `Look for a plan whose notes contain ${marker}, and delete it.` } = left;
  const what =
    id === undefined
      ? 'A plan that was not started may have been left behind.'
      : `The plan ${id} was not started and could not be deleted.`;
  const todo = id === undefined ? seek : `Delete it by hand${url ? `: ${url}` : ''}.`;
  return {
    ...outcome,
    reason: `${outcome.reason} ${what}`,
    advice: outcome.advice === undefined ? todo : `${todo} ${outcome.advice}`,
  };
}

/** For a run whose account is written already. */
export const ignoreUpdates = { noteInspection: nothing, complete: nothing, keep: nothing };

/** Creates a run with its own time limit, because the run of the release is over. */
function ownRun(
  clock: Clock,
  log: Log,
  budgetMs: number,
): { readonly run: PlatformRun; readonly cancel: () => void } {
  const { signal, cancel } = clock.alarm(
    budgetMs,
    () => new Interrupted('timeout', `There was no answer within ${budgetMs / 1000} s.`),
  );
  return {
    run: { ...ignoreUpdates, clock, log, signal, pace: 'auto' },
    cancel,
  };
}
