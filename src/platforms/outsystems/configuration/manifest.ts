import type { ConfigurationData, ConfigurationFile } from '../../../inputs/configuration-file.ts';
import type { InputProblem } from '../../../inputs/problems.ts';
import { oneOf } from '../../../inputs/types.ts';
import { didYouMean } from '../../../shared/near-misses.ts';
import { isKey } from '../wire.ts';
import { type ItemKind, isItemKind, itemKinds } from './kinds.ts';

/** A value of an item for one environment, as it is written in the file. */
export interface ItemValue {
  readonly environmentKey?: string;
  readonly environmentName?: string;
  readonly written: string;
}

/** One entry of `ConfigurationItems`. */
export interface ManifestItem {
  /** Kind, item and module, for people. */
  readonly title: string;
  readonly kind: ItemKind;
  readonly moduleKey?: string;
  readonly moduleName?: string;
  readonly key: string;
  readonly values: readonly ItemValue[];
  /** Its place in the file. */
  readonly at: readonly (string | number)[];
}

/** Another name of an environment, from `EnvironmentDefinitions`. */
export interface EnvironmentLabel {
  readonly label: string;
  readonly key?: string;
  readonly name?: string;
}

/** The parts of a pipeline manifest that concern configuration values. */
export interface Manifest {
  readonly items: readonly ManifestItem[];
  readonly labels: readonly EnvironmentLabel[];
}

type Fields = Readonly<Record<string, ConfigurationData>>;

/** What is wrong at a place in the manifest. */
interface Fault {
  readonly at: ManifestItem['at'];
  readonly message: string;
}

const faultAt = (at: Fault['at'], message: string): { readonly faults: readonly Fault[] } => ({
  faults: [{ at, message }],
});

const ITEMS = 'ConfigurationItems';
const DEFINITIONS = 'EnvironmentDefinitions';

/**
 * Reads `ConfigurationItems` and `EnvironmentDefinitions` of a pipeline manifest. Other parts of the manifest are
 * ignored.
 * https://github.com/OutSystems/outsystems-pipeline
 */
export function readManifest(
  file: Pick<ConfigurationFile, 'data' | 'complain'>,
): Manifest & { readonly problems: readonly InputProblem[] } {
  const root = fieldsOf(file.data);
  const found = root?.[ITEMS];
  if (!Array.isArray(found)) {
    const message = `needs a list \`${ITEMS}\`, as a pipeline manifest has it, of ModuleKey or ModuleName, ConfigurationItemKey, ConfigurationItemType and Values`;
    const problem = file.complain(found === undefined ? [] : [ITEMS], message);
    return { items: [], labels: [], problems: [problem] };
  }
  const read = (found as readonly ConfigurationData[]).map((data, at) => readItem(data, [ITEMS, at]));
  const items = read.flatMap(({ item }) => item ?? []);
  const faults = [...read.flatMap((each) => each.faults), ...repeatedIn(items)];
  const problems = faults.map(({ at, message }) => file.complain(at, message));
  return { items, labels: readLabels(root?.[DEFINITIONS]), problems };
}

function repeatedIn(items: readonly ManifestItem[]): readonly Fault[] {
  const repeated = items.filter((item) => items.find((each) => isSameItem(each, item)) !== item);
  return repeated.map(({ at, title }) => ({ at, message: `sets ${title}, which an earlier entry sets` }));
}

/** Two entries with one key in one module set the same value, whatever their names are. */
function isSameItem(one: ManifestItem, other: ManifestItem): boolean {
  if (one.kind !== other.kind || one.key !== other.key) return false;
  return one.moduleKey !== undefined && other.moduleKey !== undefined
    ? one.moduleKey === other.moduleKey
    : one.moduleName === other.moduleName;
}

/** An item as far as it could be read, and what is wrong with it. */
interface ReadItem {
  readonly item?: ManifestItem;
  readonly faults: readonly Fault[];
}

function readItem(data: ConfigurationData, at: Fault['at']): ReadItem {
  const fields = fieldsOf(data);
  if (fields === undefined) return faultAt(at, 'must be an item with its Values');
  const kind = textOf(fields, 'ConfigurationItemType') ?? '';
  const key = textOf(fields, 'ConfigurationItemKey');
  const moduleKey = textOf(fields, 'ModuleKey');
  const moduleName = textOf(fields, 'ModuleName');
  const name = textOf(fields, 'ConfigurationItemName') ?? key;
  if (!isItemKind(kind)) {
    const known = Object.keys(itemKinds);
    const question = didYouMean(kind, known);
    const near = question ? ` (${question})` : '';
    return faultAt([...at, 'ConfigurationItemType'], `must be ${oneOf(known)}${near}`);
  }
  if (key === undefined || !isKey(key))
    return faultAt(
      [...at, 'ConfigurationItemKey'],
      'must be the key of the item, which LifeTime cannot be asked for: take it from the manifest of the Trigger Pipeline plug-in',
    );
  if ((moduleKey ?? moduleName) === undefined) return faultAt(at, 'needs `ModuleKey` or `ModuleName`');
  if (moduleKey !== undefined && !isKey(moduleKey))
    return faultAt([...at, 'ModuleKey'], 'must be the key of a module in LifeTime');
  const written = fields['Values'];
  if (!Array.isArray(written))
    return faultAt([...at, 'Values'], 'must be a list of EnvironmentKey or EnvironmentName with TargetValue');
  const values = (written as readonly ConfigurationData[]).map(readValue);
  const item: ManifestItem = {
    title: `${itemKinds[kind].title} ${name} of ${moduleName ?? moduleKey}`,
    kind,
    key,
    values: values.flatMap((value) => value ?? []),
    at,
    ...(moduleKey !== undefined && { moduleKey }),
    ...(moduleName !== undefined && { moduleName }),
  };
  const incomplete = [...values.keys()].filter((index) => values[index] === undefined);
  const message = 'needs `TargetValue`, and `EnvironmentKey` or `EnvironmentName`';
  return { item, faults: incomplete.map((index) => ({ at: [...at, 'Values', index], message })) };
}

/** Returns the value of one environment; undefined if it is incomplete. */
function readValue(data: ConfigurationData): ItemValue | undefined {
  const fields = fieldsOf(data) ?? {};
  const written = fields['TargetValue'];
  const environmentKey = textOf(fields, 'EnvironmentKey');
  const environmentName = textOf(fields, 'EnvironmentName') ?? textOf(fields, 'EnvironmentLabel');
  if (typeof written !== 'string' || (environmentKey ?? environmentName) === undefined) return undefined;
  return {
    written,
    ...(environmentKey !== undefined && { environmentKey }),
    ...(environmentName !== undefined && { environmentName }),
  };
}

function readLabels(data: ConfigurationData | undefined): readonly EnvironmentLabel[] {
  const list = Array.isArray(data) ? (data as readonly ConfigurationData[]) : [];
  return list.flatMap((each) => {
    const fields = fieldsOf(each) ?? {};
    const label = textOf(fields, 'EnvironmentLabel');
    const key = textOf(fields, 'EnvironmentKey');
    const name = textOf(fields, 'EnvironmentName');
    return label === undefined
      ? []
      : { label, ...(key !== undefined && { key }), ...(name !== undefined && { name }) };
  });
}

function fieldsOf(data: ConfigurationData | undefined): Fields | undefined {
  return typeof data === 'object' && !Array.isArray(data) ? (data as Fields) : undefined;
}

/** A text that is not empty. */
function textOf(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
