import { request } from 'node:http';
import { expect, test } from '@jest/globals';
import { violationsIn } from '../support/requests.ts';
import { call, start } from './client.ts';
import {
  backoffice,
  backoffice120,
  development,
  errors,
  items,
  type Json,
  launch,
  lifetimeClient,
  look,
  named,
  planKey,
  production,
  visit,
  watch,
  wish,
  wishFor,
} from './lifetime-client.ts';

/** The vendor's example, request by request, as an unmodified client would send it. */
test.each([
  ['with a slash at the end', '/'],
  ['without', ''],
])("the vendor's example works, %s", async (_how, slash) => {
  const sandbox = await start();
  const base = `${sandbox.url}/lifetimeapi/rest/v2`;
  const headers = { Authorization: 'Bearer sandbox-as-documented' };
  const send = (method: string, path: string, body?: Json) =>
    call(`${base}${path}${slash}`, {
      method,
      headers: { ...headers, ...(body && { 'Content-Type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });

  const environments = items(await send('GET', '/environments'));
  const keyOf = (name: string) => environments.find(({ Name }) => Name === name)?.['Key'];
  expect([keyOf('Development'), keyOf('Production')]).toEqual([development, production]);

  const application = named(await send('GET', '/applications'), 'EmployeeBackoffice');
  const places = application['AppStatusInEnvs'] as readonly Json[];
  const base0 = places.find(({ EnvironmentKey }) => EnvironmentKey === development);
  expect(base0).toMatchObject({
    BaseApplicationVersionKey: backoffice120,
    IsModified: false,
    DeploymentZoneKey: '',
  });

  const created = await send('POST', '/deployments', {
    Notes: 'Deployment Created via postman by Operator1',
    SourceEnvironmentKey: keyOf('Development'),
    TargetEnvironmentKey: keyOf('Production'),
    ApplicationOperations: [
      { ApplicationVersionKey: base0?.['BaseApplicationVersionKey'], DeploymentZoneKey: '' },
    ],
  });
  expect([created.status, created.headers.get('content-type')]).toEqual([200, 'text/plain']);
  const key = created.text;
  expect(key).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

  const utc = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/);
  expect((await send('GET', `/deployments/${key}`)).json).toEqual({
    Deployment: {
      Key: key,
      SourceEnvironmentKey: development,
      TargetEnvironmentKey: production,
      Notes: 'Deployment Created via postman by Operator1',
      CreatedOn: utc,
      CreatedBy: 'Sandbox Service Account',
      CreatedByUsername: 'sa_sandbox',
      SavedOn: utc,
      SavedBy: 'Sandbox Service Account',
      SavedByUsername: 'sa_sandbox',
      StartedOn: '1900-01-01T00:00:00',
      StartedBy: '',
      StartedByUsername: '',
      AbortedOn: '1900-01-01T00:00:00',
      AbortedBy: '',
      AbortedByUsername: '',
      ApplicationOperations: [
        {
          ApplicationKey: backoffice,
          ApplicationVersionKey: backoffice120,
          DeploymentOperation: 'Deploy 1.2.0',
          DeploymentZoneKey: '',
        },
      ],
    },
    ApplicationsToRedeploy: [],
    ApplicationConflicts: [],
  });

  const started = await send('POST', `/deployments/${key}/start`);
  expect([started.status, started.text]).toEqual([202, '']);

  const heard: string[] = [];
  let log: readonly Json[] = [];
  while (!heard.at(-1)?.startsWith('finished')) {
    const { DeploymentStatus, Info, DeploymentLog } = (await send('GET', `/deployments/${key}/status`))
      .json as Json;
    heard.push(String(DeploymentStatus));
    expect(Info).toBe('');
    const longer = DeploymentLog as readonly Json[];
    expect(longer.slice(0, log.length)).toEqual(log);
    expect(longer.length).toBeGreaterThan(log.length);
    log = longer;
  }
  expect(heard).toEqual(['running', 'running', 'running', 'finished_successful']);
  expect(log[1]).toEqual({
    Instant: utc,
    Message: "Uploading 'EmployeeBackoffice' from Development to Production",
  });
  expect(log.at(-1)).toEqual({ Instant: utc, Message: 'Deploy completed' });
  expect(violationsIn(sandbox)).toEqual([]);
  expect(sandbox.lifetime.plans).toMatchObject([
    { status: 'finished_successful', looks: 4, reads: 1, started: true },
  ]);
});

test('what happened to a plan can be asked', async () => {
  const { sandbox, lifetime } = await visit('happy');
  await lifetime.post('deployments', wish({ Notes: 'mine' }));
  await lifetime.get(`deployments/${planKey()}`);
  await lifetime.post(
    `deployments/${planKey()}/start?RedeployOutdated=False&IncludeErrorDetails=true&ContinueWithErrors=True`,
  );
  await lifetime.post(`deployments/${planKey()}/start`);
  await lifetime.post(`deployments/${planKey()}/continue`);
  await lifetime.delete(`deployments/${planKey()}`);
  expect(sandbox.lifetime.plans).toEqual([
    {
      key: planKey(),
      kind: 'tagged',
      notes: 'mine',
      source: development,
      target: production,
      operations: [{ ApplicationVersionKey: backoffice120, DeploymentZoneKey: '' }],
      status: 'running',
      started: true,
      aborted: false,
      deleted: false,
      redeployOutdated: false,
      includeErrorDetails: true,
      continueWithErrors: true,
      looks: 0,
      reads: 1,
      commands: [
        {
          command: 'start',
          query: { RedeployOutdated: 'False', IncludeErrorDetails: 'true', ContinueWithErrors: 'True' },
          status: 202,
        },
        { command: 'start', query: {}, status: 400 },
        { command: 'continue', query: {}, status: 400 },
        { command: 'delete', query: {}, status: 400 },
      ],
    },
  ]);
});

test('a saved plan can be changed and deleted, and then it is gone', async () => {
  const { sandbox, lifetime } = await visit('happy');
  await lifetime.post('deployments', wish());
  expect(
    await lifetime.put(`deployments/${planKey()}/`, wish({ Notes: 'other', ApplicationOperations: [] })),
  ).toMatchObject({
    status: 200,
    json: { Notes: 'other', ApplicationOperations: [] },
  });
  expect(await lifetime.post(`deployments/${planKey()}/start`)).toMatchObject(
    errors(400, expect.stringContaining('no applications')),
  );
  const deleted = await lifetime.delete(`deployments/${planKey()}/`);
  expect([deleted.status, deleted.text, deleted.headers.get('content-length')]).toEqual([204, '', null]);
  for (const path of ['', '/status', '/getmissingdbmappings']) {
    expect((await lifetime.get(`deployments/${planKey()}${path}`)).status).toBe(404);
  }
  expect((await lifetime.delete(`deployments/${planKey()}`)).status).toBe(404);
  expect((await lifetime.get('deployments')).status).toBe(204);
  expect(sandbox.lifetime.plans).toMatchObject([
    {
      notes: 'other',
      deleted: true,
      started: false,
      commands: [{}, {}, { command: 'delete', status: 204 }, {}],
    },
  ]);
});

test('a success changes what the target runs, so that a promotion can go on from there', async () => {
  const { lifetime } = await visit('happy');
  await launch(lifetime);
  await watch(lifetime);
  const at = await lifetime.get(
    `environments/${production}/applications/${backoffice}?IncludeEnvStatus=True`,
  );
  expect(at.json).toMatchObject({
    AppStatusInEnvs: [
      {
        EnvironmentKey: production,
        BaseApplicationVersionKey: backoffice120,
        BaseApplicationVersionLabel: '1.2.0',
      },
    ],
  });
});

test.each<[why: string, body: unknown, status: number, words: string]>([
  ['no notes', wish({ Notes: undefined }), 400, 'Notes'],
  ['no source', wish({ SourceEnvironmentKey: undefined }), 400, 'SourceEnvironmentKey'],
  ['no target', wish({ TargetEnvironmentKey: 7 }), 400, 'TargetEnvironmentKey'],
  ['no operations', wish({ ApplicationOperations: undefined }), 400, 'ApplicationOperations'],
  [
    'no zone',
    wish({ ApplicationOperations: [{ ApplicationVersionKey: backoffice120 }] }),
    400,
    'DeploymentZoneKey',
  ],
  ['the same environment twice', wish({ TargetEnvironmentKey: development }), 400, 'same'],
  ['an unknown environment', wish({ TargetEnvironmentKey: 'Production' }), 404, 'no environment'],
  ['an unknown version', wishFor('1.2.0'), 400, 'no application version'],
  ['an application twice', wishFor(backoffice120, backoffice120), 400, 'twice'],
  ['no object', [], 400, 'not a valid JSON object'],
])('create is refused: %s', async (_why, body, status, words) => {
  const { sandbox, lifetime } = await visit('happy');
  expect(await lifetime.post('deployments', body)).toMatchObject(
    errors(status, expect.stringContaining(words)),
  );
  expect(sandbox.lifetime.plans).toEqual([]);
});

const inZone = (zone: unknown) =>
  wish({ ApplicationOperations: [{ ApplicationVersionKey: backoffice120, DeploymentZoneKey: zone }] });

test('zones belong to the target', async () => {
  const { lifetime } = await visit('happy');
  const zones = items(await lifetime.get(`environments/${production}/deploymentzones`));
  expect(zones).toMatchObject([
    { Name: 'Global', IsDefault: true, DeploymentTechnology: { Name: expect.any(String) } },
    { Name: 'Internal Zone', IsDefault: false },
  ]);
  expect((await lifetime.post('deployments', inZone(zones[1]?.['Key']))).status).toBe(201);
  expect((await lifetime.post('deployments', inZone('nowhere'))).status).toBe(400);
});

test('two plans that share an application do not run at once on one target', async () => {
  const { lifetime } = await visit('never');
  await launch(lifetime);
  expect(await launch(lifetime)).toMatchObject(errors(400, expect.stringContaining('another running')));
  await lifetime.post(`deployments/${planKey(1)}/abort`);
  expect(await watch(lifetime)).toBe('aborting x1, aborted');
  expect((await lifetime.post(`deployments/${planKey(2)}/start`)).status).toBe(202);
});

test('the list has newest first and obeys its filters', async () => {
  const { lifetime } = await visit('busy-old');
  await lifetime.post('deployments', wish({ Notes: 'first' }));
  await lifetime.post('deployments', wish({ Notes: 'second' }));
  const notes = async (query: string) => {
    const reply = await lifetime.get(`deployments${query}`);
    return reply.status === 200 ? items(reply).map(({ Notes }) => Notes) : reply.status;
  };
  const today = new Date().toISOString().slice(0, 10);
  expect(await notes('')).toEqual(['second', 'first']);
  expect(await notes('/?MinDate=2020-01-01')).toEqual([
    'second',
    'first',
    'Weekly release',
    'Weekly release',
  ]);
  expect(await notes(`?MinDate=2020-01-01&TargetEnvironmentKey=${production}`)).toHaveLength(3);
  expect(await notes(`?MinDate=2020-01-01&MaxDate=2020-01-02`)).toBe(204);
  expect(await notes(`?MinDate=${today}&MaxDate=${today}`)).toEqual(['second', 'first']);
  expect(await notes('?TargetEnvironmentKey=elsewhere')).toBe(204);
  expect(await notes('?MinDate=yesterday')).toBe(400);
});

test('maintenance and blocks stand in the way', async () => {
  const { lifetime } = await visit('happy');
  await lifetime.post('deployments', wish());
  const mode = (isEnabled: boolean) =>
    lifetime.put(`environments/${production}/maintenancemode`, {
      IsMaintenanceModeEnabled: isEnabled,
      Reason: 'x',
    });
  expect((await mode(true)).status).toBe(200);
  expect(await lifetime.post(`deployments/${planKey()}/start`)).toMatchObject(
    errors(400, expect.stringContaining('maintenance')),
  );
  await mode(false);
  expect((await lifetime.post(`deployments/${planKey()}/start`)).status).toBe(202);
  const block = { environmentKey: production, isBlocked: true, isBlockedChangeReason: 'freeze' };
  expect(
    (await lifetime.put(`applications/${backoffice}/configurations/`, { configurations: [block] })).status,
  ).toBe(204);
  expect((await lifetime.get(`applications/${backoffice}/configurations`)).json).toMatchObject({
    configurations: [{ isBlocked: false }, { isBlocked: false }, block],
  });
  expect((await lifetime.post('deployments', wish())).status).toBe(400);
});

test('packages: counted, not kept, deployed without a source', async () => {
  const { sandbox, lifetime } = await visit('key-object', { hashFiles: true });
  const created = await lifetime.upload(production, new TextEncoder().encode('PK oap'));
  expect(created).toMatchObject({ status: 201, json: { DeploymentKey: planKey() } });
  expect(sandbox.lifetime.uploads).toEqual([
    {
      environment: production,
      bytes: 6,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      plan: planKey(),
    },
  ]);
  expect(sandbox.exchanges[0]?.files).toMatchObject([{ contentType: 'application/octet-stream', bytes: 6 }]);
  expect((await lifetime.get(`deployments/${planKey()}`)).json).toMatchObject({
    Deployment: { SourceEnvironmentKey: '', TargetEnvironmentKey: production },
    ApplicationsToDeploy: [{ ApplicationName: 'EmployeeBackoffice', IsNew: false }],
    ApplicationConflicts: [],
  });
  expect((await lifetime.post(`deployments/${planKey()}/start`)).status).toBe(202);
  expect(await watch(lifetime)).toBe('running x3, finished_successful');

  expect((await lifetime.upload(production, new Uint8Array())).status).toBe(400);
  expect((await lifetime.post(`environments/${production}/deployment`, {})).status).toBe(400);
  expect(sandbox.lifetime.uploads).toHaveLength(1);
});

test('a package of any size costs no memory', async () => {
  const sandbox = await start();
  const chunk = Buffer.alloc(1024 * 1024, 'x');
  const count = 192;
  const before = process.memoryUsage().rss;
  const upload = request(`${sandbox.url}/lifetimeapi/rest/v2/environments/${production}/deployment/`, {
    method: 'POST',
    headers: { authorization: 'Bearer sandbox-happy', 'content-type': 'application/octet-stream' },
  });
  upload.on('response', (response) => response.resume());
  for (let n = 0; n < count; n += 1) {
    if (!upload.write(chunk)) await new Promise((resolve) => upload.once('drain', resolve));
  }
  upload.end();
  expect(await sandbox.exchange(1)).toMatchObject({ status: 201, violations: [] });
  expect(sandbox.lifetime.uploads).toMatchObject([{ bytes: chunk.length * count }]);
  expect(process.memoryUsage().rss - before).toBeLessThan((chunk.length * count) / 2);
});

test('a plan lives by the scenario that made it; what there is differs by scenario', async () => {
  const sandbox = await start();
  await launch(lifetimeClient(sandbox, 'failed'));
  const happy = lifetimeClient(sandbox, 'happy');
  expect(await watch(happy)).toBe('running x3, finished_with_errors');
  expect((await happy.get('deployments')).status).toBe(204);
  await happy.post('deployments', wish());
  expect(sandbox.lifetime.plans.map(({ key }) => key)).toEqual([planKey(1), planKey(2)]);
});

test('commands: a wrong one, a wrong method, a body, nonsense in the query', async () => {
  const { sandbox, lifetime } = await visit('happy');
  await lifetime.post('deployments', wish());
  expect((await lifetime.post(`deployments/${planKey()}/pause`)).status).toBe(404);
  expect((await lifetime.get(`deployments/${planKey()}/start`)).status).toBe(405);
  expect((await lifetime.post(`deployments/${planKey()}/abort`)).status).toBe(400);
  expect((await lifetime.post(`deployments/${planKey()}/start?RedeployOutdated=maybe`)).status).toBe(400);
  expect((await lifetime.post(`deployments/${planKey()}/start`, { a: 1 })).status).toBe(202);
  expect(sandbox.exchanges.at(-1)?.violations).toEqual(['a command takes no body']);
  expect(await look(lifetime)).toMatchObject({ status: 'running', log: [{}, {}, {}, { Type: 'Info' }] });
});

test('tokens', async () => {
  const sandbox = await start();
  const url = `${sandbox.url}/lifetimeapi/rest/v2/environments/`;
  const status = async (authorization: string) => (await call(url, { headers: { authorization } })).status;
  expect(await status('Bearer sandbox-happy')).toBe(200);
  expect(await status('bearer sandbox-happy')).toBe(200);
  expect(await status('sandbox-happy')).toBe(401);
  expect(await status('Bearer sandbox-nonsense')).toBe(401);
  expect(await status('Basic eDp5')).toBe(401);
  expect(await call(url)).toMatchObject(errors(401, expect.stringContaining('token')));
  expect(await status('Bearer sandbox-happy+429@2')).toBe(200);
  expect(await status('Bearer sandbox-happy+429@2')).toBe(429);
});

test.each([
  ['reset-after', 1],
  ['reset-before', 0],
] as const)('%s on a create leaves %i plans, and the notes show it', async (kind, plans) => {
  const { sandbox, lifetime } = await visit('happy', {
    faults: [{ request: { method: 'POST', path: /\/deployments$/ }, kind }],
  });
  await expect(lifetime.post('deployments', wish({ Notes: 'run 7' }))).rejects.toThrow('fetch failed');
  const listed = await lifetime.get(`deployments?TargetEnvironmentKey=${production}`);
  expect(listed.status).toBe(plans === 1 ? 200 : 204);
  expect(sandbox.lifetime.plans.map(({ notes }) => notes)).toEqual(Array(plans).fill('run 7'));
});
