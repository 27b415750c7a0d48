import { describe, expect, test } from '@jest/globals';
import { call, type Reply } from './client.ts';
import {
  asset,
  backoffice,
  build,
  buildKey,
  deploy,
  firstOperation,
  items,
  type Json,
  messages,
  odcClient,
  operationKey,
  pageOf,
  stage,
  visit,
  watch,
  wish,
} from './odc-client.ts';

const operations = 'deployments/deployment-operations';
const builds = 'builds/build-operations';

describe('an operation', () => {
  test.each([
    ['happy', 'Running x3, Finished', true, true],
    ['warnings', 'Running x3, Finished', true, true],
    ['failed', 'Running x3, FinishedWithError', true, false],
    ['failed-silently', 'Running x3, FinishedWithError', true, false],
    ['finished-at-once', 'Finished', true, true],
    ['failed-at-once', 'FinishedWithError', true, false],
    ['unknown-status', 'Running x3, PartiallyFinished', true, false],
    ['queued', 'Queued x2, Running x3, Finished', true, true],
    ['build-words', 'Running x3, FinishedWithErrors', true, false],
    ['never', 'Running', false, false],
    ['slow', 'Running x8, Finished', true, true],
  ])('%s: %s', async (scenario, statuses, isOver, isGood) => {
    const { sandbox, odc } = await visit(scenario);
    expect((await deploy(odc)).status).toBe(201);
    expect(await watch(odc)).toBe(statuses);
    expect(firstOperation(sandbox)).toMatchObject({ isOver, isGood, looks: 15, stage: 'Production' });
    const [there] = items(
      await odc.get(`portfolios/deployed-assets?environmentKey=${stage('Production')}&key=${backoffice}`),
    );
    expect(there).toMatchObject({ deployments: [{ revision: isGood ? 17 : 14 }] });
  });

  test.each([
    ['failed-producer', 'Running x3, FinishedWithError', 'Running x3, Finished'],
    ['never-producer', 'Running', 'Running x3, Finished'],
  ])('%s: %s; others: %s', async (scenario, producer, others) => {
    const { odc } = await visit(scenario);
    const names = ['ClaimsEngine', 'IdentityService'] as const;
    const seen: string[] = [];
    for (const [at, name] of names.entries()) {
      const revision = name === 'ClaimsEngine' ? 12 : 6;
      const { key } = await build(odc, revision, asset(name));
      await odc.post(operations, wish({ assetKey: asset(name), revision, buildKey: key }));
      seen.push(await watch(odc, `${operations}/${operationKey(at + 1)}`));
    }
    expect(seen).toEqual([producer, others]);
  });

  test.each([
    ['happy', { finishedDateTime: expect.stringMatching(/^20\d\d-/) }],
    ['no-finish-time', {}],
    ['zero-finish-time', { finishedDateTime: '0001-01-01T00:00:00' }],
  ])('%s: its times', async (scenario, times) => {
    const { odc } = await visit(scenario);
    const made = (await deploy(odc)).json as Json;
    expect('finishedDateTime' in made).toBe(scenario === 'zero-finish-time');
    await watch(odc);
    const { json } = await odc.get(`${operations}/${operationKey(1)}`);
    const { finishedDateTime } = json as Json;
    expect(finishedDateTime === undefined ? {} : { finishedDateTime }).toEqual(times);
  });

  test.each([
    ['happy', ['Info']],
    ['warnings', ['Info', 'Warning']],
    ['failed', ['Error', 'Info']],
    ['failed-silently', ['Info']],
    ['hostile', ['::error::severity', 'Error', 'Info', 'Warning']],
  ])('%s: the severities of its messages', async (scenario, severities) => {
    const { odc } = await visit(scenario);
    await deploy(odc);
    await watch(odc);
    const seen = new Set((await messages(odc)).map(({ severity }) => String(severity)));
    expect([...seen].toSorted()).toEqual(severities);
  });

  test.each([
    ['log-1k', 1000],
    ['log-10k', 10_000],
    ['messages-cursor', 250],
    ['messages-no-next', 250],
  ])('%s: %i messages, each once, page by page', async (scenario, total) => {
    const { odc } = await visit(scenario);
    await deploy(odc);
    await watch(odc);
    const texts = (await messages(odc)).map(({ message }) => String(message));
    expect(texts).toHaveLength(total);
    expect(new Set(texts).size).toBe(texts.length);
  });

  test('messages grow with each look, and an offset is opaque', async () => {
    const { odc } = await visit('slow-log');
    await deploy(odc);
    const path = `${operations}/${operationKey(1)}`;
    const counts: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      await odc.get(path);
      counts.push((await messages(odc)).length);
    }
    expect(counts).toEqual([1, 2, 3]);
    const first = pageOf(await odc.get(`${path}/messages?limit=2`));
    expect(first).toEqual({ count: 2, limit: 2, offset: null, nextPageOffset: expect.stringMatching(/\D/) });
    expect((await odc.get(`${path}/messages?offset=2`)).status).toBe(400);
    expect((await odc.get(`${path}/messages?limit=101`)).status).toBe(400);
  });

  test('messages-loop: the next page is always the same one', async () => {
    const { odc } = await visit('messages-loop');
    await deploy(odc);
    await odc.get(`${operations}/${operationKey(1)}`);
    const path = `${operations}/${operationKey(1)}/messages?limit=1`;
    const next = String(pageOf(await odc.get(path))['nextPageOffset']);
    const again = await odc.get(`${path}&offset=${encodeURIComponent(next)}`);
    expect([pageOf(again)['nextPageOffset'], items(again).length]).toEqual([next, 1]);
  });
});

describe('a build', () => {
  test.each([
    ['happy', 'Pending x1, Running x2, Finished', 201],
    ['build-at-once', 'Finished', 201],
    ['build-failed', 'Running x2, FinishedWithErrors', 400],
    ['build-deleted', 'Running x2, Deleted', 400],
    ['build-tobedeleted', 'Running x2, ToBeDeleted', 400],
    ['build-unknown', 'Running x2, Quarantined', 400],
    ['build-never', 'Running', 400],
  ])('%s: %s; a deployment of it answers %i', async (scenario, statuses, status) => {
    const { sandbox, odc } = await visit(scenario);
    const made = await build(odc);
    expect([made.made.status, made.statuses]).toEqual([201, statuses]);
    const deployed = await odc.post(operations, wish({ buildKey: made.key }));
    expect(deployed.status).toBe(status);
    expect(sandbox.odc.builds).toMatchObject([
      { revision: 17, type: 'Release', assetName: 'EmployeeBackoffice' },
    ]);
    expect(sandbox.odc.operations).toHaveLength(status === 201 ? 1 : 0);
  });

  test('vulnerable: a build names its vulnerabilities', async () => {
    const { odc } = await visit('vulnerable');
    const { key, statuses } = await build(odc);
    const { securityAudit } = (await odc.get(`${builds}/${key}`)).json as Json;
    expect(statuses).toContain('Finished');
    expect(securityAudit).toMatchObject({ vulnerabilities: [{ id: 'CVE-2026-1001', severity: 'High' }, {}] });
  });

  test('build-not-started: isSuccessful is false, and there is no build', async () => {
    const { sandbox, odc } = await visit('build-not-started');
    const body = { assetKey: backoffice, assetRevision: 17, buildType: 'Release' };
    const made = await odc.post(builds, body);
    expect(made).toMatchObject({ status: 201, json: { buildKey: buildKey(1), isSuccessful: false } });
    expect((await odc.get(`${builds}/${buildKey(1)}`)).status).toBe(404);
    expect(sandbox.odc.builds).toMatchObject([{ status: 'NotStarted' }]);
  });

  test.each([
    ['happy', []],
    ['built', ['Finished']],
    ['builds-deleted', ['Deleted']],
    ['builds-to-be-deleted', ['ToBeDeleted']],
    ['builds-failed', ['FinishedWithErrors']],
    ['builds-hidden', []],
  ])('%s: the Release builds that exist are %j', async (scenario, statuses) => {
    const { odc } = await visit(scenario);
    const list = `${builds}?assetKey=${backoffice}&assetRevision=17`;
    const found = items(await odc.get(`${list}&byBuildType=Release`), 'builds');
    expect(found.map(({ status }) => status)).toEqual(statuses);
    const debug = items(await odc.get(`${list}&byBuildType=Debug`), 'builds');
    expect(debug).toHaveLength(scenario === 'builds-hidden' ? 0 : 1);
    for (const { buildKey: key, status } of found) {
      const { status: code } = await odc.post(operations, wish({ buildKey: key }));
      expect(code).toBe(status === 'Finished' ? 201 : 400);
    }
    for (const { buildKey: key } of debug) {
      expect(await odc.post(operations, wish({ buildKey: key }))).toMatchObject({
        status: 400,
        json: { detail: 'Only a build of type Release can be deployed.' },
      });
    }
  });
});

describe('an impact analysis', () => {
  const analyse = async (scenario: string, assetKey = backoffice): Promise<readonly Json[]> => {
    const { odc } = await visit(scenario);
    const path = 'dependency-management/deployment-analyses';
    const body = { assetKey, revision: 12, environmentKey: stage('Production') };
    const { analysisKey } = (await odc.post(path, body)).json as Json;
    const looks: Json[] = [];
    for (let n = 0; n < 4; n += 1) looks.push((await odc.get(`${path}/${String(analysisKey)}`)).json as Json);
    return looks;
  };

  test.each([
    ['happy', 'Finished', 'NoIssuesFound'],
    ['analysis-warnings', 'Finished', 'WarningsFound'],
    ['analysis-errors', 'Finished', 'ErrorsFound'],
    ['analysis-failed', 'Failed', undefined],
    ['analysis-failed-null', 'Failed', undefined],
    ['analysis-never', 'InProgress', undefined],
    ['analysis-unknown', 'Finished', 'IssuesMuted'],
    ['analysis-process-unknown', 'Cancelled', 'NoIssuesFound'],
    ['analysis-hostile', 'Finished', 'ErrorsFound'],
  ])('%s: %s, %s', async (scenario, processStatus, status) => {
    const looks = await analyse(scenario);
    expect(looks.slice(0, 2)).toMatchObject([
      { processStatus: 'InProgress' },
      { processStatus: 'InProgress' },
    ]);
    expect(looks.at(-1)).toMatchObject({ processStatus });
    expect((looks.at(-1)?.['report'] as Json | null)?.['status']).toBe(status);
    const error = looks.at(-1)?.['error'];
    expect(error === null).toBe(scenario !== 'analysis-failed');
  });

  test('analysis-errors has an issue of every kind', async () => {
    const looks = await analyse('analysis-errors');
    const report = looks.at(-1)?.['report'];
    const { impactedAssets } = report as { readonly impactedAssets: readonly Record<string, Json[]>[] };
    const issues = impactedAssets.flatMap((each) => [
      ...(each['applicationLevelIssues'] ?? []),
      ...(each['elementLevelIssues'] ?? []),
    ]);
    expect([...new Set(issues.map(({ conflictType }) => String(conflictType)))].toSorted()).toEqual([
      'IncompatibleElement',
      'MissingApplication',
      'MissingElement',
      'NameCollision',
      'UnsupportedRuntime',
      'UrlDiscrepancy',
    ]);
  });

  test('analysis-errors-producer: one asset has errors', async () => {
    const status = async (name: string): Promise<unknown> => {
      const looks = await analyse('analysis-errors-producer', asset(name));
      return (looks.at(-1)?.['report'] as Json | undefined)?.['status'];
    };
    expect([await status('ClaimsEngine'), await status('EmployeeBackoffice')]).toEqual([
      'ErrorsFound',
      'NoIssuesFound',
    ]);
  });

  test.each([
    ['analysis-errors', 201],
    ['analysis-enforced', 400],
  ])('%s: a deployment answers %i', async (scenario, status) => {
    const { odc } = await visit(scenario);
    expect((await deploy(odc)).status).toBe(status);
  });
});

const problem = {
  type: expect.any(String),
  title: expect.any(String),
  detail: expect.any(String),
  instance: `/api/${operations.replace('/', '/v1/')}`,
  traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
  errorCode: expect.stringMatching(/^OS-DPL-\d{5}$/),
};

describe('a refusal', () => {
  test.each([
    ['forbidden-deploy', 403],
    ['forbidden-production', 403],
    ['deploy-400', 400],
    ['deploy-404', 404],
    ['deploy-409', 409],
    ['deploy-422', 422],
    ['deploy-500', 500],
    ['throttled', 429],
    ['throttled-forever', 429],
  ])('%s: a deployment answers %i with a problem', async (scenario, status) => {
    const { sandbox, odc } = await visit(scenario);
    expect(await odc.post(operations, wish({ buildKey: buildKey(1) }))).toMatchObject({
      status,
      json: { ...problem, status },
    });
    expect(sandbox.odc.operations).toEqual([]);
  });

  test.each([
    ['unauthorized', 401],
    ['forbidden', 403],
    ['down', 503],
  ])('%s: every call answers %i', async (scenario, status) => {
    const { odc } = await visit(scenario);
    expect((await odc.get('portfolios/environments')).status).toBe(status);
    expect((await odc.get(operations)).status).toBe(status);
  });

  test.each([
    ['forbidden-build', 403],
    ['build-422', 422],
  ])('%s: a new build answers %i', async (scenario, status) => {
    const { odc } = await visit(scenario);
    const body = { assetKey: backoffice, assetRevision: 17, buildType: 'Release' };
    expect((await odc.post(builds, body)).status).toBe(status);
  });

  test.each([
    ['forbidden-tag', 403],
    ['tag-refused', 400],
  ])('%s: a tag answers %i', async (scenario, status) => {
    const { sandbox, odc } = await visit(scenario);
    const reply = await odc.patch(`asset-repository/assets/${backoffice}/revisions/17`, { tag: '9.9.9' });
    expect([reply.status, sandbox.odc.tags]).toEqual([status, []]);
  });

  test('forbidden-analysis: no analysis; dependency management has neither traceId nor errorCode', async () => {
    const { odc } = await visit('forbidden-analysis');
    const body = { assetKey: backoffice, revision: 17, environmentKey: stage('Test') };
    const { status, json } = await odc.post('dependency-management/deployment-analyses', body);
    expect(status).toBe(403);
    expect(Object.keys(json as Json).toSorted()).toEqual(['detail', 'instance', 'status', 'title', 'type']);
  });

  test('null-problems: every property is null', async () => {
    const { odc } = await visit('null-problems');
    const { status, json } = await odc.post(operations, wish());
    expect([status, new Set(Object.values(json as Json))]).toEqual([400, new Set([null])]);
  });

  test('gateway: the first look at an operation is an HTML page', async () => {
    const { odc } = await visit('gateway');
    await deploy(odc);
    const path = `${operations}/${operationKey(1)}`;
    const [first, second] = [await odc.get(path), await odc.get(path)];
    expect([first.status, first.headers.get('content-type'), second.status]).toEqual([
      502,
      'text/html;charset=UTF-8',
      200,
    ]);
  });

  test.each([
    ['flaky', [503, 200, 503, 200]],
    ['operation-gone', [200, 200, 404, 404]],
    ['happy', [200, 200, 200, 200]],
  ])('%s: the looks at an operation answer %j', async (scenario, expected) => {
    const { odc } = await visit(scenario);
    await deploy(odc);
    const seen: number[] = [];
    for (let n = 0; n < 4; n += 1) seen.push((await odc.get(`${operations}/${operationKey(1)}`)).status);
    expect(seen).toEqual(expected);
  });

  test('build-gone: a build is there once', async () => {
    const { odc } = await visit('build-gone');
    await odc.post(builds, { assetKey: backoffice, assetRevision: 17, buildType: 'Release' });
    const seen: number[] = [];
    for (let n = 0; n < 2; n += 1) seen.push((await odc.get(`${builds}/${buildKey(1)}`)).status);
    expect(seen).toEqual([200, 404]);
  });

  test('messages-forbidden: the messages of an operation answer 403, it goes on', async () => {
    const { odc } = await visit('messages-forbidden');
    await deploy(odc);
    expect((await odc.get(`${operations}/${operationKey(1)}/messages`)).status).toBe(403);
    expect(await watch(odc)).toBe('Running x3, Finished');
  });

  test('echo-token: the access token is in the detail', async () => {
    const { odc } = await visit('echo-token');
    expect((await odc.post(operations, wish())).text).toContain('Bearer sandbox-echo-token');
  });

  test('reset: no answer', async () => {
    const { odc } = await visit('reset');
    await expect(odc.get('portfolios/environments')).rejects.toThrow('fetch failed');
  });
});

describe('lost answers', () => {
  test('lost-answers: the first write of each kind and asset is carried out, its answer is lost', async () => {
    const { sandbox, odc } = await visit('lost-answers');
    const body = { assetKey: backoffice, assetRevision: 17, buildType: 'Release' };
    await expect(odc.post(builds, body)).rejects.toThrow('fetch failed');
    await watch(odc, `${builds}/${buildKey(1)}`);
    await expect(odc.post(operations, wish({ buildKey: buildKey(1) }))).rejects.toThrow('fetch failed');
    expect(sandbox.odc.operations).toHaveLength(1);
    const since = new Date(Date.now() - 60_000).toISOString();
    const query = `assetKey=${backoffice}&environmentKey=${stage('Production')}&revision=17&operations=Deploy`;
    const found = items(await odc.get(`${operations}?${query}&createdDateSince=${since}`));
    expect(found).toMatchObject([{ key: operationKey(1), buildKey: buildKey(1), revisions: [17] }]);
    expect((await odc.post(operations, wish({ buildKey: buildKey(1) }))).status).toBe(201);
  });

  test.each([
    ['lost-answers', [1, 1]],
    ['lost-late', [0, 1]],
    ['lost-hidden', [0, 0]],
    ['lost-twin', [2, 2]],
    ['lost-foreign-twin', [2, 2]],
  ])('%s: two looks at the list find %j operations', async (scenario, counts) => {
    const { sandbox, odc } = await visit(scenario);
    await odc.post(builds, { assetKey: backoffice, assetRevision: 17, buildType: 'Release' }).catch(() => {});
    await watch(odc, `${builds}/${buildKey(1)}`);
    await odc.post(operations, wish({ buildKey: buildKey(1) })).catch(() => {});
    const query = `assetKey=${backoffice}&environmentKey=${stage('Production')}&revision=17`;
    const lists = [
      items(await odc.get(`${operations}?${query}`)),
      items(await odc.get(`${operations}?${query}`)),
    ];
    expect(lists.map(({ length }) => length)).toEqual(counts);
    const creators = new Set(lists[1]?.map(({ deployedBy }) => deployedBy));
    expect(creators.size).toBe(scenario === 'lost-foreign-twin' ? 2 : Math.min(counts[1] ?? 0, 1));
    expect(sandbox.odc.operations).toHaveLength(1);
  });

  test('lost-answers: the first tag of a revision is carried out', async () => {
    const { sandbox, odc } = await visit('lost-answers');
    const path = `asset-repository/assets/${backoffice}/revisions/17`;
    await expect(odc.patch(path, { tag: '1.3.0' })).rejects.toThrow('fetch failed');
    expect(sandbox.odc.tags).toHaveLength(1);
    expect((await odc.get(path)).json).toMatchObject({ tag: '1.3.0' });
  });

  test('stalled-answers: a write is carried out and not answered', async () => {
    const { sandbox, odc } = await visit('stalled-answers');
    const silent = odc.post(builds, { assetKey: backoffice, assetRevision: 17, buildType: 'Release' });
    silent.catch(() => undefined);
    await sandbox.exchange(1);
    expect(sandbox.odc.builds).toHaveLength(1);
  });
});

describe('rate limits', () => {
  /** Sends requests and returns their statuses, as `201 x10, 429 x2`. */
  async function statuses(count: number, send: (n: number) => Promise<Reply>): Promise<string> {
    const seen: number[] = [];
    for (let n = 0; n < count; n += 1) seen.push((await send(n)).status);
    const kinds = [...new Set(seen)];
    return kinds.map((kind) => `${kind} x${seen.filter((each) => each === kind).length}`).join(', ');
  }

  const clock = { time: Date.UTC(2026, 5, 1) };
  const now = (): number => clock.time;

  test('10 POSTs a minute for each endpoint, by the clock of the sandbox', async () => {
    const { odc } = await visit('limited', { now });
    const post = () => odc.post(builds, { assetKey: backoffice, assetRevision: 17, buildType: 'Release' });
    expect(await statuses(12, post)).toBe('201 x10, 429 x2');
    const refused = await post();
    expect(refused.headers.get('retry-after')).toBeNull();
    expect(refused.headers.get('date')).toBe('Mon, 01 Jun 2026 00:00:00 GMT');
    expect((await odc.post(operations, wish())).status).toBe(400);
    clock.time += 60_000;
    expect((await post()).status).toBe(201);
  });

  test('100 requests a minute for each API domain', async () => {
    const { odc } = await visit('limited', { now });
    expect(await statuses(102, () => odc.get('portfolios/environments'))).toBe('200 x100, 429 x2');
    expect((await odc.get(operations)).status).toBe(200);
  });

  test('limited-retry-after: the refusal says when', async () => {
    const { odc } = await visit('limited-retry-after', { now });
    const post = () => odc.post(builds, { assetKey: backoffice, assetRevision: 17, buildType: 'Release' });
    await statuses(10, post);
    clock.time += 17_000;
    expect((await post()).headers.get('retry-after')).toBe('43');
  });

  test.each([
    ['throttled', null],
    ['throttled-retry-after', '7'],
  ])('%s: the first POST of each kind is refused, Retry-After %s', async (scenario, seconds) => {
    const { odc } = await visit(scenario);
    const post = () => odc.post(builds, { assetKey: backoffice, assetRevision: 17, buildType: 'Release' });
    const first = await post();
    expect([first.status, first.headers.get('retry-after'), (await post()).status]).toEqual([
      429,
      seconds,
      201,
    ]);
  });

  test('throttled-looks: the first two looks are refused', async () => {
    const { odc } = await visit('throttled-looks');
    await deploy(odc);
    expect(await statuses(4, () => odc.get(`${operations}/${operationKey(1)}`))).toBe('429 x2, 200 x2');
  });

  test('many-limited: 30 builds in one minute are refused, in three minutes they are not', async () => {
    const { odc } = await visit('many-limited', { now });
    const batch = items(await odc.get('asset-repository/assets?nameContains=Batch'));
    expect(batch).toHaveLength(30);
    const post = (n: number) =>
      odc.post(builds, { assetKey: batch[n]?.['assetKey'], assetRevision: 2, buildType: 'Release' });
    expect(await statuses(30, post)).toBe('201 x10, 429 x20');
    clock.time += 60_000;
    expect(await statuses(10, (n) => post(n + 10))).toBe('201 x10');
  });
});

test('faults carried by a token affect its requests alone', async () => {
  const { sandbox } = await visit('happy');
  const odc = odcClient(sandbox.url, 'sandbox-happy+502-html@1+401@2');
  const seen = [];
  for (let n = 0; n < 3; n += 1) seen.push((await odc.get('portfolios/environments')).status);
  expect(seen).toEqual([502, 401, 200]);
  const injected = await visit('happy', {
    faults: [{ request: { method: 'GET', path: /openid-configuration/ }, kind: '404' }],
  });
  const discovery = await call(`${injected.sandbox.url}/identity/.well-known/openid-configuration`);
  expect(discovery).toMatchObject({ status: 404, json: { error: 'invalid_request' } });
});
