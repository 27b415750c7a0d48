import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from '@jest/globals';

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => relative('.', name).replaceAll('\\', '/'))
    .toSorted();
}

test('dist is what the sources build', () => {
  const fresh = mkdtempSync(join(tmpdir(), 'dist-'));
  try {
    const script = pathToFileURL('scripts/build.js').href;
    const code = `const { build } = await import(process.argv[1]); await build(process.argv[2]);`;
    execFileSync(process.execPath, ['--input-type=module', '--eval', code, script, fresh], {
      stdio: 'inherit',
    });

    expect(filesIn('dist')).toEqual(filesIn(fresh));
    const stale = filesIn(fresh).filter(
      (name) => !readFileSync(join('dist', name)).equals(readFileSync(join(fresh, name))),
    );
    expect(stale).toEqual([]);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}, 120_000);

describe('the list of checksums', () => {
  const published = filesIn('dist').map((name) => `dist/${name}`);
  const shown = readFileSync('SECURITY.md', 'utf8').match(/^sha256sum .*$/m)?.[0] ?? '';
  const [program = '', ...options] = shown.split(' ');
  const verify = (cwd: string) => spawnSync(program, options, { cwd, encoding: 'utf8' });

  test('names every file that runs, and nothing else', () => {
    const named = readFileSync('dist/SHA256SUMS', 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(66));
    const files = published.filter((name) => name !== 'dist/SHA256SUMS');
    expect(named).toEqual(['action.yml', 'deploy/action.yml', ...files, 'package.json', 'plan/action.yml']);
  });

  test('finds a chunk, a definition or a licence that was changed, with the command that users are given', () => {
    const copy = mkdtempSync(join(tmpdir(), 'published-'));
    try {
      for (const name of ['dist', 'deploy', 'plan', 'action.yml', 'package.json'])
        cpSync(name, join(copy, name), { recursive: true });
      expect(verify(copy)).toMatchObject({ status: 0, stdout: '' });
      const chunk = published.find((name) => /^dist\/bundle\/\d+\.index\.js$/.test(name)) ?? '';
      for (const name of [chunk, 'plan/action.yml', 'dist/plan/index.js', 'dist/licenses.txt']) {
        appendFileSync(join(copy, name), '\n');
        expect(verify(copy)).toMatchObject({ status: 1, stdout: `${name}: FAILED\n` });
        cpSync(name, join(copy, name));
      }
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });

  test('is what a release attests and what the prober verifies', () => {
    expect(readFileSync('.github/workflows/release.yml', 'utf8')).toMatch(/subject-path: dist\/SHA256SUMS$/m);
    const prober = readFileSync('.github/workflows/prober.yml', 'utf8');
    expect(prober).toContain('gh attestation verify dist/SHA256SUMS');
    expect(prober).toContain(shown);
  });
});
