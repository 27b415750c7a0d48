import type { InputProblem } from '../../inputs/problems.ts';
import type { PlatformRun } from '../../release/platform.ts';
import { TrackerFailure } from '../../release/tracker.ts';
import { type Chosen, compareVersions, present } from './choose.ts';
import type { LifeTime } from './client.ts';
import { identityOf } from './parts.ts';
import type { ApplicationVersion, LifeTimeEnvironment } from './wire.ts';

/** How long the book may take to answer, in milliseconds. */
const BUDGET_MS = 10_000;

/** A book that may tell which version was in an environment before. */
export interface EarlierVersions {
  /** What the book is called. */
  readonly title: string;
  /**
   * @param current the version that is there now; of several applications as the records join them
   * @throws TrackerFailure
   */
  before(place: EarlierPlace, current: string, signal: AbortSignal): Promise<string | undefined>;
}

export interface EarlierPlace {
  readonly component: string;
  readonly environment: string;
}

/** An application in the target, with what it has there and every version that could be deployed. */
interface Standing {
  readonly chosen: Chosen;
  readonly current: ApplicationVersion;
  readonly versions: readonly ApplicationVersion[];
}

/**
 * Chooses for each application the version to go back to, unless the user named one: what was in the target before,
 * by the book where there is one and LifeTime still has that version, else the highest tag below what the target runs.
 */
export async function chooseEarlier(
  lifetime: LifeTime,
  chosen: readonly Chosen[],
  target: LifeTimeEnvironment,
  book: EarlierVersions | undefined,
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
          `names "${each.application.Name}", which is not in ${target.Name}: there is nothing to go back from`,
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
  const told = standings.length === 0 ? new Map<string, string>() : await tell(book, standings, target, run);
  return found.map((each) => {
    if (!('current' in each)) return each;
    const { current, versions, chosen: before } = each;
    const { Name: name } = before.application;
    const wanted = told.get(name);
    const known = versions.find(({ Version }) => Version === wanted);
    const earlier = known ?? highestBelow(versions, current.Version);
    if (earlier === undefined) {
      complain(
        `names "${name}", of which LifeTime knows no version before ${current.Version}: name one with @`,
      );
      return before;
    }
    const why = known ? `the version before, as the ${book?.title} tells` : 'the highest tag before it';
    run.log.info(`  Going back with ${name} from ${current.Version} to ${earlier.Version}: ${why}.`);
    return { ...before, wanted: earlier.Key };
  });
}

/** What the book tells, by the names of the applications. A book that can't be asked must not keep anybody from going back. */
async function tell(
  book: EarlierVersions | undefined,
  standings: readonly Standing[],
  target: LifeTimeEnvironment,
  run: PlatformRun,
): Promise<ReadonlyMap<string, string>> {
  const sorted = standings
    .map(({ chosen, current }) => ({ name: chosen.application.Name, version: current }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const { component, version } = identityOf(sorted);
  if (book === undefined || component === undefined || version === undefined) return new Map();
  const alarm = run.clock.alarm(BUDGET_MS, late);
  try {
    const signal = AbortSignal.any([run.signal, alarm.signal]);
    const before = await book.before({ component, environment: target.Name }, version, signal);
    if (before === undefined) return new Map();
    // Of several applications the records join the versions in the order of the names, unless all are the same.
    const versions = before.split(', ');
    return new Map(sorted.map(({ name }, at) => [name, versions[at] ?? before]));
  } catch (error) {
    if (!(error instanceof TrackerFailure)) throw error;
    run.log.warning(
      `The ${book.title} could not be asked for the version before: ${error.message} ${error.advice}`,
    );
    return new Map();
  } finally {
    alarm.cancel();
  }
}

function late(): TrackerFailure {
  return new TrackerFailure(
    `it did not answer within ${BUDGET_MS / 1000} s.`,
    false,
    'Name the version with @ where another one is meant.',
  );
}

/** The highest version below `current`; of versions that can't be compared none is below. */
export function highestBelow(
  versions: readonly ApplicationVersion[],
  current: string,
): ApplicationVersion | undefined {
  return versions
    .filter(({ Version }) => compareVersions(Version, current) < 0)
    .toSorted((a, b) => compareVersions(b.Version, a.Version))[0];
}
