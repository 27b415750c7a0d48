import { expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { call, start } from './client.ts';
import {
  backoffice,
  backoffice120,
  development,
  errors,
  items,
  type Json,
  lifetimeClient,
  named,
  planKey,
  production,
  test as testEnvironment,
  visit,
} from './lifetime-client.ts';

test('environments', async () => {
  const { lifetime } = await visit('happy');
  const all = items(await lifetime.get('environments/'));
  expect(all).toMatchObject([
    { Key: development, Name: 'Development', HostName: 'dev-env.company.com', Order: 0, IsOffline: false },
    { Key: testEnvironment, Name: 'Test', HostName: 'tst-env.company.com', EnvironmentType: 'Test' },
    { Key: production, Name: 'Production', HostName: 'prd-env-1.company.com', OSVersion: '11.28.2.43123' },
  ]);
  expect((await lifetime.get(`environments/${production}`)).json).toEqual(all[2]);
  expect(await lifetime.get('environments/Production')).toMatchObject(errors(404, expect.any(String)));
  const offline = items(await (await visit('offline')).lifetime.get('environments'));
  expect(offline.map(({ IsOffline }) => IsOffline)).toEqual([false, true, true]);
});

const statusesOf = (application: Json) => application['AppStatusInEnvs'] as readonly Json[];

test('applications: status and modules only where they are asked for', async () => {
  const { lifetime } = await visit('happy');
  const plain = items(await lifetime.get('applications/'));
  expect(plain.length).toBeGreaterThanOrEqual(10);
  expect(plain.flatMap(statusesOf)).toEqual([]);
  expect(await lifetime.get('applications?IncludeModules=true')).toMatchObject(
    errors(400, expect.stringContaining('IncludeEnvStatus')),
  );
  expect(
    (await lifetime.get(`applications/${backoffice}?IncludeModules=True&IncludeEnvStatus=False`)).status,
  ).toBe(400);
  const full = await lifetime.get(`applications/${backoffice}/?IncludeModules=True&IncludeEnvStatus=True`);
  const [inDevelopment] = statusesOf(full.json as Json);
  expect(full.json).toMatchObject({ Name: 'EmployeeBackoffice', Kind: 'WebResponsive', IsSystem: false });
  expect(inDevelopment).toMatchObject({
    EnvironmentKey: development,
    BaseApplicationVersionKey: backoffice120,
    IsModified: false,
    MobileAppsStatus: [],
    ModuleStatusInEnvs: [{ ApplicationKey: backoffice }, {}],
  });
  const placed = items(await lifetime.get(`environments/${development}/applications?IncludeEnvStatus=true`));
  expect(placed).toHaveLength(plain.length - 1);
  expect(placed.flatMap(statusesOf).every(({ EnvironmentKey }) => EnvironmentKey === development)).toBe(true);
});

test('what is special about each application', async () => {
  const { lifetime } = await visit('happy');
  const reply = await lifetime.get('applications?IncludeEnvStatus=true');
  const labels = (name: string) =>
    statusesOf(named(reply, name)).map(({ BaseApplicationVersionLabel: label }) => label);
  expect(labels('EmployeeBackoffice')).toEqual(['1.2.0', '1.1.2', '1.1.0']);
  expect(labels('Payments')).toEqual(['5.0.0', '5.0.0', '5.0.0']);
  expect(labels('ReportingHub')).toEqual(['1.4.0', '1.5.0', '1.5.0']);
  expect(labels('LegacyBilling')).toEqual(['7.2.0', '7.2.0']);
  expect(labels('Notifications')).toEqual(['0.2.0', '0.1.0']);
  expect(statusesOf(named(reply, 'OrderEntry'))[0]).toMatchObject({
    IsModified: true,
    IsModifiedReason: 'Module_Modified',
    IsModifiedMessage: 'At least one module was modified since the version 3.1.0',
  });
  expect(named(reply, 'FieldService')['Kind']).toBe('Mobile');
  expect(statusesOf(named(reply, 'FieldService'))[0]).toMatchObject({
    MobileAppsStatus: [{ NativePlatform: 'Android', VersionNumber: '0.9.0' }, { NativePlatform: 'iOS' }],
  });
  const missing = String(named(reply, 'LegacyBilling')['Key']);
  expect((await lifetime.get(`environments/${development}/applications/${missing}`)).status).toBe(404);
  expect((await lifetime.get(`environments/${production}/applications/${missing}`)).status).toBe(200);
  expect((await lifetime.get('applications/unknown')).status).toBe(404);

  const claims = String(named(reply, 'ClaimsEngine')['Key']);
  const tags = items(await lifetime.get(`applications/${claims}/versions/`));
  expect(tags.map(({ Version }) => Version)).toEqual(['1.9.1', '2.0.0', '1.9.0', '1.8.0']);
  expect(labels('ClaimsEngine')[0]).toBe('1.9.1');
});

test.each([
  ['already-deployed', ['1.2.0', '1.2.0', '1.2.0']],
  ['target-newer', ['1.1.0', '1.1.2', '1.2.0']],
  ['missing-in-source', ['1.1.0']],
])('%s: EmployeeBackoffice is %j', async (scenario, expected) => {
  const { lifetime } = await visit(scenario);
  const { json } = await lifetime.get(`applications/${backoffice}?IncludeEnvStatus=true`);
  expect(statusesOf(json as Json).map(({ BaseApplicationVersionLabel: label }) => label)).toEqual(expected);
});

test('mobile, and ten or a hundred more applications', async () => {
  const mobile = (await visit('mobile')).lifetime;
  expect((await mobile.get(`applications/${backoffice}`)).json).toMatchObject({ Kind: 'Mobile' });
  const many = items(await (await visit('many-applications')).lifetime.get('applications'));
  expect(many.filter(({ Name }) => String(Name).startsWith('Batch'))).toHaveLength(10);
  const hundred = items(await (await visit('hundred-applications')).lifetime.get('applications'));
  expect(hundred.filter(({ Name }) => String(Name).startsWith('Batch'))).toHaveLength(100);
});

test('versions: newest first, five unless more are asked for', async () => {
  const { lifetime } = await visit('happy');
  const path = `applications/${backoffice}/versions`;
  const versions = items(await lifetime.get(path));
  expect(versions.map(({ Version }) => Version)).toEqual(['1.2.0', '1.1.2', '1.1.1', '1.1.0', '1.0.1']);
  expect(versions[0]).toMatchObject({
    Key: backoffice120,
    ApplicationKey: backoffice,
    InUse: true,
    ModuleVersions: [],
  });
  expect(versions[2]?.['InUse']).toBe(false);
  expect(items(await lifetime.get(`${path}/?MaximumVersionsToReturn=100`))).toHaveLength(7);
  expect(items(await lifetime.get(`${path}?ChangeLogFilter=1.1.1`))).toHaveLength(1);
  expect((await lifetime.get(`${path}?MaximumVersionsToReturn=-1`)).status).toBe(400);
  expect((await lifetime.get(`${path}/${backoffice120}/?IncludeModules=true`)).json).toMatchObject({
    Version: '1.2.0',
    CreatedOn: '2024-02-19T09:30:12.26Z',
    ModuleVersions: [{}, {}],
  });
  expect((await lifetime.get(`${path}/unknown`)).status).toBe(404);
  expect((await lifetime.delete(`${path}/${backoffice120}`)).status).toBe(403);
  expect((await lifetime.delete(`${path}/${String(versions[2]?.['Key'])}`)).status).toBe(204);
  const old = items(await (await visit('slow-log')).lifetime.get(path));
  expect(old[0]).not.toHaveProperty('CreatedOn');
});

test('modules', async () => {
  const { lifetime } = await visit('happy');
  const gateway = named(await lifetime.get('modules/?IncludeEnvStatus=true'), 'PaymentsGateway');
  expect(gateway).toMatchObject({ Kind: 'Extension', ModuleStatusInEnv: [{}, {}, {}] });
  const path = `modules/${String(gateway['Key'])}`;
  expect((await lifetime.get(path)).json).toMatchObject({ Name: 'PaymentsGateway', ModuleStatusInEnv: [] });
  const [newest] = items(await lifetime.get(`${path}/versions/?MaximumVersionsToReturn=1`));
  expect((await lifetime.get(`${path}/versions/${String(newest?.['Key'])}`)).json).toEqual(newest);
  expect((await lifetime.get(`${path}/versions/unknown`)).status).toBe(404);
  expect((await lifetime.get('modules/unknown')).status).toBe(404);
});

test('nothing: every list is a 204 without a body', async () => {
  const { lifetime } = await visit('nothing');
  for (const path of ['environments/', 'applications', 'modules', 'deployments/']) {
    const reply = await lifetime.get(path);
    expect([reply.status, reply.text]).toEqual([204, '']);
  }
});

const download = (url: string, authorization: string) => call(url, { headers: { authorization } });

test('files: an address, and the bytes behind it', async () => {
  const { sandbox, lifetime } = await visit('happy');
  const link = await lifetime.get(`applications/${backoffice}/versions/${backoffice120}/content/`);
  expect(link.headers.get('expires')).toMatch(/GMT$/);
  const { url, expires } = link.json as { readonly url: string; readonly expires: string };
  expect(Date.parse(expires)).toBeGreaterThan(Date.now());
  expect(url).toMatch(`${sandbox.url}/lifetimeapi/rest/v2/downloads/`);
  expect((await download(url, 'Bearer sandbox-happy')).status).toBe(200);
  expect((await download(url, 'sandbox-happy')).headers.get('content-type')).toBe('application/octet-stream');
  expect((await call(url)).status).toBe(401);
  expect((await download(`${url}x`, 'sandbox-happy')).status).toBe(404);
  const response = await fetch(url, { headers: lifetime.headers });
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
  expect(files['contents.txt'] && strFromU8(files['contents.txt'])).toBe('EmployeeBackoffice-1.2.0.oap');

  const placed = `environments/${production}/applications/${backoffice}/content`;
  expect((await lifetime.get(`${placed}?Type=oap`)).status).toBe(200);
  expect((await lifetime.get(`${placed}?Type=apk`)).status).toBe(204);
  expect((await lifetime.get(`${placed}?Type=exe`)).status).toBe(400);
});

const linkOf = async (scenario: string) => {
  const sandbox = await start({ redirectTo: 'http://127.0.0.1:9' });
  const reply = await lifetimeClient(sandbox, scenario).get(
    `applications/${backoffice}/versions/${backoffice120}/content`,
  );
  return { status: reply.status, url: reply.text && String((reply.json as Json)['url']) };
};

test('files that are not there, large, elsewhere, or behind a bare token', async () => {
  expect((await linkOf('no-binary')).status).toBe(204);
  expect((await linkOf('foreign-url')).url).toMatch(/^http:\/\/127\.0\.0\.1:9\//);
  const big = await download((await linkOf('big-package')).url, 'Bearer sandbox-big-package');
  expect(Number(big.headers.get('content-length'))).toBeGreaterThan(20 * 1024 * 1024);
  const { url } = await linkOf('bare-download');
  expect((await download(url, 'Bearer sandbox-bare-download')).status).toBe(401);
  expect((await download(url, 'sandbox-bare-download')).status).toBe(200);
});

const solution = { SolutionName: 'All', ApplicationKeys: [backoffice], IncludeReferences: true };

test('a solution is exported step by step', async () => {
  const { sandbox, lifetime } = await visit('happy');
  const created = await lifetime.post(`environments/${development}/solution`, solution);
  expect([created.status, sandbox.lifetime.solutions]).toEqual([200, [created.text]]);
  const path = (area: string) => `environments/${development}/${area}/${created.text}`;
  expect((await lifetime.get(path('solution'))).status).toBe(400);
  const seen: unknown[] = [];
  while (seen.at(-1) !== 'Completed') {
    seen.push(((await lifetime.get(path('solutionstatus'))).json as Json)['Status']);
  }
  expect(seen).toHaveLength(7);
  const { url } = (await lifetime.get(path('solution'))).json as { readonly url: string };
  expect((await download(url, 'sandbox-happy')).text).toMatch(/^PK/);
  expect((await lifetime.get(`environments/${development}/solutionstatus/unknown`)).status).toBe(404);
});

test.each<[why: string, change: Json, status: number]>([
  ['no name', { SolutionName: '' }, 400],
  ['no applications', { ApplicationKeys: [] }, 400],
  ['an unknown application', { ApplicationKeys: ['x'] }, 404],
])('a solution is refused with %s', async (_why, change, status) => {
  const { lifetime } = await visit('happy');
  const reply = await lifetime.post(`environments/${development}/solution`, { ...solution, ...change });
  expect(reply.status).toBe(status);
});

test.each([
  ['solution-aborted', { Status: 'Aborted', StatusReason: expect.stringContaining('compiled') }],
  ['solution-unknown', expect.objectContaining({ Status: 'Paused' })],
])('%s ends in that status', async (scenario, end) => {
  const { lifetime } = await visit(scenario);
  const { text } = await lifetime.post(`environments/${development}/solution`, solution);
  const seen: unknown[] = [];
  for (let n = 0; n < 4; n += 1) {
    seen.push((await lifetime.get(`environments/${development}/solutionstatus/${text}`)).json);
  }
  expect(seen.at(-1)).toEqual(end);
});

const keys = async () =>
  items(await (await visit('happy')).lifetime.get('applications')).map(({ Key }) => Key);

test('the same keys in every run', async () => {
  expect(await keys()).toEqual(await keys());
  expect(planKey()).toMatch(/^d0000000-/);
});
