import { inputTable } from '../inputs/definition.ts';
import { environmentName } from '../inputs/names.ts';

const WIDTH = 100;
const MARGIN = 26;

/** What `--help` prints. The inputs come from their one definition. */
export function helpText(): string {
  const flags = inputTable
    .filter(([name]) => name !== 'operation')
    .map(([name, { about, default: fallback, required, secret, derived }]) => {
      const flag = secret ? `--${name}-file <path>` : `--${name} <…>`;
      const extra = [
        required ? 'Required.' : '',
        fallback ? `Default: ${fallback}.` : '',
        derived ? `Default: ${derived.replaceAll('`', '')}.` : '',
        secret ? `Or set ${environmentName(name)}.` : '',
      ];
      return entry(flag, [about.replaceAll('`', ''), ...extra].filter(Boolean).join(' '));
    });
  return [
    'lowcode-deploy: deploys low-code applications safely and tells BigPanda what happened.',
    '',
    'Usage',
    '  lowcode-deploy deploy  --platform appian --url … --environment … --package …',
    '                         or, from another site: --source-url … --application …',
    '  lowcode-deploy inspect --platform appian --url … --package …',
    '  lowcode-deploy export  --platform appian --url … --application … [--source-package …]',
    '  lowcode-deploy deploy  --platform outsystems --url … --environment …',
    '                         --source-environment … --application …         or --package …',
    '  lowcode-deploy export  --platform outsystems --url … --source-environment … --application …',
    '  lowcode-deploy resume  --platform … --url …          [--deployment-id …]',
    '  lowcode-deploy demo    [--scenario <name>]     the main job against simulated systems',
    '  lowcode-deploy sandbox [--port <number>]       serves the simulated systems',
    '',
    'Flags; each is also an environment variable LOWCODE_DEPLOY_<NAME>, with _ for -',
    ...flags,
    '',
    entry('--json', 'Print the result as JSON on standard output, and the log on standard error.'),
    entry('--debug', 'Print each request: method, place, status, milliseconds.'),
    entry('--help', 'Print this.'),
    '',
    'Exit codes',
    '  0 deployed    1 not deployed    2 invalid input    3 outcome not known    130 cancelled',
    '',
  ].join('\n');
}

function entry(flag: string, about: string): string {
  const indent = ' '.repeat(MARGIN);
  const lines: string[] = [];
  let line = '';
  for (const word of about.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > WIDTH - MARGIN) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  const head = `  ${flag}`.padEnd(MARGIN);
  const first =
    head.length >= MARGIN && !head.endsWith('  ') ? [head, `${indent}${lines[0]}`] : [`${head}${lines[0]}`];
  return [...first, ...lines.slice(1).map((text) => `${indent}${text}`)].join('\n');
}
