import { HISTORY_MS } from './budgets.ts';
import { jointIdentity, versionsByName } from './joint-identity.ts';
import type { PlatformRun } from './platform.ts';
import { TrackerFailure } from './tracker.ts';
import type { VersionHistory } from './version-history.ts';

/** A version history that may know the earlier version in an environment. */
export interface EarlierVersions {
  /** Name of the version history, for messages. */
  readonly title: string;
  /**
   * Returns the version before `current`; undefined if it is unknown.
   * @param current the current version; for several applications, joined as in the records
   * @throws TrackerFailure
   */
  before(place: EarlierPlace, current: string, signal: AbortSignal): Promise<string | undefined>;
}

/** A component and an environment, named as in the records. */
export interface EarlierPlace {
  readonly component: string;
  readonly environment: string;
}

/**
 * Returns the version history that a rollback may use. Undefined if the user sets `version`, because the records then
 * do not hold the platform's versions.
 */
export function earlierVersionsBy(
  { component, version }: { readonly component?: string | undefined; readonly version?: string | undefined },
  history: VersionHistory | undefined,
): EarlierVersions | undefined {
  if (history === undefined || version !== undefined) return undefined;
  return {
    title: history.title,
    before: (place, current, signal) =>
      history.previousVersion({ ...place, component: component ?? place.component }, current, signal),
  };
}

/**
 * Returns the earlier versions from the version history, by application name. A failure is only logged, so that a
 * rollback works without it.
 * @param current the applications with the versions that the environment has now
 */
export async function previousVersions(
  history: EarlierVersions | undefined,
  current: readonly { readonly name: string; readonly version: string }[],
  environment: string,
  run: PlatformRun,
): Promise<ReadonlyMap<string, string>> {
  const { component, version } = jointIdentity(current);
  if (history === undefined || component === undefined || version === undefined) return new Map();
  const alarm = run.clock.alarm(HISTORY_MS.previousVersion, late);
  try {
    const signal = AbortSignal.any([run.signal, alarm.signal]);
    const before = await history.before({ component, environment }, version, signal);
    return before === undefined ? new Map() : versionsByName(before, current);
  } catch (error) {
    if (!(error instanceof TrackerFailure)) throw error;
    run.log.warning(
      `The ${history.title} could not be asked for the earlier version: ${error.message} ${error.advice}`,
    );
    return new Map();
  } finally {
    alarm.cancel();
  }
}

function late(): TrackerFailure {
  return new TrackerFailure(
    `it did not answer within ${HISTORY_MS.previousVersion / 1000} s.`,
    false,
    'Name the version with @ if you mean another one.',
  );
}
