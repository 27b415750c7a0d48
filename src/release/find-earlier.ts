import type { Clock } from '../shared/clock.ts';
import { messageOf } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';
import type { Announcement } from './announcement.ts';
import { TRACKERS_MS } from './budgets.ts';
import { discardDraft } from './cleanup.ts';
import type { PausableDeadline } from './deadline.ts';
import type { JournalEntry } from './journal.ts';
import { Halt } from './outcome.ts';
import type { ReleasePlan } from './plan.ts';
import type { Platform, PlatformRun } from './platform.ts';
import { isEarlierAttempt, isSameRun, type RunMarker } from './run-marker.ts';
import { type Tracker, TrackerFailure } from './tracker.ts';

/** A deployment that was started before this run, or by an earlier attempt of it. */
export interface EarlierDeployment {
  readonly id: string;
  /** The source of this information, for messages: `attempt 1 of this run`. */
  readonly from: string;
  /** The names of the trackers that show its record as open. */
  readonly openIn: readonly string[];
}

/** An earlier attempt that was lost during the launch request: the deployment may or may not have started. */
export interface LostLaunch {
  readonly lost: true;
  readonly from: string;
  readonly openIn: readonly string[];
}

/** The dependencies of `findEarlierDeployment`. */
export interface EarlierSources {
  readonly plan: ReleasePlan;
  readonly platform: Platform;
  readonly trackers: readonly Tracker[];
  readonly clock: Clock;
  readonly log: Log;
  readonly announcement: () => Announcement;
  /** The platform's deadline; paused while only trackers are asked. */
  readonly timeout: PausableDeadline;
  /** The deadline of all trackers at the start. */
  readonly trackerTime: PausableDeadline;
  /** The journal entry that an earlier process left for this one. */
  readonly earlier?: JournalEntry | undefined;
  /** The file of that entry, for messages. */
  readonly stateFile?: string;
}

/**
 * Finds a deployment that has already started: in the journal of an earlier process, or by the run markers that the
 * platform and the trackers keep.
 * @returns undefined if there is none
 * @throws Halt if a deployment may have started and nobody knows, or if several could be meant
 */
export async function findEarlierDeployment(
  memory: EarlierSources,
  run: PlatformRun,
): Promise<EarlierDeployment | LostLaunch | undefined> {
  const { earlier, plan, platform } = memory;
  if (earlier) {
    const begun = await fromJournal(earlier, memory);
    if (begun) return begun;
  }
  if (plan.operation !== 'resume' && plan.origin.attempt === 1) return undefined;
  const traces = await readMarkers(memory, run);
  const begun = chooseEarlier(traces, plan);
  // A platform that keeps run markers has reported whether there is a deployment.
  if (begun || plan.operation === 'resume' || platform.earlierMarkers !== undefined) return begun;
  return lostLaunch(traces, plan);
}

/** The earlier attempts that left a record open without a deployment in it; undefined if there are none. */
function lostLaunch(traces: readonly RunMarker[], plan: ReleasePlan): LostLaunch | undefined {
  const [last, ...others] = traces.filter(
    (trace) => trace.openIn && trace.deploymentId === undefined && isEarlierAttempt(trace, plan),
  );
  if (last === undefined) return undefined;
  const openIn = [last, ...others].flatMap((trace) => trace.openIn ?? []);
  return { lost: true, from: `attempt ${last.origin.attempt} of this run`, openIn };
}

/**
 * Chooses the deployment to join: for a repeated run, that of the latest attempt; for `resume`, the one with the same
 * inputs, or the only one.
 * @returns undefined if no marker of this run names a deployment
 * @throws Halt if several could be meant
 */
export function chooseEarlier(
  traces: readonly RunMarker[],
  plan: ReleasePlan,
): EarlierDeployment | undefined {
  const resumes = plan.operation === 'resume';
  const known = traces.flatMap(({ deploymentId: id, ...trace }) =>
    id === undefined ? [] : [{ id, ...trace }],
  );
  const own = known.filter((trace) => (resumes ? isSameRun : isEarlierAttempt)(trace, plan));
  const same = own.filter(({ fingerprint }) => fingerprint === plan.fingerprint);
  const [last, ...others] = (same.length > 0 ? same : own).toSorted(
    (one, other) => other.origin.attempt - one.origin.attempt,
  );
  if (last === undefined) return undefined;
  const ids = new Set([last, ...others].map(({ id }) => id));
  if (same.length === 0 && ids.size > 1) {
    throw new Halt({
      status: 'invalid-input',
      reason: `This run has begun several deployments: ${[...ids].join(', ')}. Nothing was sent to change anything.`,
      advice: 'Say which one is meant with `deployment-id`.',
    });
  }
  const openIn = own.flatMap((trace) => (trace.id === last.id && trace.openIn ? [trace.openIn] : []));
  return { id: last.id, from: `attempt ${last.origin.attempt} of this run`, openIn };
}

async function fromJournal(
  entry: JournalEntry,
  memory: EarlierSources,
): Promise<EarlierDeployment | undefined> {
  const { platform, log, stateFile } = memory;
  const from = `the state in ${stateFile ?? 'this folder'}`;
  // The entry itself states which records are open and which are ended.
  if (entry.deployment) return { id: entry.deployment.id, from, openIn: [] };
  if (entry.draft) {
    const found = await discardDraft(entry.draft, 'calm', { ...memory, forget: () => {} });
    if (typeof found === 'object') return { id: found.id, from, openIn: [] };
    if (found === 'gone' || found === 'absent') return undefined;
    log.warning('The plan of an earlier run is still there.');
    return undefined;
  }
  if (entry.launch === 'none') return undefined;
  throw new Halt({
    status: 'unknown',
    reason: `An earlier run asked ${platform.name} to deploy "${entry.plan.name}" and its answer was lost: it may or may not have begun. Nothing was sent.`,
    advice: `Look for it on the platform. If it is there, resume it with its \`deployment-id\`; if it is not, delete ${stateFile ?? 'the state'} and run this again.`,
  });
}

/**
 * Reads all run markers. A tracker that cannot be asked is skipped with a warning: it must not prevent the
 * deployment.
 */
async function readMarkers(memory: EarlierSources, run: PlatformRun): Promise<readonly RunMarker[]> {
  const { platform, trackers, clock, log, announcement, timeout, trackerTime } = memory;
  const alarm = clock.alarm(
    TRACKERS_MS.lookUp,
    () => new Error(`it did not answer within ${TRACKERS_MS.lookUp / 1000} s.`),
  );
  const signal = AbortSignal.any([run.signal, alarm.signal]);
  async function ask({ title, earlierMarkers }: Tracker): Promise<readonly RunMarker[]> {
    if (earlierMarkers === undefined) return [];
    try {
      return await earlierMarkers(announcement(), signal);
    } catch (error) {
      run.signal.throwIfAborted();
      const advice = error instanceof TrackerFailure ? ` ${error.advice}` : '';
      log.warning(`${title} could not be asked for earlier attempts: ${messageOf(error)}${advice}`);
      return [];
    }
  }
  async function askTrackers(): Promise<readonly RunMarker[]> {
    trackerTime.start();
    const found = await Promise.all(trackers.map(ask)).finally(trackerTime.pause);
    return found.flat();
  }
  async function askPlatform(): Promise<readonly RunMarker[]> {
    try {
      return (await platform.earlierMarkers?.(run)) ?? [];
    } finally {
      timeout.pause();
    }
  }
  try {
    const found = await Promise.all([askPlatform(), askTrackers()]);
    return found.flat();
  } finally {
    timeout.start();
    alarm.cancel();
  }
}
