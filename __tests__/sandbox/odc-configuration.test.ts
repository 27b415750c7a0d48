import { describe, expect, test } from '@jest/globals';
import type { Reply } from './client.ts';
import {
  asset,
  backoffice,
  type Client,
  deploy,
  type Json,
  operationKey,
  stage,
  visit,
  watch,
} from './odc-client.ts';

const base = `asset-configurations/environments/${stage('Production')}/applications/${backoffice}`;

const read = (odc: Client, query = ''): Promise<Reply> =>
  odc.get(`${base}/revisions/deployed/configurations${query}`);

type Values = readonly Json[];
type Groups = readonly { readonly key: string; readonly name: string; readonly configs: Values }[];

const settings = ({ json }: Reply): Values => (json as { settings: Values }).settings;
const groups = ({ json }: Reply, kind: 'timers' | 'integrations'): Groups =>
  (json as Record<string, Groups>)[kind] ?? [];

const keyOf = (reply: Reply, name: string): unknown =>
  settings(reply).find((value) => value['name'] === name)?.['key'];

const valueOf = (reply: Reply, name: string): unknown[] => {
  const { value, deployedValue } = settings(reply).find((each) => each['name'] === name) ?? {};
  return [value, deployedValue];
};

describe('configuration', () => {
  test('settings, timers, integrations and libraries, with their values', async () => {
    const { odc } = await visit('happy');
    const reply = await read(odc);
    expect(reply.json).toMatchObject({
      revisionBaseline: 14,
      revisionDeployed: 14,
      libraries: [{ name: 'ThemeLibrary' }],
    });
    expect(settings(reply)[1]).toEqual({
      key: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'MaxRetries',
      description: expect.any(String),
      dataType: 'Integer',
      defaultValue: '3',
      deployedValue: '3',
      value: '3',
      valueOrigin: 'ApplicationLevelDefault',
      deployedValueOrigin: 'ApplicationLevelDefault',
      isSecret: false,
      valueSetAfterDeploy: null,
      updatedAt: null,
      filename: null,
    });
    expect(groups(reply, 'timers')).toMatchObject([{ name: 'SendReminders' }]);
    expect((await read(odc, '?fields=timers')).json).toMatchObject({ settings: null, integrations: null });
    expect((await read(odc, '?fields=sizes')).status).toBe(400);
  });

  test('a value waits until a deployment applies it; a secret is not shown', async () => {
    const { sandbox, odc } = await visit('happy');
    const before = await read(odc);
    const timer = groups(before, 'timers')[0]?.key;
    const body = {
      revisionBaseline: 14,
      settings: [
        { key: keyOf(before, 'MaxRetries'), value: '7' },
        { key: keyOf(before, 'ApiKey'), value: 'top-secret' },
      ],
      timers: [{ key: timer, configs: [{ key: 'IsActive', value: 'False' }] }],
    };
    expect((await odc.patch(`${base}/configurations`, body)).status).toBe(204);
    const pending = await read(odc);
    expect(valueOf(pending, 'MaxRetries')).toEqual(['7', '3']);
    expect(settings(pending).at(-1)).toMatchObject({
      value: null,
      isSecret: true,
      valueSetAfterDeploy: true,
    });
    expect(pending.text).not.toContain('top-secret');
    expect(sandbox.odc.settings).toMatchObject([
      { kind: 'setting', element: '', name: 'MaxRetries', value: '7', isPending: true, stage: 'Production' },
      { kind: 'setting', name: 'ApiKey', isPending: true },
      { kind: 'timer', element: 'SendReminders', name: 'IsActive', value: 'False', isPending: true },
    ]);
    await deploy(odc);
    await watch(odc);
    const after = await read(odc);
    expect(valueOf(after, 'MaxRetries')).toEqual(['7', '7']);
    expect(settings(after).at(-1)).toMatchObject({ valueSetAfterDeploy: false });
    expect(sandbox.odc.settings.map(({ isPending }) => isPending)).toEqual([false, false, false]);
  });

  test('failed: the values go on waiting', async () => {
    const { sandbox, odc } = await visit('failed');
    const key = keyOf(await read(odc), 'MaxRetries');
    await odc.patch(`${base}/configurations`, { settings: [{ key, value: '7' }] });
    await deploy(odc);
    await watch(odc);
    expect(valueOf(await read(odc), 'MaxRetries')).toEqual(['7', '3']);
    expect(sandbox.odc.settings).toMatchObject([{ isPending: true }]);
  });

  test('null restores the default', async () => {
    const { odc } = await visit('happy');
    const key = keyOf(await read(odc), 'MaxRetries');
    for (const value of ['7', null])
      await odc.patch(`${base}/configurations`, { settings: [{ key, value }] });
    expect(valueOf(await read(odc), 'MaxRetries')).toEqual(['3', '3']);
  });

  test.each([
    ['an unknown key', { key: 'x', value: '1' }],
    ['a number', { value: 7 }],
    ['a text for an Integer', { value: 'many' }],
  ])('%s: 400, and nothing is changed', async (_what, change) => {
    const { sandbox, odc } = await visit('happy');
    const before = await read(odc);
    const good = { key: keyOf(before, 'ApiUrl'), value: 'https://x.example' };
    const bad = { key: keyOf(before, 'MaxRetries'), ...change };
    expect((await odc.patch(`${base}/configurations`, { settings: [good, bad] })).status).toBe(400);
    expect((await read(odc)).json).toEqual(before.json);
    expect(sandbox.odc.settings).toEqual([]);
  });

  test('revisionBaseline as a text is refused', async () => {
    const { odc } = await visit('happy');
    expect((await odc.patch(`${base}/configurations`, { revisionBaseline: '14' })).status).toBe(400);
  });

  test.each([
    ['settings-refused', 200, 400],
    ['settings-read-only', 200, 403],
    ['settings-forbidden', 403, 403],
    ['settings-ignored', 200, 204],
  ])('%s: reading answers %i, a change %i, and nothing is pending', async (scenario, reading, change) => {
    const { sandbox, odc } = await visit(scenario);
    expect((await read(odc)).status).toBe(reading);
    const settingsKey = keyOf(await read((await visit('happy')).odc), 'MaxRetries');
    const body = { settings: [{ key: settingsKey, value: '7' }] };
    expect((await odc.patch(`${base}/configurations`, body)).status).toBe(change);
    expect(sandbox.odc.settings).toEqual([]);
  });

  test('pending-settings: values of another user wait, and a deployment applies them', async () => {
    const { odc } = await visit('pending-settings');
    expect(valueOf(await read(odc), 'MaxRetries')).toEqual(['5', '3']);
    await deploy(odc);
    expect(await watch(odc, `deployments/deployment-operations/${operationKey(1)}`)).toContain('Finished');
    expect(valueOf(await read(odc), 'MaxRetries')).toEqual(['5', '5']);
  });

  test('agents have a path of their own; what is not in the stage has no deployed revision', async () => {
    const { odc } = await visit('happy');
    const at = (kind: string, name: string, where: 'Development' | 'Production') =>
      odc.get(
        `asset-configurations/environments/${stage(where)}/${kind}/${asset(name)}/revisions/deployed/configurations`,
      );
    expect((await at('agents', 'HelpdeskAgent', 'Development')).status).toBe(200);
    expect((await at('applications', 'HelpdeskAgent', 'Development')).status).toBe(404);
    expect((await at('agents', 'HelpdeskAgent', 'Production')).status).toBe(404);
    expect((await at('applications', 'ThemeLibrary', 'Production')).status).toBe(404);
  });
});
