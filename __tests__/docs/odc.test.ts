import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { exampleOf } from '../support/examples.ts';
import { operationsIn } from '../support/odc.ts';
import { describeWithShell } from '../support/pages.ts';
import { promotionPage } from '../support/promotion-page.ts';

const page = promotionPage('docs/odc.md');
const run = (example: string) => page.run(example, { ODC_CLIENT_SECRET: 'sandbox-built' });

describeWithShell('the commands of the page on ODC', () => {
  test('look, and leave nothing', async () => {
    expect(await run('inspect')).toContain('succeeded');
    const { operations, builds, tags } = page.sandbox().odc;
    expect([operations, builds, tags]).toEqual([[], [], []]);
  });

  test('set values that the deployment applies', async () => {
    writeFileSync(join(page.folder(), 'test.yml'), exampleOf('docs/odc.md', 'configuration'));
    expect(await run('configured')).toContain('succeeded');
    expect(operationsIn(page.sandbox())).toEqual(['EmployeeBackoffice@17 to Test: Finished']);
    expect(page.sandbox().odc.settings.map(({ name, isPending }) => [name, isPending])).toEqual([
      ['MaxRetries', false],
      ['ApiUrl', false],
      ['ApiKey', false],
      ['IsActive', false],
      ['Url', false],
    ]);
  });

  test('go back to the revision before', async () => {
    expect(await run('rollback')).toContain('succeeded');
    expect(operationsIn(page.sandbox())).toEqual(['EmployeeBackoffice@9 to Production: Finished']);
  });
});

describe('the workflow of the page on ODC', () => {
  test('brings to Production what Test was given', async () => {
    await page.runWorkflow();
    expect(operationsIn(page.sandbox())).toEqual([
      'EmployeeBackoffice@17 to Test: Finished',
      'EmployeeBackoffice@17 to Production: Finished',
    ]);
    expect(page.sandbox().bigpanda.changes).toMatchObject([
      { component: 'EmployeeBackoffice', hosts: ['acme-tst.example.com'], status: 'success' },
      { component: 'EmployeeBackoffice', hosts: ['acme.example.com'], status: 'success' },
    ]);
  });
});
