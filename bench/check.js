// What it costs an upload that each byte is held against the checksum of what was inspected: beside the same action
// whose SHA-256 is one that hashes nothing.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { perSecond, uploaded, uploadInputs, withBareServer, writePackage } from './bytes.js';
import { deploy, median, repeat, spread } from './support.js';

const LEAST_SHARE = 0.95;
/** 2.5 Gbit/s, in bytes a second. */
const NETWORK = 312_500_000;

/** Every SHA-256 is the same and takes no time, so what is sent is what was inspected. */
const unchecked = `data:text/javascript,${encodeURIComponent(`
  import crypto from 'node:crypto';
  import { syncBuiltinESMExports } from 'node:module';
  const { createHash } = crypto;
  const none = { update: () => none, digest: () => 'ab'.repeat(32) };
  crypto.createHash = (name, ...rest) => (name === 'sha256' ? none : createHash(name, ...rest));
  syncBuiltinESMExports();
`)}`;

async function pair(url, file) {
  const send = async (env) => {
    await deploy(uploadInputs(url, file), { env });
    return uploaded();
  };
  const beside = await send({ NODE_OPTIONS: `--import=${unchecked}` });
  return { ours: await send({}), beside };
}

function row(what, command, pairs, least) {
  const ratios = pairs.map(({ ours, beside }) => ours / beside);
  const of = (name) => perSecond(median(pairs.map((each) => each[name])));
  return {
    what,
    command,
    median: `${Math.round(median(ratios) * 100)} % of the rate without it (${of('ours')}, ${of('beside')})`,
    spread: spread(ratios.map((ratio) => ratio * 100)),
    target: least === undefined ? '' : `≥ ${least * 100} %`,
    ...(least !== undefined && { met: median(ratios) >= least }),
  };
}

/** @param {import('./support.js').Options} options @returns {Promise<import('./support.js').Row[]>} */
export async function measureCheck({ runs }) {
  const folder = mkdtempSync(join(tmpdir(), 'check-'));
  try {
    const file = writePackage(folder, 1024);
    const take = (rate) => withBareServer(({ url }) => repeat(runs, () => pair(url, file)), rate);
    return [
      row('check of an upload', '1 GiB to a server that takes 2.5 Gbit/s', await take(NETWORK), LEAST_SHARE),
      row('check of an upload, no network', '1 GiB to a server on the same machine', await take(Infinity)),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
