import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { type Exchange, startSandbox } from '../../src/sandbox/index.ts';
import { fromPackage, lifetimeRelease } from '../outsystems/support.ts';
import { runInProcess } from '../support/in-process.ts';
import { packageFile, release } from '../support/release.ts';
import { type Replacement, replaceDuring } from '../support/replace-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'changed-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isInspection = ({ method, path }: Exchange): boolean =>
  method === 'POST' && path.endsWith('/inspections');

type Given = 'package' | 'plugins-file' | 'admin-settings-file' | 'database-scripts';

const cases: readonly (readonly [Given, Replacement])[] = [
  ['package', 'same length'],
  ['package', 'longer'],
  ['package', 'shorter'],
  ['package', 'removed'],
  ['plugins-file', 'same length'],
  ['admin-settings-file', 'same length'],
  ['database-scripts', 'same length'],
];

test.each(cases)('Appian never gets the %s whole that became %s after the inspection', async (input, how) => {
  const file = join(folder, input === 'database-scripts' ? 'changed.sql' : 'changed.zip');
  if (input === 'database-scripts') writeFileSync(file, 'select 1;\n');
  else copyFileSync(packageFile, file);
  const more = { [input]: file, ...(input === 'database-scripts' && { 'data-source': 'jdbc/Appian' }) };
  const sandbox = await startSandbox({ onExchange: replaceDuring(isInspection, file, how) });
  try {
    const step = await runInProcess(release(sandbox.url, 'happy', more));
    expect(step.outputs['status']).toBe('error');
    expect(step.code).toBe(1);
    expect(step.stdout).toContain('was changed while it was being deployed');
    expect(sandbox.appian.deployments).toEqual([]);
    expect(sandbox.bigpanda.changes.map(({ status }) => status)).toEqual(['failure']);
  } finally {
    await sandbox.close();
  }
});

test('LifeTime never gets a package whole that changed before the upload', async () => {
  const file = join(folder, 'changed.oap');
  copyFileSync(fromPackage.package, file);
  const sandbox = await startSandbox({ onExchange: replaceDuring(() => true, file, 'same length') });
  try {
    const step = await runInProcess(lifetimeRelease(sandbox.url, 'happy', { ...fromPackage, package: file }));
    expect(step.outputs['status']).toBe('error');
    expect(step.stdout).toContain('was changed while it was being deployed');
    expect(sandbox.lifetime.plans).toEqual([]);
  } finally {
    await sandbox.close();
  }
});
