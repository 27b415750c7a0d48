// What trackers add to a deployment: each alone and all together, all healthy and on this machine, beside the
// same deployment without trackers.
import {
  deploy,
  gates,
  median,
  platforms,
  repeat,
  repository,
  spread,
  trackers,
  withSandbox,
} from './support.js';

/** What all of them together may add, in milliseconds. */
const MOST_MS = 300;

async function time(more) {
  return withSandbox(async ({ url }) => {
    const { ms, words } = await deploy(
      { ...platforms.Appian(url), ...more(url, gates.Appian) },
      { env: repository(url) },
    );
    const troubled = /^::(warning|error)::.*was not notified/m.exec(words)?.[0];
    if (troubled) throw new Error(troubled);
    return ms;
  });
}

/** @param {import('./support.js').Options} options @returns {Promise<import('./support.js').Row[]>} */
export async function measureTrackers({ runs }) {
  const kinds = Object.entries(trackers);
  const rounds = await repeat(runs * 2, async () => {
    const alone = await time(() => ({}));
    const added = [];
    for (const [, inputsFor] of kinds) added.push((await time(inputsFor)) - alone);
    return added;
  });
  return kinds.map(([who], at) => {
    const added = rounds.map((round) => round[at] ?? 0);
    const isAll = at === kinds.length - 1;
    return {
      what: `trackers: ${who}`,
      command: 'a deployment to Appian with trackers, beside one without',
      median: `${median(added).toFixed(0)} ms added`,
      spread: spread(added),
      target: isAll ? `≤ ${MOST_MS} ms` : '',
      ...(isAll && { met: median(added) <= MOST_MS }),
    };
  });
}
