import type { Answer } from '../vendor.ts';

/** A stretch of a job's life, counted in looks (GETs on the job). The last phase lasts for ever. */
export interface Phase {
  readonly status: string;
  readonly looks?: number;
  /** Said instead of the status, as by a site that has not caught up with itself. */
  readonly instead?: Answer;
}

/** The phase that the `look`-th GET sees; before the first look the job is in its first phase. */
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
