import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { exampleOf } from '../support/examples.ts';
import { runInProcess } from '../support/in-process.ts';
import { describeWithShell, filledIn, type PageStep } from '../support/pages.ts';
import { promotionPage } from '../support/promotion-page.ts';

const page = promotionPage('docs/outsystems.md');
const example = (name: string): string => exampleOf('docs/outsystems.md', name);
const run = (example: string, scenario = 'happy') =>
  page.run(example, { LIFETIME_TOKEN: `sandbox-${scenario}` });
const plans = () => page.sandbox().lifetime.plans;

describeWithShell('the commands of the page on OutSystems', () => {
  test('look, and leave nothing', async () => {
    expect(await run('inspect')).toContain('succeeded');
    expect(plans()).toMatchObject([{ started: false, deleted: true }]);
  });

  test('export a package, and deploy it, twice in a row', async () => {
    const deployed = { started: true, status: 'finished_successful' };
    for (const plans of [[deployed], [deployed, deployed]]) {
      expect(await run('export')).toContain('succeeded');
      expect(await run('package')).toContain('succeeded');
      expect(page.sandbox().lifetime.plans).toMatchObject(plans);
    }
  });

  test('run the tests', async () => {
    expect(await run('tests')).toContain('6 tests passed.');
    expect(page.sandbox().lifetime.testRuns).toHaveLength(2);
  });

  test('go back to the version before', async () => {
    expect(await run('rollback', 'history')).toContain('succeeded');
    expect(plans()).toMatchObject([{ started: true, status: 'finished_successful' }]);
  });
});

describeWithShell('the configuration of the page on OutSystems', () => {
  test('is set after the deployment, and its secret is not shown', async () => {
    writeFileSync(join(page.folder(), 'configuration.yml'), example('configuration'));
    const stdout = await page.run('configure', {
      LIFETIME_TOKEN: 'sandbox-happy',
      PARTNER_KEY: 'k-4711-secret',
    });
    expect(stdout).toContain('succeeded');
    expect(stdout).not.toContain('k-4711-secret');
    const sandbox = page.sandbox();
    expect(sandbox.lifetime.settings.map(({ kind, value }) => [kind, value])).toEqual([
      ['SiteProperty', '50'],
      ['REST_Endpoint', `${sandbox.url}/api?key=k-4711-secret`],
    ]);
  });
});

describe('the tests of the page on OutSystems', () => {
  const { jobs } = parse(example('tests-workflow')) as {
    jobs: Readonly<Record<string, { readonly steps: readonly (PageStep & { readonly if?: string })[] }>>;
  };
  const [deploy, back] = jobs['test']?.steps ?? [];
  const here = (step: PageStep | undefined, scenario: string): Readonly<Record<string, string>> => ({
    ...filledIn(step, page.sandbox().url),
    token: `sandbox-${scenario}`,
    ...(step?.with?.['tests-url'] && { 'tests-url': page.sandbox().url }),
  });

  test('go back after tests that failed, and only then', async () => {
    const deployed = await runInProcess(here(deploy, 'tests-failing'));
    expect([deployed.code, deployed.outputs['status']]).toEqual([1, 'tests-failed']);
    expect(back?.if).toBe("failure() && steps.deploy.outputs.status == 'tests-failed'");
    const rolledBack = await runInProcess(here(back, 'history'));
    expect(rolledBack.outputs['status']).toBe('succeeded');
    expect(plans().map(({ status }) => status)).toEqual(['finished_successful', 'finished_successful']);
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
