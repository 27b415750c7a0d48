import type { ConfigurationFile } from '../../inputs/configuration-file.ts';
import { type InputProblem, invalidInputs } from '../../inputs/problems.ts';
import { Halt, type Outcome } from '../../release/outcome.ts';
import type { ConfigurationItem, PlatformRun } from '../../release/platform.ts';
import { formatNames } from '../../shared/format.ts';
import { didYouMean } from '../../shared/near-misses.ts';
import type { Odc } from './client.ts';
import type { ConfigurationPlace } from './configurations-api.ts';
import { explaining } from './explain.ts';
import { configurationKind, formatRevision, type Part } from './parts.ts';
import { isPending, type KnownConfiguration } from './pending.ts';
import { changesOf, isToSet, type PlannedValue, planValue, type Standing, standingOf } from './planned.ts';
import { nameOf, readWanted, type WantedValue } from './wanted.ts';
import type { Configuration, Stage } from './wire.ts';

/** The configuration that a release sets. */
export interface ReleaseConfiguration {
  /**
   * Finds the values of the file in the configurations of the applications, and reports every problem at once. Sets
   * nothing.
   * @throws Halt
   */
  plan(parts: readonly Part[], target: Stage, run: PlatformRun): Promise<void>;
  /** Whether the application needs a deployment for its values. */
  needsDeployment(part: Part): boolean;
  /** What was read of an application; undefined if the file has no value for it. @param key of the asset */
  known(key: string): KnownConfiguration | undefined;
  /**
   * Sets the values and reads them back. The deployment applies them.
   * @throws Halt, with status `failed`, or the signal's reason
   */
  set(run: PlatformRun): Promise<void>;
  items(): readonly ConfigurationItem[];
}

/** The options of {@link createConfiguration}. */
export interface ConfigurationOptions {
  readonly odc: Odc;
  /** Absent if the release sets no values. */
  readonly file?: ConfigurationFile | undefined;
  readonly inspectOnly: boolean;
}

/** A value of the file with its place in ODC, and whether ODC has it. */
interface Entry {
  readonly name: string;
  readonly planned: PlannedValue;
  isSet: boolean;
}

interface PartEntries {
  readonly part: Part;
  readonly place: ConfigurationPlace;
  readonly stage: string;
  readonly configuration: Configuration;
  readonly entries: readonly Entry[];
}

/** Creates the configuration of a release. It sends nothing yet. */
export function createConfiguration({ odc, file, inspectOnly }: ConfigurationOptions): ReleaseConfiguration {
  let all: readonly PartEntries[] = [];
  const of = (key: string): PartEntries | undefined => all.find(({ part }) => part.key === key);
  const entries = (): readonly Entry[] => all.flatMap((each) => each.entries);

  async function planPart(
    part: Part,
    target: Stage,
    wanted: readonly WantedValue[],
    run: PlatformRun,
  ): Promise<PartEntries & { readonly problems: readonly InputProblem[] }> {
    const place = { stage: target.key, kind: configurationKind(part), asset: part.key };
    const configuration = await explaining('configuration', () =>
      odc.configuration(place, part.revision, run.signal),
    );
    const problems: InputProblem[] = [];
    const found = wanted.flatMap((value): readonly Entry[] => {
      const planned = planValue(value, configuration);
      if (!('problem' in planned)) return [{ name: nameOf(value), planned, isSet: isThere(planned) }];
      const message = `${part.name} ${formatRevision(part)} in ${target.name}: ${planned.problem}${hintFor(value, part)}`;
      if (file) problems.push(file.complain(value.path, message, planned.atKey));
      return [];
    });
    return { part, place, stage: target.name, configuration, entries: found, problems };
  }

  return {
    async plan(parts, target, run) {
      if (file === undefined) return;
      const wanted = readWanted(file, parts.length).values;
      const planned: PartEntries[] = [];
      const problems = strangers(file, parts, wanted);
      for (const part of parts) {
        const own = wanted.filter((value) => isOf(value, part));
        if (own.length === 0) continue;
        const found = await planPart(part, target, own, run);
        problems.push(...found.problems);
        planned.push(found);
      }
      if (problems.length > 0) throw new Halt(invalidInputs(problems, 'nothing was deployed'));
      all = planned;
      for (const each of all) describe(each, inspectOnly, run);
    },
    needsDeployment: ({ key }) => of(key)?.entries.some(({ planned }) => !isThere(planned)) ?? false,
    known(key) {
      const found = of(key);
      if (found === undefined) return undefined;
      const own = new Set(found.entries.map(({ planned }) => planned.value));
      return { configuration: found.configuration, own };
    },
    async set(run) {
      try {
        for (const each of all) await setPart(odc, each, run);
      } catch (error) {
        throw error instanceof Halt ? new Halt(withProgress(error.outcome, entries()), error) : error;
      }
    },
    items: () => entries().map(({ name, isSet }) => ({ name, set: isSet })),
  };
}

const isThere = (planned: PlannedValue): boolean => standingOf(planned) === 'deployed';

function isOf({ application }: WantedValue, { name, key }: Part): boolean {
  return application === undefined || application === name || application.toLowerCase() === key.toLowerCase();
}

/** The problems of applications in the file that the release does not have, one for each. */
function strangers(
  file: ConfigurationFile,
  parts: readonly Part[],
  wanted: readonly WantedValue[],
): InputProblem[] {
  const strange = wanted.filter((value) => !parts.some((part) => isOf(value, part)));
  return [...new Set(strange.map(({ application = '' }) => application))].map((application) => {
    const near = didYouMean(
      application,
      parts.map(({ name }) => name),
    );
    const message = `"${application}" is no application of this release${near && ` (${near})`}`;
    return file.complain([application], message, 'key');
  });
}

function hintFor({ application, element }: WantedValue, { name }: Part): string {
  return application === undefined && element === name
    ? '. With one application, its name is left out of the file'
    : '';
}

/** How each standing of a value is said, for an inspection and for a deployment. */
const SAID: Readonly<Record<Standing, readonly [string, string]>> = {
  other: ['would change', 'changes'],
  secret: ['would set, because ODC never shows a secret', 'sets, because ODC never shows a secret'],
  pending: ['waits for a deployment already', 'waits for a deployment already'],
  deployed: ['is there already', 'is there already'],
};

function describe({ part, stage, entries }: PartEntries, inspectOnly: boolean, run: PlatformRun): void {
  run.log.info(`Configuration of ${part.name} in ${stage}`);
  for (const standing of ['other', 'secret', 'pending', 'deployed'] as const) {
    const names = entries.filter(({ planned }) => standingOf(planned) === standing).map(({ name }) => name);
    if (names.length > 0) run.log.info(`  ${SAID[standing][inspectOnly ? 0 : 1]}: ${names.join(', ')}`);
  }
  const replaced = entries.filter(
    ({ planned }) => isPending(planned.value) && standingOf(planned) === 'other',
  );
  if (replaced.length > 0)
    run.log.warning(
      `${part.name} in ${stage} has values that are not applied yet and that the configuration file replaces: ${formatNames(
        replaced.map(({ name }) => name),
        10,
      )}.`,
    );
}

/** Sets the values of one application that ODC does not have, and checks that it has them then. */
async function setPart(
  odc: Odc,
  { part, place, stage, entries }: PartEntries,
  run: PlatformRun,
): Promise<void> {
  for (const entry of entries) entry.isSet = !isToSet(entry.planned);
  const open = entries.filter(({ isSet }) => !isSet);
  if (open.length === 0) return;
  run.log.info(`Setting ${open.map(({ name }) => name).join(', ')} of ${part.name} in ${stage}`);
  const changes = changesOf(
    open.map(({ planned }) => planned),
    part.revision,
  );
  const after = await explaining('configure', async () => {
    await odc.configure(place, changes, run.signal);
    return odc.configuration(place, part.revision, run.signal);
  });
  for (const entry of open) entry.isSet = hasValue(after, entry.planned);
  const lost = open.filter(({ isSet }) => !isSet);
  if (lost.length === 0) return;
  throw new Halt({
    status: 'failed',
    reason: `ODC accepted values of ${part.name} in ${stage} and shows others: ${formatNames(lost.map(({ name }) => name))}. Nothing was deployed.`,
    advice: 'Look at the configuration of the application in the ODC Portal, then run this again.',
  });
}

/** Whether a configuration has a value now. ODC confirms a secret by its answer alone. */
function hasValue(configuration: Configuration, { element, value, text }: PlannedValue): boolean {
  const wanted = { ...(element && { element: element.key }), name: value.key, text, path: [] };
  const found = planValue(wanted, configuration);
  return !('problem' in found) && standingOf(found) !== 'other';
}

/** The fewest characters of a value that is removed from what ODC answers. */
const SHORTEST_HIDDEN = 4;

/** Adds which values were set. ODC may repeat a value in its answer, which is removed. */
function withProgress(outcome: Outcome, entries: readonly Entry[]): Outcome {
  const named = (wanted: boolean): string =>
    formatNames(
      entries.filter(({ isSet }) => isSet === wanted).map(({ name }) => name),
      20,
    );
  const set = named(true);
  const open = named(false);
  let { reason } = outcome;
  for (const { planned } of entries)
    if (planned.text.length >= SHORTEST_HIDDEN) reason = reason.replaceAll(planned.text, '***');
  const done = set ? `The next deployment applies: ${set}.` : 'No value was set.';
  return { ...outcome, reason: `${reason} ${done}${open ? ` Not set or not confirmed: ${open}.` : ''}` };
}
