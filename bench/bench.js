// Measures what every run pays: the cold start, from the birth of the process to the first line of the plan, beside an
// empty Node process; and the size of what a runner downloads. These machines are shared: medians and ratios count.
import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const RUNS = Number(process.argv[2] ?? 21);

const inputs = {
  PLATFORM: 'appian',
  URL: 'http://127.0.0.1:9',
  TOKEN: 'bench-token',
  ENVIRONMENT: 'bench',
  PACKAGE: '',
  'CUSTOMIZATION-FILE': join(root, 'bench', 'bench.properties'),
};
const env = {
  PATH: process.env['PATH'],
  RUNNER_TEMP: tmpdir(),
  ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name}`, value])),
};

/** Milliseconds until the process ends, or until its output holds `mark`; then it is killed. */
function time(args, mark) {
  return new Promise((done) => {
    const began = performance.now();
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
    let took;
    child.stdout.setEncoding('utf8').on('data', (text) => {
      if (took !== undefined || mark === undefined || !text.includes(mark)) return;
      took = performance.now() - began;
      child.kill('SIGKILL');
    });
    child.once('close', () => {
      if (mark !== undefined && took === undefined) throw new Error(`"${mark}" was never printed.`);
      done(took ?? performance.now() - began);
    });
  });
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const show = (values) =>
  `${median(values).toFixed(0)} (${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)})`;

function sizeOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

const floor = [];
const start = [];
const ratios = [];
for (let run = -2; run < RUNS; run++) {
  const empty = await time(['-e', '0']);
  const action = await time([join(root, 'dist', 'action', 'index.js')], '::group::');
  if (run < 0) continue; // warming the caches of the disk
  floor.push(empty);
  start.push(action);
  ratios.push(action / empty);
}

const kilobytes = (bytes) => `${Math.round(bytes / 1000)} kB`;
console.log(`Node ${process.version}, ${availableParallelism()} cores, ${RUNS} pairs: median (least to most)

| what | figure |
| --- | --- |
| empty process, \`node -e 0\` | ${show(floor)} ms |
| cold start of the action, to its first line | ${show(start)} ms |
| ratio, pair by pair | ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}) |
| start path, \`dist/action/index.js\` | ${kilobytes(statSync(join(root, 'dist', 'action', 'index.js')).size)} |
| the action, \`dist/action\` | ${kilobytes(sizeOf(join(root, 'dist', 'action')))} |
| everything, \`dist\` | ${kilobytes(sizeOf(join(root, 'dist')))} |`);
