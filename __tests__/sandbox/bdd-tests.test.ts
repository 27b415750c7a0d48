import { describe, expect, test } from '@jest/globals';
import { call, type Reply, start } from './client.ts';

const NAME = 'EmployeeBackoffice';
const SCAN = `ScanBDDTestEndpoints?ApplicationName=${NAME}`;

/** A client of the test components. They take no token, so a request to LifeTime chooses the scenario. */
async function visit(scenario: string) {
  const sandbox = await start();
  const authorization = `Bearer sandbox-${scenario}`;
  await call(`${sandbox.url}/lifetimeapi/rest/v2/environments/`, { headers: { authorization } });
  const get = (path: string, headers = {}): Promise<Reply> => call(`${sandbox.url}${path}`, { headers });
  return {
    sandbox,
    scan: (version: 'v1' | 'v2', headers = {}) => get(`/CI_CDProbe/rest/${version}/${SCAN}`, headers),
    run: (screen: string, framework = 'BDDFramework') =>
      get(`/${framework}/rest/v1/BDDTestRunner/${NAME}/${screen}`),
  };
}

describe('the probe', () => {
  test.each([
    ['probe-v1', 'v2', 404, '<html>'],
    ['probe-v1', 'v1', 200, 'BDDTestEndpointsInfo'],
    ['probe-key', 'v2', 401, 'The key of the CI/CD Probe'],
    ['probe-page', 'v2', 200, '<html>'],
    ['no-add-ons', 'v1', 404, '<html>'],
    ['no-tests', 'v2', 200, '[]'],
    ['tests-unknown-side', 'v2', 200, '"BDDFrameworkType":"mobile"'],
  ] as const)('of %s answers %s with %i', async (scenario, version, status, text) => {
    const { scan } = await visit(scenario);
    expect(await scan(version)).toMatchObject({ status, text: expect.stringContaining(text) });
  });

  test('takes any key as its key, and the key may choose a scenario', async () => {
    const { scan, run } = await visit('probe-key');
    expect(await scan('v2', { 'x-cicdprobe-key': 'some-key-of-ours' })).toMatchObject({ status: 200 });
    expect(await scan('v2', { 'x-cicdprobe-key': 'sandbox-tests-failing' })).toMatchObject({ status: 200 });
    expect((await run('SaveTest')).json).toMatchObject({ FailedScenarios: 1 });
  });

  test('lists a second screen of the same name in a second flow', async () => {
    const { scan } = await visit('tests-client');
    expect((await scan('v2')).json).toEqual([
      {
        EspaceName: NAME,
        BDDFrameworkType: 'client',
        TestFlows: [
          { TestScreens: [{ Name: 'LoginTest' }, { Name: 'SaveTest' }] },
          { TestScreens: [{ Name: 'SaveTest' }] },
        ],
      },
    ]);
  });
});

describe('the framework', () => {
  test.each([
    ['tests-broken', 'SaveTest', { ErrorMessage: 'The test data could not be created.' }],
    ['tests-contradiction', 'SaveTest', { SuiteSuccess: true, FailedScenarios: 1 }],
    ['tests-empty', 'LoginTest', { SuiteSuccess: true, SuccessfulScenarios: 0 }],
  ])('of %s answers %s', async (scenario, screen, expected) => {
    const { run, sandbox } = await visit(scenario);
    expect((await run(screen)).json).toMatchObject(expected);
    expect(sandbox.lifetime.testRuns).toEqual([`${NAME}/${screen}`]);
  });

  test('of the client side is a component of its own', async () => {
    const { run } = await visit('tests-client');
    expect((await run('LoginTest')).status).toBe(404);
    expect((await run('LoginTest', 'TestRunner_API')).json).toMatchObject({ SuiteSuccess: true });
  });

  test('may be missing, answer a page, or lose its answer after it has run the suite', async () => {
    expect(await (await visit('no-framework')).run('LoginTest')).toMatchObject({ status: 404 });
    expect((await (await visit('tests-login-page')).run('SaveTest')).text).toContain('<html>');
    const { run, sandbox } = await visit('tests-lost');
    await expect(run('LoginTest')).rejects.toThrow('fetch failed');
    expect(sandbox.lifetime.testRuns).toHaveLength(1);
  });
});
