import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { version } from '../../src/version.ts';
import { preloading, runCommand } from '../support/command.ts';

interface Manifest {
  readonly engines: { readonly node: string };
  readonly publishConfig: object;
  readonly repository: { readonly url: string };
}
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

/** Runs npm or npx, which are scripts of a shell on Windows. */
async function npm(words: string, cwd: string): Promise<string> {
  const [program = '', ...args] = words.split(' ');
  const { stdout } = await promisify(execFile)(program, args, { cwd, shell: process.platform === 'win32' });
  return stdout.trim();
}

describe('the package', () => {
  test('is installed offline in an empty folder, runs by its name, and brings no other package', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'package-'));
    const file = await npm(`npm pack --ignore-scripts --silent --pack-destination ${folder}`, process.cwd());
    const empty = mkdtempSync(join(tmpdir(), 'empty-'));
    await npm(`npm install --prefix ${empty} --offline --no-audit --no-fund ${join(folder, file)}`, empty);
    const installed = readdirSync(join(empty, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(installed).toEqual(['lowcode-deploy']);
    expect(readdirSync(join(empty, 'node_modules', 'lowcode-deploy')).toSorted()).toEqual(
      ['LICENSE', 'README.md', 'action.yml', 'deploy', 'dist', 'package.json', 'plan', 'schema'].toSorted(),
    );
    expect(await npm('npx --no-install lowcode-deploy --version', empty)).toBe(version);
  });

  test('names what a registry and its readers need', () => {
    expect(manifest).not.toHaveProperty('private');
    expect(manifest).not.toHaveProperty('dependencies');
    expect(manifest.publishConfig).toEqual({ access: 'public', provenance: true });
    expect(manifest.repository.url).toBe('git+https://github.com/lowcode-deploy/lowcode-deploy.git');
  });
});

describe('an older Node', () => {
  const asVersion = (node: string) =>
    preloading(`Object.defineProperty(process.versions, 'node', { value: '${node}' })`);

  test.each(['18.20.4', '20.11.1'])(
    '%s gets a sentence with the version that the command needs',
    async (node) => {
      const { code, stdout, stderr } = await runCommand(['--version'], asVersion(node));
      const needed = manifest.engines.node.replace('>=', '');
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(
        new RegExp(
          `^lowcode-deploy needs Node ${needed} or newer, and this is Node ${node} .+nodejs\\.org\\.\\n$`,
        ),
      );
    },
  );

  test('can parse the first file: it has no syntax that is newer than `import()`', () => {
    const text = readFileSync('dist/command/index.js', 'utf8');
    expect(text).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(text.replace(/\/\/.*|'[^']*'/g, '')).not.toMatch(
      /\bawait\b|=>|\?\.|\?\?|`|\b(const|let|class)\b|^import /m,
    );
  });
});
