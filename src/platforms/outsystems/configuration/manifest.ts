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
type Complain = (at: ManifestItem['at'], message: string) => undefined;

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
  const problems: InputProblem[] = [];
  const complain: Complain = (at, message) => void problems.push(file.complain(at, message));
  const root = fieldsOf(file.data);
  const found = root?.[ITEMS];
  if (!Array.isArray(found)) {
    complain(
      found === undefined ? [] : [ITEMS],
      `needs a list \`${ITEMS}\`, as a pipeline manifest has it, of ModuleKey or ModuleName, ConfigurationItemKey, ConfigurationItemType and Values`,
    );
    return { items: [], labels: [], problems };
  }
  const items = (found as readonly ConfigurationData[]).flatMap(
    (data, at) => readItem(data, [ITEMS, at], complain) ?? [],
  );
  for (const item of items) {
    const first = items.find((each) => isSameItem(each, item));
    if (first !== item && first) complain(item.at, `sets ${item.title}, which an earlier entry sets`);
  }
  return { items, labels: readLabels(root?.[DEFINITIONS]), problems };
}

/** Two entries with one key in one module set the same value, whatever their names are. */
function isSameItem(one: ManifestItem, other: ManifestItem): boolean {
  if (one.kind !== other.kind || one.key !== other.key) return false;
  return one.moduleKey !== undefined && other.moduleKey !== undefined
    ? one.moduleKey === other.moduleKey
    : one.moduleName === other.moduleName;
}

function readItem(
  data: ConfigurationData,
  at: ManifestItem['at'],
  complain: Complain,
): ManifestItem | undefined {
  const fields = fieldsOf(data);
  if (fields === undefined) return complain(at, 'must be an item with its Values');
  const kind = textOf(fields, 'ConfigurationItemType') ?? '';
  const key = textOf(fields, 'ConfigurationItemKey');
  const moduleKey = textOf(fields, 'ModuleKey');
  const moduleName = textOf(fields, 'ModuleName');
  const name = textOf(fields, 'ConfigurationItemName') ?? key;
  if (!isItemKind(kind)) {
    const known = Object.keys(itemKinds);
    const question = didYouMean(kind, known);
    const near = question ? ` (${question})` : '';
    return complain([...at, 'ConfigurationItemType'], `must be ${oneOf(known)}${near}`);
  }
  if (key === undefined || !isKey(key))
    return complain(
      [...at, 'ConfigurationItemKey'],
      'must be the key of the item, which LifeTime cannot be asked for: take it from the manifest of the Trigger Pipeline plug-in',
    );
  if ((moduleKey ?? moduleName) === undefined) return complain(at, 'needs `ModuleKey` or `ModuleName`');
  if (moduleKey !== undefined && !isKey(moduleKey))
    return complain([...at, 'ModuleKey'], 'must be the key of a module in LifeTime');
  const values = readValues(fields['Values'], [...at, 'Values'], complain);
  if (values === undefined) return undefined;
  return {
    title: `${itemKinds[kind].title} ${name} of ${moduleName ?? moduleKey}`,
    kind,
    key,
    values,
    at,
    ...(moduleKey !== undefined && { moduleKey }),
    ...(moduleName !== undefined && { moduleName }),
  };
}

function readValues(
  data: ConfigurationData | undefined,
  at: ManifestItem['at'],
  complain: Complain,
): readonly ItemValue[] | undefined {
  if (!Array.isArray(data))
    return complain(at, 'must be a list of EnvironmentKey or EnvironmentName with TargetValue');
  return (data as readonly ConfigurationData[]).flatMap((each, index) => {
    const fields = fieldsOf(each) ?? {};
    const written = fields['TargetValue'];
    const environmentKey = textOf(fields, 'EnvironmentKey');
    const environmentName = textOf(fields, 'EnvironmentName') ?? textOf(fields, 'EnvironmentLabel');
    if (typeof written !== 'string' || (environmentKey ?? environmentName) === undefined)
      return complain([...at, index], 'needs `TargetValue`, and `EnvironmentKey` or `EnvironmentName`') ?? [];
    return {
      written,
      ...(environmentKey !== undefined && { environmentKey }),
      ...(environmentName !== undefined && { environmentName }),
    };
  });
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
