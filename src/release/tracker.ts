import type { Plan, TrackerName } from './account.ts';
import type { Outcome } from './outcome.ts';

/** What every tracker is told of a release. Made once: a start and its end must be identical. */
export interface Announcement {
  readonly component: string;
  readonly version: string;
  /** Host names without ports, sorted, each once. */
  readonly hosts: readonly string[];
  readonly environment: string;
  readonly description: string;
  readonly owner: string;
  /** Milliseconds since the Unix epoch. */
  readonly startedAt: number;
}

export function announcementOf(plan: Plan, startedAt: number): Announcement {
  const { component, version, hosts, environment, description, owner } = plan;
  return { component, version, hosts, environment, description, owner, startedAt };
}

/** How the announced release ended. */
export interface Conclusion {
  readonly outcome: Outcome;
  /** Milliseconds since the Unix epoch. */
  readonly endedAt: number;
}

/** A system that keeps a record of deployments. A new one is a new file and a line in `connect.ts`. */
export interface Tracker {
  readonly name: TrackerName;
  /** The product's name as people write it. */
  readonly title: string;
  /** @throws TrackerFailure */
  start(announcement: Announcement, signal: AbortSignal): Promise<void>;
  /** @throws TrackerFailure */
  end(announcement: Announcement, conclusion: Conclusion, signal: AbortSignal): Promise<void>;
}

/** Why a tracker was not told. Never a reason to change the deployment's verdict. */
export class TrackerFailure extends Error {
  override readonly name = 'TrackerFailure';
  /** The tracker understood and said no (credentials or data): trying again won't help, a person must act. */
  readonly refused: boolean;
  readonly advice: string;

  constructor(message: string, refused: boolean, advice: string, cause?: unknown) {
    super(message, { cause });
    this.refused = refused;
    this.advice = advice;
  }
}
