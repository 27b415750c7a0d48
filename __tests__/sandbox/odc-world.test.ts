import { describe, expect, test } from '@jest/globals';
import {
  asset,
  backoffice,
  build,
  buildKey,
  deploy,
  items,
  type Json,
  messages,
  odcClient,
  operationKey,
  pageOf,
  stage,
  violations,
  visit,
  watch,
  wish,
} from './odc-client.ts';

const operations = 'deployments/deployment-operations';

const names = (list: readonly Json[]): readonly unknown[] => list.map(({ name }) => name);

describe('stages', () => {
  test.each([
    ['happy', ['Production', 'Development', 'Test']],
    ['production-hidden', ['Development', 'Test']],
    ['development-hidden', ['Production', 'Test']],
    ['no-stages', []],
  ])('%s: %j', async (scenario, seen) => {
    const { odc } = await visit(scenario);
    expect(names(items(await odc.get('portfolios/environments')))).toEqual(seen);
  });

  test('production-hidden: nothing of Production is in a result', async () => {
    const { odc } = await visit('production-hidden');
    const here = `environmentKey=${stage('Production')}`;
    expect(items(await odc.get(`portfolios/deployed-assets?${here}`))).toEqual([]);
    expect(items(await odc.get(`${operations}?${here}`))).toEqual([]);
    expect((await deploy(odc)).status).toBe(404);
  });

  test('two-stages: two are named Test', async () => {
    const { odc } = await visit('two-stages');
    const found = items(await odc.get('portfolios/environments')).filter(({ name }) => name === 'Test');
    expect(new Set(found.map(({ key }) => key)).size).toBe(2);
  });

  test('a portfolio that does not exist has no stage', async () => {
    const { odc } = await visit('happy');
    expect(items(await odc.get(`portfolios/environments?portfolioKey=${backoffice}`))).toEqual([]);
  });
});

describe('assets', () => {
  test('the name is a part, in any letter case, and not unique', async () => {
    const { odc } = await visit('two-names');
    const found = items(await odc.get('asset-repository/assets?nameContains=EMPLOYEEBACK'));
    expect(names(found)).toEqual(['EmployeeBackoffice', 'EmployeeBackoffice']);
    expect(new Set(found.map(({ assetKey }) => assetKey)).size).toBe(2);
    expect(names(items(await odc.get('asset-repository/assets?nameContains=portal')))).toEqual([
      'CustomerPortal',
      'Customer Portal (old)',
    ]);
  });

  test.each([
    ['assetTypes=LowCodeLibrary', ['ThemeLibrary']],
    ['assetTypes=LowCodeLibrary&assetTypes=Agent', ['HelpdeskAgent', 'ThemeLibrary']],
    [`assetKeys=${asset('Payments')},${backoffice}`, ['EmployeeBackoffice', 'Payments']],
    ['nameContains=library&metadata.isDeployable=true', []],
    ['sort=-name&limit=2', ['ThemeLibrary', 'ReportingHub']],
  ])('%s: %j', async (query, seen) => {
    const { odc } = await visit('happy');
    expect(names(items(await odc.get(`asset-repository/assets?${query}`)))).toEqual(seen);
  });

  test.each([
    ['limit=0', 400],
    ['limit=1001', 400],
    ['offset=-1', 400],
    ['sort=size', 400],
    ['limit=1000', 200],
  ])('%s: %i', async (query, status) => {
    const { odc } = await visit('happy');
    expect((await odc.get(`asset-repository/assets?${query}`)).status).toBe(status);
  });

  test('five-hundred-assets: pages of 100, by number', async () => {
    const { odc } = await visit('five-hundred-assets');
    const seen: unknown[] = [];
    for (let offset: number | null = 0; offset !== null; ) {
      const reply = await odc.get(`asset-repository/assets?offset=${offset}`);
      seen.push(...items(reply).map(({ assetKey }) => assetKey));
      offset = pageOf(reply)['nextPageOffset'] as number | null;
    }
    expect([seen.length, new Set(seen).size]).toEqual([515, 515]);
  });

  test('short-pages: at most two results, of messages too', async () => {
    const { odc } = await visit('short-pages');
    const first = await odc.get('asset-repository/assets?limit=100');
    expect([items(first).length, pageOf(first)]).toEqual([
      2,
      { count: 2, limit: 2, offset: 0, nextPageOffset: 2, totalResults: 15, totalPages: 8 },
    ]);
    await deploy(odc);
    await watch(odc);
    expect(pageOf(await odc.get(`${operations}/${operationKey(1)}/messages`))).toMatchObject({ count: 2 });
    expect((await messages(odc)).length).toBeGreaterThan(5);
  });

  test('null-lists: an empty list is null', async () => {
    const { odc } = await visit('null-lists');
    expect((await odc.get('asset-repository/assets?nameContains=nowhere')).json).toMatchObject({
      results: null,
    });
    const query = `assetKey=${backoffice}&assetRevision=17&byBuildType=Release`;
    expect((await odc.get(`builds/build-operations?${query}`)).json).toEqual({ builds: null });
    const change = await odc.patch(`asset-repository/assets/${backoffice}/revisions/17`, { tag: '2.0.0' });
    expect([change.status, change.text]).toEqual([204, '']);
  });

  test('unknown-type: is built and deployed like an application', async () => {
    const { odc } = await visit('unknown-type');
    expect((await odc.get(`asset-repository/assets/${backoffice}`)).json).toMatchObject({
      assetType: 'Copilot',
    });
    expect((await deploy(odc)).status).toBe(201);
  });

  test('revisions: by tag, newest first, and those that are not there', async () => {
    const { odc } = await visit('happy');
    const base = `asset-repository/assets/${backoffice}`;
    const numbers = async (query: string) =>
      items(await odc.get(`${base}/revisions?${query}`)).map(({ revision }) => revision);
    expect(await numbers('tag=1.1.0')).toEqual([14]);
    expect(await numbers('sort=-revision&limit=2')).toEqual([17, 16]);
    expect(await numbers('isTagged=true')).toEqual([9, 14, 15, 17]);
    expect((await odc.get(`${base}/latest-revision`)).json).toMatchObject({ revision: 17, tag: '1.2.0' });
    expect((await odc.get(`${base}/highest-tag-revision`)).json).toMatchObject({ revision: 17 });
    expect((await odc.get(`${base}/revisions/18`)).status).toBe(404);
    expect((await odc.get(`asset-repository/assets/${asset('Inventory')}/highest-tag-revision`)).status).toBe(
      404,
    );
  });

  test.each([
    ['untagged', null, 404],
    ['untagged-changes', null, 200],
    ['happy', '1.2.0', 200],
  ])(
    '%s: the tag of the latest revision is %s, the highest tag answers %i',
    async (scenario, tag, status) => {
      const { odc } = await visit(scenario);
      const base = `asset-repository/assets/${backoffice}`;
      expect((await odc.get(base)).json).toMatchObject({ tag });
      expect((await odc.get(`${base}/highest-tag-revision`)).status).toBe(status);
    },
  );

  test.each<[Json, number]>([
    [{ tag: '1.2.0' }, 204],
    [{ tag: '1.10.0', releaseNotes: 'More' }, 204],
    [{ tag: '1.1.1' }, 400],
    [{ tag: '1.1' }, 400],
    [{ tag: 7 }, 400],
    [{ releaseNotes: 'Notes of a revision without a tag' }, 400],
  ])('tag %j: %i', async (body, status) => {
    const { sandbox, odc } = await visit('untagged-changes');
    const path = `asset-repository/assets/${backoffice}/revisions/17`;
    expect((await odc.patch(path, body)).status).toBe(status);
    expect(sandbox.odc.tags).toHaveLength(status === 204 ? 1 : 0);
    expect((await odc.get(path)).json).toMatchObject({ tag: status === 204 ? body['tag'] : null });
  });
});

describe('deployed assets', () => {
  test.each([
    ['happy', [17, 15, 14]],
    ['already-deployed', [17, 17, 17]],
    ['target-newer', [14, 15, 17]],
    ['not-in-target', [17]],
    ['missing-in-source', [14]],
    ['history', [17, 15, 14]],
  ])('%s: %j', async (scenario, revisions) => {
    const { odc } = await visit(scenario);
    const [there] = items(await odc.get(`portfolios/deployed-assets?key=${backoffice}`));
    const order = [stage('Development'), stage('Test'), stage('Production')];
    const { deployments = [] } = (there ?? {}) as { readonly deployments?: readonly Json[] };
    const places = deployments.toSorted(
      (a, b) => order.indexOf(String(a['environmentKey'])) - order.indexOf(String(b['environmentKey'])),
    );
    expect(places.map(({ revision }) => revision)).toEqual(revisions);
  });

  test.each([
    ['places-hidden', 'portfolios/deployed-assets'],
    ['operations-hidden', operations],
  ])('%s: %s is empty', async (scenario, path) => {
    const { odc } = await visit(scenario);
    expect((await odc.get(path)).json).toMatchObject({
      results: [],
      page: { count: 0, nextPageOffset: null },
    });
  });

  test('many-applications: 30 assets in a chain', async () => {
    const { odc } = await visit('many-applications');
    const batch = items(await odc.get('asset-repository/assets?nameContains=Batch'));
    expect(batch).toHaveLength(30);
    const path = `dependency-management/assets/${String(batch.at(-1)?.['assetKey'])}/revisions/2/producer-graph`;
    let [depth, level] = [0, items(await odc.get(path))];
    while (level.length > 0) {
      depth += level.length;
      level = level.flatMap(({ producers }) => producers as readonly Json[]);
    }
    expect(depth).toBe(29);
  });

  test('hostile-names: names that would break a log line', async () => {
    const { odc } = await visit('hostile-names');
    const found = names(items(await odc.get('asset-repository/assets')));
    expect(
      found.filter((name) => String(name).startsWith('::') || String(name).includes('\u001b')).length,
    ).toBeGreaterThan(1);
  });

  test('nothing: no asset, anywhere', async () => {
    const { odc } = await visit('nothing');
    expect(items(await odc.get('portfolios/deployed-assets'))).toEqual([]);
    expect(items(await odc.get('asset-repository/assets'))).toEqual([]);
  });

  test('a workflow keeps its older revisions', async () => {
    const { odc } = await visit('built');
    const [old] = items(
      await odc.get(`builds/build-operations?assetKey=${asset('HelpdeskAgent')}&byBuildType=Release`),
      'builds',
    );
    const agent = { assetKey: asset('HelpdeskAgent'), revision: 2, buildKey: old?.['buildKey'] };
    await odc.post(operations, wish(agent));
    await watch(odc);
    const { key } = await build(odc, 3, asset('OnboardEmployee'));
    await odc.post(operations, wish({ assetKey: asset('OnboardEmployee'), revision: 3, buildKey: key }));
    expect(await watch(odc, `${operations}/${operationKey(2)}`)).toBe('Running x3, Finished');
    const query = `environmentKey=${stage('Production')}&key=${asset('OnboardEmployee')}`;
    const [there] = items(await odc.get(`portfolios/deployed-assets?${query}`));
    expect(there).toMatchObject({ type: 'Workflow', deployments: [{ revision: 3 }, { revision: 2 }] });
  });

  test('a workflow is blocked while its agent is not in the stage', async () => {
    const { odc } = await visit('happy');
    const { key } = await build(odc, 3, asset('OnboardEmployee'));
    await odc.post(operations, wish({ assetKey: asset('OnboardEmployee'), revision: 3, buildKey: key }));
    expect(await watch(odc)).toBe('Running x1, FinishedWithError');
  });
});

describe('operations', () => {
  test.each([
    ['no media type', undefined, 415],
    ['no JSON', '{', 400],
    ['no object', '[]', 400],
    ['no operation', wish({ operation: undefined }), 400],
    ['an unknown operation', wish({ operation: 'Promote' }), 400],
    ['no build', wish(), 400],
    ['an unknown build', wish({ buildKey: buildKey(9) }), 404],
    ['an unknown asset', wish({ assetKey: buildKey(9) }), 404],
    ['an unknown stage', wish({ environmentKey: buildKey(9) }), 404],
    ['an unknown revision', wish({ revision: 99 }), 404],
    ['the revision as a text', wish({ revision: '17' }), 400],
    ['a library', wish({ assetKey: asset('ThemeLibrary'), revision: 11 }), 400],
  ])('%s: %i', async (_what, body, status) => {
    const { sandbox, odc } = await visit('happy');
    const reply = await odc.post(operations, body);
    expect([reply.status, sandbox.odc.operations]).toEqual([status, []]);
  });

  test('a build of another revision is refused', async () => {
    const { odc } = await visit('happy');
    expect((await deploy(odc, { revision: 16 })).status).toBe(400);
  });

  test('a property that is not documented is noted', async () => {
    const { sandbox, odc } = await visit('happy');
    await deploy(odc, { note: 'x' });
    expect(violations(sandbox)).toEqual(['note: not a documented property']);
  });

  test('the history of a stage, newest first; filters; unknown values', async () => {
    const { odc } = await visit('happy');
    const base = `${operations}?assetKey=${backoffice}`;
    const past = async (query: string) =>
      items(await odc.get(`${base}&${query}`)).map(({ revisions }) => (revisions as number[])[0]);
    expect(await past(`environmentKey=${stage('Production')}`)).toEqual([14, 9]);
    expect(await past(`environmentKey=${stage('Production')}&sort=CreatedAt`)).toEqual([9, 14]);
    expect(await past('revision=15&operations=Deploy&status=Finished')).toEqual([15]);
    expect(await past('operations=Undeploy')).toEqual([]);
    expect(await past('createdDateSince=2030-01-01T00:00:00Z')).toEqual([]);
    expect((await odc.get(`${base}&createdDateSince=yesterday`)).status).toBe(400);
    expect((await odc.get(`${base}&sort=size`)).status).toBe(400);
  });

  test('no-history: one operation only', async () => {
    const { odc } = await visit('no-history');
    const query = `assetKey=${backoffice}&environmentKey=${stage('Production')}`;
    expect(items(await odc.get(`${operations}?${query}`))).toHaveLength(1);
  });

  test.each([
    ['busy', ['Running', 'Running', 'Running', 'Finished']],
    ['busy-forever', ['Running', 'Running', 'Running', 'Running']],
    ['busy-elsewhere', [undefined, undefined, undefined, undefined]],
    ['history', ['FinishedWithError', 'FinishedWithError', 'FinishedWithError', 'FinishedWithError']],
  ])('%s: the list shows %j, look by look', async (scenario, statuses) => {
    const { sandbox, odc } = await visit(scenario);
    const seen: unknown[] = [];
    for (let n = 0; n < 4; n += 1) {
      const query = `assetKey=${backoffice}&environmentKey=${stage('Test')}`;
      const [newest] = items(await odc.get(`${operations}?${query}`));
      seen.push(newest && statusOf(newest));
    }
    expect(seen).toEqual(statuses);
    expect(sandbox.odc.others).toHaveLength(2);
  });

  /** The status of an operation of the last days; undefined for one of the past. */
  const statusOf = ({ status, startedDateTime }: Json): unknown =>
    Date.now() - Date.parse(String(startedDateTime)) < 2 * 24 * 3600 * 1000 ? status : undefined;

  test('busy-refused: a deployment is refused until the other one ends', async () => {
    const { odc } = await visit('busy-refused');
    const { key } = await build(odc);
    const seen: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      seen.push((await odc.post(operations, wish({ buildKey: key }))).status);
    }
    expect(seen.slice(0, 4)).toEqual([400, 400, 400, 400]);
    expect(seen.at(-1)).toBe(201);
  });

  test('busy-twin: two operations of one revision and build differ by who deployed', async () => {
    const { odc } = await visit('busy-twin');
    const list = `builds/build-operations?assetKey=${backoffice}&assetRevision=17&byBuildType=Release`;
    const [built] = items(await odc.get(list), 'builds');
    await odc.post(operations, wish({ buildKey: built?.['buildKey'] }));
    const query = `assetKey=${backoffice}&environmentKey=${stage('Production')}&revision=17`;
    const found = items(await odc.get(`${operations}?${query}`));
    expect(found).toHaveLength(2);
    expect(new Set(found.map(({ buildKey: key }) => key)).size).toBe(1);
    expect(new Set(found.map(({ deployedBy }) => deployedBy)).size).toBe(2);
  });

  test('Undeploy and ApplyConfigs', async () => {
    const { odc } = await visit('happy');
    const change = { operation: 'Undeploy', revision: undefined };
    expect((await odc.post(operations, wish(change))).status).toBe(201);
    await watch(odc);
    expect((await odc.post(operations, wish({ operation: 'ApplyConfigs', revision: 14 }))).status).toBe(400);
    const inTest = { operation: 'ApplyConfigs', revision: 15, environmentKey: stage('Test') };
    expect((await odc.post(operations, wish(inTest))).status).toBe(201);
  });

  test('every scenario shows an operation by its key', async () => {
    const { sandbox, odc } = await visit('happy');
    await deploy(odc);
    const path = `${operations}/${operationKey(1)}`;
    expect((await odcClient(sandbox.url, 'sandbox-slow').get(path)).status).toBe(200);
    expect((await odcClient(sandbox.url, 'sandbox-production-hidden').get(path)).status).toBe(404);
  });

  test('a method or path that is not there: 405, 404', async () => {
    const { odc } = await visit('happy');
    expect((await odc.patch(`${operations}/${operationKey(1)}`, {})).status).toBe(405);
    expect((await odc.get('deployments/nothing')).status).toBe(404);
  });
});

describe('producers', () => {
  const graph = async (scenario: string, query: string) => {
    const { odc } = await visit(scenario);
    const path = `dependency-management/assets/${backoffice}/revisions/17/producer-graph?${query}`;
    return odc.get(path);
  };

  test('nested, for a stage, by type', async () => {
    expect(items(await graph('happy', 'producerTypeFilter=Deployable'))).toEqual([
      {
        key: asset('ClaimsEngine'),
        revision: 12,
        name: 'ClaimsEngine',
        type: 'WebApplication',
        producers: [
          {
            key: asset('IdentityService'),
            revision: 6,
            name: 'IdentityService',
            type: 'WebApplication',
            producers: [],
          },
        ],
      },
    ]);
    const production = await graph('happy', `environmentKey=${stage('Production')}&maxDepth=1`);
    expect(items(production)).toMatchObject([
      { name: 'ClaimsEngine', revision: 8, producers: [] },
      { name: 'ThemeLibrary', revision: 11 },
    ]);
    expect((await graph('happy', 'producerTypeFilter=Some')).status).toBe(400);
  });

  test('cycle: two assets that consume each other end', async () => {
    expect((await graph('cycle', '')).status).toBe(200);
  });

  test('flat', async () => {
    const { odc } = await visit('happy');
    const path = `dependency-management/assets/${asset('CustomerPortal')}/revisions/22/producers`;
    expect(names(items(await odc.get(path)))).toEqual(['EmployeeBackoffice', 'ThemeLibrary']);
  });
});

test('publish: a revision goes to Development', async () => {
  const { sandbox, odc } = await visit('happy');
  const body = { operation: 'Publish', assetKey: backoffice, revision: 16 };
  const { status, json } = await odc.post('deployments/publish-operations', body);
  expect([status, json]).toEqual([201, expect.objectContaining({ revision: 16, operation: 'Publish' })]);
  const path = `deployments/publish-operations/${String((json as Json)['key'])}`;
  expect(await watch(odc, path)).toBe('Running x3, Finished');
  expect(items(await odc.get(`${path}/messages`)).length).toBeGreaterThan(3);
  expect(sandbox.odc.publications).toMatchObject([{ stage: 'Development', isGood: true }]);
  expect(items(await odc.get('deployments/publish-operations'))).toHaveLength(1);
});

test('code quality: 404 until an analysis has completed', async () => {
  const { odc } = await visit('happy');
  const summary = `code-quality/assets/${backoffice}/revisions/17/analysis-summary`;
  expect((await odc.get(summary)).status).toBe(404);
  const made = await odc.post('code-quality/code-analyses', { assetKey: backoffice, assetRevision: 17 });
  const path = `code-quality/code-analyses/${String((made.json as Json)['analysisKey'])}`;
  expect([made.status, await watch(odc, path)]).toEqual([200, 'Running x2, Completed']);
  const none = { lowSeverity: 0, mediumSeverity: 0, highSeverity: 0, criticalSeverity: 0 };
  const performance = { lowSeverity: 4, mediumSeverity: 2, highSeverity: 1, criticalSeverity: 0 };
  expect((await odc.get(summary)).json).toEqual({
    assetKey: backoffice,
    assetRevision: 17,
    analysisDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    qualityScore: 87,
    summary: { categories: { security: none, performance, architecture: none, maintainability: none } },
  });
});
