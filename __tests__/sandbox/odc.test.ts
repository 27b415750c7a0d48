import { expect, test } from '@jest/globals';
import { call } from './client.ts';
import {
  backoffice,
  build,
  firstOperation,
  items,
  type Json,
  logIn,
  messages,
  odcClient,
  stage,
  violations,
  visit,
  watch,
  wish,
} from './odc-client.ts';

/** The release of the how-to pages, call by call. */
test('sign in, resolve, analyse, build, deploy, read the messages', async () => {
  const { sandbox } = await visit('happy');
  const login = await logIn(sandbox.url, 'sandbox-happy');
  expect(login).toMatchObject({ status: 200, json: { expires_in: 43_200, token_type: 'Bearer' } });
  const odc = odcClient(sandbox.url, String((login.json as Json)['access_token']));

  const stages = items(await odc.get('portfolios/environments'));
  expect(stages.toSorted((a, b) => Number(a['order']) - Number(b['order']))).toMatchObject([
    { name: 'Development', purpose: 'Development', order: 0 },
    { name: 'Test', purpose: 'NonProduction' },
    { name: 'Production', purpose: 'Production', order: 1000 },
  ]);
  const [asset] = items(await odc.get('asset-repository/assets?nameContains=employeeback'));
  expect(asset).toMatchObject({
    assetKey: backoffice,
    revision: 17,
    tag: '1.2.0',
    assetType: 'WebApplication',
  });
  const [there] = items(
    await odc.get(`portfolios/deployed-assets?environmentKey=${stage('Production')}&key=${backoffice}`),
  );
  expect(there).toMatchObject({ key: backoffice, deployments: [{ revision: 14, tag: '1.1.0' }] });

  const analysis = { assetKey: backoffice, revision: 17, environmentKey: stage('Production') };
  const { analysisKey } = (await odc.post('dependency-management/deployment-analyses', analysis))
    .json as Json;
  const reports: unknown[] = [];
  for (let n = 0; n < 3; n += 1) {
    const { json } = await odc.get(`dependency-management/deployment-analyses/${String(analysisKey)}`);
    reports.push((json as Json)['processStatus'], (json as Json)['report']);
  }
  const report = { status: 'NoIssuesFound', impactedAssets: [] };
  expect(reports).toEqual(['InProgress', null, 'InProgress', null, 'Finished', report]);

  const old = await odc.get(
    `builds/build-operations?assetKey=${backoffice}&assetRevision=17&byBuildType=Release`,
  );
  expect(old.json).toEqual({ builds: [] });
  const { key, statuses } = await build(odc);
  expect(statuses).toBe('Pending x1, Running x2, Finished');
  expect(items(await odc.get(`builds/build-operations/${key}/log-messages`)).length).toBeGreaterThan(3);

  const made = await odc.post('deployments/deployment-operations', wish({ buildKey: key }));
  expect(made).toMatchObject({
    status: 201,
    json: { status: 'Running', assetKey: backoffice, revisions: [17], buildKey: key, operation: 'Deploy' },
  });
  expect(firstOperation(sandbox)).toMatchObject({ status: 'Running', isOver: false, isGood: false });
  expect(await watch(odc)).toBe('Running x3, Finished');
  expect(await messages(odc)).toEqual(await messages(odc, 2));
  expect(firstOperation(sandbox)).toMatchObject({ status: 'Finished', isOver: true, isGood: true });
  expect(violations(sandbox)).toEqual([]);
});

test('a path without an access token is refused', async () => {
  const { sandbox } = await visit('happy');
  expect((await call(`${sandbox.url}/api/builds/v1/build-operations`)).status).toBe(401);
});
