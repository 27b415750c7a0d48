import type { Clock } from '../shared/clock.ts';
import { messageOf } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';
import type { Announcement } from './announcement.ts';
import { TRACKERS_MS } from './budgets.ts';
import { discardDraft } from './cleanup.ts';
import type { PausableDeadline } from './deadline.ts';
import { type JournalEntry, requestedDraft } from './journal.ts';
import { Halt } from './outcome.ts';
import type { ReleasePlan } from './plan.ts';
import type { Deployment, Platform, PlatformRun } from './platform.ts';
import { isEarlierAttempt, isSameRun, type RecordTrace, type RunMarker } from './run-marker.ts';
import { type Tracker, TrackerFailure } from './tracker.ts';

/** A deployment that was started before this run, or by an earlier attempt of it. */
export interface EarlierDeployment {
  readonly id: string;
  /** The source of this information, for messages: `attempt 1 of this run`. */
  readonly from: string;
  /** Its records in the trackers that can be read. */
  readonly records: readonly RecordTrace[];
  /** True if it is the last deployment of the release in the saved state. That state knows its records. */
  readonly isOfState?: true;
  /** The same deployment with a complete plan, as an earlier process saved it; absent if there is none. */
  readonly saved?: Deployment;
}

/** An earlier attempt that was lost before its deployment was known. */
interface LostLaunch {
  readonly lost: true;
  /** False if the platform has reported that none has started. */
  readonly mayHaveStarted: boolean;
  readonly from: string;
  /** Its open records in the trackers that can be asked. */
  readonly records: readonly RecordTrace[];
}

/** The dependencies of `findEarlierDeployment`. */
interface EarlierSources {
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
 * Finds the deployments that have already started, newest first: in the journal of an earlier process, or by the run
 * markers that the platform and the trackers keep.
 * @throws Halt if a deployment may have started and nobody knows, or if `resume` could mean several
 */
export async function findEarlierDeployment(
  memory: EarlierSources,
  run: PlatformRun,
): Promise<readonly EarlierDeployment[] | LostLaunch> {
  const { earlier, plan, platform } = memory;
  if (earlier) {
    const begun = await fromJournal(earlier, memory);
    if (begun) return [begun];
  }
  if (plan.operation !== 'resume' && plan.origin.attempt === 1) return [];
  const traces = await readMarkers(memory, run);
  const begun = chooseEarlier(traces, plan);
  if (begun.length > 0 || plan.operation === 'resume') return begun;
  // A platform that keeps run markers has reported whether there is a deployment.
  return lostLaunch(traces, plan, platform.earlierMarkers === undefined) ?? [];
}

/** The earlier attempts that left a record open without a deployment in it; undefined if there are none. */
function lostLaunch(
  traces: readonly RunMarker[],
  plan: ReleasePlan,
  mayHaveStarted: boolean,
): LostLaunch | undefined {
  const lost = traces.filter(
    (trace) => trace.record?.isOpen && trace.deploymentId === undefined && isEarlierAttempt(trace, plan),
  );
  const [last] = lost;
  if (last === undefined) return undefined;
  const records = lost.flatMap(({ record }) => record ?? []);
  return { lost: true, mayHaveStarted, from: `attempt ${last.origin.attempt} of this run`, records };
}

/** So many attempts of one run are looked at. */
const MOST_BEGUN = 5;

/**
 * Chooses the deployments to join, newest attempt first: for a repeated run, those of its attempts; for `resume`, the
 * one with the same inputs, or the only one.
 * @throws Halt if `resume` could mean several
 */
export function chooseEarlier(traces: readonly RunMarker[], plan: ReleasePlan): readonly EarlierDeployment[] {
  const resumes = plan.operation === 'resume';
  const known = traces.flatMap(({ deploymentId: id, ...trace }) =>
    id === undefined ? [] : [{ id, ...trace }],
  );
  const isOwn = (trace: RunMarker): boolean => (resumes ? isSameRun : isEarlierAttempt)(trace, plan);
  const own = known.filter(isOwn);
  const same = own.filter(({ fingerprint }) => fingerprint === plan.fingerprint);
  const newestFirst = (same.length > 0 ? same : own).toSorted(
    (one, other) => other.origin.attempt - one.origin.attempt,
  );
  const ids = [...new Set(newestFirst.map(({ id }) => id))];
  if (same.length === 0 && ids.length > 1) {
    throw new Halt({
      status: 'invalid-input',
      reason: `This run has started several deployments: ${ids.join(', ')}. Nothing was changed.`,
      advice: 'Name the deployment with `deployment-id`.',
    });
  }
  return ids.slice(0, resumes ? 1 : MOST_BEGUN).map((id) => {
    const ofIt = newestFirst.filter((trace) => trace.id === id);
    const attempts = new Set(ofIt.map(({ origin }) => origin.attempt));
    // A record may have been opened before the platform had answered with an id.
    const isOf = (trace: RunMarker): boolean =>
      trace.deploymentId === id ||
      (trace.deploymentId === undefined && isOwn(trace) && attempts.has(trace.origin.attempt));
    return {
      id,
      from: `attempt ${ofIt[0]?.origin.attempt ?? 1} of this run`,
      records: traces.filter(isOf).flatMap(({ record }) => record ?? []),
    };
  });
}

/**
 * Finds the last deployment of the release in the saved state. A request whose answer was lost comes after the
 * deployment beside it.
 * @throws Halt if a deployment may have started and nobody knows
 */
async function fromJournal(
  entry: JournalEntry,
  memory: EarlierSources,
): Promise<EarlierDeployment | undefined> {
  const { platform, log, stateFile } = memory;
  const { deployment: saved } = entry;
  const from = `the state in ${stateFile ?? 'this folder'}`;
  // The entry itself states which records are open and which are ended.
  const ofState = { from, records: [], isOfState: true } as const;
  const draft = requestedDraft(entry) ?? (saved ? undefined : entry.draft);
  const found = draft && (await discardDraft(draft, 'calm', { ...memory, forget: () => {} }));
  // A started plan is read from the platform; a request was sent with a complete plan.
  if (typeof found === 'object')
    return { id: found.id, ...ofState, ...(draft?.request !== undefined && { saved: found }) };
  const isLost = found === 'left' && draft?.request !== undefined;
  if (saved && !isLost) return { id: saved.id, ...ofState, saved };
  if (found === 'gone' || found === 'absent') return undefined;
  if (found === 'left' && !isLost) {
    log.warning('The plan of an earlier run is still there.');
    return undefined;
  }
  if (entry.launch === 'none') return undefined;
  throw new Halt({
    status: 'unknown',
    reason: `An earlier run asked ${platform.name} to deploy "${entry.plan.name}" and its answer was lost: it may or may not have started. Nothing was sent.`,
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
