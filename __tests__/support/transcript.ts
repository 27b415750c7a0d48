import type { Exchange, Sandbox } from '../../src/sandbox/index.ts';
import type { Step } from './action.ts';

/** Returns everything that a step did as text, identical in every run: the golden transcript. */
export function transcript(step: Step, sandbox: Sandbox): string {
  const { trackers, ...outputs } = step.outputs;
  const sections = [
    ['exit', step.signal ?? String(step.code)],
    ['log', step.stdout.trim()],
    ...(step.stderr ? [['stderr', step.stderr.trim()]] : []),
    ...requestsByServer(sandbox),
    [
      'outputs',
      Object.entries({ ...outputs, trackers })
        .map(([name, value]) => `${name}=${value}`)
        .join('\n'),
    ],
  ];
  return timeless(sections.map(([title, text]) => `=== ${title}\n${text}`).join('\n\n'), sandbox);
}

const servers: readonly (readonly [string, RegExp])[] = [
  ['the platform', /^\/(suite|lifetimeapi)\//],
  ['the test components', /^\/(CI_CDProbe|BDDFramework|TestRunner_API)\//],
  ['BigPanda', /^\/(data|resources)\//],
  ['the Deployments API', /^\/api\/(?!v3\/|v2\/dora\/)/],
  ['GitHub', /^\/api\/v3\//],
  ['the receiver of CDEvents', /^\/cdevents$/],
  ['PagerDuty', /^\/v2\/change\//],
  ['Datadog', /^\/api\/v2\/dora\//],
];

/** Groups the requests by server, because requests to different servers are concurrent and their order varies. */
function requestsByServer({ exchanges }: Sandbox): readonly (readonly [string, string])[] {
  return servers.flatMap(([name, paths]) => {
    const own = exchanges.filter(({ path }) => paths.test(path));
    // Reads and writes of this server are concurrent, so they are listed separately.
    const told = name === 'the Deployments API' ? [...own.filter(isRead), ...own.filter(isWrite)] : own;
    const lines = shortened(told.map(sayExchange));
    return lines.length > 0 ? [[`requests to ${name}`, lines.join('\n')] as const] : [];
  });
}

const isRead = ({ method }: Exchange): boolean => method === 'GET';
const isWrite = (exchange: Exchange): boolean => !isRead(exchange);

/** Shortens long runs of equal lines, because the number of polls in an unlimited wait depends on the machine. */
function shortened(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line, at) => {
    const before = lines.slice(Math.max(0, at - 5), at);
    if (before.length < 5 || before.some((each) => each !== line)) return [line];
    return lines[at + 1] === line ? [] : ['  … and so on'];
  });
}

function sayExchange({ method, path, status, json, files, violations, fault }: Exchange): string {
  const body = json === undefined ? '' : ` ${JSON.stringify(json)}`;
  const uploads = files
    .map(({ part, fileName, bytes }) => ` [${part}: ${fileName}, ${bytes} bytes]`)
    .join('');
  const faults = fault ? ` (${fault})` : '';
  const wrong = violations.length > 0 ? `\n    VIOLATION ${violations.join('; ')}` : '';
  return `${method} ${path} → ${status ?? 'nothing'}${faults}${body}${uploads}${wrong}`;
}

/** Replaces times, ports, folders and other values that differ between runs. */
export function timeless(text: string, sandbox?: Pick<Sandbox, 'url'>): string {
  const port = sandbox ? new URL(sandbox.url).port : 'none';
  return text
    .replaceAll(`127.0.0.1:${port}`, '127.0.0.1:PORT')
    .replaceAll(process.cwd(), 'CWD')
    .replace(/[^\s"(=;\]]*[\\/](lowcode-deploy-test|step)-\w+/g, 'TEMP')
    .replace(/lowcode-deploy-deploy-\d+/g, 'lowcode-deploy-deploy-PID')
    .replace(/(TEMP|PID)\\+/g, '$1/')
    .replace(/\d{4}-\d\d-\d\dT[\d:.-]+Z/g, 'TIME')
    .replace(/"timestamp":\d{10}\b/g, '"timestamp":SECONDS')
    .replace(/(after|again in|Took \|) \d+( ms| s| m \d\d s)/g, '$1 DURATION')
    .replace(/^(duration-seconds=|LOWCODE_DURATION_SECONDS=|##vso.*DURATION_SECONDS.*\])\d+$/gm, '$1SECONDS')
    .replace(/(section_\w+:)\d+:/g, '$1SECONDS:')
    .replace(/("fingerprint": *")[0-9a-f]{16}/g, '$1FINGERPRINT')
    .replace(/\((\d+ ms|\d+ s)\) :(\w+), \d+, \d+/g, '(DURATION) :$2, FROM, TO')
    .replace(/^ *tickInterval \w+\n/gm, '');
}

/** What a reader sees of a workflow's log: the lines that ask the runner to mask a secret are not shown. */
export function withoutMasks(stdout: string): string {
  return stdout.replace(/^::add-mask::.*$/gm, '');
}
