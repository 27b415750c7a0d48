import { HttpFailure } from '../../../http/failure.ts';
import type { Redactor } from '../../../http/redact.ts';
import type { ConfigurationFile } from '../../../inputs/configuration-file.ts';
import { formatProblems, type InputProblem, invalidInputs } from '../../../inputs/problems.ts';
import { FOLLOW_UPS_MS } from '../../../release/budgets.ts';
import { Halt, type Outcome } from '../../../release/outcome.ts';
import type {
  ConfigurationItem,
  FollowUp,
  FollowUpReport,
  FollowUpRun,
  PlatformRun,
} from '../../../release/platform.ts';
import { count, formatNames } from '../../../shared/format.ts';
import type { LifeTime } from '../client.ts';
import { explaining } from '../explain.ts';
import { find, type NamedEntity } from '../names.ts';
import { chooseItems } from './choose.ts';
import { explainFailure, explainRefusal, RUN_AGAIN, type Unset } from './explain.ts';
import { readManifest } from './manifest.ts';
import { placeItems, type Setting } from './modules.ts';
import { formatProgress, formatSaved, itemsOf, type Progress, parseSaved } from './progress.ts';
import type { Properties } from './properties.ts';

/** The dependencies of a `Configurator`. */
export interface ConfiguratorOptions {
  readonly lifetime: Pick<LifeTime, 'environments' | 'modules'>;
  readonly properties: Properties;
  readonly file: ConfigurationFile;
  /** The input `environment`, for a process that has not prepared or joined the deployment. */
  readonly environment: string | undefined;
  /** Whether the deployment may create modules that LifeTime does not know before. */
  readonly bringsModules: boolean;
  readonly inspects: boolean;
  readonly redact: Pick<Redactor, 'hide'>;
}

/** The settings for a target, and what is wrong with the others. */
interface Planned {
  readonly settings: readonly Setting[];
  readonly problems: readonly InputProblem[];
}

/** Sets the configuration values of a release in its target, after the deployment. Sends nothing until it is used. */
export class Configurator implements FollowUp {
  readonly name = 'configuration';
  readonly failure = 'failed';
  readonly isRepeatable = true;
  readonly #options: ConfiguratorOptions;
  #target: NamedEntity | undefined;
  #settings: readonly Setting[] = [];
  /** How many of the settings are set. */
  #set = 0;
  #isChecked = false;

  constructor(options: ConfiguratorOptions) {
    this.#options = options;
  }

  /**
   * Checks all items before anything is created.
   * @throws Halt with all problems
   */
  async check(target: NamedEntity, run: PlatformRun): Promise<void> {
    const { bringsModules, inspects } = this.#options;
    this.#target = target;
    const which = bringsModules ? 'known' : 'all';
    const { settings, problems } = await explaining('resolve', () =>
      planFor(this.#options, target, run, which),
    );
    if (problems.length > 0) throw new Halt(invalidInputs(problems, 'nothing was created'));
    this.#settings = settings;
    this.#isChecked = !bringsModules;
    if (settings.length === 0) return;
    const names = formatNames(this.#names(), MOST_NAMES);
    const what = `${count(settings.length, 'configuration value')} ${inspects ? 'would be' : 'will be'} set`;
    run.log.info(`  ${what} in ${target.Name} after the deployment: ${names}.`);
  }

  /** Notes the target of a deployment that another process has started. */
  aimAt(target: NamedEntity): void {
    this.#target = target;
  }

  /** The values by their names, and whether each is set. */
  items(): readonly ConfigurationItem[] {
    return itemsOf(this.#progress());
  }

  budgetMs(leftMs: number): number {
    return Math.max(leftMs, FOLLOW_UPS_MS.least);
  }

  describe(saved?: string): string {
    return formatProgress(this.#known(saved));
  }

  report(saved?: string): FollowUpReport {
    const configuration = itemsOf(this.#known(saved) ?? this.#progress());
    return configuration.length > 0 ? { configuration } : {};
  }

  async run(run: FollowUpRun): Promise<Outcome | undefined> {
    const saved = parseSaved(run.progress);
    if (saved && saved.file !== this.#progress().file) return failed(CHANGED, formatProgress(saved));
    try {
      this.#target ??= await targetOf(this.#options, saved, run);
      const unplanned = await this.#plan(this.#target, run);
      if (unplanned) return unplanned;
    } catch (error) {
      if (error instanceof HttpFailure || error instanceof NoTarget)
        return failed({ reason: error.message, advice: AGAIN }, formatProgress(saved));
      throw error;
    }
    this.#set = Math.min(saved?.set ?? 0, this.#settings.length);
    return this.#setAll(this.#target, run);
  }

  /** Plans the settings, unless `check` has done so. */
  async #plan(target: NamedEntity, run: PlatformRun): Promise<Outcome | undefined> {
    if (this.#isChecked) return undefined;
    const { settings, problems } = await planFor(this.#options, target, run, 'all');
    if (problems.length > 0)
      return failed({ reason: formatProblems(problems).join(' '), advice: AGAIN }, formatProgress(undefined));
    this.#settings = settings;
    return undefined;
  }

  /** Sets the values that are not set yet, in their order. The first failure stops the rest. */
  async #setAll({ Key, Name }: NamedEntity, run: FollowUpRun): Promise<Outcome | undefined> {
    const all = this.#settings;
    if (all.length > 0) run.log.info(`Setting ${count(all.length, 'configuration value')} in ${Name}`);
    for (const setting of all.slice(this.#set)) {
      run.save(formatSaved(this.#progress()));
      const unset = await setOne(this.#options.properties, setting, Key, run.signal);
      run.log.info(`  ${setting.title}: ${unset ? 'not ' : ''}set`);
      if (unset) {
        const reason = `"${setting.title}" could not be set in ${Name}: ${unset.reason}`;
        return failed({ ...unset, reason }, formatProgress(this.#progress()));
      }
      this.#set += 1;
    }
    return undefined;
  }

  #names(): readonly string[] {
    return this.#settings.map(({ title }) => title);
  }

  #progress(): Progress {
    return {
      target: this.#target?.Key ?? '',
      file: this.#options.file.sha256.slice(0, 16),
      set: this.#set,
      total: this.#settings.length,
      names: this.#names(),
    };
  }

  /** How far this process came, else the one that saved its progress. */
  #known(saved: string | undefined): Progress | undefined {
    return this.#settings.length > 0 ? this.#progress() : parseSaved(saved);
  }
}

/** Thrown if the target of a process that completes the work of another one is not known. */
class NoTarget extends Error {}

/** Finds the target of a process that completes the work of another one. */
async function targetOf(
  { lifetime, environment = '' }: ConfiguratorOptions,
  saved: Progress | undefined,
  { signal }: FollowUpRun,
): Promise<NamedEntity> {
  const found = find('environment', saved?.target ?? environment, await lifetime.environments(signal));
  if ('problem' in found) throw new NoTarget(`The target is not known: it ${found.problem}.`);
  return found.value;
}

/**
 * Plans the settings for a target. The modules are looked up once.
 * @throws HttpFailure
 * @param which `known`: items of modules that LifeTime does not know yet are left out
 */
async function planFor(
  { file, lifetime, redact }: ConfiguratorOptions,
  target: NamedEntity,
  run: PlatformRun,
  which: 'all' | 'known',
): Promise<Planned> {
  const { items, problems } = chooseItems(file, readManifest(file), target);
  const { problems: unfilled, secrets } = file.findings();
  redact.hide(unfilled.length > 0 ? secrets : [...secrets, ...items.map(({ value }) => value)]);
  if (items.length === 0) {
    run.log.warning(`\`configuration-file\` has no value for ${target.Name}: no value is set. ${EXACTLY}`);
    return { settings: [], problems: [...problems, ...unfilled] };
  }
  const modules = await lifetime.modules(run.signal);
  const placed = placeItems(items, modules);
  const lost = placed.flatMap((each) => ('problem' in each ? [each] : []));
  const unknown = which === 'all' ? lost.map(({ item, problem }) => file.complain(item.at, problem)) : [];
  return {
    settings: placed.flatMap((each) => ('setting' in each ? [each.setting] : [])),
    problems: [...problems, ...unfilled, ...unknown],
  };
}

/** Sets one value. Returns undefined if the server confirms it. */
async function setOne(
  properties: Properties,
  setting: Setting,
  environment: string,
  signal: AbortSignal,
): Promise<Unset | undefined> {
  try {
    const refusal = await properties.set(setting, environment, signal);
    return refusal === undefined ? undefined : explainRefusal(refusal, setting.value);
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    return explainFailure(error, setting.value);
  }
}

function failed({ reason, advice }: Unset, done: string): Outcome {
  return {
    status: 'failed',
    reason: `The version is in the environment, but its configuration is incomplete. ${reason} ${done}`,
    advice,
  };
}

/** So many names are listed in a sentence. */
const MOST_NAMES = 50;
const EXACTLY = 'Its entries are found by the key of the environment, else by its exact name or label.';
const AGAIN =
  'Correct it, then run this again: it sets all values, and deploys nothing that is there already.';
const CHANGED: Unset = {
  reason:
    'The configuration file or its values have changed since the run was stopped, so nothing more was set.',
  advice: RUN_AGAIN,
};
