import type { Clock } from '../shared/clock.ts';
import { messageOf } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';
import type { Announcement } from './announcement.ts';
import { TRACKERS_MS } from './budgets.ts';
import type { PausableDeadline } from './deadline.ts';
import type { Journal, RecordNote, RecordNotes, RecordState } from './journal.ts';
import type { Deployment } from './platform.ts';
import type { Delivery, Span, TrackerDeliveries } from './result.ts';
import type { RecordTrace } from './run-marker.ts';
import { type Conclusion, type Tracker, TrackerFailure, type TrackerRecord } from './tracker.ts';

/** The records that trackers keep of one release. Each record is opened once and ended once. */
export interface Records {
  /**
   * Opens a record in every tracker, all at once. Returns when all trackers have answered or their time at the start
   * is used up. A slower tracker is notified while the deployment runs.
   * @param cancel ends the waiting, not the requests: `end` decides how long they may still take
   */
  open(cancel: AbortSignal): Promise<void>;
  /** Takes over records that another process opened. They are ended and not opened again. */
  adopt(records: readonly RecordTrace[]): void;
  /** Takes over records that another process may have opened, in the trackers of which nothing is known. */
  adoptUnseen(): void;
  /** Whether a record is open or may be open. */
  readonly isOpen: boolean;
  /** Notifies the trackers that the platform has started the deployment. Does not wait for them. */
  began(deployment: Deployment): void;
  /** Ends every record that is or may be open. `urgent`: a cancelled run has little time. */
  end(conclusion: Conclusion, pace: keyof typeof TRACKERS_MS.end): Promise<void>;
  /**
   * Ends the records that an earlier process left open, before a new release starts. Uses the time that `time` has
   * left.
   */
  endEarlier(conclusion: Omit<Conclusion, 'endedAt'>, time: PausableDeadline): Promise<void>;
  /** Leaves the records open, so that a later run can end them. */
  leave(): Promise<void>;
  /** The deliveries by the names of the trackers. */
  readonly deliveries: Readonly<Record<string, TrackerDeliveries>>;
  /** The ids of the records by the names of the trackers. Trackers without an id are left out. */
  readonly ids: Readonly<Record<string, string>>;
  /** One sentence for each failed notification of a tracker. */
  readonly trouble: readonly string[];
  readonly timeline: readonly Span[];
}

/** The dependencies of `createRecords`. */
export interface RecordOptions {
  /** Called once, when the records are opened or ended: all its values are known by then. */
  readonly announcement: () => Announcement;
  readonly trackers: readonly Tracker[];
  readonly clock: Clock;
  readonly log: Log;
  readonly journal: Journal;
  /** The deadline of all trackers at the start; absent if no record is opened. */
  readonly trackerTime?: PausableDeadline;
  /** Called as soon as a record has an id. */
  readonly publish?: (tracker: string, id: string) => void;
  /** The records as an earlier process left them. */
  readonly earlier?: RecordNotes;
}

/** The notifications of one tracker, which are sent one after the other. */
interface Line {
  readonly tracker: Tracker;
  note: RecordNote | undefined;
  /** The last notification in the queue. Never rejects. */
  delivery: Promise<void>;
  /** One for each tracker, because the abort reason carries the tracker's last failure. */
  readonly giveUp: AbortController;
}

const words = { start: 'the start', began: 'the progress', end: 'the end' } as const;

/** Creates the records of one release. Sends nothing yet. */
export function createRecords(keeping: RecordOptions): Records {
  const { clock, log, journal, earlier = {} } = keeping;
  let made: Announcement | undefined;
  // Created once, because the start and the end of a record must be identical.
  const announcement = (): Announcement => (made ??= keeping.announcement());
  const deliveries: Record<string, TrackerDeliveries> = Object.fromEntries(
    keeping.trackers.map(({ name }) => [name, { started: 'skipped', ended: 'skipped' }]),
  );
  const trouble: string[] = [];
  const timeline: Span[] = [];
  const lines = keeping.trackers.map(
    (tracker): Line => ({
      tracker,
      note: earlier[tracker.name],
      delivery: Promise.resolve(),
      giveUp: new AbortController(),
    }),
  );

  for (const { tracker, note } of lines) {
    if (note === undefined) continue;
    deliveries[tracker.name] = deliveryOf(note);
  }

  function save(): void {
    const noted = lines.flatMap(({ tracker, note }) => (note ? [[tracker.name, note] as const] : []));
    journal.write({ trackers: Object.fromEntries(noted) });
  }

  function mark(line: Line, state: RecordState, started = line.note?.started): void {
    line.note = { ...line.note, state, ...(started && { started }) };
    save();
  }

  function recordOf(line: Line): TrackerRecord {
    return {
      get id() {
        return line.note?.id;
      },
      keep(id) {
        line.note = { state: 'asked', ...line.note, id };
        save();
        keeping.publish?.(line.tracker.name, id);
      },
    };
  }

  /** Sends one notification, and adds the result to the log, the timeline and the trouble. */
  async function tell(
    { tracker }: Line,
    what: keyof typeof words,
    act: () => Promise<void>,
  ): Promise<'told' | 'refused' | 'lost'> {
    const from = clock.now();
    let result: 'told' | 'refused' | 'lost' = 'told';
    try {
      await act();
      if (what !== 'began') log.info(`${tracker.title}: ${what} recorded.`);
    } catch (error) {
      const refused = error instanceof TrackerFailure && error.refused;
      const sentence = troubleOf(tracker, words[what], error);
      trouble.push(sentence);
      if (refused && error.loud) log.error(sentence);
      else log.warning(sentence);
      result = refused ? 'refused' : 'lost';
    }
    const good = result === 'told';
    if (what !== 'began') timeline.push({ section: tracker.title, title: what, from, to: clock.now(), good });
    return result;
  }

  async function openLine(line: Line, signal: AbortSignal): Promise<void> {
    const { tracker } = line;
    // A tracker that records only ends has nothing to open. Its end is due from now on.
    if (tracker.start === undefined) return mark(line, 'open', 'skipped');
    const result = await tell(line, 'start', async () =>
      tracker.start?.(announcement(), recordOf(line), signal),
    );
    const started: Delivery = result === 'told' ? 'sent' : 'failed';
    deliveries[tracker.name] = { started, ended: 'skipped' };
    mark(line, ({ told: 'open', refused: 'refused', lost: 'asked' } as const)[result], started);
  }

  async function beginLine(line: Line, deployment: Deployment): Promise<void> {
    const { tracker, giveUp } = line;
    await line.delivery;
    if (tracker.began === undefined || line.note?.state !== 'open' || giveUp.signal.aborted) return;
    await tell(line, 'began', async () =>
      tracker.began?.(announcement(), deployment, recordOf(line), giveUp.signal),
    );
  }

  async function endLine(line: Line, conclusion: Conclusion, ms: number): Promise<void> {
    const { tracker } = line;
    if (tracker.recordsEnd?.(conclusion) === false) return mark(line, 'skipped');
    const alarm = clock.alarm(ms, () => new Error(`it did not answer within ${Math.round(ms / 1000)} s.`));
    const result = await tell(line, 'end', () =>
      tracker.end(announcement(), conclusion, recordOf(line), alarm.signal),
    );
    alarm.cancel();
    const { started = 'skipped' } = deliveries[tracker.name] ?? {};
    deliveries[tracker.name] = { started, ended: result === 'told' ? 'sent' : 'failed' };
    mark(line, result === 'told' ? 'ended' : 'asked', started);
  }

  const settled = (): Promise<unknown> => Promise.all(lines.map(({ delivery }) => delivery));

  function stopTelling(): void {
    for (const line of lines) line.giveUp.abort(new Error('the deployment had ended before it answered.'));
  }

  /** Waits for the notifications in progress, and aborts them after `ms`. */
  async function settle(ms: number): Promise<void> {
    const alarm = clock.alarm(ms, () => new Error());
    alarm.signal.addEventListener('abort', stopTelling);
    await settled();
    alarm.cancel();
  }

  /**
   * Waits for the notifications in progress.
   * @returns false if the time is used up or the run is cancelled before all trackers have answered
   */
  async function settleWithin(time: PausableDeadline, cancel: AbortSignal): Promise<boolean> {
    time.start();
    const over = AbortSignal.any([time.signal, cancel]);
    const late = new Promise<'late'>((resolve) => {
      if (over.aborted) resolve('late');
      else over.addEventListener('abort', () => resolve('late'), { once: true });
    });
    const first = await Promise.race([settled(), late]);
    time.pause();
    return first !== 'late';
  }

  const open = (): readonly Line[] =>
    lines.filter(({ note }) => note?.state === 'asked' || note?.state === 'open');

  async function endAll(conclusion: Conclusion, limits: EndLimits): Promise<void> {
    const began = clock.now();
    const { outcome, endedAt } = conclusion;
    if (open().length > 0) journal.write({ end: { outcome, endedAt } });
    await settle(limits.lastMoment);
    const left = limits.all - (clock.now() - began);
    await Promise.all(open().map((line) => endLine(line, conclusion, left)));
    journal.write({ closed: open().length === 0, status: outcome.status });
  }

  return {
    deliveries,
    trouble,
    timeline,
    get ids() {
      return Object.fromEntries(
        lines.flatMap(({ tracker, note }) => (note?.id ? [[tracker.name, note.id] as const] : [])),
      );
    },

    async open(cancel) {
      // A start that a cancelled run never sends needs no end.
      if (lines.length === 0 || cancel.aborted) return;
      for (const line of lines) line.note = { state: 'asked' };
      save();
      // A cancel does not abort a start: it may have arrived, and `end` waits a moment to know.
      for (const line of lines) line.delivery = openLine(line, line.giveUp.signal);
      const { trackerTime } = keeping;
      if (trackerTime === undefined || (await settleWithin(trackerTime, cancel)) || cancel.aborted) return;
      const slow = lines.filter(
        ({ tracker }) => tracker.start && deliveries[tracker.name]?.started === 'skipped',
      );
      for (const { tracker } of slow) {
        log.info(
          `${tracker.title} has not answered within the ${TRACKERS_MS.start / 1000} s that trackers have at the start: going on without it.`,
        );
      }
    },

    adopt(records) {
      const known = records.toSorted((one, other) => Number(other.isOpen) - Number(one.isOpen));
      for (const line of lines) {
        const record = known.find(({ tracker }) => tracker === line.tracker.name);
        if (record === undefined || line.note !== undefined) continue;
        line.note = { state: 'asked', id: record.id, started: 'skipped' };
        keeping.publish?.(record.tracker, record.id);
      }
      if (lines.length > 0) save();
    },

    adoptUnseen() {
      for (const line of lines) line.note ??= { state: 'asked', started: 'skipped' };
      if (lines.length > 0) save();
    },

    get isOpen() {
      return open().length > 0;
    },

    began(deployment) {
      for (const line of lines) {
        line.delivery = beginLine(line, deployment);
      }
    },

    end: (conclusion, pace) => endAll(conclusion, TRACKERS_MS.end[pace]),

    async endEarlier(conclusion, time) {
      time.start();
      // Nothing was sent yet, so no request needs time to finish.
      await endAll({ ...conclusion, endedAt: clock.now() }, { lastMoment: 0, all: time.left() });
      time.pause();
    },

    async leave() {
      await settle(TRACKERS_MS.end.normal.lastMoment);
      journal.write({ closed: true, status: 'pending-review' });
    },
  };
}

interface EndLimits {
  /** Milliseconds for the notifications that are still in progress. */
  readonly lastMoment: number;
  /** Milliseconds in all. */
  readonly all: number;
}

/** The deliveries that are known from the note of another process. */
export function deliveryOf({ state, started }: RecordNote): TrackerDeliveries {
  const opened: Delivery = state === 'open' || state === 'ended' ? 'sent' : 'failed';
  return { started: started ?? opened, ended: state === 'ended' ? 'sent' : 'skipped' };
}

function troubleOf(tracker: Tracker, what: string, error: unknown): string {
  const told = `${tracker.title} was not told of ${what}: ${messageOf(error)}`;
  if (error instanceof TrackerFailure) return `${told} ${error.advice}`;
  const last = error instanceof Error ? error.cause : undefined;
  return last === undefined ? told : `${told} The last that was heard: ${messageOf(last)}`;
}
