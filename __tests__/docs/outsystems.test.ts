import { describe, expect, test } from '@jest/globals';
import { describeWithShell } from '../support/pages.ts';
import { promotionPage } from '../support/promotion-page.ts';

const page = promotionPage('docs/outsystems.md');
const run = (example: string, scenario = 'happy') =>
  page.run(example, { LIFETIME_TOKEN: `sandbox-${scenario}` });
const plans = () => page.sandbox().lifetime.plans;

describeWithShell('the commands of the page on OutSystems', () => {
  test('look, and leave nothing', async () => {
    expect(await run('inspect')).toContain('succeeded');
    expect(plans()).toMatchObject([{ started: false, deleted: true }]);
  });

  test('export a package, and deploy it', async () => {
    expect(await run('export')).toContain('succeeded');
    expect(await run('package')).toContain('succeeded');
    expect(plans()).toMatchObject([{ started: true, status: 'finished_successful' }]);
  });

  test('go back to the version before', async () => {
    expect(await run('rollback', 'history')).toContain('succeeded');
    expect(plans()).toMatchObject([{ started: true, status: 'finished_successful' }]);
  });
});

describe('the workflow of the page on OutSystems', () => {
  test('brings to Production what Test was given', async () => {
    await page.runWorkflow();
    expect(page.sandbox().bigpanda.changes).toMatchObject([
      { component: 'EmployeeBackoffice', hosts: ['tst-env.company.com'], status: 'success' },
      { component: 'EmployeeBackoffice', hosts: ['prd-env-1.company.com'], status: 'success' },
    ]);
  });
});
