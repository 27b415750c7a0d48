// Measures what telling trackers adds to a deployment: each alone and all together, all healthy and on this machine,
// beside the same deployment of which nobody is told. Pair by pair, for these machines are shared.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const RUNS = Number(process.argv[2] ?? 9);
/** What all of them together may add, in milliseconds. */
const MOST_MS = 300;

const events = (url) => ({ 'bigpanda-url': url, 'bigpanda-token': 'sandbox-happy' });
const changes = (url) => ({ ...events(url), 'bigpanda-api': 'changes', 'bigpanda-app-key': 'an-app-key' });
const records = (url) => ({ 'deployments-api-url': url, 'deployments-api-token': 'sandbox-happy' });
const gate = (url) => ({
  'deployments-api-url': url,
  'deployments-api-username': 'release-bot',
  'deployments-api-password': 'sandbox-happy',
  'promote-from': 'staging',
});
const github = () => ({ 'github-deployment': 'create', 'github-token': 'sandbox-happy' });
/** @type {readonly (readonly [string, (url: string) => Record<string, string>])[]} */
const rows = [
  ['BigPanda, events', events],
  ['BigPanda, changes', changes],
  ['Deployments API, by token', records],
  ['Deployments API, by login, with a gate', gate],
  ['GitHub', github],
  ['all of them, by login, with a gate', (url) => ({ ...changes(url), ...gate(url), ...github() })],
];

/** A sandbox of its own for each run: a deployment changes what its next one finds. */
async function openSandbox() {
  const command = join(root, 'dist', 'command', 'index.js');
  const child = spawn(process.execPath, [command, 'sandbox'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise((found) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      const address = /http:\/\/\S+/.exec(text)?.[0];
      if (address) found(address);
    });
  });
  return { url, close: () => child.kill() };
}

/** Milliseconds that a deployment takes. */
async function deploy(inputsFor) {
  const sandbox = await openSandbox();
  const folder = mkdtempSync(join(tmpdir(), 'trackers-'));
  const inputs = {
    platform: 'appian',
    url: sandbox.url,
    token: 'sandbox-happy',
    environment: 'production',
    component: 'customer-portal',
    version: '1.2.3',
    'customization-file': join(root, 'bench', 'bench.properties'),
    'poll-interval': '10ms',
    ...inputsFor(sandbox.url),
  };
  const env = {
    PATH: process.env['PATH'],
    RUNNER_TEMP: folder,
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: `${sandbox.url}/api/v3`,
    GITHUB_REPOSITORY: 'acme/portal',
    GITHUB_SHA: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
    ...Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
    ),
  };
  const began = performance.now();
  const child = spawn(process.execPath, [join(root, 'dist', 'action', 'index.js')], { env });
  let words = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (words += text));
  const code = await new Promise((ended) => child.once('close', ended));
  const ms = performance.now() - began;
  sandbox.close();
  rmSync(folder, { recursive: true });
  const troubled = /^::(warning|error)::.*was not told/m.exec(words)?.[0];
  if (code !== 0 || troubled) throw new Error(troubled ?? `The deployment exited ${code}: ${words}`);
  return ms;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const added = rows.map(() => []);
const alone = [];
for (let run = -1; run < RUNS; run++) {
  const nobody = await deploy(() => ({}));
  if (run >= 0) alone.push(nobody);
  for (const [at, [, inputsFor]] of rows.entries()) {
    const ms = await deploy(inputsFor);
    if (run >= 0) added[at].push(ms - nobody); // the first round warms the caches of the disk
  }
}

console.log(
  `Node ${process.version}, medians of ${RUNS} pairs; nobody told: ${median(alone).toFixed(0)} ms\n`,
);
console.log('| told | time added (least to most) |\n| --- | --- |');
for (const [at, [what]] of rows.entries()) {
  const [ms, least, most] = [median(added[at]), Math.min(...added[at]), Math.max(...added[at])];
  console.log(`| ${what} | ${ms.toFixed(0)} ms (${least.toFixed(0)} to ${most.toFixed(0)}) |`);
}
if (median(added.at(-1)) > MOST_MS) throw new Error(`All trackers together add more than ${MOST_MS} ms.`);
