import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createWorkspace, outputOf } from '../support/page-commands.ts';
import { describeWithShell } from '../support/pages.ts';

describeWithShell('the first green run of the page on the command', () => {
  test('writes a first workflow once, and leaves it the second time', async () => {
    const workspace = createWorkspace();
    mkdirSync(join(workspace.folder, '.github'));
    const init = 'lowcode-deploy init --platform appian';
    expect(await outputOf(init, workspace, {})).toContain('Wrote .github/workflows/deploy.yml');
    expect(await outputOf(`${init} 2>&1 || echo "exit $?"`, workspace, {})).toMatch(/^exit 2$/m);
  });
});
