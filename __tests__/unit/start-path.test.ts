import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

/** What a start costs is what it loads: that is the same on every machine, and its time is not. */

/** Ends the action at the first line of its plan, and says which of node's own modules it has loaded. */
const tellModules = `
  const { write } = process.stdout;
  process.stdout.write = (text, ...more) => {
    if (String(text).startsWith('::group::')) {
      process.stderr.write(process.moduleLoadList.join('\\n'));
      process.exit(0);
    }
    return write.call(process.stdout, text, ...more);
  };
`;

/** What is loaded from the beginning; the other files, which webpack numbers, come when something asks for them. */
const startPath = readdirSync(join('dist', 'action')).filter((name) => !/^\d/.test(name));

function start(inputs: Readonly<Record<string, string>>): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'start-'));
  try {
    for (const name of startPath) copyFileSync(join('dist', 'action', name), join(folder, name));
    const { stderr } = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(tellModules)}`, join(folder, 'index.js')],
      {
        encoding: 'utf8',
        env: {
          PATH: process.env['PATH'],
          ...Object.fromEntries(
            Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
          ),
        },
      },
    );
    return stderr.split('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const late = new Set(['http', 'https', 'tls', 'child_process', 'zlib'].map((name) => `NativeModule ${name}`));
const shared = { url: 'https://site.example.com', token: 'a-secret-token', environment: 'production' };
const trackers = {
  'bigpanda-token': 'a-bigpanda-token',
  'deployments-api-url': 'https://deployments.example.com',
  'deployments-api-token': 'a-deployments-token',
};

test.each([
  ['Appian', { platform: 'appian', 'customization-file': 'bench/bench.properties' }],
  ['OutSystems', { platform: 'outsystems', 'source-environment': 'Test', application: 'Portal' }],
])('the plan for %s is said before what speaks to servers is loaded', (_, inputs) => {
  const modules = start({ ...shared, ...trackers, ...inputs });
  expect(modules).toContain('NativeModule crypto');
  expect(modules.filter((name) => late.has(name))).toEqual([]);
});

const kilobytes = (folder: string, names = readdirSync(folder, { recursive: true, encoding: 'utf8' })) =>
  names
    .map((name) => statSync(join(folder, name)))
    .filter((found) => found.isFile())
    .reduce((sum, { size }) => sum + size, 0) / 1000;

// A little above the current sizes. A reason belongs beside each increase: the third platform and three trackers add
// their inputs and rules to the start path (6 kB), and so do configuration values, tests, reports, the downgrade policy
// and the checkup (6 kB). They are in chunks, which only runs that use them load (105 kB).
test.each([
  ['the start path', () => kilobytes(join('dist', 'action'), startPath), 149],
  ['what the action loads', () => kilobytes(join('dist', 'action')), 550],
  // With GitHub's library (126 kB) and the one for YAML (113 kB), which are in `dist` once.
  ['all that a runner downloads of dist', () => kilobytes('dist'), 1_940],
])('%s stays small', (_, size, most) => {
  expect(size()).toBeLessThanOrEqual(most);
});
