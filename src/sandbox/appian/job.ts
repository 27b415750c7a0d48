import type { Answer } from '../simulated-api.ts';

/** A phase of a job, counted in polls (GETs on the job). The last phase never ends. */
export interface Phase {
  readonly status: string;
  readonly looks?: number;
  /** Said instead of the status, as by a site that has not caught up with itself. */
  readonly instead?: Answer;
}

/** The phase that the `look`-th GET sees; before the first poll the job is in its first phase. */
export function phaseAt(phases: readonly Phase[], look: number): Phase {
  let passed = 0;
  for (const phase of phases) {
    passed += phase.looks ?? Infinity;
    if (look <= passed) return phase;
  }
  return phases.at(-1) ?? { status: 'IN_PROGRESS' };
}

/** What the request that created a job sent, in the numbers that shape its results. */
export interface Sent {
  readonly hasPackage: boolean;
  readonly hasAdminSettings: boolean;
  readonly hasPlugins: boolean;
  readonly scripts: number;
}

/** Reads the checked `json` part. */
export function sentBy(payload: Readonly<Record<string, unknown>>): Sent {
  const scripts = payload['databaseScripts'];
  return {
    hasPackage: payload['packageFileName'] !== undefined,
    hasAdminSettings: payload['adminConsoleSettingsFileName'] !== undefined,
    hasPlugins: payload['pluginsFileName'] !== undefined,
    scripts: Array.isArray(scripts) ? scripts.length : 0,
  };
}
