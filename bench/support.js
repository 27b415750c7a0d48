// What the measurements share: the built action and command as processes, beside a sandbox in this one.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inputTable } from '../src/definition.ts';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
export const action = join(root, 'dist', 'action', 'index.js');
export const command = join(root, 'dist', 'command', 'index.js');
/** Makes the clock of a process leap to the next timer while it only waits. */
const leapingClock = join(root, '__tests__', 'support', 'leaping-clock.cjs');
/** The smallest thing that can be deployed. */
export const smallFile = join(root, 'bench', 'bench.properties');

/** How a measurement is asked for. @typedef {{ readonly runs: number, readonly large: boolean }} Options */
/**
 * A row of the table. `met` is undefined where there is no target.
 * @typedef {{ what: string, command: string, median: string, spread: string, target: string, met?: boolean }} Row
 */

// Not `resourceUsage().maxRSS`: on Linux, a child begins with the peak of its parent.
const tellMemory = `data:text/javascript,${encodeURIComponent(`
  import { readFileSync } from 'node:fs';
  process.on('exit', () => {
    const [, kilobytes] = /VmHWM:\\s*(\\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'));
    process.stderr.write('PEAK ' + kilobytes + ';');
  });
`)}`;

/**
 * Runs a program to its end, in a folder that lasts as long as it.
 * @param {readonly string[]} args of node
 * @param {{ env?: Readonly<Record<string, string>>, mark?: string, enough?: boolean, during?: (child: import('node:child_process').ChildProcess) => unknown }} [options]
 *   `mark` is a text whose time is printed; with `enough`, the program is killed when it comes.
 */
export async function node(args, { env = {}, mark, enough = false, during } = {}) {
  return program(process.execPath, ['--import', tellMemory, ...args], { env, mark, enough, during });
}

/** The same for any program, without its memory. */
export async function program(file, args, { env = {}, mark, enough = false, during } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const began = performance.now();
  const child = spawn(file, args, {
    cwd: folder,
    env: { PATH: process.env['PATH'], RUNNER_TEMP: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  let complaints = '';
  let markMs;
  child.stdout.setEncoding('utf8').on('data', (text) => {
    words += text;
    if (mark === undefined || markMs !== undefined || !words.includes(mark)) return;
    markMs = performance.now() - began;
    if (enough) child.kill('SIGKILL');
  });
  child.stderr.setEncoding('utf8').on('data', (text) => (complaints += text));
  const ended = new Promise((end) => child.once('close', end));
  await during?.(child);
  const code = await ended;
  const ms = performance.now() - began;
  rmSync(folder, { recursive: true, force: true });
  if (mark !== undefined && markMs === undefined)
    throw new Error(`"${mark}" was never printed: ${words}${complaints}`);
  return {
    code,
    ms,
    markMs,
    words,
    complaints,
    megabytes: Number(/PEAK (\d+);/.exec(complaints)?.[1]) / 1000,
  };
}

/** What a runner gives the action: every input as a variable, those that are not given empty. */
export function asInputs(inputs) {
  const all = { ...Object.fromEntries(inputTable.map(([name]) => [name, ''])), ...inputs };
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );
}

/** The first line of the resolved plan. */
export const FIRST_LINE = '::group::';

/** Runs the action to its end, which must be green. */
export async function deploy(inputs, { env = {}, during, code = 0, leap = false } = {}) {
  const ran = await node([...(leap ? ['--require', leapingClock] : []), action], {
    env: { ...env, ...asInputs(inputs) },
    mark: FIRST_LINE,
    during,
  });
  if (ran.code !== code) throw new Error(`The action ended with ${ran.code}: ${ran.words}${ran.complaints}`);
  return ran;
}

export const platforms = {
  Appian: (url, scenario = 'happy') => ({
    platform: 'appian',
    url,
    token: `sandbox-${scenario}`,
    environment: 'production',
    component: 'customer-portal',
    version: '1.2.3',
    'customization-file': smallFile,
    'poll-interval': '10ms',
  }),
  OutSystems: (url, scenario = 'happy') => ({
    platform: 'outsystems',
    url,
    token: `sandbox-${scenario}`,
    'source-environment': 'Development',
    environment: 'Production',
    application: 'EmployeeBackoffice',
    'poll-interval': '10ms',
  }),
};

/** Measured for its growth alone. The others are compared with scripts of curl. */
export const odc = (url, scenario) => ({
  platform: 'odc',
  url,
  'client-id': 'pipeline',
  'client-secret': `sandbox-${scenario}`,
  'source-environment': 'Development',
  environment: 'Test',
  'poll-interval': '10ms',
});

const events = (url) => ({ 'bigpanda-url': url, 'bigpanda-token': 'sandbox-happy' });
const changes = (url) => ({ ...events(url), 'bigpanda-api': 'changes', 'bigpanda-app-key': 'an-app-key' });
const records = (url) => ({ 'deployments-api-url': url, 'deployments-api-token': 'sandbox-happy' });
const gate = (url, from) => ({
  'deployments-api-url': url,
  'deployments-api-username': 'release-bot',
  'deployments-api-password': 'sandbox-happy',
  'promote-from': from,
});
const github = () => ({ 'github-deployment': 'create', 'github-token': 'sandbox-happy' });
const cdevents = (url) => ({ 'cdevents-url': `${url}/cdevents`, 'cdevents-token': 'sandbox-happy' });
const pagerduty = (url) => ({ 'pagerduty-url': url, 'pagerduty-routing-key': 'sandbox-happy' });
const datadog = (url) => ({ 'datadog-site': url, 'datadog-api-key': 'sandbox-happy' });
/** The inputs that switch each tracker on, all of them healthy. */
export const trackers = {
  'BigPanda, events': events,
  'BigPanda, changes': changes,
  'Deployments API, by token': records,
  'Deployments API, by login, with a gate': gate,
  GitHub: github,
  CDEvents: cdevents,
  PagerDuty: pagerduty,
  Datadog: datadog,
  'all of them, by login, with a gate': (url, from) => ({
    ...changes(url),
    ...gate(url, from),
    ...github(),
    ...cdevents(url),
    ...pagerduty(url),
    ...datadog(url),
  }),
};

/** Where a deployment must have succeeded before, in the world of the sandbox. */
export const gates = { Appian: 'staging', OutSystems: 'Development' };

/** What GitHub's tracker knows of the repository; the sandbox is a GitHub Enterprise Server, too. */
export const repository = (url) => ({
  GITHUB_ACTIONS: 'true',
  GITHUB_API_URL: `${url}/api/v3`,
  GITHUB_REPOSITORY: 'acme/portal',
  GITHUB_SHA: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
});

/** Of the sandbox's paths: whether a platform is asked, and not a tracker. */
export const isOfPlatform = (path) => /^\/(suite|lifetimeapi)\//.test(path);

/** Runs `act` with a sandbox of its own: a deployment changes what its next one finds. */
export async function withSandbox(act, options = {}) {
  const { startSandbox } = await import('../src/sandbox/index.ts');
  const sandbox = await startSandbox(options);
  try {
    return await act(sandbox);
  } finally {
    await sandbox.close();
  }
}

/** `times` results of `act`, after one that warms up. */
export async function repeat(times, act) {
  await act();
  const results = [];
  for (let at = 0; at < times; at++) results.push(await act());
  return results;
}

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/**
 * How many times what runs beside it a program of ours takes.
 * @param {readonly { readonly ours: number, readonly beside: number }[]} pairs milliseconds
 * @returns {Row}
 */
export function timesRow(what, command, pairs, most) {
  const ratios = pairs.map(({ ours, beside }) => ours / beside);
  const ours = median(pairs.map((pair) => pair.ours)).toFixed(0);
  const beside = median(pairs.map((pair) => pair.beside)).toFixed(0);
  return {
    what,
    command,
    median: `${median(ratios).toFixed(2)} × (${ours} ms, ${beside} ms)`,
    spread: spread(ratios, 2),
    target: `≤ ${most} ×`,
    met: median(ratios) <= most,
  };
}

/** The least and the most. */
export const spread = (values, digits = 0) =>
  `${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)}`;
