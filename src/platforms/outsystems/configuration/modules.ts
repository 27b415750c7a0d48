import type { Found } from '../../../inputs/found.ts';
import { find } from '../names.ts';
import type { KeyAndName } from '../wire.ts';
import type { WantedItem } from './choose.ts';
import type { ItemKind } from './kinds.ts';

/** An item whose address is known. */
export interface Setting {
  /** Kind, item and module, for people. */
  readonly title: string;
  readonly kind: ItemKind;
  readonly module: string;
  readonly key: string;
  /** It may be a secret. */
  readonly value: string;
}

/** A setting, or why there is none: a problem that completes a sentence about the entry in the file. */
export type Placed = { readonly setting: Setting } | { readonly item: WantedItem; readonly problem: string };

/** Finds the module of each item by its key, else by its name. */
export function placeItems(items: readonly WantedItem[], modules: readonly KeyAndName[]): readonly Placed[] {
  return items.map((item) => {
    const { title, kind, key, value } = item;
    const found = moduleOf(item, modules);
    return 'value' in found
      ? { setting: { title, kind, key, value, module: found.value.Key } }
      : { item, problem: found.problem };
  });
}

function moduleOf(
  { moduleKey, moduleName = '' }: WantedItem,
  modules: readonly KeyAndName[],
): Found<KeyAndName> {
  if (moduleKey === undefined) return find('module', moduleName, modules);
  const found = modules.find(({ Key }) => Key.toLowerCase() === moduleKey.toLowerCase());
  return found
    ? { value: found }
    : { problem: `has the ModuleKey of no module of this LifeTime: ${moduleKey}` };
}
