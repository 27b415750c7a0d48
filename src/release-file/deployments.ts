import { type InputName, inputTable, platformsOf, secretInputs } from '../definition.ts';
import { environmentName } from '../inputs/names.ts';
import type { InputProblem } from '../inputs/problems.ts';
import { readInputs } from '../job/read-inputs.ts';
import type { FileProblem, Path } from '../shared/yaml.ts';
import { goesTo } from './check.ts';
import type { FileEnvironment, FileItem, ReleaseFile, Scope } from './schema.ts';

/** A deployment of one item to one environment: a row of the matrix. */
export interface FileDeployment {
  /** `customer-portal → production`. */
  readonly name: string;
  readonly item: string;
  readonly environment: string;
  readonly platform: string;
  /** Starts at 1. */
  readonly stage: number;
  /** The inputs as environment variables that the action and the command read. */
  readonly env: Readonly<Record<string, string>>;
  /** The name of the secret for each secret input. */
  readonly secrets: Readonly<Partial<Record<InputName, string>>>;
}

/**
 * Groups the deployments by stages. All deployments of a stage can run at once, after the stage before. Environments
 * keep the order of the file. In each environment, an item comes after the items that it needs.
 * @param only plans one environment
 */
export function stagesOf(file: ReleaseFile, only?: string): readonly (readonly FileDeployment[])[] {
  const stages: FileDeployment[][] = [];
  for (const environment of file.environments) {
    if (only !== undefined && environment.name !== only) continue;
    const base = stages.length;
    const here = file.items.filter((item) => goesTo(item, environment.name));
    const levels = levelsOf(here);
    for (const item of here) {
      const stage = base + (levels.get(item.name) ?? 0);
      const deployment = { ...mergedFor(file, environment, item), stage: stage + 1 };
      stages[stage] = [...(stages[stage] ?? []), deployment];
    }
  }
  return stages;
}

/** The number of items in the longest chain of needs before each item. The needs must not contain circles. */
function levelsOf(items: readonly FileItem[]): ReadonlyMap<string, number> {
  const levels = new Map<string, number>();
  const level = (name: string): number => {
    const known = levels.get(name);
    if (known !== undefined) return known;
    const needs = items.find((item) => item.name === name)?.needs ?? [];
    const found = Math.max(0, ...needs.map((need) => level(need) + 1));
    levels.set(name, found);
    return found;
  };
  for (const { name } of items) level(name);
  return levels;
}

function mergedFor(
  file: ReleaseFile,
  environment: FileEnvironment,
  item: FileItem,
): Omit<FileDeployment, 'stage'> {
  const { values, secrets } = merge(file, environment, item);
  const env = [...values].map(([name, { text }]) => [environmentName(name), text] as const);
  return {
    name: `${item.name} → ${environment.name}`,
    item: item.name,
    environment: environment.name,
    platform: item.platform,
    env: Object.fromEntries([[environmentName('platform'), item.platform], ...env]),
    secrets,
  };
}

interface Value {
  readonly text: string;
  readonly path: Path;
  /** Set for this platform or this item, so it must apply to the item. */
  readonly aimed: boolean;
}

interface Merged {
  readonly values: ReadonlyMap<string, Value>;
  readonly secrets: Readonly<Partial<Record<InputName, string>>>;
}

/**
 * Merges the inputs of a deployment, from the most general scope to the most specific. An empty text removes an
 * input.
 */
function merge(file: ReleaseFile, environment: FileEnvironment, item: FileItem): Merged {
  const [e, i] = [file.environments.indexOf(environment), file.items.indexOf(item)];
  const scopes: readonly (readonly [Scope | undefined, Path, boolean])[] = [
    [file, [], false],
    [environment, ['environments', e], false],
    [environment[item.platform], ['environments', e, item.platform], true],
    [item, ['items', i], true],
    [ownOf(item.overrides, environment.name), ['items', i, 'overrides', environment.name], true],
  ];
  const path = ['environments', e, 'name'];
  const values = new Map<string, Value>([['environment', { text: environment.name, path, aimed: false }]]);
  const secrets: Partial<Record<InputName, string>> = {};
  for (const [scope, above, aimed] of scopes) {
    for (const [key, value] of Object.entries(scope?.inputs ?? {})) {
      const name = key as InputName;
      if (!aimed && platformsOf(name)?.every((platform) => platform !== item.platform)) continue;
      const text = typeof value === 'string' ? value : value.join('\n');
      values.set(name, { text, path: [...above, 'inputs', name], aimed });
    }
    Object.assign(secrets, scope?.secrets);
  }
  for (const [name, { text }] of values) if (text.trim() === '') values.delete(name);
  return { values, secrets };
}

const secretNames: ReadonlySet<string> = new Set(secretInputs);
const requiredNames: ReadonlySet<string> = new Set(
  inputTable.flatMap(([name, { required }]) => (required ? [name] : [])),
);

function ownOf<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}

/** A placeholder for a secret that the pipeline passes. */
const HANDED_OVER = 'handed-over-by-the-pipeline';

/**
 * Checks the inputs of each deployment, and reports a problem at the place of the input. Files are checked later,
 * during the deployment.
 */
export function checkInputs(file: ReleaseFile): readonly FileProblem[] {
  return file.environments.flatMap((environment) =>
    file.items.flatMap((item, at): readonly FileProblem[] => {
      if (!goesTo(item, environment.name)) return [];
      const { values, secrets } = merge(file, environment, item);
      /** @param implied the secrets that the pipeline passes although the file does not name them */
      const problemsWith = (implied: ReadonlySet<string>): readonly InputProblem[] => {
        const raw = (name: InputName): string => {
          if (name === 'platform') return item.platform;
          if (secretNames.has(name)) return secrets[name] || implied.has(name) ? HANDED_OVER : '';
          return values.get(name)?.text ?? '';
        };
        return readInputs(raw, (name) => (values.get(name)?.aimed ? raw(name) : '')).problems;
      };
      // A required secret is implied, unless the item has credentials of another kind.
      const named = problemsWith(new Set());
      const isComplete = named.every(({ input }) => !requiredNames.has(input) || !secretNames.has(input));
      const problems = isComplete ? named : problemsWith(requiredNames);
      return problems.map(({ input, message }) => {
        const value = values.get(input);
        if (value) return { path: value.path, message: `input "${input}" ${message}` };
        const name = `${item.name} → ${environment.name}`;
        return { path: ['items', at], message: `${name}: input "${input}" ${message}` };
      });
    }),
  );
}
