// How many requests the happy path of each platform sends, all trackers on. docs/requests.md says what each is for.
import { deploy, gates, isOfPlatform, platforms, repository, trackers, withSandbox } from './support.js';

/** @returns {Promise<import('./support.js').Row[]>} */
export async function measureRequests() {
  const rows = [];
  for (const [platform, inputsFor] of Object.entries(platforms)) {
    const paths = await withSandbox(async ({ url, exchanges }) => {
      const all = trackers['all of them, by login, with a gate'](url, gates[platform]);
      await deploy({ ...inputsFor(url), ...all }, { env: repository(url) });
      return exchanges.map(({ path }) => path);
    });
    const ours = paths.filter(isOfPlatform).length;
    rows.push({
      what: `requests, ${platform}`,
      command: 'the happy path with every tracker and the gate, counted by the sandbox',
      median: `${ours} to the platform, ${paths.length - ours} to trackers`,
      spread: 'none',
      target: 'the minimum in [requests](requests.md), which a test asserts',
    });
  }
  return rows;
}
