import type { Clock } from '../shared/clock.ts';
import { messageOf } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';
import type { Announcement } from './announcement.ts';
import type { RecordNote, RecordState } from './journal.ts';
import type { Deployment } from './platform.ts';
import { isReplaceable } from './record-end.ts';
import type { Delivery, Span, TrackerDeliveries } from './result.ts';
import type { RecordTrace } from './run-marker.ts';
import { type Conclusion, type Tracker, TrackerFailure, type TrackerRecord } from './tracker.ts';

/** The dependencies of a `RecordKeeper`. */
export interface KeeperOptions {
  readonly tracker: Tracker;
  readonly announcement: () => Announcement;
  readonly clock: Clock;
  readonly log: Log;
  /** The record as an earlier process left it; undefined if there is none. */
  readonly note: RecordNote | undefined;
  /** Called after each change of the note. */
  readonly changed: () => void;
  /** Called as soon as the record has an id. */
  readonly named: (id: string) => void;
  /** Called with one sentence for each failed notification. */
  readonly failed: (sentence: string) => void;
  /** Called after each start and end, with or without success. */
  readonly sent: (span: Span) => void;
}

const words = { start: 'the start', began: 'the progress', end: 'the end' } as const;

/** The result of a notification. `lost`: nobody knows whether it arrived. */
type Result = 'accepted' | 'refused' | 'lost';

/** The record that one tracker keeps of a release. Its notifications are sent one after the other. */
export class RecordKeeper {
  readonly #options: KeeperOptions;
  readonly #giveUp = new AbortController();
  #note: RecordNote | undefined;
  #deliveries: TrackerDeliveries;
  /** The last notification in the queue. Never rejects. */
  #last: Promise<void> = Promise.resolve();

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#note = options.note;
    this.#deliveries = this.#note ? deliveryOf(this.#note) : { started: 'skipped', ended: 'skipped' };
  }

  get tracker(): Tracker {
    return this.#options.tracker;
  }

  get note(): RecordNote | undefined {
    return this.#note;
  }

  get deliveries(): TrackerDeliveries {
    return this.#deliveries;
  }

  /** Whether the record is open or may be open. */
  get isOpen(): boolean {
    return this.#note?.state === 'asked' || this.#note?.state === 'open';
  }

  /** Notes that the start is about to be sent. The caller saves the note. */
  expect(): void {
    this.#note = { state: 'asked' };
  }

  /** Sends the start. */
  open(): void {
    this.#last = this.#open();
  }

  /** Takes over a record that another process opened, unless this one has its own note. */
  adopt(record: RecordTrace): void {
    if (this.#note !== undefined) return;
    this.#note = { state: 'asked', id: record.id, started: 'skipped' };
    this.#options.named(record.id);
  }

  /** Takes over a record that another process may have opened, unless this one has its own note. */
  adoptUnseen(): void {
    this.#note ??= { state: 'asked', started: 'skipped' };
  }

  /** Whether it needs no end any more and can take a later one. */
  get isReplaceable(): boolean {
    return this.#note !== undefined && isReplaceable(this.#note.state, this.tracker.corrects === true);
  }

  /** Takes a record that can take a later end for an open one. The caller saves the note. */
  reopen(): void {
    if (this.#note !== undefined && this.isReplaceable) this.#note = { ...this.#note, state: 'asked' };
  }

  /** Sends that the platform has started the deployment, after the notifications in the queue. */
  began(deployment: Deployment): void {
    this.#last = this.#began(this.#last, deployment);
  }

  /** Sends the end within `ms` milliseconds. */
  async end(conclusion: Conclusion, ms: number): Promise<void> {
    const { tracker, announcement, clock } = this.#options;
    const { started } = this.#deliveries;
    if (tracker.recordsEnd?.(conclusion) === false) return this.#mark('skipped', started);
    const alarm = clock.alarm(ms, () => new Error(`it did not answer within ${Math.round(ms / 1000)} s.`));
    const result = await this.#notify('end', () =>
      tracker.end(announcement(), conclusion, this.#record(), alarm.signal),
    );
    alarm.cancel();
    this.#deliveries = { started, ended: result === 'accepted' ? 'sent' : 'failed' };
    this.#mark(result === 'accepted' ? 'ended' : 'asked', started);
  }

  /** Resolves when all notifications in the queue are sent or aborted. */
  settled(): Promise<void> {
    return this.#last;
  }

  /** Aborts the notifications in the queue, because the deployment has ended. */
  giveUp(): void {
    this.#giveUp.abort(new Error('the deployment had ended before it answered.'));
  }

  async #open(): Promise<void> {
    const { tracker, announcement } = this.#options;
    // A tracker that records only ends has nothing to open. Its end is due from now on.
    if (tracker.start === undefined) return this.#mark('open', 'skipped');
    const result = await this.#notify('start', async () =>
      tracker.start?.(announcement(), this.#record(), this.#giveUp.signal),
    );
    const started: Delivery = result === 'accepted' ? 'sent' : 'failed';
    this.#deliveries = { started, ended: 'skipped' };
    this.#mark(({ accepted: 'open', refused: 'refused', lost: 'asked' } as const)[result], started);
  }

  async #began(previous: Promise<void>, deployment: Deployment): Promise<void> {
    const { tracker, announcement } = this.#options;
    const { signal } = this.#giveUp;
    await previous;
    if (tracker.began === undefined || this.#note?.state !== 'open' || signal.aborted) return;
    await this.#notify('began', async () =>
      tracker.began?.(announcement(), deployment, this.#record(), signal),
    );
  }

  /** Sends one notification and reports its result. */
  async #notify(what: keyof typeof words, send: () => Promise<void>): Promise<Result> {
    const { tracker, clock, log, failed, sent } = this.#options;
    const from = clock.now();
    let result: Result = 'accepted';
    try {
      await send();
      if (what !== 'began') log.info(`${tracker.title}: ${what} recorded.`);
    } catch (error) {
      const refused = error instanceof TrackerFailure && error.refused;
      const sentence = failureOf(tracker, words[what], error);
      failed(sentence);
      if (refused && error.loud) log.error(sentence);
      else log.warning(sentence);
      result = refused ? 'refused' : 'lost';
    }
    const good = result === 'accepted';
    if (what !== 'began') sent({ section: tracker.title, title: what, from, to: clock.now(), good });
    return result;
  }

  #mark(state: RecordState, started: Delivery): void {
    this.#note = { ...this.#note, state, started };
    this.#options.changed();
  }

  /** The record, as the tracker sees it. */
  #record(): TrackerRecord {
    const noteOf = (): RecordNote | undefined => this.#note;
    return {
      get id() {
        return noteOf()?.id;
      },
      keep: (id) => {
        this.#note = { state: 'asked', ...this.#note, id };
        this.#options.changed();
        this.#options.named(id);
      },
    };
  }
}

/** The deliveries that are known from the note of another process. */
export function deliveryOf({ state, started }: RecordNote): TrackerDeliveries {
  const opened: Delivery = state === 'open' || state === 'ended' ? 'sent' : 'failed';
  return { started: started ?? opened, ended: state === 'ended' ? 'sent' : 'skipped' };
}

function failureOf(tracker: Tracker, what: string, error: unknown): string {
  const sentence = `${tracker.title} was not notified of ${what}: ${messageOf(error)}`;
  if (error instanceof TrackerFailure) return `${sentence} ${error.advice}`;
  const last = error instanceof Error ? error.cause : undefined;
  return last === undefined ? sentence : `${sentence} The last error: ${messageOf(last)}`;
}
