import { describe, expect, test } from '@jest/globals';
import { scenarios } from '../../src/sandbox/index.ts';
import {
  backoffice,
  backoffice120,
  development,
  errors,
  firstPlan,
  items,
  type Json,
  launch,
  lifetimeClient,
  look,
  otherKey,
  planKey,
  production,
  visit,
  watch,
  wish,
  wishFor,
} from './lifetime-client.ts';

describe('after the start, look by look', () => {
  test.each([
    ['happy', 'running x3, finished_successful'],
    ['create-200', 'running x3, finished_successful'],
    ['create-201', 'running x3, finished_successful'],
    ['warnings', 'running x3, finished_with_warnings'],
    ['failed', 'running x3, finished_with_errors'],
    ['force-finished', 'running x3, force_finished'],
    ['aborted-elsewhere', 'running x3, aborting x2, aborted'],
    ['saved-after-start', 'saved x1, running x3, finished_successful'],
    ['unknown-status', 'running x3, finished_partially'],
    ['never', 'running'],
    ['outdated', 'running x3, finished_with_warnings'],
    ['two-step', 'running x3, needs_user_intervention: deployment_prepared'],
    ['intervention-business', 'running x3, needs_user_intervention: business_process_impact'],
    [
      'intervention-resolved',
      'running x3, needs_user_intervention: business_process_impact x3, running x1, finished_successful',
    ],
    ['intervention-suspended', 'running x3, needs_user_intervention: deployment_suspended'],
    [
      'intervention-configuration',
      'running x3, needs_user_intervention: needs_configuration_or_confirmation',
    ],
    ['intervention-confirmation', 'running x3, needs_user_intervention: needs_configuration_or_confirmation'],
    ['intervention-unknown', 'running x3, needs_user_intervention: awaiting_change_board'],
    ['intervention-aborted', 'running x3, needs_user_intervention: deployment_prepared x3, aborted'],
    ['slow-log', 'running x8, finished_successful'],
    ['many-applications', 'running x3, finished_successful'],
    ['hostile', 'running x3, finished_successful'],
  ])('%s: %s', async (scenario, expected) => {
    const { lifetime } = await visit(scenario);
    const version = await currentVersion(scenario);
    await lifetime.post('deployments', wishFor(version));
    expect((await lifetime.post(`deployments/${planKey()}/start`)).status).toBe(202);
    expect(await watch(lifetime)).toBe(expected);
  });
});

/** What Development runs of EmployeeBackoffice. */
async function currentVersion(scenario: string): Promise<unknown> {
  const { lifetime } = await visit(scenario);
  const reply = await lifetime.get(
    `environments/${development}/applications/${backoffice}?IncludeEnvStatus=true`,
  );
  const [status] = (reply.json as Json)['AppStatusInEnvs'] as readonly Json[];
  return status?.['BaseApplicationVersionKey'];
}

test.each([
  ['happy', 201, planKey(), 'text/plain'],
  ['create-200', 200, planKey(), 'text/plain'],
  ['key-quoted', 201, `"${planKey()}"`, 'application/json;charset=UTF-8'],
  ['key-object', 201, `{"DeploymentKey":"${planKey()}"}`, 'application/json;charset=UTF-8'],
  ['bad-key', 201, '../../x', 'text/plain'],
])('%s: create answers %i %s', async (scenario, status, text, type) => {
  const { lifetime } = await visit(scenario);
  const created = await lifetime.post('deployments', wish());
  expect([created.status, created.text, created.headers.get('content-type')]).toEqual([status, text, type]);
});

test.each(['RedeployOutdated=False', 'RedeployOutdated=true'])(
  'outdated consumers under %s',
  async (query) => {
    const { lifetime } = await visit('outdated');
    await lifetime.post('deployments', wish());
    const { ApplicationsToRedeploy: keys } = (await lifetime.get(`deployments/${planKey()}`)).json as Json;
    expect(keys).toHaveLength(2);
    await lifetime.post(`deployments/${planKey()}/start?${query}`);
    expect(await watch(lifetime)).toMatch(query.endsWith('true') ? /successful$/ : /warnings$/);
  },
);

test('two steps: continue leads to the second, and only once', async () => {
  const { sandbox, lifetime } = await visit('two-step');
  await launch(lifetime);
  await watch(lifetime);
  expect((await lifetime.post(`deployments/${planKey()}/continue/`)).status).toBe(202);
  expect((await lifetime.post(`deployments/${planKey()}/continue/`)).status).toBe(400);
  expect(await watch(lifetime)).toBe('running x2, finished_successful');
  expect(firstPlan(sandbox)?.commands.map(({ command, status }) => [command, status])).toEqual([
    ['start', 202],
    ['continue', 202],
    ['continue', 400],
  ]);
});

test('suspended: the log says why, and continue ends badly', async () => {
  const { lifetime } = await visit('intervention-suspended');
  await launch(lifetime);
  await watch(lifetime);
  expect((await look(lifetime)).log.at(-1)).toMatchObject({ Type: 'Error' });
  expect((await lifetime.post(`deployments/${planKey()}/continue`)).status).toBe(202);
  expect(await watch(lifetime)).toBe('running x1, finished_with_errors');
});

test.each(['intervention-business', 'intervention-confirmation', 'intervention-unknown'])(
  '%s: continue is refused, abort is not',
  async (scenario) => {
    const { sandbox, lifetime } = await visit(scenario);
    await launch(lifetime);
    await watch(lifetime);
    expect((await lifetime.post(`deployments/${planKey()}/continue`)).status).toBe(400);
    expect((await lifetime.get(`deployments/${planKey()}/getmissingdbmappings/`)).json).toEqual([]);
    expect((await lifetime.post(`deployments/${planKey()}/abort`)).status).toBe(202);
    expect(await watch(lifetime)).toBe('aborting x1, aborted');
    expect(firstPlan(sandbox)).toMatchObject({ aborted: true, status: 'aborted' });
  },
);

test('a missing connection mapping is named, and resumes the deployment', async () => {
  const { lifetime } = await visit('intervention-configuration');
  await launch(lifetime);
  expect((await lifetime.get(`deployments/${planKey()}/getmissingdbmappings`)).status).toBe(400);
  await watch(lifetime);
  const missing = items(await lifetime.get(`deployments/${planKey()}/getmissingdbmappings`));
  expect(missing).toMatchObject([{ ExtensionName: 'PaymentsGateway', LogicalDatabase: 'PaymentsDB' }]);
  const map = (name: string) =>
    lifetime.post(`deployments/${planKey()}/configuration/`, [
      {
        ExtensionKey: missing[0]?.['ExtensionKey'],
        DBMapping: [{ DatabaseName: 'PaymentsConn', LogicalDatabaseName: name }],
      },
    ]);
  expect((await map('OtherDB')).status).toBe(400);
  expect(await map('PaymentsDB')).toMatchObject({
    status: 200,
    text: 'Mapping succeeded and deployment triggered',
  });
  expect(await watch(lifetime)).toBe('running x2, finished_successful');
});

describe('aborts', () => {
  test('slow-abort', async () => {
    const { lifetime } = await visit('slow-abort');
    await launch(lifetime);
    await look(lifetime);
    expect(await lifetime.post(`deployments/${planKey()}/abort/`)).toMatchObject({ status: 202, text: '' });
    expect((await lifetime.post(`deployments/${planKey()}/abort`)).status).toBe(400);
    expect(await watch(lifetime)).toBe('aborting x6, aborted');
    expect((await lifetime.get(`deployments/${planKey()}`)).json).toMatchObject({
      Deployment: {
        AbortedBy: 'Sandbox Service Account',
        AbortedOn: expect.stringMatching(/^20\d\d/),
        StartedOn: expect.stringMatching(/^20\d\d/),
      },
    });
  });

  test('abort-too-late', async () => {
    const { sandbox, lifetime } = await visit('abort-too-late');
    await launch(lifetime);
    expect(await watch(lifetime)).toBe('running');
    expect(await lifetime.post(`deployments/${planKey()}/abort`)).toMatchObject(
      errors(400, expect.stringContaining('too late')),
    );
    expect(await watch(lifetime)).toBe('running x2, finished_successful');
    expect(firstPlan(sandbox)).toMatchObject({
      aborted: false,
      commands: [{}, { command: 'abort', status: 400 }],
    });
  });

  test('abort-meets-end', async () => {
    const { sandbox, lifetime } = await visit('abort-meets-end');
    await launch(lifetime);
    expect(await watch(lifetime)).toBe('running');
    expect((await lifetime.post(`deployments/${planKey()}/abort`)).status).toBe(400);
    expect(await watch(lifetime)).toBe('finished_successful');
    expect(firstPlan(sandbox)).toMatchObject({ aborted: false });
  });

  test('aborted-elsewhere names the person', async () => {
    const { lifetime } = await visit('aborted-elsewhere');
    await launch(lifetime);
    await watch(lifetime);
    expect((await lifetime.get(`deployments/${planKey()}`)).json).toMatchObject({
      Deployment: { StartedBy: 'Sandbox Service Account', AbortedBy: 'Jane Roe', AbortedByUsername: 'jroe' },
    });
  });
});

describe('conflicts', () => {
  test.each([
    ['conflicts', '', 400],
    ['conflicts', '?ContinueWithErrors=True', 400],
    ['conflicts-500', '', 500],
    ['conflicts-continue', '', 400],
    ['conflicts-continue', '?RedeployOutdated=False&ContinueWithErrors=True', 202],
    ['hostile-conflicts', '', 400],
  ])('%s: start%s is answered %i', async (scenario, query, status) => {
    const { sandbox, lifetime } = await visit(scenario);
    await lifetime.post('deployments', wishFor(await currentVersion(scenario)));
    expect((await lifetime.post(`deployments/${planKey()}/start${query}`)).status).toBe(status);
    expect(firstPlan(sandbox)?.started).toBe(status === 202);
  });

  test('come in every kind; their modules have names, all but one', async () => {
    const { lifetime } = await visit('conflicts');
    await lifetime.post('deployments', wish());
    const { ApplicationConflicts } = (await lifetime.get(`deployments/${planKey()}`)).json as Json;
    const conflicts = ApplicationConflicts as readonly { readonly ModuleConflict?: Json }[];
    const kinds = conflicts.map(({ ModuleConflict }) => ModuleConflict?.['ConflictType']);
    expect(kinds).toEqual([
      'Producer Module Missing',
      'Producer Element Missing',
      'Producer Element Incompatible',
      'Consumer Module Outdated',
      'Newer Producer Module Available',
      'IncompatiblePlatformServer',
      'ConsumerModuleMoved',
      'ProducerModuleMoved',
      'NameColision',
      'Theme Superseded',
      undefined,
    ]);
    const names = new Map(items(await lifetime.get('modules')).map(({ Key, Name }) => [Key, Name]));
    expect(
      conflicts
        .slice(0, 2)
        .map(({ ModuleConflict: pair }) => [
          names.get(pair?.['ProducerModuleKey']),
          names.get(pair?.['ConsumerModuleKey']),
        ]),
    ).toEqual([
      [undefined, 'CustomerPortal'],
      ['EmployeeBackoffice_CS', 'CustomerPortal'],
    ]);
  });
});

describe('other deployments on the target', () => {
  const list = `deployments?MinDate=2020-01-01&TargetEnvironmentKey=${production}`;

  test.each([
    ['busy', 1, 'running x3, finished_successful'],
    ['busy-saved', 1, 'saved'],
    ['busy-forever', 1, 'running'],
    ['busy-paused', 1, 'needs_user_intervention: deployment_prepared'],
    ['busy-history', 21, 'running x3, finished_successful'],
  ])('%s: %i in the last week, the newest is %s', async (scenario, count, expected) => {
    const { sandbox, lifetime } = await visit(scenario);
    const others = items(await lifetime.get(`deployments?TargetEnvironmentKey=${production}`));
    expect(others).toHaveLength(count);
    expect(others[0]).toMatchObject({ TargetEnvironmentKey: production, CreatedBy: 'Jane Roe' });
    expect(await watch(lifetime, String(others[0]?.['Key']))).toBe(expected);
    expect(sandbox.lifetime.plans).toEqual([]);
    expect(sandbox.lifetime.others).toHaveLength(2 * count);
    expect((await launch(lifetime)).status).toBe(202);
  });

  test('busy-old: seen only by those who look back far enough', async () => {
    const { lifetime } = await visit('busy-old');
    expect((await lifetime.get('deployments')).status).toBe(204);
    const [old] = items(await lifetime.get(list));
    expect(await watch(lifetime, String(old?.['Key']))).toBe('running x3, finished_successful');
  });

  test('history: what was deployed before', async () => {
    const { lifetime } = await visit('history');
    const done = items(await lifetime.get(list)).map(
      ({ ApplicationOperations: operations }) => (operations as readonly Json[])[0]?.['DeploymentOperation'],
    );
    expect(done).toEqual(['Deploy 1.1.1', 'Deploy 1.1.0', 'Deploy 1.0.1']);
  });

  test('single-plan: refused until the other is over, then while the own one is open', async () => {
    const { lifetime } = await visit('single-plan');
    expect(await lifetime.post('deployments', wish())).toMatchObject(
      errors(400, expect.stringContaining('open')),
    );
    expect(await watch(lifetime, otherKey(2))).toBe('running x2, finished_successful');
    expect((await lifetime.post('deployments', wish())).status).toBe(201);
    expect((await lifetime.post('deployments', wish())).status).toBe(400);
    await lifetime.delete(`deployments/${planKey()}`);
    expect((await lifetime.post('deployments', wish())).status).toBe(201);
  });

  test('single-plan: patience alone is enough', async () => {
    const { lifetime } = await visit('single-plan');
    const seen: number[] = [];
    for (let n = 0; n < 5; n += 1) seen.push((await lifetime.post('deployments', wish())).status);
    expect(seen).toEqual([400, 400, 400, 400, 201]);
  });

  test('overlap: start is refused twice', async () => {
    const { sandbox, lifetime } = await visit('overlap');
    expect(await launch(lifetime)).toMatchObject(errors(400, expect.stringContaining('another running')));
    expect((await lifetime.post(`deployments/${planKey()}/start`)).status).toBe(400);
    expect(firstPlan(sandbox)).toMatchObject({ started: false, status: 'saved' });
    expect((await lifetime.post(`deployments/${planKey()}/start`)).status).toBe(202);
    expect(firstPlan(sandbox)?.commands).toMatchObject([{ status: 400 }, { status: 400 }, { status: 202 }]);
  });
});

describe('tags', () => {
  const tag = { ChangeLog: 'from the pipeline', Version: '1.2.1', MobileVersions: null };
  const path = `environments/${development}/applications/${backoffice}/versions`;

  test.each([
    ['happy', [400, 201]],
    ['not-published', [400, 400, 400, 201]],
    ['never-published', [400, 400, 400, 400]],
  ])('%s: creates after a tag are answered %j', async (scenario, expected) => {
    const { sandbox, lifetime } = await visit(scenario);
    const tagged = await lifetime.post(path, tag);
    expect(tagged).toMatchObject({ status: 201, json: { ApplicationVersionKey: expect.any(String) } });
    const key = (tagged.json as Json)['ApplicationVersionKey'];
    expect(sandbox.lifetime.tags).toEqual([
      {
        key,
        application: backoffice,
        environment: development,
        version: '1.2.1',
        changeLog: 'from the pipeline',
        body: tag,
      },
    ]);
    const seen: number[] = [];
    const texts: string[] = [];
    for (const _ of expected) {
      const created = await lifetime.post('deployments', wishFor(key));
      seen.push(created.status);
      texts.push(created.text);
    }
    expect(seen).toEqual(expected);
    expect(texts[0]).toContain(
      "Failed to include application version in staging because it was never published in source environment 'Development'",
    );
    expect((await lifetime.post('deployments', wishFor(backoffice120))).status).toBe(201);
  });

  test('take the place of the untagged changes', async () => {
    const { lifetime } = await visit('source-modified');
    const place = async () => {
      const { AppStatusInEnvs } = (await lifetime.get(`applications/${backoffice}?IncludeEnvStatus=true`))
        .json as Json;
      return (AppStatusInEnvs as readonly Json[])[0];
    };
    expect(await place()).toMatchObject({ IsModified: true, BaseApplicationVersionLabel: '1.2.0' });
    await lifetime.post(path, tag);
    expect(await place()).toMatchObject({ IsModified: false, BaseApplicationVersionLabel: '1.2.1' });
    expect(items(await lifetime.get(`applications/${backoffice}/versions`))[0]).toMatchObject({
      Version: '1.2.1',
      ChangeLog: 'from the pipeline',
      InUse: true,
    });
  });

  test.each<[why: string, body: Json, words: string]>([
    ['no version', { ChangeLog: 'x' }, 'Version'],
    ['a blank version', { ChangeLog: 'x', Version: ' ' }, 'Version'],
    ['no change log', { Version: '2' }, 'ChangeLog'],
    ['mobile versions that are no list', { ...tag, MobileVersions: {} }, 'MobileVersions'],
    ['a version there is', { ...tag, Version: '1.2.0' }, 'already exists'],
  ])('are refused with %s', async (_why, body, words) => {
    const { sandbox, lifetime } = await visit('happy');
    expect(await lifetime.post(path, body)).toMatchObject(errors(400, expect.stringContaining(words)));
    expect(sandbox.lifetime.tags).toEqual([]);
  });
});

describe('refusals', () => {
  test.each([
    ['blocked', 'deployments', 400, 'blocked'],
    ['create-400', 'deployments', 400, 'not valid'],
    ['create-500', 'deployments', 500, 'unexpected'],
    ['no-permission', 'deployments', 403, 'permissions'],
    ['hostile-refusal', 'deployments', 400, '::error::'],
    ['echo-token', 'deployments', 403, 'Bearer sandbox-echo-token'],
    ['unauthorized', 'deployments', 401, 'token'],
    ['unauthorized-html', 'deployments', 401, '<!DOCTYPE html>'],
    [
      'tag-refused',
      `environments/${development}/applications/${backoffice}/versions`,
      400,
      'never published',
    ],
    ['solution-disabled', `environments/${development}/solution`, 405, 'not available'],
  ])('%s: POST %s is answered %i', async (scenario, path, status, words) => {
    const { sandbox, lifetime } = await visit(scenario);
    const answer = await lifetime.post(path, wish());
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(words)]);
    expect(sandbox.lifetime.plans).toEqual([]);
  });

  test.each([
    ['offline', 400, 'offline'],
    ['tag-and-deploy', 400, 'Tag & Deploy'],
    ['overlap-forever', 400, 'another running'],
    ['start-403', 403, 'permissions'],
    ['start-500', 500, 'unexpected'],
    ['delete-500', 500, 'unexpected'],
  ])('%s: start is answered %i', async (scenario, status, words) => {
    const { sandbox, lifetime } = await visit(scenario);
    expect(await launch(lifetime)).toMatchObject(errors(status, expect.stringContaining(words)));
    const deletion = await lifetime.delete(`deployments/${planKey()}`);
    expect(deletion.status).toBe(scenario === 'delete-500' ? 500 : 204);
    expect(firstPlan(sandbox)).toMatchObject({ started: false, deleted: scenario !== 'delete-500' });
  });

  test('details-500, html-503, wait-400, status-403', async () => {
    const details = await visit('details-500');
    await details.lifetime.post('deployments', wish());
    expect((await details.lifetime.get(`deployments/${planKey()}`)).status).toBe(500);
    const html = await visit('html-503');
    await launch(html.lifetime);
    const page = await html.lifetime.get(`deployments/${planKey()}/status`);
    expect([page.status, page.headers.get('content-type')]).toEqual([503, 'text/html;charset=UTF-8']);
    expect(await watch(html.lifetime)).toBe('running x3, finished_successful');
    const wait = await visit('wait-400');
    await launch(wait.lifetime);
    const pause = await wait.lifetime.get(`deployments/${planKey()}/status`);
    expect([pause.status, pause.headers.get('retry-after')]).toEqual([503, '400']);
    expect(await watch(wait.lifetime)).toBe('running x3, finished_successful');
    const status = await visit('status-403');
    await launch(status.lifetime);
    expect((await status.lifetime.get(`deployments/${planKey()}/status`)).status).toBe(403);
  });

  test('no-permission reads; no-access lists', async () => {
    const readOnly = (await visit('no-permission')).lifetime;
    expect((await readOnly.get('applications')).status).toBe(200);
    expect((await readOnly.get('deployments')).status).toBe(403);
    expect((await readOnly.get(`deployments?TargetEnvironmentKey=${production}`)).status).toBe(204);
    expect((await readOnly.post('deployments/x/start')).json).toMatchObject({
      Errors: ["Service Account doesn't have permissions to the deployment with key x."],
    });
    const listed = (await visit('no-access')).lifetime;
    expect((await listed.get('environments')).status).toBe(200);
    expect((await listed.get(`environments/${production}/applications`)).status).toBe(403);
  });

  test('packages: disabled for Production alone, or protected', async () => {
    const bytes = new TextEncoder().encode('oap');
    const disabled = (await visit('binary-disabled')).lifetime;
    expect((await disabled.upload(production, bytes)).status).toBe(403);
    expect((await disabled.upload(development, bytes)).status).toBe(201);
    expect((await (await visit('binary-protected')).lifetime.upload(production, bytes)).status).toBe(400);
  });
});

describe('logs', () => {
  test('100,000 lines, 10,000 more with each look', async () => {
    const { lifetime } = await visit('log-100k');
    await launch(lifetime);
    const lengths: number[] = [];
    for (let n = 1; n < 10; n += 1) lengths.push((await look(lifetime)).log.length);
    expect(lengths).toEqual(Array.from({ length: 9 }, (_, at) => 10_000 * (at + 1)));
    const { status, log } = await look(lifetime);
    expect([status, log.length, log.at(-1)?.Message]).toEqual([
      'finished_successful',
      100_000,
      'Deploy completed',
    ]);
    expect(new Set(log.map(({ Message }) => Message)).size).toBe(100_000);
    expect(log[99_998]?.Type).toBe('Info');
  });

  test('slow-log: every line once, in order, without types', async () => {
    const { lifetime } = await visit('slow-log');
    await launch(lifetime);
    let last: Awaited<ReturnType<typeof look>>['log'] = [];
    for (let n = 1; n <= 9; n += 1) {
      const { log } = await look(lifetime);
      expect(log.slice(0, last.length)).toEqual(last);
      expect(log.length).toBeGreaterThan(last.length);
      last = log;
    }
    expect(last.some((line) => 'Type' in line)).toBe(false);
    expect(last.map(({ Instant }) => Date.parse(Instant))).toEqual(
      last.map(({ Instant }) => Date.parse(Instant)).toSorted((a, b) => a - b),
    );
  });

  test.each([
    ['warnings', 'Warning'],
    ['failed', 'Error'],
    ['intervention-configuration', 'Warning'],
  ])('%s: has lines of type %s', async (scenario, type) => {
    const { lifetime } = await visit(scenario);
    await launch(lifetime);
    await watch(lifetime);
    expect((await look(lifetime)).log.filter(({ Type }) => Type === type)).not.toEqual([]);
  });

  test('hostile: commands and markup in everything a person wrote', async () => {
    const { lifetime } = await visit('hostile');
    const applications = await lifetime.get('applications?IncludeEnvStatus=true');
    expect(applications.text).toContain('forged by a version');
    expect(applications.text).toContain('forged by a name');
    await lifetime.post('deployments', wishFor(await currentVersion('hostile')));
    await lifetime.post(`deployments/${planKey()}/start`);
    await watch(lifetime);
    const { log } = await look(lifetime);
    expect(log.map(({ Message }) => Message).join('\n')).toContain('::set-output name=status::succeeded');
    expect(new Set(log.map(({ Type }) => Type)).size).toBe(4);
  });
});

test('every scenario of LifeTime is listed and answers', async () => {
  const { sandbox } = await visit('happy');
  const names = scenarios.filter(({ api }) => api === 'lifetime').map(({ name }) => name);
  expect(names.length).toBeGreaterThan(60);
  for (const name of names) {
    const { status } = await lifetimeClient(sandbox, name).get('environments/');
    expect(status).toBe({ nothing: 204, unauthorized: 401, 'unauthorized-html': 401 }[name] ?? 200);
  }
  const page = await (await fetch(sandbox.url)).text();
  expect(page).toContain('OutSystems LifeTime API v2');
});
