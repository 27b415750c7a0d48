import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { startSandbox } from '../../src/sandbox/index.ts';
import { exampleOf } from '../support/examples.ts';
import { describeWithShell } from '../support/pages.ts';

const example = (name: string): string => exampleOf('docs/command.md', name);

/** A folder, and a shell for it whose `lowcode-deploy` is this checkout. */
function workspace() {
  const folder = mkdtempSync(join(tmpdir(), 'docs-'));
  const tools = mkdtempSync(join(tmpdir(), 'tools-'));
  const program = join(tools, 'lowcode-deploy');
  writeFileSync(
    program,
    `#!/bin/sh\nexec '${process.execPath}' '${resolve('dist/command/index.js')}' "$@"\n`,
  );
  chmodSync(program, 0o755);
  const shell = async (script: string): Promise<string> => {
    const env = { PATH: `${tools}:${process.env['PATH']}`, LOWCODE_DEPLOY_POLL_INTERVAL: '10ms' };
    return (await promisify(execFile)('sh', ['-euc', script], { cwd: folder, env })).stdout;
  };
  return { folder, shell };
}

describeWithShell('the commands of the page on the command', () => {
  test('run in their order, twice in a row', async () => {
    const sandbox = await startSandbox();
    const { folder, shell } = workspace();
    for (const time of [1, 2]) {
      expect(await shell(example('demos'))).toContain('succeeded after');
      const serve = example('sandbox').replace('--port 8089', '--port-file address').trim();
      await shell(
        `${serve} & until [ -f address ]; do sleep 0.1; done; kill $!; wait $! || true; rm address`,
      );
      expect(existsSync(join(folder, 'samples', 'customer-portal.zip'))).toBe(true);
      const deploy = example('deploy').replace('http://127.0.0.1:8089', sandbox.url);
      expect(await shell(deploy)).toContain('succeeded after');
      expect(sandbox.appian.deployments).toHaveLength(time);
    }
    await sandbox.close();
  });

  test('write a first workflow once, and leave it the second time', async () => {
    const { folder, shell } = workspace();
    mkdirSync(join(folder, '.github'));
    expect(await shell('lowcode-deploy init --platform appian')).toContain(
      'Wrote .github/workflows/deploy.yml',
    );
    await expect(shell('lowcode-deploy init --platform appian')).rejects.toMatchObject({ code: 2 });
  });
});
