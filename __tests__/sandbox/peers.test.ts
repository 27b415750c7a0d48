import { describe, expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import { violationsIn } from '../support/requests.ts';
import { call, form, panda, start } from './client.ts';
import { backoffice, type Client, development, production, visit, wish } from './lifetime-client.ts';

/** What clients of other people send and expect, and the sandbox once refused or complained about. */

const bearer = { authorization: 'Bearer sandbox-happy' };
const typed = { ...bearer, 'content-type': 'application/json' };

const moduleKey = async (client: Client): Promise<string> => {
  const modules = (await client.get('modules')).json as { Key: string; Name: string }[];
  return modules.find(({ Name }) => Name === 'EmployeeBackoffice')?.Key ?? '';
};

describe('LifeTime', () => {
  test.each([
    '/LifeTimeAPI/rest/v2/Environments/',
    '/lifetimeapi/REST/v1/environments',
    '/LIFETIMEAPI/rest/V2/ENVIRONMENTS',
  ])('takes the path %s', async (path) => {
    const { sandbox } = await visit('happy');
    const { status, json } = await call(`${sandbox.url}${path}`, { headers: bearer });
    expect([status, (json as unknown[]).length]).toEqual([200, 3]);
  });

  test('v1 creates a plan from version keys alone', async () => {
    const { sandbox } = await visit('happy');
    const body = {
      Notes: 'by v1',
      SourceEnvironmentKey: development,
      TargetEnvironmentKey: production,
      ApplicationVersionKeys: ['b3d2ef6b-e5c5-4c7e-851e-0547f7bd634c'],
    };
    const post = (version: string) =>
      call(`${sandbox.url}/lifetimeapi/rest/${version}/deployments`, {
        method: 'POST',
        headers: typed,
        body: JSON.stringify(body),
      });
    expect((await post('v1')).status).toBe(201);
    expect((await post('v2')).status).toBe(400);
    expect(sandbox.lifetime.plans).toMatchObject([
      { notes: 'by v1', operations: [{ DeploymentZoneKey: '' }] },
    ]);
    expect(sandbox.exchanges[0]?.violations).toEqual([]);
  });

  test('packs source code in three calls', async () => {
    const { lifetime } = await visit('happy');
    const base = `environments/${development}/applications/${backoffice}/sourcecodeaccess`;
    const created = await lifetime.post(`${base}/`);
    const { PackageKey: key } = created.json as { PackageKey: string };
    expect(created).toMatchObject({ status: 201, json: { Status: 'InProgress', Messages: [] } });
    expect((await lifetime.get(`${base}/${key}/download/`)).status).toBe(400);
    expect((await lifetime.get(`${base}/${key}/status/`)).json).toMatchObject({ Status: 'InProgress' });
    expect((await lifetime.get(`${base}/${key}/status/`)).json).toMatchObject({ Status: 'Done' });
    const { url } = (await lifetime.get(`${base}/${key}/download/`)).json as { url: string };
    expect((await call(url, { headers: { authorization: 'sandbox-happy' } })).status).toBe(200);
  });

  test('a new tag is ready after any other request, or after some seconds', async () => {
    const { lifetime } = await visit('happy');
    const tag = async (label: string) => {
      const answer = await lifetime.post(`environments/${development}/applications/${backoffice}/versions`, {
        ChangeLog: '',
        Version: label,
      });
      return (answer.json as { ApplicationVersionKey: string }).ApplicationVersionKey;
    };
    const plan = (key: string) =>
      lifetime.post(
        'deployments',
        wish({ ApplicationOperations: [{ ApplicationVersionKey: key, DeploymentZoneKey: '' }] }),
      );
    const first = await tag('2.0.0');
    expect((await plan(first)).text).toContain('never published');
    const second = await tag('2.1.0');
    await lifetime.get('environments');
    expect((await plan(second)).status).toBe(201);
  });

  test.each([
    ['happy', 401],
    ['bare-token', 200],
  ])('a bare token under %s: %d', async (scenario, status) => {
    const { sandbox } = await visit(scenario);
    const headers = { authorization: `sandbox-${scenario}` };
    expect((await call(`${sandbox.url}/lifetimeapi/rest/v2/environments`, { headers })).status).toBe(status);
  });

  test('a command takes the body null without a complaint', async () => {
    const { sandbox, lifetime } = await visit('happy');
    const { text } = await lifetime.post('deployments', wish());
    expect((await lifetime.post(`deployments/${text}/start`, null)).status).toBe(202);
    expect(sandbox.exchanges.at(-1)?.violations).toEqual([]);
  });

  test.each([
    ['SiteProperty', 'SiteProperties/k/Value/'],
    ['REST_Endpoint', 'RESTReferences/k/EffectiveURL/'],
    ['SOAP_Endpoint', 'SOAPReferences/k/EffectiveURL/'],
    ['TimerSchedule', 'Timers/k/Schedule/'],
  ])('the Properties API sets a %s', async (kind, path) => {
    const { sandbox, lifetime } = await visit('happy');
    const module = await moduleKey(lifetime);
    const put = (token: string, text: string) =>
      call(`${sandbox.url}/PropertiesAPI/rest/v1/Modules/${module}/Environments/${production}/${path}`, {
        method: 'PUT',
        headers: { ...typed, authorization: `Bearer ${token}` },
        body: text,
      });
    expect(await put('sandbox-happy', 'https://x/?a=b')).toMatchObject({
      status: 201,
      json: { Success: true },
    });
    expect(sandbox.lifetime.settings).toEqual([
      { kind, module, environment: production, key: 'k', value: 'https://x/?a=b' },
    ]);
    expect(sandbox.exchanges.at(-1)?.violations).toEqual([]);
    expect(await put('sandbox-settings-refused', '5')).toMatchObject({
      status: 201,
      json: { Success: false },
    });
    await put('sandbox-happy', '"quoted"');
    expect(sandbox.exchanges.at(-1)?.violations).toEqual(['the value is quoted JSON, not bare text']);
    const absent = await put('sandbox-no-add-ons', '5');
    expect([absent.status, absent.text.includes('<html>')]).toEqual([404, true]);
  });

  test('finds and runs BDD tests, in both versions of the probe', async () => {
    const { sandbox } = await visit('happy');
    const get = async (path: string) => (await call(`${sandbox.url}${path}`)).json;
    const query = 'ScanBDDTestEndpoints?ApplicationName=EmployeeBackoffice';
    expect(await get(`/CI_CDProbe/rest/v1/${query}&WebFlowExcludePattern=%5EX`)).toEqual([
      {
        BDDTestEndpointsInfo: {
          EspaceName: 'EmployeeBackoffice',
          WebFlows: [{ WebScreens: [{ Name: 'LoginTest' }, { Name: 'SaveTest' }] }],
        },
      },
    ]);
    expect(await get(`/CI_CDProbe/rest/v2/${query}`)).toMatchObject([{ BDDFrameworkType: 'server' }]);
    expect(await get('/CI_CDProbe/rest/v1/ScanBDDTestEndpoints?ApplicationName=Unknown')).toEqual([]);
    const run = (scenario: string) =>
      get(`${scenario}/BDDFramework/rest/v1/BDDTestRunner/EmployeeBackoffice/SaveTest`);
    expect(await run('')).toMatchObject({ SuiteSuccess: true, ErrorMessage: '' });
    expect(await run('/sandbox-tests-failing')).toMatchObject({ SuiteSuccess: false, FailedScenarios: 1 });
    expect(await run('/sandbox-tests-broken')).toMatchObject({ ErrorMessage: expect.stringMatching(/./) });
    expect(await get(`/sandbox-no-tests/CI_CDProbe/rest/v1/${query}`)).toEqual([]);
    expect(sandbox.lifetime.testRuns).toHaveLength(3);
  });
});

describe('OutSystems Developer Cloud', () => {
  const json = async (url: string, init: RequestInit = {}): Promise<Record<string, unknown>> => {
    const reply = await call(url, init);
    return reply.json as Record<string, unknown>;
  };

  /** What odc-cli sends for `deploy`: a form to sign in, keys by lists, the producers sorted by name, always a build. */
  test('takes the deployment of odc-cli', async () => {
    const sandbox = await start();
    const { token_endpoint: endpoint } = await json(
      `${sandbox.url}/identity/.well-known/openid-configuration`,
    );
    const form = { client_id: 'cli', client_secret: 'sandbox-happy', grant_type: 'client_credentials' };
    const { access_token: token } = await json(String(endpoint), {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
    const authorization = `Bearer ${String(token)}`;
    const get = (path: string) => json(`${sandbox.url}/api/${path}`, { headers: { authorization } });
    const post = (path: string, body: unknown) =>
      json(`${sandbox.url}/api/${path}`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });

    const assets = await get('asset-repository/v1/assets?limit=100&offset=0');
    const { assetKey, revision } =
      (assets['results'] as Record<string, unknown>[]).find(({ name }) => name === 'EmployeeBackoffice') ??
      {};
    const stages = await get('portfolios/v2/environments');
    const { key: environmentKey } =
      (stages['results'] as Record<string, unknown>[]).find(({ name }) => name === 'Test') ?? {};
    const revisionPath = `dependency-management/v1/assets/${String(assetKey)}/revisions/${String(revision)}`;
    const graph = await get(
      `${revisionPath}/producer-graph?maxDepth=0&producerTypeFilter=Deployable&sort=name&environmentKey=${String(environmentKey)}`,
    );
    expect(graph['results']).toMatchObject([{ name: 'ClaimsEngine', revision: 8 }]);
    const { buildKey } = await post('builds/v1/build-operations', {
      assetKey,
      assetRevision: revision,
      buildType: 'Release',
    });
    let build: unknown;
    while (build !== 'Finished')
      build = (await get(`builds/v1/build-operations/${String(buildKey)}`))['status'];
    const { key } = await post('deployments/v1/deployment-operations', {
      operation: 'Deploy',
      assetKey,
      revision,
      buildKey,
      environmentKey,
    });
    let status: unknown;
    while (status !== 'Finished')
      status = (await get(`deployments/v1/deployment-operations/${String(key)}`))['status'];
    expect(sandbox.odc.operations).toMatchObject([{ isGood: true, revision: 17, stage: 'Test' }]);
    const undeploy = { operation: 'Undeploy', assetKey, environmentKey };
    expect(await post('deployments/v1/deployment-operations', undeploy)).toMatchObject({ status: 'Running' });
    expect(violationsIn(sandbox)).toEqual([]);
  });

  test('takes portfolios v1, which is deprecated', async () => {
    const { url } = await start();
    const { results } = await json(`${url}/api/portfolios/v1/environments`, { headers: bearer });
    expect(results).toHaveLength(3);
  });
});

describe('BigPanda', () => {
  test('the Jenkins plug-in posts keys and change in one body', async () => {
    const sandbox = await start();
    const change = {
      identifier: 'j1',
      status: 'Done',
      summary: 'Build 7',
      start: 1_700_000_000,
      end: 1_700_000_100,
    };
    const post = (apiKey: string) =>
      call(`${sandbox.url}/jenkins/changes`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ apiKey, appKey: 'a', change }),
      });
    expect((await post('sandbox-happy')).status).toBe(200);
    expect((await post('somebody')).status).toBe(401);
    expect(sandbox.bigpanda.changeRecords).toMatchObject([{ identifier: 'j1', status: 'Done' }]);
    expect(sandbox.exchanges[0]?.violations).toEqual([]);
  });

  test('a list has the fields of a real one; an unquoted search and ticket_url null are fine', async () => {
    const sandbox = await start();
    const change = {
      identifier: 'c1',
      status: 'In Progress',
      summary: 'portal 1',
      start: 1_700_000_000,
      ticket_url: null,
      metadata: { a: 1 },
    };
    await call(`${sandbox.url}/data/changes`, {
      method: 'POST',
      headers: { ...typed, 'x-bp-app-key': 'a' },
      body: JSON.stringify(change),
    });
    const query = 'start_time_frame=1600000000&end_time_frame=1800000000&search=portal';
    const { json } = await call(`${sandbox.url}/resources/v2.0/changes?${query}`, { headers: bearer });
    const { results } = json as { results: Record<string, unknown>[] };
    expect(results).toMatchObject([
      {
        _id: expect.any(String),
        source_system: 'api',
        created_at: expect.any(Number),
        updated_at: expect.any(Number),
        maintenance_condition: null,
      },
    ]);
    expect(Object.keys(results[0] ?? {})).not.toContain('metadata');
    expect(violationsIn(sandbox)).toEqual([]);
  });

  test('source_system on an end event is fine', async () => {
    const sandbox = await start();
    const event = { component: 'c', version: '1', hosts: ['h'], source_system: 'ruby' };
    await panda(sandbox, 'happy', 'start', event);
    await panda(sandbox, 'happy', 'end', { ...event, status: 'success' });
    expect(violationsIn(sandbox)).toEqual([]);
  });
});

describe('Appian', () => {
  const key = { 'appian-api-key': 'sandbox-happy' };

  test('an exported package has a real shape', async () => {
    const sandbox = await start();
    const base = `${sandbox.url}/suite/deployment-management/v2/deployments`;
    const body = form({ uuids: ['30000000-0000-4000-8000-000000000003'], exportType: 'package' });
    const created = await call(base, { method: 'POST', headers: { ...key, 'action-type': 'export' }, body });
    const { uuid } = created.json as { uuid: string };
    for (let n = 0; n < 3; n += 1) await call(`${base}/${uuid}`, { headers: key });
    const response = await fetch(`${base}/${uuid}/package-zip`, { headers: key });
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(bytes.length).toBeGreaterThan(1024);
    const files = unzipSync(bytes);
    const texts = Object.entries(files).map(([name, data]) => [name, Buffer.from(data).toString()] as const);
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining(['META-INF/MANIFEST.MF', 'META-INF/export.log', 'patches.xml']),
    );
    const objects = texts.filter(([name]) => name.startsWith('content/'));
    expect(objects.length).toBeGreaterThan(2);
    for (const [, text] of objects) expect(text).toMatch(/<contentHaul[ >]/);
    // The part json of this form has no content type, as in the vendor's own example.
    expect(sandbox.exchanges[0]?.violations).toEqual([]);
  });

  test('outgoing deployments that are off are refused with the documented code', async () => {
    const sandbox = await start();
    const refused = await call(`${sandbox.url}/suite/deployment-management/v2/deployments`, {
      method: 'POST',
      headers: { 'appian-api-key': 'sandbox-no-outgoing', 'action-type': 'export' },
      body: form({ uuids: ['x'], exportType: 'package' }),
    });
    expect(refused).toMatchObject({ status: 403, json: { title: 'APNX-1-4552-001' } });
  });
});

test('GitHub deletes inactive deployments, and lists and deletes environments', async () => {
  const sandbox = await start();
  const api = (method: string, path: string, body?: unknown) =>
    call(`${sandbox.url}/api/v3/repos/o/r/${path}`, {
      method,
      headers: { ...typed, 'user-agent': 'test' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const create = async (environment: string) => {
    const fields = { ref: 'main', auto_merge: false, required_contexts: [], environment };
    return ((await api('POST', 'deployments', fields)).json as { id: number }).id;
  };
  const [first, second] = [await create('test'), await create('prod eu')];
  expect((await api('DELETE', `deployments/${first}`)).status).toBe(422);
  await api('POST', `deployments/${first}/statuses`, { state: 'inactive' });
  expect((await api('DELETE', `deployments/${first}`)).status).toBe(204);
  expect((await api('GET', `deployments/${first}`)).status).toBe(404);
  // The last one may go in any state, and its number is not given out again.
  expect((await api('DELETE', `deployments/${second}`)).status).toBe(204);
  expect(await create('test')).toBeGreaterThan(second);
  expect((await api('GET', 'environments')).json).toMatchObject({
    total_count: 2,
    environments: [{ name: 'test' }, { name: 'prod eu' }],
  });
  expect((await api('DELETE', 'environments/prod%20eu')).status).toBe(204);
  expect((await api('GET', 'environments/prod%20eu')).status).toBe(404);
});
