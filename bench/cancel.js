// How soon trackers know of a cancel: from SIGINT to the arrival of the last request to any of them, all of them on.
import {
  deploy,
  gates,
  isOfPlatform,
  median,
  platforms,
  repeat,
  repository,
  spread,
  trackers,
  withSandbox,
} from './support.js';

const MOST_MS = 50;

/** @returns {Promise<number>} milliseconds */
async function cancel(inputsFor, trackersFor, gate) {
  let lastMs = 0;
  const onExchange = ({ path }) => {
    if (!isOfPlatform(path)) lastMs = performance.now();
  };
  return withSandbox(
    async (sandbox) => {
      const { url } = sandbox;
      let began = 0;
      let looks = 0;
      const during = async (child) => {
        await sandbox.until(
          ({ method, path }) => method === 'GET' && /deployments\/\w{8}-/.test(path) && ++looks === 10,
        );
        began = performance.now();
        child.kill('SIGINT');
      };
      const inputs = { ...inputsFor(url, 'never'), ...trackersFor(url, gate) };
      await deploy(inputs, { env: repository(url), during, code: 1 });
      if (lastMs < began) throw new Error('No tracker was notified of the cancel.');
      return lastMs - began;
    },
    { onExchange },
  );
}

/** @param {import('./support.js').Options} options @returns {Promise<import('./support.js').Row[]>} */
export async function measureCancel({ runs }) {
  const rows = [];
  for (const [platform, inputsFor] of Object.entries(platforms)) {
    for (const who of ['BigPanda, events', 'all of them, by login, with a gate']) {
      const times = await repeat(runs * 2, () => cancel(inputsFor, trackers[who], gates[platform]));
      rows.push({
        what: `cancel, ${platform}, ${who.split(',')[0]}`,
        command: 'SIGINT to the arrival of the last tracker request',
        median: `${median(times).toFixed(0)} ms`,
        spread: spread(times),
        target: `≤ ${MOST_MS} ms`,
        met: median(times) <= MOST_MS,
      });
    }
  }
  return rows;
}
