// What a run costs as it grows: time, memory and requests. What the smallest size costs is paid by all; what each line,
// application or problem adds must not grow with their number.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deploy, median, odc, platforms, repeat, spread, withSandbox } from './support.js';

/** How much more than the last size the next one may add for each of its parts: noise, not a slope. */
const MOST_SLOPE = 1.5;
/** A runner drops a summary that is larger. */
const MOST_SUMMARY_BYTES = 1024 * 1024;

const batch = (length) =>
  Array.from({ length }, (_, at) => `Batch${String(at + 1).padStart(2, '0')}`).join('\n');
const families = [
  {
    what: 'lines of the LifeTime log',
    sizes: [
      [1_000, (url) => platforms.OutSystems(url, 'log-1k')],
      [10_000, (url) => platforms.OutSystems(url, 'log-10k')],
      [100_000, (url) => platforms.OutSystems(url, 'log-100k')],
    ],
  },
  {
    what: 'applications',
    sizes: [1, 10, 100].map((count) => [
      count,
      (url) => ({ ...platforms.OutSystems(url, 'hundred-applications'), application: batch(count) }),
    ]),
  },
  {
    what: 'applications of ODC',
    // The limits of ODC for a minute make 30 applications last three minutes, so the clock leaps over what only waits.
    options: { leap: true },
    how: 'the happy path, one operation after the other, with a clock that leaps over the waits for rate limits',
    sizes: [1, 10, 30].map((count) => [
      count,
      (url) => ({ ...odc(url, 'many-applications'), application: batch(count), timeout: '4h' }),
    ]),
  },
];

async function take(runs, act) {
  const all = await repeat(runs, act);
  const of = (name) => median(all.map((each) => each[name]));
  return { ms: of('ms'), megabytes: of('megabytes'), requests: of('requests'), all };
}

/** What each part adds between one size and the next, in units of the cost. */
const slope = (cost, one, other) => (other[cost] - one[cost]) / (other.size - one.size);

// A run whose clock leaps takes no time that anybody would see, so its requests are compared.
const costOf = (options) => (options?.leap ? 'requests' : 'ms');
const sayMore = {
  ms: (ms) => `${(ms * 1000).toFixed(0)} µs`,
  requests: (more) => `${more.toFixed(1)} requests`,
};

const say = (cost, { size, ms, megabytes, requests }) =>
  [
    `${size.toLocaleString('en')}: ${cost === 'ms' ? `${ms.toFixed(0)} ms, ` : ''}${megabytes.toFixed(0)} MB`,
    `${requests} requests`,
  ].join(', ');

/** @param {import('./support.js').Options} options @returns {Promise<import('./support.js').Row[]>} */
export async function measureGrowth({ runs }) {
  const rows = [];
  for (const { what, how = 'the happy path on a sandbox without delays', options, sizes } of families) {
    const found = [];
    for (const [size, inputsFor] of sizes) {
      const act = () =>
        withSandbox(async ({ url, exchanges }) => {
          const ran = await deploy(inputsFor(url), options);
          const refused = exchanges.filter(({ status }) => status === 429).length;
          if (refused > 0) throw new Error(`${refused} requests were more than a rate limit allows.`);
          return { ...ran, requests: exchanges.length };
        });
      found.push({ size, ...(await take(runs, act)) });
    }
    const [small, middle, large] = found;
    const cost = costOf(options);
    const ratio = slope(cost, middle, large) / slope(cost, small, middle);
    const flat = large.megabytes <= (small.megabytes * large.size) / small.size;
    rows.push({
      what: `growth: ${what}`,
      command: how,
      median: `${found.map((each) => say(cost, each)).join('; ')}; each one more adds ${sayMore[cost](slope(cost, middle, large))}`,
      spread: cost === 'ms' ? `${spread(large.all.map(({ ms }) => ms))} ms` : 'none',
      target: 'linear or better',
      // Where the smaller step adds nothing that could be measured, the larger one is compared with the whole.
      met: flat && (ratio <= MOST_SLOPE || large[cost] <= (small[cost] * large.size) / small.size),
    });
  }
  const flood = await take(runs, () =>
    withSandbox(async ({ url, exchanges }) => {
      const { summary, ...ran } = await deployWithSummary(url);
      return { ...ran, summary, requests: exchanges.length };
    }),
  );
  const summary = Math.max(...flood.all.map((each) => each.summary));
  rows.push({
    what: 'growth: problems of an Appian inspection',
    command: '10,000 problems, some of them 100,000 characters long',
    median: `${flood.ms.toFixed(0)} ms, ${flood.megabytes.toFixed(0)} MB; summary ${Math.round(summary / 1000)} kB`,
    spread: `${spread(flood.all.map(({ ms }) => ms))} ms`,
    target: 'summary ≤ 1 MiB',
    met: summary > 0 && summary <= MOST_SUMMARY_BYTES,
  });
  return rows;
}

async function deployWithSummary(url) {
  const folder = mkdtempSync(join(tmpdir(), 'summary-'));
  const file = join(folder, 'summary.md');
  writeFileSync(file, '');
  const env = { GITHUB_STEP_SUMMARY: file };
  const ran = await deploy(platforms.Appian(url, 'inspection-many-problems'), { env, code: 1 });
  const summary = statSync(file).size;
  rmSync(folder, { recursive: true });
  return { ...ran, summary };
}
