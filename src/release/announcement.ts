import type { ReleasePlan } from './plan.ts';

/**
 * The facts about a release that every tracker receives. Created once, because the start and the end of a record must
 * be identical.
 */
export interface Announcement {
  readonly component: string;
  readonly version: string;
  /** Host names without ports, sorted, without duplicates. */
  readonly hosts: readonly string[];
  readonly environment: string;
  readonly description: string;
  readonly owner: string;
  /** Milliseconds since the Unix epoch. */
  readonly startedAt: number;
  /** The full plan, for trackers that store more than the fields above. Holds no secret. */
  readonly plan: ReleasePlan;
}

/**
 * Builds the announcement of a plan.
 * @param startedAt milliseconds since the Unix epoch
 */
export function announcementOf(plan: ReleasePlan, startedAt: number): Announcement {
  const { component, version, hosts, environment, owner } = plan;
  return { component, version, hosts, environment, description: describe(plan), owner, startedAt, plan };
}

/** Marks a rollback in the description, so that nobody mistakes it for a new release. */
function describe({ operation, description, replaces }: ReleasePlan): string {
  if (operation !== 'rollback') return description;
  return `Rollback${replaces ? ` from ${replaces}` : ''}. ${description}`;
}
