import type { ReleasePlan } from './plan.ts';

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
  /** What the release is made of, for trackers that keep more than the above. Holds no secret. */
  readonly plan: ReleasePlan;
}

export function announcementOf(plan: ReleasePlan, startedAt: number): Announcement {
  const { component, version, hosts, environment, owner } = plan;
  return { component, version, hosts, environment, description: describe(plan), owner, startedAt, plan };
}

/** Whatever else the description says, nobody should take a rollback for a release. */
function describe({ operation, description, replaces }: ReleasePlan): string {
  if (operation !== 'rollback') return description;
  return `Rollback${replaces ? ` from ${replaces}` : ''}. ${description}`;
}
