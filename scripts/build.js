// Builds dist from src: tsc writes lib, ncc bundles it. The same sources give the same bytes on any machine.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minify } from '@swc/core';
import ncc from '@vercel/ncc';
import { parse } from 'acorn';
import { commandStart } from './command-start.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
/** The list of all files with their checksums. */
const MANIFEST = 'SHA256SUMS';
/** What is no part of dist and says what a runner starts. */
const definitions = ['action.yml', 'deploy/action.yml', 'plan/action.yml', 'package.json'];
/** The files that users start, besides that of the command: each starts a program of the bundle. */
const programs = ['action', 'post', 'plan'];

/**
 * What the packages of GitHub bring along and nothing here calls: undici, which `@actions/http-client` and
 * `@actions/github` need for proxied `fetch` (0.9 MB and some 45 ms of every start; our own transport sends the
 * requests), and the parts of `@actions/core` that ask for tokens and start programs (an HTTP client, TLS and child
 * processes; some 10 ms).
 */
const unused = { undici: './unused.js', '@actions/exec': './unused.js', './oidc-utils.js': './unused.js' };
/** What stands in the place of these packages. */
const STAND_IN = `function leftOut() {
  throw new Error('This part of a package is not in this bundle: see scripts/build.js.');
}
// Behind a proxy, @actions/github creates one when it is loaded, and does not use it.
export class ProxyAgent {}
export { leftOut as fetch, leftOut as OidcClient, leftOut as getExecOutput };
`;

/** @param {string} target the folder to build in, which is deleted first */
export async function build(target) {
  const tsc = createRequire(import.meta.url).resolve('typescript/package.json');
  await rm(join(root, 'lib'), { recursive: true, force: true });
  execFileSync(process.execPath, [join(dirname(tsc), 'bin', 'tsc'), '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  await rm(target, { recursive: true, force: true });
  const { code, assets, stats } = await ncc(join(root, 'lib', 'entry-points.js'), {
    cache: false,
    quiet: true,
    target: 'es2022',
    externals: unused,
  });
  for (const folder of ['bundle', 'command', ...programs])
    await mkdir(join(target, folder), { recursive: true });
  await writeFile(join(target, 'bundle', 'index.js'), await small(code));
  await writeFile(join(target, 'bundle', 'unused.js'), STAND_IN);
  for (const [name, { source }] of Object.entries(assets)) {
    // The other assets are package.json and the sandbox's page, which is copied below.
    if (name.endsWith('.index.js'))
      await writeFile(join(target, 'bundle', name), await small(source.toString()));
  }
  // A runner may have nothing but `dist` and `action.yml`.
  await writeFile(join(target, 'package.json'), `${JSON.stringify({ type: 'module' })}\n`);
  for (const program of programs)
    await writeFile(
      join(target, program, 'index.js'),
      `import { ${program} } from '../bundle/index.js';\n\nawait ${program}();\n`,
    );
  const { engines } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  await writeFile(join(target, 'command', 'index.js'), commandStart(engines.node));
  // The page of the sandbox is plain files, beside the bundle that serves them.
  await cp(join(root, 'src', 'sandbox', 'page', 'files'), join(target, 'command', 'page'), {
    recursive: true,
  });
  await writeFile(
    join(target, 'licenses.txt'),
    await licences([...packagesIn(stats)].toSorted((a, b) => (a < b ? -1 : 1))),
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

/** Half the size to download. What is in it is in src, and the build gives the same bytes anywhere. */
async function small(code) {
  const { code: smaller } = await minify(code, {
    module: true,
    ecma: 2022,
    compress: true,
    mangle: true,
    format: { asciiOnly: true },
  });
  return `${parenthesized(smaller)}\n`;
}

/**
 * Puts parentheses around the function of each module, as ncc does and the minifier does not. They tell V8 that the
 * function will be called, so it is parsed once and not twice: a tenth of the time of a start.
 */
function parenthesized(code) {
  const parts = [];
  let end = 0;
  for (const { start, end: next } of moduleFunctions(code)) {
    parts.push(code.slice(end, start), '(', code.slice(start, next), ')');
    end = next;
  }
  return [...parts, code.slice(end)].join('');
}

/** The functions in the table of modules: that with a number for each module. In the order of the text. */
function moduleFunctions(code) {
  const { body } = parse(code, { ecmaVersion: 2022, sourceType: 'module' });
  return body
    .map((statement) => (statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement))
    .flatMap((statement) => statement?.declarations ?? [])
    .flatMap(({ init }) => (init?.type === 'ObjectExpression' ? init.properties : []))
    .filter(({ key }) => typeof key.value === 'number')
    .map(({ value }) => value);
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
