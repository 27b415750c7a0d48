import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

/** What a start costs is what it loads: that is the same on every machine, and its time is not. */

/** Ends the action at the first line of its plan, and prints which of node's own modules it has loaded. */
const printModules = `
  const { write } = process.stdout;
  process.stdout.write = (text, ...more) => {
    if (String(text).startsWith('::group::')) {
      process.stderr.write(process.moduleLoadList.join('\\n'));
      process.exit(0);
    }
    return write.call(process.stdout, text, ...more);
  };
`;

/** What the action has loaded when it prints the first line of its plan. */
interface Start {
  /** The names of node's own modules. */
  readonly modules: readonly string[];
  /** The paths of the files of `dist`. */
  readonly files: readonly string[];
}

function start(inputs: Readonly<Record<string, string>>): Start {
  const folder = mkdtempSync(join(tmpdir(), 'start-'));
  try {
    const { stderr } = spawnSync(
      process.execPath,
      [
        '--import',
        `data:text/javascript,${encodeURIComponent(printModules)}`,
        join('dist', 'action', 'index.js'),
      ],
      {
        encoding: 'utf8',
        env: {
          PATH: process.env['PATH'],
          // V8 names each file that it has loaded.
          NODE_V8_COVERAGE: folder,
          ...Object.fromEntries(
            Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
          ),
        },
      },
    );
    return { modules: stderr.split('\n'), files: filesIn(folder) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Returns the paths of the files of `dist` that a report of V8 names. */
function filesIn(folder: string): readonly string[] {
  const reports = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const urls = reports.flatMap((text) =>
    (JSON.parse(text) as { readonly result: readonly { readonly url: string }[] }).result.map(
      ({ url }) => url,
    ),
  );
  return urls.filter((url) => url.includes('/dist/')).map((url) => fileURLToPath(url));
}

const late = new Set(['http', 'https', 'tls', 'child_process', 'zlib'].map((name) => `NativeModule ${name}`));
const shared = { url: 'https://site.example.com', token: 'a-secret-token', environment: 'production' };
const trackers = {
  'bigpanda-token': 'a-bigpanda-token',
  'deployments-api-url': 'https://deployments.example.com',
  'deployments-api-token': 'a-deployments-token',
};

const starts = {
  Appian: start({
    ...shared,
    ...trackers,
    platform: 'appian',
    'customization-file': 'bench/bench.properties',
  }),
  OutSystems: start({
    ...shared,
    ...trackers,
    platform: 'outsystems',
    'source-environment': 'Test',
    application: 'Portal',
  }),
};

test.each(Object.entries(starts))(
  'the plan for %s is shown before what speaks to servers is loaded',
  (_, { modules }) => {
    expect(modules).toContain('NativeModule crypto');
    expect(modules.filter((name) => late.has(name))).toEqual([]);
  },
);

const kilobytes = (files: readonly string[]) =>
  files.map((name) => statSync(name).size).reduce((sum, size) => sum + size, 0) / 1000;

test.each(Object.entries(starts))('the start for %s stays small', (_, { files }) => {
  // Each file costs some time, and so does each byte. A little above the current sizes: a reason belongs beside each
  // increase.
  expect(files.length).toBeLessThanOrEqual(5);
  expect(kilobytes(files)).toBeLessThanOrEqual(118);
});

test('what a runner downloads of dist stays small', () => {
  const all = readdirSync('dist', { recursive: true, encoding: 'utf8', withFileTypes: true });
  const files = all.filter((each) => each.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  // With GitHub's library (126 kB), the one for YAML (113 kB) and the sandbox (470 kB).
  expect(kilobytes(files)).toBeLessThanOrEqual(1_400);
});
