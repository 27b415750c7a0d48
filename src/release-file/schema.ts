import * as z from 'zod/mini';
import { type InputName, inputTable, type PlatformName } from '../definition.ts';
import { platforms } from '../registry.ts';

/**
 * The schema of the release file: what is deployed, where, and in which order. All values are texts after parsing, so
 * that a version `1.10` stays `1.10`.
 */

/** One line that starts and ends with a visible character. */
const NAME = /^\S(?:.{0,98}\S)?$/;
/** The usual format of secret names in pipelines. No token of the platforms has this format. */
const SECRET_NAME = /^[A-Z_][A-Z0-9_]{0,254}$/;

/**
 * Adds a description.
 * @param id creates one shared definition in the JSON Schema
 */
const described = <T extends z.ZodMiniType>(type: T, description: string, id?: string): T =>
  type.check(z.meta({ description, ...(id && { id }) }));

const name = (description: string) =>
  described(
    z.string().check(z.regex(NAME, 'must be a name of one line, of at most 100 characters')),
    description,
  );

/** The inputs that a release file sets by their names. `platform` is a property of the item instead. */
const plainInputs = inputTable.filter(([input, { secret }]) => !secret && input !== 'platform');

const inputs = described(
  z.strictObject(
    Object.fromEntries(
      plainInputs.map(([input, { about }]) => [
        input,
        z.optional(described(z.union([z.string(), z.array(z.string())]), about)),
      ]),
    ),
  ),
  'Inputs by name. The more specific value takes precedence.',
  'inputs',
);

const secrets = described(
  z.strictObject(
    Object.fromEntries(
      inputTable
        .filter(([, { secret }]) => secret)
        .map(([input, { about }]) => [
          input,
          z.optional(
            described(
              z
                .string()
                .check(
                  z.regex(
                    SECRET_NAME,
                    'must be the name of a secret or of an environment variable, such as APPIAN_API_KEY, and never its value',
                  ),
                ),
              `Name of the secret. ${about}`,
            ),
          ),
        ]),
    ),
  ),
  'Names of secrets or of environment variables, never their values.',
  'secrets',
);

const scope = { inputs: z.optional(inputs), secrets: z.optional(secrets) };
const scoped = (description: string) => z.optional(described(z.strictObject(scope), description));

const perPlatform = Object.fromEntries(
  platforms.map(({ name: platform, title }) => [
    platform,
    scoped(`For the ${title} items in this environment.`),
  ]),
);
const platformNames = platforms.map(({ name: platform }) => platform);

const environment = z.strictObject({
  name: name('Name of the environment: the input `environment`, unless an input says otherwise.'),
  ...scope,
  ...perPlatform,
});

const item = z.strictObject({
  name: name('Its name in this file and in the names of its deployments.'),
  platform: described(z.enum(platformNames), 'The platform of the item.'),
  ...scope,
  needs: z.optional(
    described(z.array(z.string()), 'Items that must be deployed in the same environment before this one.'),
  ),
  only: z.optional(
    described(
      z.array(z.string()).check(z.minLength(1, 'must name an environment')),
      'The environments to deploy to. Default: all.',
    ),
  ),
  overrides: z.optional(
    described(z.record(z.string(), z.strictObject(scope)), 'Differences in an environment, by its name.'),
  ),
});

/** The schema of a parsed release file. */
export const releaseFile = z.strictObject({
  ...scope,
  environments: described(
    z.array(environment).check(z.minLength(1, 'must list an environment')),
    'In the order of promotion: an environment starts after the one before it is complete.',
  ),
  items: described(
    z.array(item).check(z.minLength(1, 'must list an item')),
    'The packages and applications of the release.',
  ),
});

/** Inputs, and the names of secrets for secret inputs, as a part of a release file sets them. */
type Scope = {
  readonly inputs?: Readonly<Partial<Record<InputName, string | readonly string[]>>>;
  readonly secrets?: Readonly<Partial<Record<InputName, string>>>;
};
/** An environment of a release file, with inputs for all its items or for those of one platform. */
export type FileEnvironment = Scope & { readonly name: string } & Readonly<
    Partial<Record<PlatformName, Scope>>
  >;
/** An item of a release file: a package or an application. */
export type FileItem = Scope & {
  readonly name: string;
  readonly platform: PlatformName;
  /** The names of the items that must be deployed to the same environment before this one. */
  readonly needs?: readonly string[];
  /** The environments that the item is deployed to; undefined means all. */
  readonly only?: readonly string[];
  /** The inputs that differ in an environment, by its name. */
  readonly overrides?: Readonly<Record<string, Scope>>;
};
/** A release file after parsing. */
export type ReleaseFile = Scope & {
  readonly environments: readonly FileEnvironment[];
  readonly items: readonly FileItem[];
};
export type { Scope };

/**
 * The JSON Schema for editors. In an editor, `true` and `2` are not texts, so it also accepts booleans and numbers.
 */
export function jsonSchema(): unknown {
  const types = new Map(plainInputs.map(([input, { type }]) => [input, type]));
  return {
    title: 'Release file of lowcode-deploy',
    ...z.toJSONSchema(releaseFile, {
      io: 'input',
      override({ jsonSchema: made, path }) {
        const input = path.at(-1) as InputName;
        if (path.at(-2) !== 'properties' || path.at(-4) === 'secrets' || made.anyOf === undefined) return;
        const { words, many } = types.get(input) ?? {};
        delete made.anyOf;
        if (words?.includes('true')) made.type = 'boolean';
        else if (words) made.enum = [...words];
        else {
          made.anyOf = [
            { type: ['string', 'number'] },
            ...(many ? [{ type: 'array' as const, items: { type: 'string' as const } }] : []),
          ];
        }
      },
    }),
  };
}
