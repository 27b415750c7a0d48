// What every run pays: from the birth of the process to the first line of the plan, beside an empty Node process.
import { action, asInputs, FIRST_LINE, platforms, program, repeat, timesRow } from './support.js';

const MOST = 2.2;

/** @param {import('./support.js').Options} options @returns {Promise<import('./support.js').Row[]>} */
export async function measureStart({ runs }) {
  const rows = [];
  for (const [platform, inputsFor] of Object.entries(platforms)) {
    const env = { GITHUB_ACTIONS: 'true', ...asInputs(inputsFor('http://127.0.0.1:9')) };
    const pairs = await repeat(runs * 4, async () => {
      const { ms: beside } = await program(process.execPath, ['-e', '0'], { env });
      const { markMs } = await program(process.execPath, [action], { env, mark: FIRST_LINE, enough: true });
      return { ours: markMs, beside };
    });
    const command = '`node dist/action/index.js` to `::group::`, beside `node -e 0`';
    rows.push(timesRow(`cold start, ${platform}`, command, pairs, MOST));
  }
  return rows;
}
