import { commonInputs } from './inputs/common.ts';
import { commonOutputs } from './inputs/outputs.ts';
import { sharedInputs } from './inputs/shared.ts';
import type { InputDefinition, InputTable, InputType, ValuesOf } from './inputs/types.ts';
import * as types from './inputs/types.ts';
import { platforms, trackers } from './registry.ts';

/**
 * The single definition of all inputs and outputs: the common ones, and those of each platform and tracker.
 * `action.yml`, the tables in the documentation, `--help`, completion, the schema of release files and the parser are
 * derived from it.
 */

type Platform = (typeof platforms)[number];
type Tracker = (typeof trackers)[number];
type Intersection<U> = (U extends unknown ? (part: U) => void : never) extends (whole: infer I) => void
  ? I
  : never;
type Merged<U> = { readonly [K in keyof Intersection<U>]: Intersection<U>[K] };

/** The name of a platform, as a value of the input `platform`. */
export type PlatformName = Platform['name'];

type PlatformInput = {
  readonly platform: {
    readonly type: InputType<PlatformName>;
    readonly required: true;
    readonly about: string;
  };
};

type Tables = PlatformInput &
  typeof commonInputs &
  typeof sharedInputs &
  Merged<Platform['inputs']> &
  Merged<Tracker['inputs']>;

/** The name of an input. */
export type InputName = keyof Tables;

/** The values of the inputs, by their names. */
export type Inputs = ValuesOf<Tables>;

/** The names of all platforms. */
export const platformNames: readonly PlatformName[] = platforms.map(({ name }) => name);

const platform: InputDefinition = {
  type: types.word(...platformNames),
  required: true,
  about: `What the application runs on: ${types.oneOf(platforms.map(({ name, about }) => `\`${name}\`${about && ` (${about})`}`))}.`,
};

/** The general description, followed by the additions of the platforms. */
function aboutOf(name: string, { about }: InputDefinition): string {
  const added = platforms.flatMap(({ title, texts }) => {
    const text: string | undefined = Object.entries(texts).find(([input]) => input === name)?.[1];
    return text === undefined ? [] : [`${title}: ${text}`];
  });
  return [about, ...added].join(' ');
}

/** A run needs no descriptions, so they are put together when they are asked for. */
function described(table: InputTable): InputTable {
  return Object.fromEntries(
    Object.entries(table).map(([name, definition]) => [
      name,
      {
        ...definition,
        get about() {
          return aboutOf(name, definition);
        },
      },
    ]),
  );
}

/** Every input, by its name. */
export const inputs: Readonly<Record<InputName, InputDefinition>> = {
  platform,
  ...described(commonInputs),
  ...described(sharedInputs),
  ...merged(platforms),
  ...merged(trackers),
} as Record<InputName, InputDefinition>;

function merged(owners: readonly { readonly inputs: InputTable }[]): InputTable {
  return Object.fromEntries(owners.flatMap(({ inputs: own }) => Object.entries(own)));
}

/** The same table as a list, for code that iterates over all inputs. */
export const inputTable = Object.entries(inputs) as readonly (readonly [InputName, InputDefinition])[];

/** The names of all inputs. */
export const inputNames: readonly InputName[] = inputTable.map(([name]) => name);

/** The names of the secret inputs. */
export const secretInputs: readonly InputName[] = inputTable.flatMap(([name, { secret }]) =>
  secret ? [name] : [],
);

/**
 * The platforms that an input applies to.
 * @returns undefined if it applies to all in the same way
 */
export function platformsOf(name: InputName): readonly PlatformName[] | undefined {
  const own = platforms.filter((each) => Object.hasOwn(each.inputs, name));
  if (own.length > 0) return own.map((each) => each.name);
  if (!Object.hasOwn(sharedInputs, name)) return undefined;
  return platforms.filter(({ shared }) => shared.some((each) => each === name)).map((each) => each.name);
}

/** The heading of an input in tables: every platform, some platforms, or the tracker that it belongs to. */
export function groupOf(name: InputName): string {
  const tracker = trackers.find((each) => Object.hasOwn(each.inputs, name));
  if (tracker) return tracker.title;
  const owners = platformsOf(name);
  if (owners === undefined) return 'Every platform';
  return platforms.flatMap((each) => (owners.includes(each.name) ? [each.title] : [])).join(' and ');
}

function outputAbout(name: string, about: string): string {
  const added = platforms.flatMap(({ title, outputTexts }) =>
    outputTexts[name] === undefined ? [] : [`${title}: ${outputTexts[name]}`],
  );
  return [about, ...added].join(' ');
}

const recordOutputs = trackers.flatMap(({ recordOutput }) =>
  recordOutput ? [[recordOutput.name, recordOutput.about] as const] : [],
);

const trackersOutput = `JSON object with a key for each tracker (${trackers.map(({ name }) => `\`${name}\``).join(', ')}): what became of its \`started\` and \`ended\` record: \`sent\`, \`failed\` or \`skipped\`.`;

/** The descriptions of all outputs, by their names. */
export const outputs: Readonly<Record<string, string>> = Object.fromEntries(
  [...Object.entries(commonOutputs), ...recordOutputs, ['trackers', trackersOutput] as const].map(
    ([name, about]) => [name, outputAbout(name, about)],
  ),
);
