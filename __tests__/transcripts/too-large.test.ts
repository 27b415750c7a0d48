import type { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import type { Run } from '../support/in-process.ts';
import { exporting as lifetimeExport, lifetimeRelease } from '../support/lifetime.ts';
import { exporting, promotion } from '../support/release.ts';

/** Limits in bytes that the files of the sandbox exceed. No test can send more than the real limits. */
const SMALL = { zip: 100, text: 10 };

let runInProcess: Run;
let limits: number[] = [];
let sandbox: Sandbox;
beforeEach(async () => {
  const save = await import('../../src/http/save.ts');
  jest.unstable_mockModule('../../src/http/save.ts', () => ({
    ...save,
    saveBytes: (body: Readable, file: string, limit: number) => {
      limits.push(limit);
      return save.saveBytes(body, file, SMALL.zip);
    },
  }));
  ({ runInProcess } = await import('../support/in-process.ts'));
  limits = [];
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const GIB = 1024 ** 3;
const downloads = (part: string): number =>
  sandbox.exchanges.filter(({ path }) => path.includes(part)).length;

test.each([
  ['an export', () => exporting(sandbox.url, 'happy')],
  ['a promotion', () => promotion(sandbox.url, 'happy')],
])('Appian: %s of a package above the limit ends as an error and is not repeated', async (_, inputs) => {
  const step = await runInProcess(inputs());
  expect(step.outputs).toMatchObject({ status: 'error', 'package-file': '', 'deployment-id': '' });
  expect(step.stdout).toContain(
    'The export cannot be used: package-zip is larger than any export of Appian: more than 100 bytes were sent.',
  );
  expect(limits).toEqual([8 * GIB]);
  expect(downloads('package-zip')).toBe(1);
  expect(sandbox.appian.deployments.map(({ action }) => action)).toEqual(['export']);
});

test('OutSystems: an export of a package above the limit ends as an error and is not repeated', async () => {
  const step = await runInProcess(lifetimeRelease(sandbox.url, 'happy', lifetimeExport));
  expect(step.outputs).toMatchObject({ status: 'error', 'package-file': '' });
  expect(step.stdout).toContain(
    'The package cannot be used: it is larger than any package: more than 100 bytes were sent.',
  );
  expect(limits).toEqual([8 * GIB]);
  expect(downloads('downloads/')).toBe(1);
});
