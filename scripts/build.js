// Builds dist from src: tsc writes lib, ncc bundles each door. The same sources give the same bytes on any machine.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minify } from '@swc/core';
import ncc from '@vercel/ncc';
import { commandStart } from './command-start.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
/** The list of all files with their checksums. */
const MANIFEST = 'SHA256SUMS';
/** What is no part of dist and says what a runner starts. */
const definitions = ['action.yml', 'deploy/action.yml', 'plan/action.yml', 'package.json'];
const doors = ['action', 'post', 'command', 'plan'];
/** The name of a door's bundle. People start the command with any Node, so a file that each Node reads comes first. */
const bundleOf = (door) => (door === 'command' ? 'main.js' : 'index.js');
/** The packages that all doors share and load when they use them: the file in lib, and the folder of the bundle in dist. */
const late = [
  { file: 'trackers/github/octokit-package.js', folder: 'octokit' },
  { file: 'shared/yaml-package.js', folder: 'yaml' },
];

/**
 * What the packages of GitHub bring along and nothing here calls: undici, which `@actions/http-client` and
 * `@actions/github` need for proxied `fetch` (0.9 MB and some 45 ms of every start; our own transport sends the
 * requests), and the parts of `@actions/core` that ask for tokens and start programs (an HTTP client, TLS and child
 * processes; some 10 ms).
 */
const unused = { undici: './unused.js', '@actions/exec': './unused.js', './oidc-utils.js': './unused.js' };
/** What `plan` never loads: it checks inputs, and only a deployment connects to platforms and trackers. */
const connections = [
  'appian',
  'budget',
  'changes',
  'client',
  'connect',
  'events',
  'odc',
  'session',
  'tracker',
];
const unusedBy = {
  plan: { ...unused, ...Object.fromEntries(connections.map((name) => [`./${name}.js`, './unused.js'])) },
};
const STAND_IN = `function leftOut() {
  throw new Error('This part of a package is not in this bundle: see scripts/build.js.');
}
// Behind a proxy, @actions/github creates one when it is loaded, and does not use it.
export class ProxyAgent {}
export { leftOut as fetch, leftOut as OidcClient, leftOut as getExecOutput };
`;

/** @param {string} target the folder that gets one folder for each door */
export async function build(target) {
  const tsc = createRequire(import.meta.url).resolve('typescript/package.json');
  await rm(join(root, 'lib'), { recursive: true, force: true });
  execFileSync(process.execPath, [join(dirname(tsc), 'bin', 'tsc'), '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  await rm(target, { recursive: true, force: true });
  const bundled = new Set();
  const share = sharing();
  const entries = [
    ...late.map(({ file, folder }) => [folder, file]),
    ...doors.map((door) => [door, `${door}.js`]),
  ];
  for (const [door, file] of entries) {
    const { code, assets, stats } = await ncc(join(root, 'lib', file), {
      cache: false,
      quiet: true,
      target: 'es2022',
      externals: unusedBy[door] ?? unused,
    });
    const folder = join(target, door);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, bundleOf(door)), await small(code));
    await writeFile(join(folder, 'unused.js'), STAND_IN);
    for (const [name, { source }] of Object.entries(assets)) {
      // Chunks and package.json. The sandbox's page, whose folder the code names, is copied below.
      if (name.includes('/')) continue;
      const text = source.toString();
      const isChunk = name.endsWith('.js');
      await writeFile(join(folder, name), isChunk ? share(door, name, await small(text)) : text);
    }
    if (doors.includes(door))
      for (const { file, folder: shared } of late)
        await writeFile(join(folder, basename(file)), `export * from '../${shared}/index.js';\n`);
    for (const name of packagesIn(stats)) bundled.add(name);
  }
  const { engines } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  await writeFile(join(target, 'command', 'index.js'), commandStart(engines.node));
  // The page of the sandbox is plain files, beside the bundle that serves them.
  await cp(join(root, 'src', 'sandbox', 'page', 'files'), join(target, 'command', 'page'), {
    recursive: true,
  });
  await writeFile(
    join(target, 'licenses.txt'),
    await licences([...bundled].toSorted((a, b) => (a < b ? -1 : 1))),
  );
  await writeFile(join(target, MANIFEST), await checksums(target));
}

/**
 * The checksum of each file that runs at a user's, in the form of sha256sum: one attestation, that of this list, then
 * covers all of them.
 */
async function checksums(target) {
  const built = (await readdir(target, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const files = [
    ...built.map((file) => [`dist/${relative(target, file).replaceAll('\\', '/')}`, file]),
    ...definitions.map((name) => [name, join(root, name)]),
  ].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const lines = files.map(async ([name, file]) => {
    const hash = createHash('sha256').update(await readFile(file));
    return `${hash.digest('hex')}  ${name}\n`;
  });
  return (await Promise.all(lines)).join('');
}

/**
 * What doors have in common is in dist once: a chunk with the same text as an earlier door's exports that one. A door
 * with more than 50 chunks gets longer ids from webpack, so it shares nothing: import less later then.
 */
function sharing() {
  const known = new Map();
  return (door, name, text) => {
    const first = known.get(text);
    if (first !== undefined) return `export * from '../${first}';\n`;
    known.set(text, `${door}/${name}`);
    return text;
  };
}

/** Half the size to download. What is in it is in src, and the build gives the same bytes anywhere. */
async function small(code) {
  const { code: smaller } = await minify(code, { module: true, ecma: 2022, compress: true, mangle: true });
  return `${smaller}\n`;
}

/** The folders of the npm packages whose code is in a bundle. ncc's own list misses most packages of an ESM bundle. */
function packagesIn(stats) {
  const found = new Set();
  const visit = (modules) => {
    for (const { name = '', modules: inner } of modules ?? []) {
      // A package may be nested in another one, in a version of its own.
      const [, folder] =
        /(node_modules\/(?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+)(?!.*node_modules\/)/.exec(name) ?? [];
      if (folder) found.add(folder);
      visit(inner);
    }
  };
  const everything = { modules: true, nestedModules: true, modulesSpace: 1e9, nestedModulesSpace: 1e9 };
  visit(stats.toJson({ ...everything, groupModulesByPath: false, source: false }).modules);
  return found;
}

async function licences(packages) {
  const texts = packages.map(async (path) => {
    const folder = join(root, path);
    const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const file = (await readdir(folder))
      .toSorted((a, b) => (a < b ? -1 : 1))
      .find((entry) => /^licen[cs]e/i.test(entry));
    const text = file
      ? (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n').trim()
      : license;
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  return (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build(join(root, 'dist'));
