import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';

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
