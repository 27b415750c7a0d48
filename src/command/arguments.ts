import { readFileSync } from 'node:fs';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type InputName, inputTable } from '../inputs/definition.ts';
import { environmentName } from '../inputs/names.ts';
import { messageOf } from '../release/words.ts';

export const verbs = ['deploy', 'inspect', 'export', 'demo', 'sandbox'] as const;
export type Verb = (typeof verbs)[number];

export interface Arguments {
  readonly verb: Verb;
  /** What the user gave for an input: its flag, else its environment variable, else an empty text. */
  readonly raw: (name: InputName) => string;
  readonly json: boolean;
  readonly debug: boolean;
  readonly scenario: string;
  readonly port: number;
}

export type ParsedCommand =
  | { readonly kind: 'run'; readonly arguments: Arguments }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'wrong'; readonly complaints: readonly string[] };

type Flags = NonNullable<ParseArgsConfig['options']>;
type Environment = Readonly<Record<string, string | undefined>>;

/** Flags that are no inputs. */
const ownFlags = {
  json: { type: 'boolean' },
  debug: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  scenario: { type: 'string' },
  port: { type: 'string' },
} as const satisfies Flags;

/** The command line and the environment as a request; every complaint about them at once. */
export function parseCommand(argv: readonly string[], env: Environment): ParsedCommand {
  if (argv.length === 1 && argv[0] === '--version') return { kind: 'version' };
  const flags = Object.fromEntries(
    inputTable.map(([name, { secret }]) => [secret ? `${name}-file` : name, name]),
  );
  const options: Flags = {
    ...Object.fromEntries(Object.keys(flags).map((flag) => [flag, { type: 'string' }] as const)),
    ...ownFlags,
  };
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  if (values['help'] || positionals[0] === 'help' || argv.length === 0) return { kind: 'help' };

  const complaints: string[] = [];
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const known = options[token.name];
    if (known === undefined) complaints.push(unknownFlag(token.name, Object.keys(options)));
    else if (known.type === 'string' && token.value === undefined)
      complaints.push(`${token.rawName} needs a value.`);
    else if (known.type === 'boolean' && token.value !== undefined)
      complaints.push(`${token.rawName} takes no value.`);
  }
  const [verb, ...rest] = positionals;
  const known = verbs.find((each) => each === verb);
  if (known === undefined)
    complaints.push(`The first word must be one of ${verbs.join(', ')} (got "${verb ?? ''}").`);
  if (rest.length > 0)
    complaints.push(`Nothing is expected behind ${verb} but flags (got "${rest.join(' ')}").`);

  const files = new Map<string, string>();
  for (const [flag, name] of Object.entries(flags)) {
    const path = values[flag];
    if (flag === name || typeof path !== 'string') continue;
    try {
      files.set(name, readFileSync(path, 'utf8').trim());
    } catch (error) {
      complaints.push(`--${flag} cannot be read: ${messageOf(error)}`);
    }
  }
  const port = Number(values['port'] ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    complaints.push('--port must be a number up to 65535.');
  if (known === undefined || complaints.length > 0) return { kind: 'wrong', complaints };

  const raw = (name: InputName): string => {
    if (name === 'operation') return known;
    const flag = values[name];
    return files.get(name) ?? (typeof flag === 'string' ? flag : (env[environmentName(name)] ?? ''));
  };
  return {
    kind: 'run',
    arguments: {
      verb: known,
      raw,
      json: values['json'] === true,
      debug: values['debug'] === true,
      scenario: typeof values['scenario'] === 'string' ? values['scenario'] : 'happy',
      port,
    },
  };
}

function unknownFlag(name: string, flags: readonly string[]): string {
  if (flags.includes(`${name}-file`)) {
    const variable = environmentName(name);
    return `--${name} would show a secret to everybody on this machine: set ${variable}, or use --${name}-file.`;
  }
  const near = flags.filter((flag) => flag.startsWith(name.slice(0, 3)));
  const hint = near.length > 0 ? ` Did you mean ${near.map((flag) => `--${flag}`).join(' or ')}?` : '';
  return `There is no flag --${name}.${hint}`;
}
