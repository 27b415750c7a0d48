// What a release costs as its deployments grow: all of them side by side in one process.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command, median, node, platforms, repeat, spread, withSandbox } from './support.js';

const SIZES = [1, 5, 20];
/** A runner has 7 GB and a small agent 512 MB, which other steps use too. */
const MOST_MEGABYTES = 150;

/** Prints the processor's time of the whole process. */
const printProcessorTime = `data:text/javascript,${encodeURIComponent(`
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    process.stderr.write('CPU ' + Math.round((user + system) / 1000) + ';');
  });
`)}`;

/** @param {import('./support.js').Options} options @returns {Promise<import('./support.js').Row[]>} */
export async function measureRelease({ runs }) {
  const found = [];
  for (const size of SIZES) found.push({ size, ran: await repeat(runs, () => releaseOf(size)) });
  const largest = found.at(-1);
  const memory = largest.ran.map(({ megabytes }) => megabytes);
  const texts = found.map(({ size, ran }) => {
    const [ms, megabytes] = [ran.map((each) => each.ms), ran.map((each) => each.megabytes)].map(median);
    return `${size}: ${ms} ms, ${megabytes.toFixed(0)} MB`;
  });
  const [first, last] = [found[0], largest].map(({ size, ran }) => ({
    size,
    ms: median(ran.map(({ ms }) => ms)),
  }));
  const each = (last.ms - first.ms) / (last.size - first.size);
  return [
    {
      what: 'release: deployments side by side',
      command: "`release` on a sandbox without delays: the processor's time and the peak of the process",
      median: `${texts.join('; ')}; each one more adds ${each.toFixed(0)} ms`,
      spread: `${spread(memory, 0)} MB`,
      target: `≤ ${MOST_MEGABYTES} MB for ${last.size}`,
      met: median(memory) <= MOST_MEGABYTES,
    },
  ];
}

/** Runs a release of so many deployments to its end, which must be green. */
async function releaseOf(size) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-release-'));
  try {
    return await withSandbox(async ({ url }) => {
      const file = join(folder, 'release.yml');
      writeFileSync(file, JSON.stringify(releaseFile(url, size)));
      const ran = await node(
        ['--import', printProcessorTime, command, 'release', file, '--concurrency', String(size), '--json'],
        { env: { TOKEN: 'sandbox-happy', BIGPANDA: 'sandbox-happy' } },
      );
      if (ran.code !== 0)
        throw new Error(`The release ended with ${ran.code}: ${ran.words}${ran.complaints}`);
      return { megabytes: ran.megabytes, ms: Number(/CPU (\d+);/.exec(ran.complaints)?.[1]) };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function releaseFile(url, size) {
  const { platform, token: _, component, ...inputs } = platforms.Appian(url);
  return {
    inputs: { ...inputs, 'bigpanda-url': url },
    secrets: { token: 'TOKEN', 'bigpanda-token': 'BIGPANDA' },
    environments: [{ name: 'production' }],
    items: Array.from({ length: size }, (_each, at) => ({
      name: `${component}-${at + 1}`,
      platform,
      inputs: { component: `${component}-${at + 1}` },
    })),
  };
}
