import type { Answer } from '../simulated-api.ts';

/** A phase of a job, counted in polls (GETs on the job). The last phase has no end. */
export interface Phase {
  readonly status: string;
  /** Number of polls in this phase; undefined for a phase without an end. */
  readonly looks?: number;
  /** Sent instead of the status, for a site whose data is not consistent yet. */
  readonly instead?: Answer;
}

/** Returns the phase at the given poll (1-based); 0 = before the first poll returns the first phase. */
export function phaseAt(phases: readonly Phase[], look: number): Phase {
  let passed = 0;
  for (const phase of phases) {
    passed += phase.looks ?? Infinity;
    if (look <= passed) return phase;
  }
  return phases.at(-1) ?? { status: 'IN_PROGRESS' };
}

/** Content of the request that created a job; it determines the results. */
export interface Sent {
  readonly hasPackage: boolean;
  readonly hasAdminSettings: boolean;
  readonly hasPlugins: boolean;
  /** Number of database scripts. */
  readonly scripts: number;
}

/** Derives the content from the checked `json` part. */
export function sentBy(payload: Readonly<Record<string, unknown>>): Sent {
  const scripts = payload['databaseScripts'];
  return {
    hasPackage: payload['packageFileName'] !== undefined,
    hasAdminSettings: payload['adminConsoleSettingsFileName'] !== undefined,
    hasPlugins: payload['pluginsFileName'] !== undefined,
    scripts: Array.isArray(scripts) ? scripts.length : 0,
  };
}
