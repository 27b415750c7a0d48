// Checks what clients of other people left in the sandbox: <state> as `/-/state` gives it, <requests> as `--json` logs them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const [, , stateFile, requestsFile] = process.argv;
const things = JSON.parse(readFileSync(stateFile, 'utf8'));
const requests = readFileSync(requestsFile, 'utf8').trim().split('\n').map(JSON.parse);

const lines = things.map(({ system, kind, name, status }) => `${system} ${kind} ${name}: ${status}`);
for (const line of lines) console.log(`  ${line}`);
console.log(`  ${requests.length} requests`);

const refused = requests.filter(({ status }) => status === null || status >= 400);
assert.deepEqual(refused, [], 'no request is refused');
const noted = requests.flatMap(({ path, violations }) => violations.map((each) => `${path}: ${each}`));
assert.deepEqual(noted, [], 'nothing is complained about');
assert.ok(
  lines.some((line) => /^LifeTime plan .*: finished_successful$/.test(line)),
  'the plan went through',
);
const events = things.filter(({ system, kind }) => system === 'BigPanda' && kind === 'deployment');
assert.ok(events.length > 0, 'BigPanda has deployments');
assert.deepEqual([...new Set(events.map(({ status }) => status))], ['success'], 'each has its end');
