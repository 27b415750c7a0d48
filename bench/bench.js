// Takes all measurements, prints their table, and writes it into docs/performance.md.
//
//   node bench/bench.js [--large] [--runs <n>] [part …]
//
// `--large` adds the upload of 3 GiB. With parts, only these are taken and nothing is written.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureDownload, measureUpload } from './bytes.js';
import { measureCancel } from './cancel.js';
import { measureCheck } from './check.js';
import { measureGrowth } from './growth.js';
import { measureOwnTime } from './own-time.js';
import { measurePromotion } from './promotion.js';
import { measureRelease } from './release.js';
import { measureRequests } from './requests.js';
import { measureSize } from './size.js';
import { measureStart } from './start.js';
import { root } from './support.js';
import { measureTrackers } from './trackers.js';
import { measureWaits, tableOfWaits } from './waits.js';

const parts = {
  start: measureStart,
  size: measureSize,
  upload: measureUpload,
  check: measureCheck,
  download: measureDownload,
  promotion: measurePromotion,
  own: measureOwnTime,
  waiting: measureWaits,
  requests: measureRequests,
  growth: measureGrowth,
  release: measureRelease,
  trackers: measureTrackers,
  cancel: measureCancel,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    large: { type: 'boolean', default: false },
    runs: { type: 'string', default: '5' },
  },
});
if (Number(process.versions.node.split('.')[0]) < 24)
  throw new Error(`The action runs on Node 24, and so do its measurements; this is ${process.version}.`);
const unknown = positionals.filter((name) => !(name in parts));
if (unknown.length > 0)
  throw new Error(`There is no ${unknown.join(', ')}: there are ${Object.keys(parts).join(', ')}.`);

const options = { runs: Number(values.runs), large: values.large };
const lines = ['| what | how | median | spread | target | met |', '| --- | --- | --- | --- | --- | --- |'];
for (const line of lines) console.log(line);
let missed = 0;
for (const [name, measure] of Object.entries(parts)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  for (const row of await measure(options)) {
    if (row.met === false) missed += 1;
    const met = row.met === undefined ? '' : row.met ? 'yes' : '**no**';
    const line = `| ${[row.what, row.command, row.median, row.spread, row.target, met].join(' | ')} |`;
    console.log(line);
    lines.push(line);
  }
}
console.log(missed === 0 ? '\nEvery target is met.' : `\n${missed} targets are not met.`);

if (positionals.length === 0) {
  const file = join(root, 'docs', 'performance.md');
  const page = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    [
      ['machine', machine()],
      ['measurements', lines.join('\n')],
      ['waits', tableOfWaits().join('\n')],
    ].reduce((text, [name, content]) => between(text, name, content), page),
  );
  console.log(`Written into ${file}`);
}

function machine() {
  const [{ model }] = cpus();
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
    cwd: root,
    encoding: 'utf8',
  }).trim();
  const [curl] = execFileSync('curl', ['--version'], { encoding: 'utf8' }).split(' (');
  const gigabytes = Math.round(totalmem() / 1e9);
  return `Taken on ${new Date().toISOString().slice(0, 10)} at ${commit}: Node ${process.version}, ${curl}, ${process.platform}, ${cpus().length} cores (${model.trim()}), ${gigabytes} GB, ${options.runs} runs or a small multiple for each figure.`;
}

/** Replaces what stands between the two markers of a name. */
function between(page, name, content) {
  const [from, to] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [page.indexOf(from), page.indexOf(to)];
  if (start < 0 || end < start) throw new Error(`The page has no place for "${name}".`);
  return `${page.slice(0, start + from.length)}\n${content}\n${page.slice(end)}`;
}
