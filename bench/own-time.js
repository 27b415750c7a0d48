// What the program itself takes: the happy path of each platform on a sandbox without delays, from the first line of the
// plan to the end, beside a shell script that sends the same requests with curl. The script looks again at once; what
// the action was set to pause between looks, 10 ms at least, is not its own time.
import { join } from 'node:path';
import {
  deploy,
  platforms,
  program,
  repeat,
  root,
  smallFile,
  timesRow,
  trackers,
  withSandbox,
} from './support.js';

const MOST = 0.5;
/** As `poll-interval` of the inputs says. */
const PAUSE_MS = 10;
/** How often it looks again: each look but the last of those at the same thing. */
const pausesIn = (exchanges) =>
  exchanges.filter(({ method, path }, at) => method === 'GET' && path === exchanges[at + 1]?.path).length;
const scripts = {
  Appian: (url) => [join(root, 'bench', 'appian.sh'), url, smallFile],
  OutSystems: (url) => [join(root, 'bench', 'outsystems.sh'), url],
};

/** @param {import('./support.js').Options} options @returns {Promise<import('./support.js').Row[]>} */
export async function measureOwnTime({ runs }) {
  const rows = [];
  for (const [platform, inputsFor] of Object.entries(platforms)) {
    const pairs = await repeat(runs * 2, async () => {
      const script = await withSandbox(async ({ url, exchanges }) => {
        const { ms, code, complaints } = await program('bash', scripts[platform](url));
        if (code !== 0) throw new Error(`The script ended with ${code}: ${complaints}`);
        return { ms, requests: exchanges.length };
      });
      const ours = await withSandbox(async ({ url, exchanges }) => {
        const { ms, markMs } = await deploy({ ...inputsFor(url), ...trackers['BigPanda, events'](url) });
        return { ms: ms - markMs - pausesIn(exchanges) * PAUSE_MS, requests: exchanges.length };
      });
      if (script.requests !== ours.requests)
        throw new Error(`The script sent ${script.requests} requests, and the action ${ours.requests}.`);
      return { ours: ours.ms, beside: script.ms };
    });
    const command = `the happy path after its first line, beside \`bench/${platform.toLowerCase()}.sh\``;
    rows.push(timesRow(`own time, ${platform}`, command, pairs, MOST));
  }
  return rows;
}
