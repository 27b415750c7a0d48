// Measures what a promotion between Appian sites costs as its package grows: exported, inspected and deployed, the bytes
// pass through the action three times. Peak memory must not grow with them. Both sites are the sandbox, on this machine.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const command = join(root, 'dist', 'command', 'index.js');
const RUNS = Number(process.argv[2] ?? 3);
const tellMemory = `data:text/javascript,process.on('exit', () => process.stderr.write('RSS ' + process.resourceUsage().maxRSS))`;
const rows = [
  { what: 'less than 1 kB', scenario: 'happy' },
  { what: '50 MiB', scenario: 'export-50-mib' },
  { what: '500 MiB', scenario: 'export-500-mib' },
];

async function openSandbox() {
  const child = spawn(process.execPath, [command, 'sandbox'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise((found) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      const address = /http:\/\/\S+/.exec(text)?.[0];
      if (address) found(address);
    });
  });
  return { url, close: () => child.kill() };
}

async function promote({ scenario }) {
  const sandbox = await openSandbox();
  const cwd = mkdtempSync(join(tmpdir(), 'promotion-'));
  const flags = {
    platform: 'appian',
    url: sandbox.url,
    environment: 'test',
    'source-url': sandbox.url,
    application: 'd243b14c-3ba5-41c3-9f51-76da51beb8f5',
    'source-package': 'CR-1 Add page',
    'poll-interval': '10ms',
  };
  const given = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
  const env = {
    PATH: process.env['PATH'],
    LOWCODE_DEPLOY_TOKEN: 'sandbox-happy',
    LOWCODE_DEPLOY_SOURCE_TOKEN: `sandbox-${scenario}`,
  };
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', tellMemory, command, 'deploy', ...given], {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (words += text));
  const code = await new Promise((ended) => child.once('close', ended));
  const ms = performance.now() - began;
  sandbox.close();
  rmSync(cwd, { recursive: true });
  if (code !== 0) throw new Error(`${scenario} exited ${code}: ${words}`);
  return { ms, megabytes: Number(/RSS (\d+)/.exec(words)?.[1]) / 1000 };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

console.log(`Node ${process.version}, medians of ${RUNS} runs\n`);
console.log('| package | time | peak memory |\n| --- | --- | --- |');
for (const row of rows) {
  const runs = [];
  for (let run = 0; run < RUNS; run++) runs.push(await promote(row));
  const ms = median(runs.map((run) => run.ms));
  console.log(
    `| ${row.what} | ${(ms / 1000).toFixed(1)} s | ${median(runs.map((run) => run.megabytes)).toFixed(0)} MB |`,
  );
}
