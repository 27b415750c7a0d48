import { expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { largeZip, packageZip } from '../../src/sandbox/appian/export.ts';
import { appianClient, call, form, importForm, packageForm, start } from './client.ts';

const inspection1 = '10000000-0000-4000-8000-000000000001';
const deployment1 = '20000000-0000-4000-8000-000000000001';

test('inspects, deploys and logs as the documentation describes', async () => {
  const sandbox = await start({ hashFiles: true });
  const appian = appianClient(sandbox, 'happy');
  const base = `${sandbox.url}/suite/deployment-management/v2`;

  const inspection = await appian.post('inspections', packageForm());
  expect(inspection).toMatchObject({
    status: 200,
    json: { uuid: inspection1, url: `${base}/inspections/${inspection1}/` },
  });
  expect((await appian.get(`inspections/${inspection1}`)).json).toEqual({ status: 'IN_PROGRESS' });
  expect((await appian.get(`inspections/${inspection1}/`)).json).toEqual({ status: 'IN_PROGRESS' });
  expect((await appian.get(`inspections/${inspection1}`)).json).toEqual({
    summary: {
      objectsExpected: { total: 22, imported: 22, failed: 0, skipped: 0 },
      problems: { totalErrors: 0, totalWarnings: 0 },
    },
    status: 'COMPLETED',
  });

  const deployment = await appian.post('deployments/', importForm({ description: 'why' }));
  expect(deployment.json).toEqual({
    uuid: deployment1,
    url: `${base}/deployments/${deployment1}/`,
    status: 'IN_PROGRESS',
  });
  expect((await appian.get(`deployments/${deployment1}/log`)).status).toBe(404);
  for (let look = 1; look <= 3; look += 1) {
    expect((await appian.get(`deployments/${deployment1}`)).json).toEqual({ status: 'IN_PROGRESS' });
  }
  expect((await appian.get(`deployments/${deployment1}`)).json).toEqual({
    summary: {
      databaseScripts: 0,
      objects: { total: 22, imported: 22, failed: 0, skipped: 0 },
      deploymentLogUrl: `${base}/deployments/${deployment1}/log/`,
    },
    status: 'COMPLETED',
  });
  const log = await appian.get(`deployments/${deployment1}/log/`);
  expect(log.headers.get('content-type')).toBe('text/plain;charset=UTF-8');
  expect(log.text).toContain('Success (22):');

  expect(sandbox.appian.inspections).toMatchObject([{ uuid: inspection1, status: 'COMPLETED', looks: 3 }]);
  expect(sandbox.appian.deployments).toMatchObject([
    {
      uuid: deployment1,
      name: 'Release 1',
      description: 'why',
      action: 'import',
      status: 'COMPLETED',
      looks: 4,
    },
  ]);
  expect(sandbox.appian.deployments[0]?.files).toEqual([
    {
      part: 'my app.zip',
      fileName: 'my app.zip',
      contentType: 'application/octet-stream',
      bytes: 6,
      sha256: 'ef4ed439ff2f9d6ce020741747ad424e277baf4eb46809ebdba86603f4eade2d',
    },
  ]);
});

test('an import of everything reports a block for everything', async () => {
  const sandbox = await start();
  const appian = appianClient(sandbox, 'with-errors');
  const names = {
    packageFileName: 'p.zip',
    customizationFileName: 'c.properties',
    adminConsoleSettingsFileName: 'a.zip',
    pluginsFileName: 'j.zip',
  };
  const json = {
    name: 'All',
    ...names,
    dataSource: 'jdbc/AppianAnywhere',
    databaseScripts: [
      { fileName: 'two.ddl', orderId: 2 },
      { fileName: 'one.sql', orderId: '1' },
    ],
  };
  const files = Object.fromEntries(
    [...Object.values(names), 'two.ddl', 'one.sql'].map((name) => [name, 'x']),
  );
  const answer = await appian.post('deployments', form(json, files), { 'Action-Type': 'import' });
  expect(answer.json).toMatchObject({ status: 'COMPLETED_WITH_ERRORS' });
  expect((await appian.get(`deployments/${deployment1}`)).json).toMatchObject({
    summary: {
      databaseScripts: 2,
      adminConsoleSettings: { total: 7, imported: 6, failed: 0, skipped: 1 },
      plugins: { total: 3, imported: 3, skipped: 0 },
      objects: { total: 22, imported: 20, failed: 2, skipped: 0 },
    },
    status: 'COMPLETED_WITH_ERRORS',
  });
});

const script = (orderId: unknown, fileName = `${String(orderId)}.sql`) => ({ fileName, orderId });
const withScripts = (...databaseScripts: unknown[]) => ({ name: 'x', dataSource: 'd', databaseScripts });

function without(body: FormData, part: string): FormData {
  body.delete(part);
  return body;
}

function twice(body: FormData, part: string): FormData {
  body.append(part, '{}');
  return body;
}

const rejected: [why: string, path: string, body: FormData, code: string][] = [
  ['no json part', 'inspections', without(packageForm(), 'json'), '023'],
  ['two json parts', 'inspections', twice(packageForm(), 'json'), '024'],
  ['json part that is no JSON', 'inspections', form('{'), '023'],
  ['json part that is no object', 'inspections', form('[]'), '023'],
  ['no name', 'deployments', packageForm(), '009'],
  ['blank name', 'deployments', importForm({ name: '  ' }), '026'],
  ['name in an inspection', 'inspections', importForm(), '020'],
  ['nothing to deploy', 'deployments', form({ name: 'x' }), '028'],
  ['wrong extension', 'inspections', form({ packageFileName: 'a.jar' }, { 'a.jar': 'x' }), '016'],
  [
    'ICF without .properties',
    'inspections',
    form({ customizationFileName: 'a.txt' }, { 'a.txt': 'x' }),
    '016',
  ],
  [
    'plug-ins without .zip',
    'deployments',
    form({ name: 'x', pluginsFileName: 'a.jar' }, { 'a.jar': 'x' }),
    '031',
  ],
  ['named file not sent', 'inspections', form({ packageFileName: 'a.zip' }), '016'],
  [
    'file not named',
    'inspections',
    form({ packageFileName: 'a.zip' }, { 'a.zip': 'x', 'b.zip': 'x' }),
    '021',
  ],
  ['empty file', 'inspections', form({ packageFileName: 'a.zip' }, { 'a.zip': '' }), '016'],
  [
    'names that differ in case only',
    'inspections',
    form({ packageFileName: 'a.zip', adminConsoleSettingsFileName: 'A.zip' }, { 'a.zip': 'x', 'A.zip': 'x' }),
    '022',
  ],
  ['data source without scripts', 'deployments', importForm({ dataSource: 'd' }), '011'],
  [
    'scripts without data source',
    'deployments',
    form({ name: 'x', databaseScripts: [script(1)] }, { '1.sql': 'x' }),
    '012',
  ],
  ['orderId that is no number', 'deployments', form(withScripts(script('a')), { 'a.sql': 'x' }), '014'],
  [
    'orderId twice',
    'deployments',
    form(withScripts(script(1), script(1, 'b.sql')), { '1.sql': 'x', 'b.sql': 'x' }),
    '019',
  ],
  ['orderIds from 0', 'deployments', form(withScripts(script(0)), { '0.sql': 'x' }), '015'],
  [
    'gap in orderIds',
    'deployments',
    form(withScripts(script(1), script(3)), { '1.sql': 'x', '3.sql': 'x' }),
    '015',
  ],
];

test.each(rejected)('400: %s', async (_why, path, body, code) => {
  const sandbox = await start();
  const answer = await appianClient(sandbox, 'happy').post(path, body);
  expect(answer).toMatchObject({ status: 400, json: { title: `APNX-1-4552-${code}` } });
  expect(sandbox.exchanges[0]?.violations).not.toEqual([]);
  expect(sandbox.appian.deployments).toEqual([]);
});

test('400: a body that is not multipart, or is but ends too early', async () => {
  const sandbox = await start();
  const headers = { 'appian-api-key': 'sandbox-happy' };
  const url = `${sandbox.url}/suite/deployment-management/v1/inspections`;
  const plain = { ...headers, 'content-type': 'application/json' };
  expect(await call(url, { method: 'POST', headers: plain, body: '{}' })).toMatchObject({
    status: 400,
    json: { title: 'APNX-1-4552-018' },
  });
  const cut = { ...headers, 'content-type': 'multipart/form-data; boundary=b' };
  const body = '--b\r\nContent-Disposition: form-data; name="f"; filename="a.zip"\r\n\r\nPK';
  expect(await call(url, { method: 'POST', headers: cut, body })).toMatchObject({ status: 400 });
});

test('routes and methods that do not exist', async () => {
  const sandbox = await start();
  const appian = appianClient(sandbox, 'happy');
  expect((await appian.post('deployments/export', form({}))).status).toBe(405);
  expect((await appian.get('deployments')).status).toBe(405);
  expect((await appian.get('deployments/x/y')).status).toBe(405);
  expect((await appian.get('deployments/x')).json).toMatchObject({ title: 'APNX-1-4552-007' });
  expect((await appian.get('inspections/x')).json).toMatchObject({ title: 'APNX-1-4552-006' });
  expect((await appian.get('nothing')).status).toBe(404);
  expect((await appianClient(sandbox, 'happy', 'v3').get('deployments/x')).status).toBe(404);
});

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

test('accepts the key in each documented place and refuses every other key', async () => {
  const sandbox = await start();
  const url = `${sandbox.url}/suite/deployment-management/v2/deployments/x`;
  const statusFor = async (headers: Record<string, string>) => (await call(url, { headers })).status;
  expect(await statusFor({ 'Appian-API-Key': 'sandbox-happy' })).toBe(404);
  expect(await statusFor({ authorization: 'Bearer sandbox-happy' })).toBe(404);
  expect(await statusFor({ authorization: basic(':sandbox-happy') })).toBe(404);
  expect(await statusFor({ authorization: basic('sandbox-happy:') })).toBe(404);
  expect(await statusFor({ authorization: basic('user:sandbox-happy') })).toBe(401);
  expect(await statusFor({})).toBe(401);
  expect(await statusFor({ 'appian-api-key': 'happy' })).toBe(401);
  expect(await statusFor({ 'appian-api-key': 'sandbox-happy+nonsense@1' })).toBe(401);
  const unknown = await call(url, { headers: { 'appian-api-key': 'sandbox-nonsense' } });
  expect(unknown).toMatchObject({ status: 401, json: { title: 'APNX-1-4187-000' } });
});

test('exports a package with all it has, on v2 only', async () => {
  const sandbox = await start();
  const appian = appianClient(sandbox, 'happy');
  const list = await appian.get('applications/d243b14c-3ba5-41c3-9f51-76da51beb8f5/packages');
  expect(list.json).toMatchObject({
    totalPackageCount: 4,
    packages: [{ name: 'CR-1 Add page (old)' }, {}, {}, {}],
  });

  const request = { uuids: ['30000000-0000-4000-8000-000000000002'], exportType: 'package' };
  const exporting = { 'Action-Type': 'export' };
  await appian.post('deployments', form(request), exporting);
  const path = `deployments/${deployment1}`;
  const base = `${sandbox.url}/suite/deployment-management/v2/${path}`;
  expect((await appian.get(path)).json).toEqual({ status: 'IN_PROGRESS' });
  await appian.get(path);
  expect((await appian.get(path)).json).toEqual({
    packageZip: `${base}/package-zip/`,
    dataSource: 'jdbc/AppianAnywhere',
    databaseScripts: [
      { fileName: '2024-fix.sql', orderId: 1, url: `${base}/db-scripts/1/` },
      { fileName: 'Create Tables.sql', orderId: 2, url: `${base}/db-scripts/2/` },
    ],
    pluginsZip: `${base}/plugins-zip/`,
    customizationFile: `${base}/customization-file/`,
    customizationFileTemplate: `${base}/customization-file-template/`,
    status: 'COMPLETED',
    deploymentLogUrl: `${base}/log/`,
  });
  const headers = { 'appian-api-key': 'sandbox-happy' };
  const zip = await fetch(`${base}/package-zip/`, { headers });
  const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
  expect(strFromU8(files['META-INF/MANIFEST.MF'] ?? new Uint8Array())).toContain('Appian-Version:');
  expect((await appian.get(`${path}/db-scripts/2`)).text).toContain('Create Tables.sql');
  expect((await appian.get(`${path}/customization-file`)).text).toContain('baseUrl=https');
  expect((await appian.get(`${path}/db-scripts/3`)).status).toBe(404);

  const v1 = appianClient(sandbox, 'happy', 'v1');
  expect((await v1.post('deployments', form(request), exporting)).status).toBe(400);
  expect((await v1.get('applications/x/packages')).status).toBe(404);
  expect((await v1.get(path)).status).toBe(404);
});

test.each([
  [{ uuids: 'a', exportType: 'package' }, '045'],
  [{ uuids: ['a', 'b'], exportType: 'package' }, '044'],
  [{ uuids: ['a'], exportType: 'package' }, '047'],
  [{ uuids: [], exportType: 'application' }, '028'],
  [{ uuids: ['../x'], exportType: 'application' }, '050'],
  [{ uuids: ['a'], exportType: 'all' }, '043'],
])('400: export of %j', async (json, code) => {
  const sandbox = await start();
  const answer = await appianClient(sandbox, 'happy').post('deployments', form(json), {
    'action-type': 'export',
  });
  expect(answer).toMatchObject({ status: 400, json: { title: `APNX-1-4552-${code}` } });
});

test('the package of an application has its name', async () => {
  const files = unzipSync(packageZip({ exportType: 'application', uuids: ['a-1', 'a-2'] }));
  expect(strFromU8(files['application/a-1.xml'] ?? new Uint8Array())).toContain(
    '<name>Customer Portal</name>',
  );
  expect(strFromU8(files['application/a-2.xml'] ?? new Uint8Array())).toContain(
    '<name>Customer Portal 2</name>',
  );
});

test('a large package is as long as it says, and its directory is where it says', () => {
  const small = Buffer.from(packageZip({ exportType: 'package', uuids: ['a'] }));
  const { bytes, chunks } = largeZip(small, 5);
  let length = 0;
  let tail = Buffer.alloc(0);
  let tailAt = 0;
  for (const chunk of chunks()) {
    tailAt = length;
    length += chunk.length;
    tail = Buffer.from(chunk);
  }
  expect(length).toBe(bytes);
  expect(bytes).toBe(small.length + 5 * 1024 * 1024);
  expect(tail.subarray(0, 4).toString('latin1')).toBe('PK\u0001\u0002');
  expect(tail.readUInt32LE(tail.length - 6)).toBe(tailAt);
});

test.each([
  'export-nothing',
  'export-empty',
  'export-cut',
  'export-zip-in-zip',
  'export-hostile',
  'no-packages',
])('%s is what its description says', async (scenario) => {
  const sandbox = await start();
  const appian = appianClient(sandbox, scenario);
  const list = (await appian.get('applications/a/packages')).json as { packages: { uuid: string }[] };
  const [stored] = list.packages;
  const request = stored
    ? { uuids: [stored.uuid], exportType: 'package' }
    : { uuids: ['a'], exportType: 'application' };
  await appian.post('deployments', form(request), { 'Action-Type': 'export' });
  const path = `deployments/${deployment1}`;
  for (let look = 0; look < 2; look++) await appian.get(path);
  const result = (await appian.get(path)).json as Readonly<Record<string, unknown>>;
  const zip = await appian.get(`${path}/package-zip`);
  expect({
    offered: 'packageZip' in result,
    elsewhere: String(result['deploymentLogUrl']).startsWith('http://sandbox.invalid/'),
    begins: zip.text.startsWith('PK'),
    ends: zip.text.includes('PK\u0005\u0006'),
    packages: list.packages.length,
  }).toEqual({
    offered: scenario !== 'export-nothing',
    elsewhere: scenario === 'export-hostile',
    begins: scenario !== 'export-empty',
    ends: scenario !== 'export-empty' && scenario !== 'export-cut',
    packages: scenario === 'no-packages' ? 0 : scenario === 'export-hostile' ? 1 : 4,
  });
});

test('a later version of the API is answered like v2', async () => {
  const sandbox = await start();
  const v3 = appianClient(sandbox, 'happy', 'v3');
  expect(await v3.get('applications/a/packages')).toMatchObject({
    status: 200,
    json: { totalPackageCount: 4 },
  });
  const { json } = await v3.post('deployments', importForm());
  expect(json).toMatchObject({
    url: `${sandbox.url}/suite/deployment-management/v3/deployments/${deployment1}/`,
  });
});
