import { type MessageSource, pace, type TimedMessage } from './messages.ts';
import { finished, type Phase } from './phases.ts';

/** Work that goes on while it is polled: an operation or a build. */
export interface Job {
  /** The part that a test reads. */
  readonly view: { status: string; looks: number };
  /** The remaining phases, the current one first. */
  phases: readonly Phase[];
  /** Number of polls in the current phase. */
  seen: number;
  readonly messages: TimedMessage[];
  readonly source: MessageSource;
  readonly messagesPerLook: number;
  /** Number of messages taken from the source. */
  written: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Milliseconds since the epoch; undefined while it goes on. */
  finishedAt?: number;
}

/** The parts of a job that differ from job to job. */
type JobSeed = Pick<Job, 'phases' | 'source' | 'messagesPerLook' | 'startedAt'>;

/** Returns the properties of a job that has not been polled. */
export function openJob(seed: JobSeed): Omit<Job, 'view'> {
  return { ...seed, seen: 0, messages: [], written: 0 };
}

/** Begins the first phase. Call this once. @param now - milliseconds since the epoch */
export function begin(job: Job, now: number): void {
  enter(job, now);
}

/** Counts one poll; begins the next phase after the last poll of the current one. @param now - as for {@link begin} */
export function poll(job: Job, now: number): void {
  job.view.looks += 1;
  const { looks } = phaseOf(job);
  if (looks !== undefined && job.seen >= looks && job.phases.length > 1) {
    job.phases = job.phases.slice(1);
    job.seen = 0;
    enter(job, now);
  }
  job.seen += 1;
  if (!isOver(job)) writeUpTo(job, job.written + job.messagesPerLook);
}

/** Returns the current phase. */
function phaseOf({ phases }: Pick<Job, 'phases'>): Phase {
  return phases[0] ?? finished;
}

/** Returns true when no phase follows and the status is not one of work in progress. */
export function isOver({ phases }: Pick<Job, 'phases'>): boolean {
  return phases.length <= 1 && !['Running', 'Pending'].includes(phaseOf({ phases }).status);
}

function enter(job: Job, now: number): void {
  const { status, says = [] } = phaseOf(job);
  job.view.status = status;
  if (isOver(job)) {
    job.finishedAt = now;
    if (status === 'Finished') writeUpTo(job, job.source.total);
  }
  for (const message of says) write(job, message);
}

function writeUpTo(job: Job, count: number): void {
  const end = Math.min(count, job.source.total);
  for (; job.written < end; job.written += 1) write(job, job.source.line(job.written));
}

function write({ messages, startedAt }: Job, message: Omit<TimedMessage, 'at'>): void {
  messages.push({ ...message, at: startedAt + messages.length * pace });
}
