import { type Span, type Telling, type TrackerName, type TrackerTelling, untold } from './account.ts';
import type { Clock } from './clock.ts';
import type { Journal, RecordState } from './journal.ts';
import type { Log } from './log.ts';
import type { Outcome } from './outcome.ts';
import { type Announcement, type Tracker, TrackerFailure } from './tracker.ts';
import { messageOf } from './words.ts';

/** All trackers together may add this much. A cancelled run has 7.5 s before the runner loses patience. */
const BUDGET_MS = { start: 10_000, end: 30_000, endInHaste: 3_000 } as const;

type States = Readonly<Partial<Record<TrackerName, RecordState>>>;

/** The records that trackers keep of one release: opened once, ended once, whatever happens in between. */
export interface Records {
  /** Opens a record in every tracker, all at once. Returns early when `cancel` is aborted. */
  open(cancel: AbortSignal): Promise<void>;
  /** Ends every record that is or may be open with the true outcome. `haste`: a cancelled run has little time. */
  end(outcome: Outcome, haste: boolean): Promise<void>;
  /** Leaves the records in progress on purpose, for a later run to end. */
  leave(): void;
  readonly tellings: Readonly<Record<TrackerName, TrackerTelling>>;
  /** One sentence for each time that a tracker could not be told. */
  readonly trouble: readonly string[];
  readonly timeline: readonly Span[];
}

export interface RecordKeeping {
  /** Asked for once, when the records are opened or ended: by then everything is known. */
  readonly announcement: () => Announcement;
  readonly trackers: readonly Tracker[];
  readonly clock: Clock;
  readonly log: Log;
  readonly journal: Journal;
  /** How far an earlier process got. */
  readonly earlier?: States;
}

export function keepRecords(keeping: RecordKeeping): Records {
  const { trackers, clock, log, journal } = keeping;
  let made: Announcement | undefined;
  // Made once, for a start and its end must be identical.
  const announcement = (): Announcement => (made ??= keeping.announcement());
  let states: States = keeping.earlier ?? {};
  const tellings = untold();
  const trouble: string[] = [];
  const timeline: Span[] = [];

  for (const { name } of trackers) {
    const state = states[name];
    if (state === undefined) continue;
    const started = state === 'open' || state === 'ended' ? 'sent' : 'failed';
    tellings[name] = { started, ended: state === 'ended' ? 'sent' : 'skipped' };
  }

  /** True when the tracker was told; otherwise says why in the log and returns whether it refused. */
  async function tell(
    tracker: Tracker,
    what: 'start' | 'end',
    telling: () => Promise<void>,
  ): Promise<RecordState> {
    const from = clock.now();
    let state: RecordState;
    try {
      await telling();
      log.info(`${tracker.title}: ${what} recorded.`);
      state = what === 'start' ? 'open' : 'ended';
    } catch (error) {
      const refused = error instanceof TrackerFailure && error.refused;
      const sentence = troubleOf(tracker, what, error);
      trouble.push(sentence);
      if (refused) log.error(sentence);
      else log.warning(sentence);
      state = refused && what === 'start' ? 'refused' : 'asked';
    }
    const good = state === 'open' || state === 'ended';
    const word: Telling = good ? 'sent' : 'failed';
    const before = tellings[tracker.name];
    tellings[tracker.name] =
      what === 'start' ? { started: word, ended: 'skipped' } : { ...before, ended: word };
    timeline.push({ section: tracker.title, title: what, from, to: clock.now(), good });
    return state;
  }

  async function tellAll(
    told: readonly Tracker[],
    what: 'start' | 'end',
    budgetMs: number,
    act: (tracker: Tracker, signal: AbortSignal) => Promise<void>,
    cancel?: AbortSignal,
  ): Promise<void> {
    const alarm = clock.alarm(budgetMs, () => new Error(`it did not answer within ${budgetMs / 1000} s.`));
    const signal = cancel ? AbortSignal.any([cancel, alarm.signal]) : alarm.signal;
    const entries = await Promise.all(
      told.map(
        async (tracker) => [tracker.name, await tell(tracker, what, () => act(tracker, signal))] as const,
      ),
    );
    alarm.cancel();
    states = { ...states, ...Object.fromEntries(entries) };
    journal.write({ trackers: states });
  }

  return {
    tellings,
    trouble,
    timeline,
    async open(cancel) {
      if (trackers.length === 0) return;
      states = Object.fromEntries(trackers.map(({ name }) => [name, 'asked']));
      journal.write({ trackers: states });
      await tellAll(
        trackers,
        'start',
        BUDGET_MS.start,
        (tracker, signal) => tracker.start(announcement(), signal),
        cancel,
      );
    },
    async end(outcome, haste) {
      const open = trackers.filter(({ name }) => states[name] === 'asked' || states[name] === 'open');
      const conclusion = { outcome, endedAt: clock.now() };
      if (open.length > 0) {
        const budgetMs = haste ? BUDGET_MS.endInHaste : BUDGET_MS.end;
        await tellAll(open, 'end', budgetMs, (tracker, signal) =>
          tracker.end(announcement(), conclusion, signal),
        );
      }
      const lost = Object.values(states).some((state) => state === 'asked' || state === 'open');
      journal.write({ closed: !lost });
    },
    leave() {
      journal.write({ closed: true });
    },
  };
}

function troubleOf(tracker: Tracker, what: 'start' | 'end', error: unknown): string {
  const advice = error instanceof TrackerFailure ? ` ${error.advice}` : '';
  return `${tracker.title} was not told of the ${what}: ${messageOf(error)}${advice}`;
}
