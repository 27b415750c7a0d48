import type { Change, Journal, JournalEntry } from '../../../src/release/journal.ts';
import {
  type DeploymentEnd,
  type Launch,
  type Platform,
  type PlatformRun,
  type StatusReading,
  type Verdict,
  withLaunch,
} from '../../../src/release/platform.ts';
import { release } from '../../../src/release/release.ts';
import type { ReleaseResult } from '../../../src/release/result.ts';
import type { RunMarker } from '../../../src/release/run-marker.ts';
import type { Conclusion, Tracker, TrackerRecord } from '../../../src/release/tracker.ts';
import { type FakeClock, fakeClock } from './clock.ts';
import { deployment, plan, type RecordedLog, recordedLog } from './release.ts';

/** What happened, in order: each actor writes a line when it is called. */
export type Diary = string[];

export interface FakeTracker extends Tracker {
  readonly conclusions: readonly Conclusion[];
}

interface TrackerScript {
  readonly name?: string;
  readonly start?: (signal: AbortSignal, record: TrackerRecord) => Promise<void>;
  readonly began?: (signal: AbortSignal) => Promise<void>;
  readonly end?: (signal: AbortSignal) => Promise<void>;
  readonly traces?: readonly RunMarker[] | Error;
  readonly corrects?: true;
  /** If given, the tracker has no start, and this decides which ends it records. */
  readonly onlyEnds?: (conclusion: Conclusion) => boolean;
}

export function fakeTracker(diary: Diary, script: TrackerScript = {}): FakeTracker {
  const { name = 'bigpanda' } = script;
  const conclusions: Conclusion[] = [];
  return {
    name,
    title: name,
    conclusions,
    ...(script.corrects && { corrects: true }),
    ...(script.onlyEnds
      ? { recordsEnd: script.onlyEnds }
      : {
          async start(_announcement, record, signal) {
            diary.push(`${name} start`);
            await script.start?.(signal, record);
          },
        }),
    ...(script.began && {
      async began(_announcement, deployment, record, signal) {
        diary.push(`${name} began ${[record.id, deployment.id].filter(Boolean).join(' ')}`);
        await script.began?.(signal);
      },
    }),
    async end(_announcement, conclusion, record, signal) {
      diary.push([name, 'end', record.id, conclusion.outcome.status].filter(Boolean).join(' '));
      conclusions.push(conclusion);
      await script.end?.(signal);
    },
    ...(script.traces && {
      async earlierMarkers() {
        diary.push(`${name} traces`);
        if (script.traces instanceof Error) throw script.traces;
        return script.traces ?? [];
      },
    }),
  };
}

interface FakeJournal extends Journal {
  readonly changes: readonly Change[];
}

export function fakeJournal(diary: Diary): FakeJournal {
  const changes: Change[] = [];
  return {
    changes,
    write(change) {
      changes.push(change);
      diary.push(`journal ${JSON.stringify(change)}`);
    },
  };
}

export interface PlatformScript {
  readonly prepare?: (run: PlatformRun) => Promise<Verdict>;
  readonly launch?: Launch;
  /** What is seen, or why nothing is, look by look; the last one for ever. */
  readonly looks?: readonly (StatusReading<DeploymentEnd> | Error)[];
  readonly log?: Platform['log'];
  /** What is found of a deployment that was begun before; the usual one unless said otherwise. */
  readonly attach?: Platform['attach'];
  readonly traces?: readonly RunMarker[];
  readonly discard?: Platform['discard'];
  readonly abort?: Platform['abort'];
  readonly afterwards?: Platform['afterwards'];
}

export const go: Verdict = { kind: 'go', warned: false, reason: 'The inspection expects no problems.' };
export const busy: StatusReading<DeploymentEnd> = { phase: 'underway', status: 'IN_PROGRESS' };

export function ended(
  status: DeploymentEnd['outcome']['status'],
  word = 'COMPLETED',
): StatusReading<DeploymentEnd> {
  return {
    phase: 'over',
    status: word,
    result: { outcome: { status, reason: `Appian: ${word}.` }, counts: [] },
  };
}

export function fakePlatform(diary: Diary, script: PlatformScript = {}): Platform {
  const looks: (StatusReading<DeploymentEnd> | Error)[] = [...(script.looks ?? [ended('succeeded')])];
  return {
    name: 'Appian',
    async prepare(run) {
      diary.push('prepare');
      const verdict = (await script.prepare?.(run)) ?? go;
      return withLaunch(verdict, async (launching) => {
        diary.push('launch');
        return (await script.launch?.(launching)) ?? deployment;
      });
    },
    async attach(id, run) {
      diary.push(`attach ${id}`);
      return script.attach ? script.attach(id, run) : { ...deployment, id };
    },
    ...(script.traces && { earlierMarkers: async () => script.traces ?? [] }),
    async readStatus(_, run) {
      diary.push('look');
      run.signal.throwIfAborted();
      const [first = busy] = looks;
      if (looks.length > 1) looks.shift();
      if (first instanceof Error) throw first;
      return first;
    },
    async log(of, file, signal) {
      diary.push('log');
      return (await script.log?.(of, file, signal)) ?? 'Problems (0):\n';
    },
    describeLeftRunning: ({ id }) => `Deployment ${id} goes on.`,
    ...(script.discard && { discard: script.discard }),
    ...(script.abort && { abort: script.abort }),
    ...(script.afterwards && { afterwards: script.afterwards }),
  };
}

interface Story {
  readonly result: ReleaseResult;
  readonly diary: readonly string[];
  readonly clock: FakeClock;
  readonly log: RecordedLog;
  readonly published: readonly string[];
}

interface Stage {
  readonly platform?: PlatformScript;
  readonly trackers?: (diary: Diary, clock: FakeClock) => readonly Tracker[];
  readonly operation?: 'deploy' | 'inspect' | 'resume' | 'rollback';
  /** What an earlier process left about the same release. */
  readonly earlier?: JournalEntry;
  /** The attempt of the run; 1 unless another is given. */
  readonly attempt?: number;
  readonly cancel?: AbortSignal;
  readonly clock?: FakeClock;
  readonly onTimeout?: 'leave' | 'abort';
  readonly onCancel?: 'leave' | 'abort';
}

/** Plays a release with made-up actors: an hour of time, a look a minute, one tracker unless others are given. */
export async function play(stage: Stage = {}): Promise<Story> {
  const { clock = fakeClock(), operation = 'deploy' } = stage;
  const diary: Diary = [];
  const log = recordedLog();
  const published: string[] = [];
  const result = await release({
    plan: { ...plan, operation, origin: { ...plan.origin, attempt: stage.attempt ?? 1 } },
    startedAt: clock.now(),
    platform: fakePlatform(diary, stage.platform),
    trackers: stage.trackers?.(diary, clock) ?? (operation === 'inspect' ? [] : [fakeTracker(diary)]),
    clock,
    log,
    journal: fakeJournal(diary),
    cancel: stage.cancel ?? new AbortController().signal,
    timeoutMs: 3_600_000,
    pace: 60_000,
    logFile: 'out/deployment.log',
    publish: (known) => published.push(JSON.stringify(known)),
    complete: (known, details) => ({ ...known, ...details }),
    onTimeout: stage.onTimeout ?? 'leave',
    onCancel: stage.onCancel ?? 'abort',
    ...(stage.earlier && { earlier: stage.earlier }),
  });
  return { result, diary, clock, log, published };
}
