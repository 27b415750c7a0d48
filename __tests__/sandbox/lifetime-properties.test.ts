import { describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { keyOf } from '../../src/sandbox/keys.ts';
import { call } from './client.ts';
import { production, visit } from './lifetime-client.ts';

const module = keyOf('module', 'EmployeeBackoffice');

/** Sets a site property of the main module in Production. */
const put = (sandbox: Sandbox, scenario: string, value: string, path = 'SiteProperties/k') =>
  call(
    `${sandbox.url}/PropertiesAPI/rest/v1/Modules/${module}/Environments/${production}/${path}/${path.startsWith('S') ? 'Value' : 'Schedule'}/`,
    {
      method: 'PUT',
      headers: { authorization: `Bearer sandbox-${scenario}`, 'content-type': 'application/json' },
      body: value,
    },
  );

describe('the Properties API', () => {
  test.each([
    ['settings-refused', 201, { Success: false }],
    ['settings-echoed', 201, { Success: false, Message: "'5' is not a valid value." }],
    ['settings-unexplained', 201, { Success: false }],
    ['settings-200', 200, { Success: true }],
    ['settings-wordy', 201, { Success: 'true' }],
    ['settings-unauthorized', 401, { StatusCode: 401 }],
    ['settings-forbidden', 403, { StatusCode: 403 }],
    ['settings-slow', 503, { StatusCode: 503 }],
  ])('under %s answers %d and sets nothing', async (scenario, status, body) => {
    const { sandbox, lifetime } = await visit(scenario);
    expect(await put(sandbox, scenario, '5')).toMatchObject({ status, json: body });
    expect(sandbox.lifetime.settings).toEqual([]);
    // LifeTime itself takes the token.
    expect((await lifetime.get('environments')).status).toBe(200);
  });

  test.each([
    ['settings-empty', 201, ''],
    ['settings-page', 200, 'Log in'],
    ['no-add-ons', 404, 'File or directory not found'],
  ])('under %s answers %d without JSON', async (scenario, status, text) => {
    const { sandbox } = await visit(scenario);
    const reply = await put(sandbox, scenario, '5');
    expect(reply).toMatchObject({ status, text: expect.stringContaining(text) });
    expect(sandbox.lifetime.settings).toEqual([]);
  });

  test('sets a value again without another effect, and keeps what was sent', async () => {
    const { sandbox } = await visit('happy');
    await put(sandbox, 'happy', 'true');
    await put(sandbox, 'happy', 'true');
    await put(sandbox, 'happy', '');
    expect(sandbox.lifetime.settings.map(({ value }) => value)).toEqual(['true', 'true', '']);
  });

  test('refuses the second site property, or fails once for each kind', async () => {
    const { sandbox } = await visit('happy');
    const answers = async (scenario: string, ...paths: readonly string[]) => {
      const seen: unknown[] = [];
      for (const path of paths) {
        const { status, json } = await put(sandbox, scenario, '5', path);
        seen.push(status === 201 ? (json as { readonly Success: unknown }).Success : status);
      }
      return seen;
    };
    const [one, two, timer] = ['SiteProperties/one', 'SiteProperties/two', 'Timers/three'] as const;
    expect(await answers('second-setting-refused', one, two, timer)).toEqual([true, false, true]);
    expect(await answers('settings-failing-once', one, one, timer, timer)).toEqual([500, true, 500, true]);
  });

  test('knows no module and no environment that LifeTime does not know', async () => {
    const { sandbox } = await visit('happy');
    const base = `${sandbox.url}/PropertiesAPI/rest/v1`;
    const options = {
      method: 'PUT',
      headers: { authorization: 'Bearer sandbox-happy', 'content-type': 'application/json' },
      body: '5',
    };
    for (const path of [
      `Modules/${module}/Environments/none/SiteProperties/k/Value/`,
      `Modules/none/Environments/${production}/SiteProperties/k/Value/`,
    ])
      expect((await call(`${base}/${path}`, options)).status).toBe(404);
  });
});
