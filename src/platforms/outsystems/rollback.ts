import { type Found, problemsOf, valueOf } from '../../inputs/found.ts';
import type { PlatformRun } from '../../release/platform.ts';
import { type EarlierVersions, previousVersions } from '../../release/previous-versions.ts';
import { type Chosen, type ChosenApplications, compareVersions, present } from './choose.ts';
import type { LifeTime } from './client.ts';
import type { ApplicationVersion, LifeTimeEnvironment } from './wire.ts';

/** An application in the target, with its current version and all versions that can be deployed. */
interface Standing {
  readonly chosen: Chosen;
  readonly current: ApplicationVersion;
  readonly versions: readonly ApplicationVersion[];
}

/** Where earlier versions are looked up. */
interface EarlierSources {
  readonly lifetime: LifeTime;
  readonly target: LifeTimeEnvironment;
  /** The version history, if there is one. */
  readonly history: EarlierVersions | undefined;
}

/**
 * Chooses the version to go back to for each application without a version from the user. It uses the version history
 * if LifeTime still has that version, else the highest tag below the current version.
 */
export async function chooseEarlier(
  { lifetime, target, history }: EarlierSources,
  chosen: readonly Chosen[],
  run: PlatformRun,
): Promise<ChosenApplications> {
  const found = await Promise.all(
    chosen.map(async (each): Promise<Standing | Found<Chosen>> => {
      const key = present(each.inTarget?.BaseApplicationVersionKey);
      const { Name: name } = each.application;
      if (each.wanted !== undefined) return { value: each };
      if (key === undefined)
        return { problem: `names "${name}", which is not in ${target.Name}: there is nothing to roll back` };
      const versions = await lifetime.versions(each.application.Key, run.signal);
      const current =
        versions.find(({ Key }) => Key === key) ??
        (await lifetime.version(each.application.Key, key, run.signal));
      return { chosen: each, current, versions };
    }),
  );
  const standings = found.filter((each) => 'current' in each);
  const earlierNames =
    standings.length === 0
      ? new Map<string, string>()
      : await previousVersions(
          history,
          standings.map(({ chosen: { application }, current }) => ({
            name: application.Name,
            version: current.Version,
          })),
          target.Name,
          run,
        );
  const settled = found.map((each): Found<Chosen> => {
    if (!('current' in each)) return each;
    const { current, versions, chosen: before } = each;
    const { Name: name } = before.application;
    const wanted = earlierNames.get(name);
    const known = versions.find(({ Version }) => Version === wanted);
    const earlier = known ?? highestBelow(versions, current.Version);
    if (earlier === undefined)
      return {
        problem: `names "${name}", for which LifeTime has no version before ${current.Version}: name one with @`,
      };
    const why = known
      ? `the earlier version according to the ${history?.title}`
      : 'the highest tag before it';
    run.log.info(`  Rolling back ${name} from ${current.Version} to ${earlier.Version}: ${why}.`);
    return { value: { ...before, wanted: earlier.Key } };
  });
  return {
    chosen: settled.flatMap((each) => valueOf(each) ?? []),
    problems: settled.flatMap((each) => problemsOf('application', each)),
  };
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
