// Measures what a deployment through LifeTime costs as it grows: time, memory and requests for logs of 1,000, 10,000 and
// 100,000 lines and for plans of one and ten applications, each beside the smallest one of its kind.
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const command = join(root, 'dist', 'command', 'index.js');
const RUNS = Number(process.argv[2] ?? 5);
const tellMemory = `data:text/javascript,process.on('exit', () => process.stderr.write('RSS ' + process.resourceUsage().maxRSS))`;
const batch = Array.from({ length: 10 }, (_, at) => `Batch${String(at + 1).padStart(2, '0')}`).join('\n');

const rows = [
  { what: '1,000 lines of log', scenario: 'log-1k', application: 'EmployeeBackoffice', lines: 1_000 },
  { what: '10,000 lines of log', scenario: 'log-10k', application: 'EmployeeBackoffice', lines: 10_000 },
  { what: '100,000 lines of log', scenario: 'log-100k', application: 'EmployeeBackoffice', lines: 100_000 },
  { what: '1 application', scenario: 'many-applications', application: 'Batch01' },
  { what: '10 applications', scenario: 'many-applications', application: batch },
];

/** A sandbox of its own for each run: a deployment changes what its next one finds. */
async function openSandbox() {
  const child = spawn(process.execPath, [command, 'sandbox'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const seen = { requests: 0 };
  const url = await new Promise((found) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      const address = /http:\/\/\S+/.exec(text)?.[0];
      if (address) found(address);
      seen.requests += text.split('\n').filter((line) => line.includes('lifetimeapi')).length;
    });
  });
  return { url, seen, close: () => child.kill() };
}

async function deploy({ scenario, application }) {
  const sandbox = await openSandbox();
  const flags = ['--platform', 'outsystems', '--url', sandbox.url, '--poll-interval', '10ms'];
  const choice = [
    '--source-environment',
    'Development',
    '--environment',
    'Production',
    '--application',
    application,
  ];
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', tellMemory, command, 'deploy', ...flags, ...choice], {
    cwd: mkdtempSync(join(tmpdir(), 'growth-')),
    env: { PATH: process.env['PATH'], LOWCODE_DEPLOY_TOKEN: `sandbox-${scenario}` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (words += text));
  const code = await new Promise((ended) => child.once('close', ended));
  const ms = performance.now() - began;
  sandbox.close();
  if (code !== 0) throw new Error(`${scenario} exited ${code}: ${words}`);
  return { ms, megabytes: Number(/RSS (\d+)/.exec(words)?.[1]) / 1000, requests: sandbox.seen.requests };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

console.log(`Node ${process.version}, medians of ${RUNS} runs\n`);
console.log('| what | time | beside the first | peak memory | requests |\n| --- | --- | --- | --- | --- |');
let first;
for (const row of rows) {
  const runs = [];
  for (let run = 0; run < RUNS; run++) runs.push(await deploy(row));
  const ms = median(runs.map((run) => run.ms));
  if (row === rows[0] || row === rows[3]) first = ms;
  const cells = [
    row.what,
    `${ms.toFixed(0)} ms`,
    (ms / first).toFixed(2),
    `${median(runs.map((run) => run.megabytes)).toFixed(0)} MB`,
    median(runs.map((run) => run.requests)),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
