import { didYouMean } from '../../shared/near-misses.ts';
import type { ConfigurationChanges, ValueChange } from './configurations-api.ts';
import { normalize, typeProblem } from './data-types.ts';
import type { WantedValue } from './wanted.ts';
import type { Configuration, ConfigurationValue } from './wire.ts';

/** The lists of a configuration. The values of the first two have no element that they belong to. */
type List = 'settings' | 'systemConfigurations' | 'timers' | 'integrations' | 'libraries';

/** Where a value is in a configuration. */
interface Slot {
  readonly list: List;
  /** The timer, integration or library; undefined for a setting. */
  readonly element?: { readonly key: string; readonly name: string };
  readonly value: ConfigurationValue & { readonly key: string };
}

/** A value of the file with its place in the configuration of the application. */
export interface PlannedValue extends Slot {
  /** The form that is sent. It may be a secret. */
  readonly text: string;
}

/** The place of a value of the file, or a problem that completes the sentence `… ` with the place in the file. */
type Planned = PlannedValue | { readonly problem: string; readonly atKey?: 'key' };

/** Finds the value that the file means, by the names or keys of the element and of the value. */
export function planValue({ element, name, text }: WantedValue, known: Configuration): Planned {
  const slots = slotsOf(known).filter((slot) => (slot.element === undefined) === (element === undefined));
  const inElement =
    element === undefined ? slots : slots.filter((slot) => slot.element && isCalled(slot.element, element));
  if (element !== undefined && inElement.length === 0) {
    const names = slots.map((slot) => slot.element?.name ?? '');
    return {
      problem: `names no timer, integration or library: "${element}"${near(element, names)}`,
      atKey: 'key',
    };
  }
  const found = inElement.filter(({ value }) => isCalled(value, name));
  const [only] = found;
  if (only === undefined) {
    const names = inElement.map(({ value }) => value.name ?? '');
    const what = element === undefined ? 'names no setting' : `names no value of "${element}"`;
    return { problem: `${what}: "${name}"${near(name, names)}`, atKey: 'key' };
  }
  if (found.length > 1) {
    const keys = found.map((slot) => [slot.element?.key, slot.value.key].filter(Boolean).join(': '));
    return { problem: `is ambiguous: "${name}" is one of ${keys.join(' and ')}; use keys`, atKey: 'key' };
  }
  const dataType = only.value.dataType ?? '';
  const wrong = typeProblem(dataType, text);
  if (wrong !== undefined) return { problem: `the value of "${name}" ${wrong} (${dataType})` };
  return { ...only, text: normalize(dataType, text) };
}

type Named = {
  readonly key?: string | null | undefined;
  readonly name?: string | null | undefined;
};

function isCalled({ key, name }: Named, wanted: string): boolean {
  return name === wanted || key?.toLowerCase() === wanted.toLowerCase();
}

function near(wanted: string, names: readonly string[]): string {
  const question = didYouMean(wanted, names);
  return question && ` (${question})`;
}

type Values = Configuration['settings'];

/** All values of a configuration that have a key. */
function slotsOf(known: Configuration): readonly Slot[] {
  const { settings, systemConfigurations, timers, integrations, libraries } = known;
  return [
    ...alone('settings', settings),
    ...alone('systemConfigurations', systemConfigurations),
    ...(timers ?? []).flatMap(({ configs, ...timer }) => within('timers', timer, configs)),
    ...(integrations ?? []).flatMap(({ configs, ...each }) => within('integrations', each, configs)),
    ...(libraries ?? []).flatMap(({ settings: own, ...library }) => within('libraries', library, own)),
  ];
}

function alone(list: List, values: Values): readonly Slot[] {
  return (values ?? []).flatMap((value) => (hasKey(value) ? [{ list, value }] : []));
}

function within(list: List, { key, name }: Named, values: Values): readonly Slot[] {
  return key ? alone(list, values).map((slot) => ({ ...slot, element: { key, name: name ?? key } })) : [];
}

function hasKey(value: ConfigurationValue): value is Slot['value'] {
  return typeof value.key === 'string' && value.key !== '';
}

/** What ODC has of a value: the running revision has it, it waits for a deployment, or it is another one. */
export type Standing = 'deployed' | 'pending' | 'other' | 'secret';

/** Compares a value of the file with what ODC has. ODC never shows a secret value. */
export function standingOf({ value, text }: PlannedValue): Standing {
  const { dataType, value: next, deployedValue, isSecret } = value;
  if (isSecret) return 'secret';
  const isSame = (shown: string | null | undefined): boolean =>
    normalize(dataType ?? '', shown ?? '') === text;
  if (!isSame(next)) return 'other';
  return isSame(deployedValue) ? 'deployed' : 'pending';
}

/** Whether a value must be sent: ODC has another one, or does not say. */
export function isToSet(planned: PlannedValue): boolean {
  const standing = standingOf(planned);
  return standing === 'other' || standing === 'secret';
}

/** The body that sets these values. @param revision the revision whose configuration was read */
export function changesOf(values: readonly PlannedValue[], revision: number): ConfigurationChanges {
  const change = ({ value, text }: PlannedValue): ValueChange => ({ key: value.key, value: text });
  const plain = (list: List): readonly ValueChange[] =>
    values.filter((each) => each.list === list).map(change);
  const grouped = (list: List): readonly { readonly key: string; readonly own: readonly ValueChange[] }[] => {
    const groups = new Map<string, readonly ValueChange[]>();
    for (const each of values) {
      if (each.list !== list || each.element === undefined) continue;
      groups.set(each.element.key, [...(groups.get(each.element.key) ?? []), change(each)]);
    }
    return [...groups].map(([key, own]) => ({ key, own }));
  };
  const withConfigs = (list: List) => grouped(list).map(({ key, own }) => ({ key, configs: own }));
  const lists = {
    settings: plain('settings'),
    systemConfigurations: plain('systemConfigurations'),
    timers: withConfigs('timers'),
    integrations: withConfigs('integrations'),
    libraries: grouped('libraries').map(({ key, own }) => ({ key, settings: own })),
  };
  const filled = Object.entries(lists).filter(([, list]) => list.length > 0);
  return { revisionBaseline: revision, ...Object.fromEntries(filled) };
}
