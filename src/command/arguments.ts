import { readFileSync } from 'node:fs';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type CiName, ciNames, type ProcessVariables } from '../ci/ci.ts';
import { type InputName, inputNames, inputTable, secretInputs } from '../definition.ts';
import { environmentName, unknownVariables } from '../inputs/names.ts';
import { formatProblems } from '../inputs/problems.ts';
import { textProblem } from '../inputs/text.ts';
import { oneOf } from '../inputs/types.ts';
import { unknownVariable } from '../inputs/unknown-variables.ts';
import { messageOf } from '../shared/format.ts';
import { didYouMean } from '../shared/near-misses.ts';
import { flagsOf, ownFlags, type Shell, shells, type Verb, verbs, verbTable } from './verbs.ts';

/** The parsed arguments of the command. */
export interface Arguments {
  readonly verb: Verb;
  /** The user's text for an input: its flag or file, else its environment variable, else an empty text. */
  readonly raw: (name: InputName) => string;
  /** The same without environment variables. */
  readonly given: (name: InputName) => string;
  /** Whether the result goes to standard output as JSON, and the log to standard error. */
  readonly json: boolean;
  /** Whether each request is printed. */
  readonly debug: boolean;
  /** For `demo`: the scenario, and whether the scenarios are listed. */
  readonly scenario: string;
  readonly list: boolean;
  /** For `init`: the CI system; undefined for the one that the repository shows. */
  readonly ci: CiName | undefined;
  /** For `sandbox`; 0 means any free port. */
  readonly port: number;
  /** For `sandbox`: the file for its address, whether it serves https, and the file for the certificate authority. */
  readonly portFile: string | undefined;
  readonly tls: boolean;
  readonly caFile: string;
  /** For `sandbox`: the folder for the sample packages. */
  readonly samples: string | undefined;
  /** The file for the outputs; undefined if the CI system decides. */
  readonly outputs: string | undefined;
  /** For `release`: the number of deployments that run at the same time. */
  readonly concurrency: number;
  /** For `plan` and `release`: the release file. For `plan`: the number of stages that the pipeline has jobs for. */
  readonly file: string;
  readonly maxStages: number | undefined;
  /** For `completion`. */
  readonly shell: Shell;
}

/** The parsed command line. `wrong` has all problems about it. */
type ParsedCommand =
  | { readonly kind: 'run'; readonly arguments: Arguments }
  | { readonly kind: 'help'; readonly verb?: Verb | undefined }
  | { readonly kind: 'version' }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

const secretNames: readonly string[] = secretInputs;

const options: NonNullable<ParseArgsConfig['options']> = {
  ...Object.fromEntries(inputTable.map(([name]) => [name, { type: 'string' }] as const)),
  ...Object.fromEntries(secretNames.map((name) => [`${name}-file`, { type: 'string' }] as const)),
  ...Object.fromEntries(
    Object.entries(ownFlags).map(
      ([name, { value }]) => [name, { type: value ? 'string' : 'boolean' }] as const,
    ),
  ),
  help: { type: 'boolean', short: 'h' },
};

/** Parses the command line and the environment. Collects all problems. */
// oxlint-disable-next-line max-lines-per-function -- each flag has one line here, and all their problems are one list
export function parseCommand(argv: readonly string[], env: ProcessVariables): ParsedCommand {
  if (argv.length === 1 && argv[0] === '--version') return { kind: 'version' };
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const [verb, ...rest] = positionals;
  if (values['help'] || verb === 'help' || argv.length === 0) {
    const about = verb === 'help' ? rest[0] : verb;
    return { kind: 'help', verb: verbs.find((each) => each === about) };
  }

  // Messages do not quote positional arguments: after a mistyped flag, one may be a secret.
  const known = verbs.find((each) => each === verb);
  const meant = known && new Set(flagsOf(known).map(({ name }) => name));
  const problems = tokens.flatMap((token) =>
    token.kind === 'option' ? problemsOf(token, known, meant) : [],
  );
  if (known === undefined)
    problems.push(`The first word must be one of ${verbs.join(', ')}.${verbLike(verb)}`);
  else if (verbTable[known].job) problems.push(...strangeVariables(env));
  const [operand, ...surplus] = takesFile(known) || known === 'completion' ? rest : [undefined, ...rest];
  if (surplus.length > 0)
    problems.push(
      `Only flags are expected after ${known === undefined ? 'the first word' : takesFile(known) ? 'the file' : known}.`,
    );
  const shell = shells.find((each) => each === operand);
  if (known === 'completion' && shell === undefined)
    problems.push(`completion needs the name of a shell: ${oneOf(shells)}.`);
  const secrets = readSecrets(values);
  problems.push(...secrets.problems);
  const port = Number(values['port'] ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    problems.push('--port must be a number up to 65535.');
  const maxStages = values['max-stages'] === undefined ? undefined : Number(values['max-stages']);
  if (maxStages !== undefined && !(Number.isInteger(maxStages) && maxStages > 0))
    problems.push('--max-stages must be a number from 1 on.');
  const concurrency = Number(values['concurrency'] ?? 4);
  if (!(Number.isInteger(concurrency) && concurrency > 0))
    problems.push('--concurrency must be a number from 1 on.');
  if (known === undefined || problems.length > 0) return { kind: 'wrong', problems };

  const text = (flag: string): string | undefined => {
    const value = values[flag];
    return typeof value === 'string' ? value : undefined;
  };
  const given = (name: InputName): string =>
    name === 'operation' ? known : secrets.files.get(name) || text(name) || '';
  const raw = (name: InputName): string => given(name) || (env[environmentName(name)] ?? '');
  return {
    kind: 'run',
    arguments: {
      verb: known,
      given,
      raw,
      json: values['json'] === true,
      debug: values['debug'] === true,
      scenario: text('scenario') ?? 'happy',
      list: values['list'] === true,
      ci: ciNames.find((each) => each === text('ci')),
      port,
      portFile: text('port-file') || undefined,
      tls: values['tls'] === true,
      caFile: text('ca-file') || 'sandbox-ca.pem',
      samples: text('samples') || undefined,
      outputs: text('outputs') || undefined,
      file: operand ?? 'release.yml',
      maxStages,
      concurrency,
      shell: shell ?? 'bash',
    },
  };
}

function takesFile(verb: Verb | undefined): boolean {
  return verb === 'plan' || verb === 'release';
}

interface Flag {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
}

function problemsOf(
  { name, rawName, value }: Flag,
  verb: Verb | undefined,
  meant: ReadonlySet<string> | undefined,
): string[] {
  const known = Object.hasOwn(options, name) ? options[name] : undefined;
  if (known === undefined) return [`There is no flag ${rawName}.${suggestion(name)}`];
  if (secretNames.includes(name)) {
    const variable = environmentName(name);
    return [
      `${rawName} would show a secret to everybody on this machine: set ${variable}, or use ${rawName}-file.`,
    ];
  }
  if (meant && !meant.has(name)) return [`${rawName} has no meaning for ${verb}.`];
  if (known.type === 'string' && value === undefined) return [`${rawName} needs a value.`];
  const words = wordsOf(name, verb);
  if (words.length > 0 && value !== undefined && !words.includes(value))
    return [`${rawName} must be ${oneOf(words)}.${asSentence(didYouMean(value, words, (word) => word))}`];
  if (known.type === 'boolean' && value !== undefined) return [`${rawName} takes no value.`];
  const checked = verb === undefined || verbTable[verb].job ? undefined : ownFlags[name]?.type;
  const result = value === undefined ? undefined : checked?.read(value);
  return result && 'problem' in result ? [`${rawName} ${result.problem}.`] : [];
}

/** The closed set of values of a flag that is no input of the verb: inputs are checked with all others. */
function wordsOf(name: string, verb: Verb | undefined): readonly string[] {
  return verb === undefined || verbTable[verb].job ? [] : (ownFlags[name]?.words ?? []);
}

function strangeVariables(env: ProcessVariables): readonly string[] {
  return formatProblems(
    unknownVariables(inputNames, env).map((variable) => unknownVariable(variable, inputNames)),
  );
}

/** Suggests verbs for a mistyped one, with a leading blank. */
function verbLike(word = ''): string {
  return asSentence(didYouMean(word, verbs, (verb) => verb));
}

/** A question as a sentence of its own, with a leading blank; an empty text stays one. */
function asSentence(question: string): string {
  return question === '' ? '' : ` D${question.slice(1)}`;
}

/** Suggests flags for a mistyped one, with a leading blank. The names of secrets are not flags. */
function suggestion(name: string): string {
  const flags = Object.keys(options).filter((flag) => !secretNames.includes(flag));
  return asSentence(didYouMean(name, flags, (flag) => `--${flag}`));
}

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

function readSecrets(values: Values): { files: ReadonlyMap<string, string>; problems: readonly string[] } {
  const files = new Map<string, string>();
  const problems: string[] = [];
  for (const name of secretNames) {
    const path = values[`${name}-file`];
    if (typeof path !== 'string') continue;
    try {
      const content = readFileSync(path);
      const problem = textProblem(content);
      if (problem) problems.push(`--${name}-file ${problem} (${path})`);
      else files.set(name, content.toString('utf8').trim());
    } catch (error) {
      problems.push(`--${name}-file cannot be read: ${messageOf(error)}`);
    }
  }
  return { files, problems };
}
