// What a promotion between Appian sites costs as its package grows: exported, inspected and deployed, the bytes pass
// through the action three times.
import { deploy, median, platforms, repeat, spread, withSandbox } from './support.js';

/** @param {import('./support.js').Options} options @returns {Promise<import('./support.js').Row[]>} */
export async function measurePromotion({ runs }) {
  const rows = [];
  for (const [size, scenario] of [
    ['1 kB', 'happy'],
    ['500 MiB', 'export-500-mib'],
  ]) {
    const all = await repeat(runs, () =>
      withSandbox(({ url }) =>
        deploy({
          ...platforms.Appian(url),
          'customization-file': '',
          'source-url': url,
          'source-token': `sandbox-${scenario}`,
          application: 'd243b14c-3ba5-41c3-9f51-76da51beb8f5',
        }),
      ),
    );
    const memory = median(all.map(({ megabytes }) => megabytes));
    const times = all.map(({ ms }) => ms);
    rows.push({
      what: `promotion of ${size}`,
      command: 'exported, inspected and deployed between two sites of the sandbox',
      median: `${(median(times) / 1000).toFixed(1)} s, ${memory.toFixed(0)} MB`,
      spread: `${spread(
        times.map((ms) => ms / 1000),
        1,
      )} s`,
      target: '',
    });
  }
  return rows;
}
