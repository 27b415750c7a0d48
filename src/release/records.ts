import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import type { Announcement } from './announcement.ts';
import { TRACKERS_MS } from './budgets.ts';
import type { PausableDeadline } from './deadline.ts';
import type { Journal, RecordNotes } from './journal.ts';
import type { Deployment } from './platform.ts';
import { RecordKeeper } from './record-keeper.ts';
import type { Span, TrackerDeliveries } from './result.ts';
import type { RecordTrace } from './run-marker.ts';
import type { Conclusion, Tracker } from './tracker.ts';

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
  /** Takes the records for open that were ended too early, as far as their trackers can replace the end. */
  reopen(): void;
  /** What the trackers are sent about the release. It does not change after the first call. */
  announced(): Announcement;
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
  /** In the order of the trackers, and of time for each of them. */
  readonly timeline: readonly Span[];
}

/** The dependencies of `createRecords`. */
interface RecordOptions {
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

/** Creates the records of one release. Sends nothing yet. */
export function createRecords(options: RecordOptions): Records {
  return new AllRecords(options);
}

class AllRecords implements Records {
  readonly trouble: string[] = [];
  readonly #spans: Span[] = [];
  readonly #options: RecordOptions;
  readonly #keepers: readonly RecordKeeper[];
  #announcement: Announcement | undefined;

  constructor(options: RecordOptions) {
    this.#options = options;
    const { trackers, clock, log, publish, earlier = {} } = options;
    this.#keepers = trackers.map(
      (tracker) =>
        new RecordKeeper({
          tracker,
          announcement: () => this.announced(),
          clock,
          log,
          note: earlier[tracker.name],
          changed: () => this.#save(),
          named: (id) => publish?.(tracker.name, id),
          failed: (sentence) => this.trouble.push(sentence),
          sent: (span) => this.#spans.push(span),
        }),
    );
  }

  get deliveries(): Readonly<Record<string, TrackerDeliveries>> {
    return Object.fromEntries(this.#keepers.map(({ tracker, deliveries }) => [tracker.name, deliveries]));
  }

  get ids(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      this.#keepers.flatMap(({ tracker, note }) => (note?.id ? [[tracker.name, note.id] as const] : [])),
    );
  }

  get timeline(): readonly Span[] {
    const places = new Map(this.#keepers.map(({ tracker }, at) => [tracker.title, at]));
    const placeOf = ({ section }: Span): number => places.get(section) ?? 0;
    return this.#spans.toSorted((one, other) => placeOf(one) - placeOf(other));
  }

  announced(): Announcement {
    // Created once, because the start and the end of a record must be identical.
    return (this.#announcement ??= this.#options.announcement());
  }

  get isOpen(): boolean {
    return this.#open().length > 0;
  }

  async open(cancel: AbortSignal): Promise<void> {
    // A start that a cancelled run never sends needs no end.
    if (this.#keepers.length === 0 || cancel.aborted) return;
    for (const keeper of this.#keepers) keeper.expect();
    this.#save();
    // A cancel does not abort a start: it may have arrived, and `end` waits a moment to know.
    for (const keeper of this.#keepers) keeper.open();
    const { trackerTime, log } = this.#options;
    if (trackerTime === undefined || (await this.#settleWithin(trackerTime, cancel)) || cancel.aborted)
      return;
    const slow = this.#keepers.filter(
      ({ tracker, deliveries }) => tracker.start && deliveries.started === 'skipped',
    );
    for (const { tracker } of slow) {
      log.info(
        `${tracker.title} has not answered within the ${TRACKERS_MS.start / 1000} s that trackers may take at the start: continuing without it.`,
      );
    }
  }

  adopt(records: readonly RecordTrace[]): void {
    const openFirst = records.toSorted((one, other) => Number(other.isOpen) - Number(one.isOpen));
    for (const keeper of this.#keepers) {
      const record = openFirst.find(({ tracker }) => tracker === keeper.tracker.name);
      if (record) keeper.adopt(record);
    }
    if (this.#keepers.length > 0) this.#save();
  }

  adoptUnseen(): void {
    for (const keeper of this.#keepers) keeper.adoptUnseen();
    if (this.#keepers.length > 0) this.#save();
  }

  reopen(): void {
    const wrong = this.#keepers.filter(({ isReplaceable }) => isReplaceable);
    for (const keeper of wrong) keeper.reopen();
    if (wrong.length > 0) this.#save();
  }

  began(deployment: Deployment): void {
    for (const keeper of this.#keepers) keeper.began(deployment);
  }

  end(conclusion: Conclusion, pace: keyof typeof TRACKERS_MS.end): Promise<void> {
    return this.#endAll(conclusion, TRACKERS_MS.end[pace]);
  }

  async endEarlier(conclusion: Omit<Conclusion, 'endedAt'>, time: PausableDeadline): Promise<void> {
    time.start();
    // Nothing was sent yet, so no request needs time to finish.
    const limits = { lastMoment: 0, all: time.left() };
    await this.#endAll({ ...conclusion, endedAt: this.#options.clock.now() }, limits);
    time.pause();
  }

  async leave(): Promise<void> {
    await this.#settle(TRACKERS_MS.end.normal.lastMoment);
    this.#options.journal.write({ closed: true, status: 'pending-review' });
  }

  #open(): readonly RecordKeeper[] {
    return this.#keepers.filter(({ isOpen }) => isOpen);
  }

  #save(): void {
    const noted = this.#keepers.flatMap(({ tracker, note }) => (note ? [[tracker.name, note] as const] : []));
    this.#options.journal.write({ trackers: Object.fromEntries(noted) });
  }

  #settled(): Promise<unknown> {
    return Promise.all(this.#keepers.map((keeper) => keeper.settled()));
  }

  /** Waits for the notifications in progress, and aborts them after `ms`. */
  async #settle(ms: number): Promise<void> {
    const alarm = this.#options.clock.alarm(ms, () => new Error());
    alarm.signal.addEventListener('abort', () => {
      for (const keeper of this.#keepers) keeper.giveUp();
    });
    await this.#settled();
    alarm.cancel();
  }

  /**
   * Waits for the notifications in progress.
   * @returns false if the time is used up or the run is cancelled before all trackers have answered
   */
  async #settleWithin(time: PausableDeadline, cancel: AbortSignal): Promise<boolean> {
    time.start();
    const over = AbortSignal.any([time.signal, cancel]);
    const late = new Promise<'late'>((resolve) => {
      if (over.aborted) resolve('late');
      else over.addEventListener('abort', () => resolve('late'), { once: true });
    });
    const first = await Promise.race([this.#settled(), late]);
    time.pause();
    return first !== 'late';
  }

  async #endAll(conclusion: Conclusion, limits: EndLimits): Promise<void> {
    const { clock, journal } = this.#options;
    const began = clock.now();
    const { outcome, endedAt } = conclusion;
    if (this.isOpen) journal.write({ end: { outcome, endedAt } });
    await this.#settle(limits.lastMoment);
    const left = limits.all - (clock.now() - began);
    await Promise.all(this.#open().map((keeper) => keeper.end(conclusion, left)));
    journal.write({ closed: !this.isOpen, status: outcome.status });
  }
}

interface EndLimits {
  /** Milliseconds for the notifications that are still in progress. */
  readonly lastMoment: number;
  /** Milliseconds in all. */
  readonly all: number;
}
