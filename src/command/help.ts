import { flagsOf, groups, type Verb, verbs, verbTable } from './verbs.ts';

const WIDTH = 100;
const MARGIN = 26;

const VARIABLES = 'Each input can also be an environment variable: LOWCODE_DEPLOY_<NAME>, with _ for -.';

const EXIT_CODES = [
  'Exit codes',
  '  0 deployed    1 not deployed    2 invalid input    3 outcome not known    130 cancelled',
  '',
];

const CHECKUP_CODES = ['Exit codes', '  0 nothing to fix    1 something to fix    130 cancelled', ''];

function exitCodesOf(verb: Verb): readonly string[] {
  if (verb === 'doctor') return CHECKUP_CODES;
  return verbTable[verb].job || verb === 'release' || verb === 'demo' ? EXIT_CODES : [];
}

/** The text of `--help`: about the whole command, or about one verb with all its flags. */
export function helpText(verb?: Verb): string {
  return verb === undefined ? overview() : helpOf(verb);
}

function overview(): string {
  return [
    'lowcode-deploy: deploys low-code applications safely and reports to BigPanda.',
    '',
    'Usage',
    '  lowcode-deploy <verb> [flags]',
    '  lowcode-deploy <verb> --help     all its flags',
    '',
    'Verbs',
    ...verbs.map((verb) => entry(verb, sentence(verbTable[verb].about), 14)),
    '',
    VARIABLES,
    'Secrets come from those or from files, never from flags.',
    '',
    ...EXIT_CODES,
  ].join('\n');
}

function helpOf(verb: Verb): string {
  const { about, usage, job } = verbTable[verb];
  const flags = flagsOf(verb);
  const found = new Set(flags.map(({ group }) => group));
  const first = [groups.required, groups.any].filter((group) => found.has(group));
  const headings = [
    ...new Set<string>([...first, ...found].filter((group) => group !== groups.own)),
    groups.own,
  ];
  const sections = headings.flatMap((heading) => [
    job ? heading : 'Flags',
    ...flags
      .filter(({ group }) => group === heading)
      .map(({ name, value, about: text }) => entry([`--${name}`, value].filter(Boolean).join(' '), text)),
    '',
  ]);
  return [
    ...wrap(`lowcode-deploy ${verb}: ${about}.`, WIDTH),
    '',
    'Usage',
    ...usage.map((each) => `  ${wrap(`lowcode-deploy ${verb} ${each}`.trim(), WIDTH - 6).join('\n      ')}`),
    '',
    ...(job ? [VARIABLES, ''] : []),
    ...sections,
    ...exitCodesOf(verb),
  ].join('\n');
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function entry(head: string, about: string, margin = MARGIN): string {
  const indent = ' '.repeat(margin);
  const lines = wrap(about, WIDTH - margin);
  const padded = `  ${head}`.padEnd(margin);
  const fits = padded.length === margin && padded.endsWith('  ');
  const [first = '', ...rest] = lines;
  return [
    ...(fits ? [`${padded}${first}`] : [padded.trimEnd(), `${indent}${first}`]),
    ...rest.map((line) => `${indent}${line}`),
  ].join('\n');
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
