import type { ConfigurationFile } from '../../../inputs/configuration-file.ts';
import type { InputProblem } from '../../../inputs/problems.ts';
import type { NamedEntity } from '../names.ts';
import type { EnvironmentLabel, ItemValue, Manifest, ManifestItem } from './manifest.ts';

/** An item with its value for the target. The value may be a secret. */
export interface WantedItem extends Omit<ManifestItem, 'values'> {
  readonly value: string;
}

/** The items of a manifest for one target, and what is wrong with them. */
export interface WantedItems {
  readonly items: readonly WantedItem[];
  readonly problems: readonly InputProblem[];
}

/**
 * Fills the values that may be those of the target, while only the input `environment` is known: it may be a key, a
 * name or a label.
 * @returns the filled values
 */
export function fillPossible(
  file: Pick<ConfigurationFile, 'fill'>,
  { items, labels }: Manifest,
  environment: string,
): readonly string[] {
  const target = { Key: environment, Name: environment };
  const names = new Set([environment, ...labelsOf(labels, target)]);
  const isPossible = ({ environmentKey, environmentName = '' }: ItemValue): boolean =>
    environmentKey === environment || names.has(environmentName);
  return items.flatMap(({ title, values }) =>
    values.filter(isPossible).map(({ written }) => file.fill(title, written)),
  );
}

/**
 * Chooses the items that have a value for the target, and fills the values. An environment is found by its key; without
 * a key, by its name or label, exactly. Items without a value for it are left out.
 */
export function chooseItems(
  file: Pick<ConfigurationFile, 'fill' | 'complain'>,
  { items, labels }: Manifest,
  target: NamedEntity,
): WantedItems {
  const names = [target.Name, ...labelsOf(labels, target)];
  const problems: InputProblem[] = [];
  const wanted = items.flatMap(({ values, ...item }): readonly WantedItem[] => {
    const own = values.filter((value) => isOf(value, target.Key, names));
    const [only] = own;
    if (own.length > 1) problems.push(file.complain(item.at, `has ${own.length} values for ${target.Name}`));
    return only === undefined ? [] : [{ ...item, value: file.fill(item.title, only.written) }];
  });
  return { items: wanted, problems };
}

function labelsOf(labels: readonly EnvironmentLabel[], target: NamedEntity): readonly string[] {
  return labels.flatMap(({ label, key, name }) =>
    (key === undefined ? name === target.Name : key === target.Key) ? [label] : [],
  );
}

function isOf(
  { environmentKey, environmentName }: ItemValue,
  key: string,
  names: readonly string[],
): boolean {
  return environmentKey === undefined ? names.includes(environmentName ?? '') : environmentKey === key;
}
