import { createHash } from 'node:crypto';
import { type Located, type Path, parseYaml } from '../shared/yaml.ts';
import { readTextFile } from './file.ts';
import {
  createFiller,
  type FillingFacts,
  fillingProblems,
  givenValues,
  unusedWarnings,
  type Variable,
} from './placeholders.ts';
import type { InputProblem } from './problems.ts';
import type { SharedInputs } from './shared.ts';

/** The content of a configuration file: maps, lists and texts. `true` and `1.10` are texts too. */
export type ConfigurationData =
  | string
  | readonly ConfigurationData[]
  | { readonly [name: string]: ConfigurationData };

/** A configuration file in memory. Each platform interprets its data. */
export interface ConfigurationFile {
  readonly path: string;
  /** Changes if the file or `configuration-values` change: hexadecimal. */
  readonly sha256: string;
  /** As written: `fill` each value before it is used. */
  readonly data: ConfigurationData;
  /**
   * Fills `${NAME}` in a value. What it lacks is noted for `findings`; values that no deployment uses need no value.
   * @param place the name of the value in messages
   */
  fill(place: string, text: string): string;
  /** What is wrong with the values that were filled so far, and which of them are secrets. */
  findings(): ConfigurationFindings;
  /** Formats a problem of a place in the file. @param atKey whether the key is wrong and not its value */
  complain(path: Path, message: string, atKey?: 'key'): InputProblem;
}

/** The findings about the values of a configuration file. */
export interface ConfigurationFindings {
  readonly problems: readonly InputProblem[];
  readonly warnings: readonly string[];
  /** Values to mask in all output. */
  readonly secrets: readonly string[];
}

type ConfigurationInputs = Pick<Partial<SharedInputs>, 'configuration-file' | 'configuration-values'>;

const FILE = 'configuration-file';
const VALUES = 'configuration-values';
const EXTENSIONS = ['.yml', '.yaml', '.json'];
/** Size limit, because the file is read into memory. */
const LARGEST_BYTES = 1024 * 1024;
/** The most faults of a file that one message lists. */
const MOST_FAULTS = 20;

/**
 * Reads the file of the input `configuration-file`, once: what is checked is what is sent.
 * @returns undefined if the input is not given
 */
export async function readConfigurationFile(
  inputs: ConfigurationInputs,
  variable: Variable,
): Promise<ConfigurationFile | { readonly problems: readonly InputProblem[] } | undefined> {
  const path = inputs[FILE];
  if (path === undefined)
    return inputs[VALUES] === undefined
      ? undefined
      : { problems: [{ input: VALUES, message: 'needs a `configuration-file` to fill' }] };
  const workspace = variable('GITHUB_WORKSPACE');
  const kind = { what: 'a configuration file', extensions: EXTENSIONS, mostBytes: LARGEST_BYTES };
  const found = await readTextFile(path, kind, workspace);
  if ('problem' in found) return { problems: [{ input: FILE, message: found.problem }] };
  const { file, content } = found.value;
  const text = content.toString('utf8');
  return parseConfiguration({ path: file.path, text, values: inputs[VALUES] ?? {} }, variable);
}

/** The text of a configuration file, with the values that fill it. */
export interface ConfigurationText {
  readonly path: string;
  readonly text: string;
  readonly values: Readonly<Record<string, string | null>>;
}

/** Parses the text of a configuration file. */
export function parseConfiguration(
  { path, text, values }: ConfigurationText,
  variable: Variable,
): ConfigurationFile | { readonly problems: readonly InputProblem[] } {
  const { data, faults, locate, blanks } = parseYaml(text);
  const empty =
    faults.length > 0 ? [] : blanks().map((each) => ({ ...each, message: emptyValue(each.message) }));
  if (faults.length > 0 || empty.length > 0) return { problems: problemsAt(path, [...faults, ...empty]) };
  const filler = createFiller(values, variable);
  return {
    path,
    sha256: createHash('sha256')
      .update(JSON.stringify([text, values]))
      .digest('hex'),
    data: data as ConfigurationData,
    fill(place, written) {
      const own = filler.settle(place, written);
      return own === undefined ? written : filler.expand(own);
    },
    findings: () => findingsOf(filler.facts(), values),
    complain(place, message, atKey) {
      const located = locate([{ path: place, message, ...(atKey && { atKey: true }) }]);
      return { input: FILE, message: located.map((each) => formatPlace(path, each)).join('; ') };
    },
  };
}

function findingsOf(facts: FillingFacts, values: ConfigurationText['values']): ConfigurationFindings {
  return {
    problems: fillingProblems(facts, VALUES).map((message) => ({ input: FILE, message })),
    warnings: unusedWarnings(facts.unused, VALUES, facts.missing),
    secrets: [...givenValues(values), ...facts.secrets],
  };
}

const emptyValue = (key: string): string =>
  `"${key}" has no value: write "" for an empty text, or leave the key out`;

function problemsAt(path: string, located: readonly Located[]): readonly InputProblem[] {
  const shown = located.slice(0, MOST_FAULTS).map((each) => formatPlace(path, each));
  const rest = located.length - shown.length;
  return [...shown, ...(rest > 0 ? [`has ${rest} more problems (${path})`] : [])].map((message) => ({
    input: FILE,
    message,
  }));
}

const formatPlace = (path: string, { line, column, message }: Located): string =>
  `is wrong at ${path}:${line}:${column}: ${message}`;
