import { ciNames } from '../ci/ci.ts';
import { type InputName, inputs, inputTable, platformsOf } from '../definition.ts';
import { environmentName } from '../inputs/names.ts';
import { type InputDefinition, oneOf } from '../inputs/types.ts';
import { platforms } from '../registry.ts';
import type { ReleaseOperation } from '../release/plan.ts';

/** The verbs of the command. The parser, `--help` and completion are derived from this file. */
export const verbs = [
  'deploy',
  'inspect',
  'export',
  'resume',
  'rollback',
  'doctor',
  'plan',
  'release',
  'init',
  'demo',
  'sandbox',
  'completion',
] as const;
/** One of `verbs`. */
export type Verb = (typeof verbs)[number];

/** The shells that completion supports. */
export const shells = ['bash', 'zsh', 'fish'] as const;
/** One of `shells`. */
export type Shell = (typeof shells)[number];

interface VerbDefinition {
  /** Completes the sentence `lowcode-deploy verb: …`. */
  readonly about: string;
  /** The arguments after the verb in the usual cases. */
  readonly usage: readonly string[];
  /** Whether the verb runs the job and accepts the inputs. */
  readonly job: boolean;
  /** The words that may follow the verb; undefined if a file follows. */
  readonly operands?: readonly string[];
}

/** The description of each verb. */
export const verbTable: Readonly<Record<Verb, VerbDefinition>> = {
  deploy: {
    about: 'inspects, deploys once, waits for the real end, and reports to BigPanda and other trackers',
    usage: usageOf('deploy'),
    job: true,
    operands: [],
  },
  inspect: {
    about: 'everything up to the verdict: nothing is deployed and no record is opened',
    usage: usageOf('inspect'),
    job: true,
    operands: [],
  },
  export: {
    about: 'fetches a package and stops',
    usage: usageOf('export'),
    job: true,
    operands: [],
  },
  resume: {
    about: 'waits for the end of a deployment that was started earlier, and ends its records',
    usage: usageOf('resume'),
    job: true,
    operands: [],
  },
  rollback: {
    about: 'deploys the earlier version, and records a rollback',
    usage: usageOf('rollback'),
    job: true,
    operands: [],
  },
  doctor: {
    about: 'asks every system whether it can be used, and changes nothing',
    usage: platforms.map(({ name }) => `--platform ${name} --url … [inputs of the deployment]`),
    job: true,
    operands: [],
  },
  plan: {
    about: 'the deployments of a release file, by stages',
    usage: ['[release.yml]', 'release.yml --environment … --max-stages … --json'],
    job: false,
  },
  release: {
    about:
      'carries out a release file on this machine: stages in order, and goes on where the last run stopped',
    usage: ['[release.yml]', 'release.yml --environment … --concurrency … --json'],
    job: false,
  },
  init: {
    about: 'writes a first workflow or pipeline for this repository, never over an existing file',
    usage: [`--platform ${platforms.map(({ name }) => name).join('|')}`, '--platform … --ci …'],
    job: false,
    operands: [],
  },
  demo: {
    about: 'the main job against simulated systems on this machine',
    usage: ['', '--platform … --scenario …', '--list'],
    job: false,
    operands: [],
  },
  sandbox: {
    about: 'serves the simulated systems until it is stopped',
    usage: ['', '--port 8089', '--samples samples', '--tls --ca-file ca.pem', '--json --port-file address'],
    job: false,
    operands: [],
  },
  completion: {
    about: 'prints the completion script for a shell',
    usage: ['bash|zsh|fish'],
    job: false,
    operands: shells,
  },
};

/** The usual cases of an operation on each platform that supports it. */
function usageOf(operation: ReleaseOperation): readonly string[] {
  return platforms.flatMap(({ name, usage }) => {
    const cases: readonly string[] = usage[operation] ?? [];
    return cases.map((each) => `--platform ${name} ${each}`);
  });
}

interface OwnFlag {
  readonly about: string;
  /** The name of its value; absent if it takes none. */
  readonly value?: string;
  /** The closed set of its values; absent if it has none. */
  readonly words?: readonly string[];
  /** Checks its value; absent if the verb does. */
  readonly type?: InputDefinition['type'];
  readonly verbs: readonly Verb[];
}

const jobs: readonly Verb[] = ['deploy', 'inspect', 'export', 'resume', 'rollback', 'doctor'];

/** The flags that are not inputs, by their names. */
export const ownFlags: Readonly<Record<string, OwnFlag>> = {
  environment: {
    value: 'name',
    about: 'Only this environment of the file.',
    verbs: ['plan', 'release'],
  },
  concurrency: {
    value: 'number',
    about: 'How many deployments of a stage run at the same time. Default: 4.',
    verbs: ['release'],
  },
  'junit-file': {
    value: 'path',
    type: inputs['junit-file'].type,
    about: 'Path for the JUnit file of the whole release, ending in .xml.',
    verbs: ['release'],
  },
  'report-file': {
    value: 'path',
    type: inputs['report-file'].type,
    about: 'Path for the HTML page of the whole release, ending in .html.',
    verbs: ['release'],
  },
  'max-stages': {
    value: 'number',
    about: 'The number of stages that the pipeline has jobs for. A file with more stages is refused.',
    verbs: ['plan'],
  },
  platform: {
    value: 'name',
    words: platforms.map(({ name }) => name),
    about: `What the application runs on. A demo has ${platforms[0].name} by default.`,
    verbs: ['init', 'demo'],
  },
  ci: {
    value: 'name',
    words: ciNames,
    about: "The CI system. Default: the one that the repository's files show, else github.",
    verbs: ['init'],
  },
  scenario: {
    value: 'name',
    about: 'How the simulated deployment goes. Default: happy.',
    verbs: ['demo'],
  },
  list: { about: 'List the scenarios, of one platform or of all.', verbs: ['demo'] },
  samples: {
    value: 'path',
    about: 'Write sample packages to this folder, for --package of any verb that deploys.',
    verbs: ['sandbox'],
  },
  port: { value: 'number', about: 'Where to listen. Default: any free port.', verbs: ['sandbox'] },
  'port-file': {
    value: 'path',
    about: 'Write the address to this file once the sandbox listens.',
    verbs: ['sandbox'],
  },
  tls: { about: 'Serve over https, with a certificate made for this run.', verbs: ['sandbox'] },
  'ca-file': {
    value: 'path',
    about: 'Where the authority of that certificate goes. Default: sandbox-ca.pem.',
    verbs: ['sandbox'],
  },
  json: {
    about:
      'Print the result as JSON on standard output, and the log on standard error. The sandbox prints a line of JSON for each request.',
    verbs: [...jobs, 'plan', 'release', 'demo', 'sandbox'],
  },
  outputs: {
    value: 'path',
    about:
      'Write the outputs to this file: dotenv under GitLab CI, properties elsewhere. GitLab CI and Jenkins get one without being asked.',
    verbs: jobs,
  },
  debug: {
    about: 'Print each request: method, place, status, milliseconds.',
    verbs: [...jobs, 'release', 'demo'],
  },
  help: { about: 'Print this.', verbs },
};

/** The headings of `--help` that do not contain the name of a platform. */
export const groups = {
  required: 'Required',
  any: 'For every platform',
  own: 'Of the command',
} as const;

function platformGroup(owners: readonly string[] | undefined): string {
  if (owners === undefined) return groups.any;
  const titles = platforms.filter(({ name }) => owners.includes(name)).map(({ title }) => title);
  return `For ${oneOf(titles)} only`;
}

/** A flag as `--help` and completion show it. */
export interface Flag {
  readonly name: string;
  /** The name of its value, or its words separated by `|`; absent if it takes none. */
  readonly value?: string;
  /** The closed set of its values; empty if it has none. */
  readonly words: readonly string[];
  readonly about: string;
  /** The heading of its section in `--help`. */
  readonly group: string;
}

/** The flags that apply to a verb. */
export function flagsOf(verb: Verb): readonly Flag[] {
  const inputs = verbTable[verb].job ? inputTable : [];
  const own = Object.entries(ownFlags).filter(([, flag]) => flag.verbs.includes(verb));
  return [
    ...inputs.flatMap(([name, definition]) => (name === 'operation' ? [] : [inputFlag(name, definition)])),
    ...own.map(([name, { about, value, words = [] }]) => ({
      name,
      ...(value && { value: words.length > 0 ? words.join('|') : `<${value}>` }),
      words,
      about,
      group: groups.own,
    })),
  ];
}

function inputFlag(
  input: InputName,
  { about, default: fallback, derived, required, secret, type }: InputDefinition,
): Flag {
  const { words = [] } = type;
  const extra = [
    fallback ? `Default: ${fallback}.` : '',
    derived ? `Default: ${derived}.` : '',
    secret ? `Or set ${environmentName(input)}.` : '',
  ];
  return {
    name: secret ? `${input}-file` : input,
    value: secret ? '<path>' : words.length > 0 ? words.join('|') : '<…>',
    words,
    about: [about, ...extra].filter(Boolean).join(' ').replaceAll('`', ''),
    group: required ? groups.required : platformGroup(platformsOf(input)),
  };
}
