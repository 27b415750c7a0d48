import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { runInProcess } from '../support/in-process.ts';
import { release } from '../support/release.ts';
import { violationsIn } from '../support/requests.ts';

let sandbox: Sandbox;
const home = mkdtempSync(join(tmpdir(), 'scripts-'));

beforeAll(async () => {
  sandbox = await startSandbox();
  mkdirSync(join(home, 'a'));
  mkdirSync(join(home, 'b'));
  for (const name of ['a/10-indexes.sql', 'a/2-rates.sql', 'b/10-indexes.sql', 'b/1-first.sql'])
    writeFileSync(join(home, name), 'SELECT 1;\n');
});
afterAll(async () => {
  await sandbox.close();
  rmSync(home, { recursive: true, force: true });
});

const given = (scripts: string) => ({ 'data-source': 'jdbc/Appian', 'database-scripts': scripts });

test('scripts of a folder and a glob are sent in the order that the plan shows', async () => {
  const scripts = `${join(home, 'b', '1*.sql')}\n${join(home, 'a', '2-rates.sql')}`;
  const step = await runInProcess(release(sandbox.url, 'happy', given(scripts)));
  expect(step.outputs['status']).toBe('succeeded');
  const places = step.stdout.replaceAll(`${home}/`, '');
  expect(places).toMatch(/^scripts {5}1\. b\/1-first\.sql, 2\. b\/10-indexes\.sql, 3\. a\/2-rates\.sql$/m);
  expect(sandbox.appian.deployments[0]?.payload).toMatchObject({
    databaseScripts: [
      { fileName: '1-first.sql', orderId: '1' },
      { fileName: '10-indexes.sql', orderId: '2' },
      { fileName: '2-rates.sql', orderId: '3' },
    ],
  });
  expect(violationsIn(sandbox)).toEqual([]);
});

test('two scripts of the same name from two folders are refused before anything is sent', async () => {
  const before = sandbox.exchanges.length;
  const scripts = `${join(home, 'a')}\n${join(home, 'b')}`;
  const step = await runInProcess(release(sandbox.url, 'happy', given(scripts)));
  expect(step.outputs['status']).toBe('invalid-input');
  expect(step.stdout).toContain('10-indexes.sql');
  expect(sandbox.exchanges).toHaveLength(before);
});
