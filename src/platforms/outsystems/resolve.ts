import { type Found, problemsOf, valueOf } from '../../inputs/found.ts';
import { type InputProblem, invalidInputs } from '../../inputs/problems.ts';
import { Halt } from '../../release/outcome.ts';
import {
  type Choice,
  type Chosen,
  type ChosenApplications,
  chooseApplications,
  chooseEnvironments,
  present,
} from './choose.ts';
import type { LifeTime } from './client.ts';
import { find } from './names.ts';
import type {
  ApplicationVersion,
  LifeTimeApplication,
  LifeTimeEnvironment,
  StatusInEnvironment,
} from './wire.ts';

/** One application of a release. */
export interface Part {
  readonly key: string;
  readonly name: string;
  /** The version to deploy; undefined if the application in the source environment was never tagged. */
  readonly version?: ApplicationVersion;
  readonly inSource?: StatusInEnvironment;
  /**
   * The current version in the target, and whether it was modified since; absent if the target lacks the application.
   */
  readonly inTarget?: { readonly version: ApplicationVersion; readonly modified: boolean };
  /** Whether the version was chosen explicitly, by the user or by a rollback. */
  readonly pinned: boolean;
}

/** The keys and versions that the inputs refer to. */
export interface Resolved {
  readonly target: LifeTimeEnvironment;
  readonly source?: LifeTimeEnvironment;
  /** Key of the deployment zone; empty to keep the zone of each application. */
  readonly zoneKey: string;
  readonly parts: readonly Part[];
  /** All applications of LifeTime, to look up names by key. */
  readonly known: readonly LifeTimeApplication[];
}

/** Chooses versions that the user did not specify. */
export type Settle = (chosen: readonly Chosen[], target: LifeTimeEnvironment) => Promise<ChosenApplications>;

/**
 * Resolves names to keys. It requests all environments, all applications with their versions, and a single version
 * only if these do not include it.
 * @param settle chooses unspecified versions; undefined to use the version in the source environment
 * @throws Halt with all problems of a step together
 */
export async function resolve(
  lifetime: LifeTime,
  choice: Choice,
  signal: AbortSignal,
  settle?: Settle,
): Promise<Resolved> {
  const [environments, applications] = await Promise.all([
    lifetime.environments(signal),
    choice.applications.length > 0 ? lifetime.applications(signal) : [],
  ]);
  const { target, source, problems } = chooseEnvironments(choice, environments);
  const named = chooseApplications(choice.applications, applications, source, target);
  refuse([...problems, ...named.problems]);
  if (target === undefined) throw new Error('An environment was neither found nor missed.');

  const settled = settle ? await settle(named.chosen, target) : named;
  refuse(settled.problems);
  const [parts, zone] = await Promise.all([
    Promise.all(settled.chosen.map((each) => versionsOf(lifetime, each, signal))),
    zoneOf(lifetime, { wanted: choice.zone, target }, signal),
  ]);
  refuse([
    ...parts.flatMap((part) => problemsOf('application', part)),
    ...problemsOf('deployment-zone', zone),
  ]);
  return {
    target,
    ...(source && { source }),
    zoneKey: valueOf(zone) ?? '',
    parts: parts.flatMap((part) => valueOf(part) ?? []),
    known: applications,
  };
}

function refuse(problems: readonly InputProblem[]): void {
  if (problems.length > 0) throw new Halt(invalidInputs(problems, 'nothing was created'));
}

/** Finds the key of the deployment zone; empty to keep the zones. */
export async function zoneOf(
  lifetime: LifeTime,
  { wanted, target }: { readonly wanted: string | undefined; readonly target: LifeTimeEnvironment },
  signal: AbortSignal,
): Promise<Found<string>> {
  if (wanted === undefined) return { value: '' };
  const found = find('deployment zone', wanted, await lifetime.zones(target.Key, signal));
  return 'value' in found ? { value: found.value.Key } : found;
}

/** Finds the versions of an application. It is a problem if the wanted version does not exist. */
export async function versionsOf(
  lifetime: LifeTime,
  { application, wanted, inSource, inTarget }: Chosen,
  signal: AbortSignal,
): Promise<Found<Part>> {
  const { Key: key, Name: name } = application;
  const known = new Map<string, ApplicationVersion>();
  for (const { BaseApplicationVersionKey, BaseApplicationVersionLabel } of application.AppStatusInEnvs ??
    []) {
    const found = present(BaseApplicationVersionKey);
    if (found && BaseApplicationVersionLabel)
      known.set(found, { Key: found, Version: BaseApplicationVersionLabel });
  }
  let version: ApplicationVersion | undefined;
  if (wanted !== undefined) {
    version = [...known.values()].find(({ Key, Version }) => Version === wanted || Key === wanted);
    if (version === undefined) {
      const versions = await lifetime.versions(key, signal);
      for (const each of versions) known.set(each.Key, each);
      version = versions.find(({ Key, Version }) => Version === wanted || Key === wanted);
      if (version === undefined) return { problem: noVersion(name, wanted, versions) };
    }
  } else {
    const base = present(inSource?.BaseApplicationVersionKey);
    if (base) version = known.get(base) ?? (await lifetime.version(key, base, signal));
  }
  const there = present(inTarget?.BaseApplicationVersionKey);
  return {
    value: {
      key,
      name,
      pinned: wanted !== undefined,
      ...(version && { version }),
      ...(inSource && { inSource }),
      ...(there && {
        inTarget: {
          // A version without a known label is compared by its key only.
          version: known.get(there) ?? { Key: there, Version: '' },
          modified: inTarget?.IsModified === true,
        },
      }),
    },
  };
}

function noVersion(name: string, wanted: string, versions: readonly ApplicationVersion[]): string {
  const labels = versions.slice(0, 5).map(({ Version }) => Version);
  const there = labels.length > 0 ? `the newest are ${labels.join(', ')}` : 'it was never tagged';
  return `names version "${wanted}" of "${name}", which does not exist (${there})`;
}
