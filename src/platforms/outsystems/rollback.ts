import type { InputProblem } from '../../inputs/problems.ts';
import { HISTORY_MS } from '../../release/budgets.ts';
import type { PlatformRun } from '../../release/platform.ts';
import { TrackerFailure } from '../../release/tracker.ts';
import { type Chosen, compareVersions, present } from './choose.ts';
import type { LifeTime } from './client.ts';
import { identityOf } from './parts.ts';
import type { ApplicationVersion, LifeTimeEnvironment } from './wire.ts';

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
interface EarlierPlace {
  readonly component: string;
  readonly environment: string;
}

/** An application in the target, with its current version and all versions that can be deployed. */
interface Standing {
  readonly chosen: Chosen;
  readonly current: ApplicationVersion;
  readonly versions: readonly ApplicationVersion[];
}

/**
 * Chooses the version to go back to for each application without a version from the user. It uses the version history
 * if LifeTime still has that version, else the highest tag below the current version.
 * @param history the version history, if there is one
 */
export async function chooseEarlier(
  lifetime: LifeTime,
  chosen: readonly Chosen[],
  target: LifeTimeEnvironment,
  history: EarlierVersions | undefined,
  problems: InputProblem[],
  run: PlatformRun,
): Promise<readonly Chosen[]> {
  const complain = (message: string): void => void problems.push({ input: 'application', message });
  const found = await Promise.all(
    chosen.map(async (each): Promise<Standing | Chosen> => {
      const key = present(each.inTarget?.BaseApplicationVersionKey);
      if (each.wanted !== undefined) return each;
      if (key === undefined) {
        complain(
          `names "${each.application.Name}", which is not in ${target.Name}: there is nothing to roll back`,
        );
        return each;
      }
      const versions = await lifetime.versions(each.application.Key, run.signal);
      const current =
        versions.find(({ Key }) => Key === key) ??
        (await lifetime.version(each.application.Key, key, run.signal));
      return { chosen: each, current, versions };
    }),
  );
  const standings = found.filter((each) => 'current' in each);
  const earlierNames =
    standings.length === 0 ? new Map<string, string>() : await askHistory(history, standings, target, run);
  return found.map((each) => {
    if (!('current' in each)) return each;
    const { current, versions, chosen: before } = each;
    const { Name: name } = before.application;
    const wanted = earlierNames.get(name);
    const known = versions.find(({ Version }) => Version === wanted);
    const earlier = known ?? highestBelow(versions, current.Version);
    if (earlier === undefined) {
      complain(
        `names "${name}", for which LifeTime has no version before ${current.Version}: name one with @`,
      );
      return before;
    }
    const why = known
      ? `the earlier version according to the ${history?.title}`
      : 'the highest tag before it';
    run.log.info(`  Rolling back ${name} from ${current.Version} to ${earlier.Version}: ${why}.`);
    return { ...before, wanted: earlier.Key };
  });
}

/**
 * Returns the earlier versions from the version history, by application name. A failure is only logged, so that a
 * rollback works without it.
 */
async function askHistory(
  history: EarlierVersions | undefined,
  standings: readonly Standing[],
  target: LifeTimeEnvironment,
  run: PlatformRun,
): Promise<ReadonlyMap<string, string>> {
  const sorted = standings
    .map(({ chosen, current }) => ({ name: chosen.application.Name, version: current }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const { component, version } = identityOf(sorted);
  if (history === undefined || component === undefined || version === undefined) return new Map();
  const alarm = run.clock.alarm(HISTORY_MS.previousVersion, late);
  try {
    const signal = AbortSignal.any([run.signal, alarm.signal]);
    const before = await history.before({ component, environment: target.Name }, version, signal);
    if (before === undefined) return new Map();
    // The records join the versions in the order of the names, or show one version if all are the same.
    const versions = before.split(', ');
    return new Map(sorted.map(({ name }, at) => [name, versions[at] ?? before]));
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

/** Returns the highest version below `current`. Versions that cannot be compared are ignored. */
function highestBelow(
  versions: readonly ApplicationVersion[],
  current: string,
): ApplicationVersion | undefined {
  return versions
    .filter(({ Version }) => compareVersions(Version, current) < 0)
    .toSorted((a, b) => compareVersions(b.Version, a.Version))[0];
}
