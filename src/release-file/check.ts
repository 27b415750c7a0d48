import type * as z from 'zod/mini';
import { secretInputs } from '../definition.ts';
import { oneOf } from '../inputs/types.ts';
import { formatUnexpanded, resolveEscapes } from '../inputs/unexpanded.ts';
import { count } from '../shared/format.ts';
import type { FileProblem, Path } from '../shared/yaml.ts';
import { type FileItem, type ReleaseFile, releaseFile } from './schema.ts';

/**
 * Checks the parsed data against the schema of release files. No message contains a secret. If the only errors are
 * unknown keys and wrong secrets, the result contains the file without them, so that the rest can be checked too.
 */
export function checkShape(data: unknown): {
  readonly file?: ReleaseFile;
  readonly problems: readonly FileProblem[];
} {
  const result = releaseFile.safeParse(data);
  if (result.success) return { file: result.data as ReleaseFile, problems: [] };
  const { issues } = result.error;
  const rest = releaseFile.safeParse(withoutStrangers(data, issues));
  return {
    ...(rest.success && { file: rest.data as ReleaseFile }),
    problems: issues.flatMap((issue) => sayIssue(issue, data)),
  };
}

function withoutStrangers(data: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  const copy = structuredClone(data);
  for (const issue of issues) {
    const path = pathOf(issue);
    const [holder, keys] =
      issue.code === 'unrecognized_keys'
        ? [path, issue.keys]
        : [path.slice(0, -1), path.at(-2) === 'secrets' ? path.slice(-1) : []];
    const found = valueAt(copy, holder);
    if (typeof found === 'object' && found !== null)
      for (const key of keys) Reflect.deleteProperty(found, key);
  }
  return copy;
}

function pathOf(issue: z.core.$ZodIssue): (string | number)[] {
  return issue.path.filter((step) => typeof step !== 'symbol');
}

function sayIssue(issue: z.core.$ZodIssue, data: unknown): readonly FileProblem[] {
  const path = pathOf(issue);
  const last = path.at(-1);
  if (last !== undefined && valueAt(data, path) === undefined)
    return [{ path: path.slice(0, -1), message: `"${last}" is missing` }];
  const subject = last === undefined ? 'the file' : `"${last}"`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        atKey: true,
        message: sayStranger(key, path),
      }));
    case 'invalid_type':
      return [{ path, message: `${subject} must be ${kinds[issue.expected] ?? issue.expected}` }];
    case 'invalid_union':
      return [{ path, message: `${subject} must be a text or a list of texts` }];
    case 'invalid_value':
      return [{ path, message: `${subject} must be ${oneOf(issue.values.map(String))}` }];
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'not_multiple_of':
    case 'too_big':
    case 'too_small':
      return [{ path, message: `${subject} ${issue.message}` }];
  }
}

const kinds: Readonly<Record<string, string>> = {
  object: 'a mapping of names to values',
  record: 'a mapping of names to values',
  array: 'a list',
  string: 'a text',
};

function sayStranger(key: string, path: Path): string {
  const block = path.at(-1);
  if (block === 'inputs' && (secretInputs as readonly string[]).includes(key))
    return `"${key}" is a secret and must not be here: put the name of a secret under \`secrets\``;
  if (block === 'inputs' && key === 'platform')
    return '"platform" is set by the item itself, not by an input';
  if (block === 'inputs') return `there is no input "${key}"`;
  if (block === 'secrets') return `there is no secret input "${key}"`;
  return `"${key}" has no meaning here`;
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Readonly<Record<string | number, unknown>>)[step]
        : undefined,
    data,
  );
}

/**
 * Checks the rules between the parts of a release file: unique names, known needs and environments, no circles, no
 * tokens.
 */
export function checkReferences(file: ReleaseFile): readonly FileProblem[] {
  const environments = file.environments.map(({ name }) => name);
  const items = file.items.map(({ name }) => name);
  return [
    ...duplicates(environments, (at) => ['environments', at, 'name'], 'environment'),
    ...duplicates(items, (at) => ['items', at, 'name'], 'item'),
    ...file.items.flatMap((item, at) => [
      ...checkNeeds(item, at, file),
      ...checkEnvironments(item, at, environments),
    ]),
    ...file.items.flatMap(({ name }, at) => checkName(name, ['items', at, 'name'])),
    ...cycles(file.items),
    ...clearSecrets(file),
  ];
}

/**
 * Checks the name of an item for unexpanded variables. Reading the inputs does not check it, because it is not an
 * input.
 */
function checkName(name: string, path: Path): FileProblem[] {
  const settled = resolveEscapes(name, 'anywhere');
  return 'variable' in settled ? [{ path, message: `"name" ${formatUnexpanded(settled.variable)}` }] : [];
}

function duplicates(names: readonly string[], path: (at: number) => Path, what: string): FileProblem[] {
  return names.flatMap((name, at) =>
    names.indexOf(name) < at ? [{ path: path(at), message: `there is another ${what} "${name}"` }] : [],
  );
}

function checkNeeds(item: FileItem, at: number, { items, environments }: ReleaseFile): FileProblem[] {
  const { needs = [] } = item;
  return [
    ...duplicates(needs, (index) => ['items', at, 'needs', index], 'need of'),
    ...needs.flatMap((need, index): FileProblem[] => {
      const path = ['items', at, 'needs', index];
      const other = items.find(({ name }) => name === need);
      if (other === undefined) return [{ path, message: `there is no item "${need}"` }];
      const missing = environments
        .map(({ name }) => name)
        .filter((name) => goesTo(item, name) && !goesTo(other, name));
      if (missing.length === 0) return [];
      const where = missing.map((name) => `"${name}"`).join(', ');
      return [{ path, message: `"${need}" does not go to ${where}, where "${item.name}" needs it` }];
    }),
  ];
}

/** Whether an item is deployed to an environment. */
export function goesTo({ only }: FileItem, environment: string): boolean {
  return only === undefined || only.includes(environment);
}

function checkEnvironments(item: FileItem, at: number, environments: readonly string[]): FileProblem[] {
  const { only = [], overrides = {} } = item;
  return [
    ...duplicates(only, (index) => ['items', at, 'only', index], 'mention of'),
    ...only.flatMap((name, index) =>
      environments.includes(name)
        ? []
        : [{ path: ['items', at, 'only', index], message: `there is no environment "${name}"` }],
    ),
    ...Object.keys(overrides).flatMap((name): FileProblem[] => {
      const path = ['items', at, 'overrides', name];
      if (!environments.includes(name))
        return [{ path, atKey: true, message: `there is no environment "${name}"` }];
      if (goesTo(item, name)) return [];
      return [{ path, atKey: true, message: `"${item.name}" does not go to "${name}": see its \`only\`` }];
    }),
  ];
}

/** Reports each circle of needs once, at its item that comes first in the file. */
function cycles(items: readonly FileItem[]): FileProblem[] {
  const needsOf = new Map(items.map(({ name, needs = [] }) => [name, needs]));
  const done = new Set<string>();
  const problems: FileProblem[] = [];
  const visit = (name: string, trail: readonly string[]): void => {
    const from = trail.indexOf(name);
    if (from >= 0) {
      const circle = trail.slice(from);
      const at = items.findIndex((item) => circle.includes(item.name));
      const first = circle.indexOf(items[at]?.name ?? '');
      const order = [...circle.slice(first), ...circle.slice(0, first + 1)];
      const path = ['items', at, 'needs'];
      problems.push({ path, message: `circular needs: ${order.join(' → ')}` });
      return;
    }
    if (done.has(name)) return;
    for (const need of needsOf.get(name) ?? []) visit(need, [...trail, name]);
    done.add(name);
  };
  for (const { name } of items) visit(name, []);
  return problems;
}

/** The start of an encoded JSON object, and so of each JSON Web Token. */
const TOKEN_START = 'eyJ';

/** Whether a text contains a JSON Web Token, the format of Appian's API keys and LifeTime's tokens. */
function looksLikeToken(text: string): boolean {
  return text.split(/[^\w.-]/).some((word) => {
    const parts = word.split('.');
    return parts.some((part, at) => {
      const start = part.startsWith(TOKEN_START) ? 0 : part.indexOf(`-${TOKEN_START}`);
      const tail = start === -1 ? 0 : part.length - start - TOKEN_START.length;
      return tail >= 8 && (parts[at + 1] ?? '').length >= 8 && parts[at + 2] !== undefined;
    });
  });
}

/** Finds tokens in plain values, which must not contain secrets. */
function clearSecrets(file: ReleaseFile): FileProblem[] {
  const problems: FileProblem[] = [];
  const search = (value: unknown, path: Path): void => {
    if (typeof value === 'string') {
      if (looksLikeToken(value))
        problems.push({
          path,
          message: 'this looks like a token: replace the token, because it is not secret any more',
        });
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value))
        search(inner, [...path, Array.isArray(value) ? Number(key) : key]);
    }
  };
  search(file, []);
  return problems;
}

/** The maximum number of jobs of a GitHub matrix. */
const MOST_JOBS = 256;

/**
 * Checks that a pipeline can run the stages.
 * @param most the number of stages that the pipeline has jobs for; undefined if unlimited
 */
export function checkStages(
  stages: readonly (readonly unknown[])[],
  most: number | undefined,
): readonly FileProblem[] {
  if (stages.length === 0) return [{ path: ['items'], message: 'no item goes there' }];
  return [
    ...(most !== undefined && stages.length > most
      ? [
          {
            path: [],
            message: `this needs ${count(stages.length, 'stage')}, but the pipeline has jobs for ${most}: add jobs, or plan one environment at a time`,
          },
        ]
      : []),
    ...stages.flatMap((stage, at) =>
      stage.length > MOST_JOBS
        ? [
            {
              path: ['items'],
              message: `stage ${at + 1} has ${count(stage.length, 'deployment')}; a matrix can have ${MOST_JOBS}`,
            },
          ]
        : [],
    ),
  ];
}
