import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { runInProcess } from '../support/in-process.ts';
import { odcRelease, operationsIn } from '../support/odc.ts';
import { brokenPromises } from '../support/promises.ts';

let identity: Sandbox;
let sandbox: Sandbox;
beforeEach(async () => {
  identity = await startSandbox();
  sandbox = await startSandbox({ identityUrl: identity.url });
});
afterEach(async () => {
  await sandbox.close();
  await identity.close();
});

describe('an identity host of its own', () => {
  test('gets no client secret unless the user names it', async () => {
    const step = await runInProcess(odcRelease(sandbox.url, 'built'));
    expect(step.outputs['status']).toBe('error');
    expect(step.stdout).toContain('The client secret was not sent there');
    expect(step.stdout).toContain(`identity-url: ${identity.url}`);
    expect(identity.exchanges).toEqual([]);
  });

  test('gets it if the user names it, and the portal never does', async () => {
    const step = await runInProcess(odcRelease(sandbox.url, 'built', { 'identity-url': identity.url }));
    expect(step.outputs['status']).toBe('succeeded');
    expect(operationsIn(sandbox)).toHaveLength(1);
    expect(identity.exchanges.map(({ method }) => method)).toEqual(['POST']);
    expect(sandbox.exchanges.filter(({ path }) => path.includes('/token'))).toEqual([]);
    expect(brokenPromises({ step, sandbox, secrets: ['sandbox-built'], strayed: [] })).toEqual([]);
  });

  test('is not asked where a token is given', async () => {
    const more = { token: 'sandbox-built', 'client-id': '', 'client-secret': '' };
    const step = await runInProcess(odcRelease(sandbox.url, 'built', more));
    expect(step.outputs['status']).toBe('succeeded');
    expect(identity.exchanges).toEqual([]);
    expect(sandbox.exchanges.filter(({ path }) => path.startsWith('/identity/'))).toEqual([]);
  });
});

describe('a token', () => {
  const direct = async (): Promise<void> => {
    await sandbox.close();
    sandbox = await startSandbox();
  };

  test.each(['token-uses', 'token-short'])(
    'is fetched again when it is refused or ends: %s',
    async (scenario) => {
      await direct();
      const more = { 'poll-interval': '10s' };
      let now = Date.now;
      await sandbox.close();
      sandbox = await startSandbox({ now: () => now() });
      const step = await runInProcess(odcRelease(sandbox.url, scenario, more), {
        shareClock: (clock) => (now = clock.now),
      });
      expect(step.outputs['status']).toBe('succeeded');
      expect(sandbox.odc.logins.length).toBeGreaterThan(1);
      expect(operationsIn(sandbox)).toHaveLength(1);
      expect(brokenPromises({ step, sandbox, secrets: [`sandbox-${scenario}`], strayed: [] })).toEqual([]);
    },
  );

  test('that is refused for ever is asked for twice alone', async () => {
    await direct();
    const step = await runInProcess(odcRelease(sandbox.url, 'unauthorized'));
    expect(step.outputs['status']).toBe('error');
    expect(sandbox.odc.logins).toHaveLength(2);
  });

  test('that cannot be renewed while the operation runs leaves the outcome open', async () => {
    await direct();
    const inputs = odcRelease(sandbox.url, 'never', { timeout: '60s', 'poll-interval': '5s' });
    const during = async (): Promise<void> => {
      await sandbox.until(
        ({ method, path }) => method === 'GET' && /deployment-operations\/[^/?]+$/.test(path),
      );
      sandbox.inject({ request: { method: 'GET', path: /deployment-operations\//, nth: 0 }, kind: '401' });
      sandbox.inject({ request: { method: 'POST', path: /token$/, nth: 0 }, kind: '403' });
    };
    const step = await runInProcess(inputs, { during });
    expect(step.outputs['status']).toBe('timed-out');
    expect(step.stdout).toMatch(/goes on: ODC offers no way to stop it/);
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'failure' }]);
  });
});

describe('credentials', () => {
  test.each([
    ['none', { 'client-id': '', 'client-secret': '' }, /input "token" is required/],
    ['a token beside an API client', { token: 'a-long-token' }, /input "token" must be absent/],
    [
      'a client id alone',
      { 'client-secret': '' },
      /input "client-secret" is required with `client-id`, and empty/,
    ],
    ['a client secret alone', { 'client-id': '' }, /input "client-id" is required/],
    [
      'an identity host beside a token',
      {
        token: 'a-long-token',
        'client-id': '',
        'client-secret': '',
        'identity-url': 'https://id.example.com',
      },
      /input "identity-url" has no meaning beside `token`/,
    ],
    [
      'an identity host without TLS',
      { 'identity-url': 'http://id.example.com' },
      /input "identity-url" must begin with https/,
    ],
    [
      'no source',
      { 'source-environment': '' },
      /input "source-environment" is required for "EmployeeBackoffice"/,
    ],
    ['a package', { package: 'a.zip' }, /input "package" must be absent/],
    ['an export', { operation: 'export' }, /input "operation" must be .*ODC has no export/],
  ])('%s', async (_, more, says) => {
    const step = await runInProcess(odcRelease(sandbox.url, 'built', more));
    expect(step.outputs['status']).toBe('invalid-input');
    expect(step.stdout).toMatch(says);
    expect(sandbox.exchanges).toEqual([]);
  });
});
