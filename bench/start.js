// What every run pays: from the birth of the process to the first line of the plan, beside an empty Node process.
import { action, asInputs, FIRST_LINE, median, platforms, program, repeat, spread } from './support.js';

const MOST = 2.2;

/** @param {import('./support.js').Options} options @returns {Promise<import('./support.js').Row[]>} */
export async function measureStart({ runs }) {
  const rows = [];
  for (const [platform, inputsFor] of Object.entries(platforms)) {
    const env = { GITHUB_ACTIONS: 'true', ...asInputs(inputsFor('http://127.0.0.1:9')) };
    const pairs = await repeat(runs * 4, async () => {
      const { ms: floor } = await program(process.execPath, ['-e', '0'], { env });
      const { markMs } = await program(process.execPath, [action], { env, mark: FIRST_LINE, enough: true });
      return { floor, start: markMs, ratio: markMs / floor };
    });
    const of = (name) => pairs.map((pair) => pair[name]);
    rows.push({
      what: `cold start, ${platform}`,
      command: '`node dist/action/index.js` to `::group::`, beside `node -e 0`',
      median: `${median(of('ratio')).toFixed(2)} × (${median(of('start')).toFixed(0)} ms, ${median(of('floor')).toFixed(0)} ms)`,
      spread: spread(of('ratio'), 2),
      target: `≤ ${MOST} ×`,
      met: median(of('ratio')) <= MOST,
    });
  }
  return rows;
}
