import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Exchange, type FaultKind, type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import type { Step } from '../support/action.ts';
import { runInProcess } from '../support/in-process.ts';
import { lifetimeRelease } from '../support/lifetime.ts';
import { odcRelease } from '../support/odc.ts';
import { APPLICATION, promotion } from '../support/release.ts';
import { openTlsSites } from '../support/tls-sites.ts';
import { everyHappy, tracked, withLogin } from '../support/trackers.ts';
import { deadUrl } from '../unit/support/servers.ts';

type Inputs = Readonly<Record<string, string>>;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

/** Names that the simulated Deployments API has. */
const named = { 'deployments-api-component': 'customer-portal', 'deployments-api-environment': 'Production' };

const platforms: Readonly<Record<string, (url: string, scenario: string) => Inputs>> = {
  appian: promotion,
  outsystems: lifetimeRelease,
  odc: odcRelease,
};

/** The inputs of a checkup. The tokens of the platform select its scenario; no tracker is on. */
function checkup(platform: string, more: Inputs = {}, scenario = 'happy'): Inputs {
  const inputs = platforms[platform]?.(sandbox.url, scenario) ?? {};
  return { ...inputs, operation: 'doctor', package: '', 'bigpanda-token': '', ...more };
}

/** What is left out of a promotion to have a site alone. */
const withoutSource = { 'source-url': '', 'source-token': '', 'source-package': '', application: '' };

const trackers = (): Inputs => ({ ...tracked(sandbox.url, everyHappy), ...named });

/** Everything that clients have created in the simulated systems. */
function effects({
  appian,
  lifetime,
  odc,
  bigpanda,
  deploymentsApi,
  ...others
}: Sandbox): readonly unknown[] {
  const { github, cdevents, pagerduty, datadog } = others;
  const { plans, tags, uploads, solutions, settings } = lifetime;
  const ofPlatforms = [
    [appian.inspections, appian.deployments, plans, tags, uploads, solutions, settings],
    [odc.operations, odc.builds, odc.analyses, odc.tags],
  ];
  const ofTrackers = [
    [bigpanda.events, bigpanda.changeRecords, deploymentsApi.deployments, github.deployments],
    [cdevents.events, pagerduty.changes, datadog.deployments],
  ];
  return [...ofPlatforms, ...ofTrackers].flat(2);
}

/** Runs a checkup and returns the requests that it sent. */
async function requestsOf(inputs: Inputs): Promise<{ step: Step; requests: readonly string[] }> {
  const before = sandbox.exchanges.length;
  const step = await runInProcess(inputs);
  return { step, requests: sandbox.exchanges.slice(before).map(formatExchange).toSorted() };
}

function formatExchange({ method, path, status, json }: Exchange): string {
  const [place = ''] = path.split('?');
  const keyless = place
    .replace(/0{8}-0{4}-4000-8000-0{12}/, 'NOBODY')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'KEY');
  return `${method} ${keyless} ${status}${json === undefined ? '' : ` ${JSON.stringify(json)}`}`;
}

/** The requests of a checkup to the trackers: each one that is not a GET is one that the system must refuse. */
const askedOfTrackers = [
  'GET /api/v1/catalog/components 200',
  'GET /api/v1/deployments 200',
  'GET /api/v1/environments 200',
  'GET /api/v1/validate 200',
  'GET /api/v3/repos/acme/portal/deployments 200',
  'GET /cdevents 405',
  'PATCH /api/v1/deployments/NOBODY 404 {}',
  'POST /api/v3/repos/acme/portal/deployments 422 {}',
  'POST /data/changes 400 {}',
  'POST /v2/change/enqueue 400 {"routing_key":"sandbox-happy"}',
];

describe('a checkup changes nothing', () => {
  test.each([
    [
      'appian',
      {},
      [
        'GET /suite/deployment-management/v2/applications/KEY/packages 200',
        'GET /suite/deployment-management/v2/deployments/NOBODY 404',
      ],
    ],
    [
      'outsystems',
      { application: 'EmployeeBackoffice@1.0.1', 'deployment-zone': 'Global' },
      [
        'GET /lifetimeapi/rest/v2/applications/ 200',
        'GET /lifetimeapi/rest/v2/applications/KEY/versions/ 200',
        'GET /lifetimeapi/rest/v2/deployments/ 204',
        'GET /lifetimeapi/rest/v2/environments/ 200',
        'GET /lifetimeapi/rest/v2/environments/KEY/deploymentzones/ 200',
      ],
    ],
    [
      'odc',
      {},
      [
        'GET /api/asset-repository/v1/assets 200',
        'GET /api/builds/v1/build-operations 200',
        'GET /api/deployments/v1/deployment-operations 200',
        'GET /api/portfolios/v2/deployed-assets 200',
        'GET /api/portfolios/v2/deployed-assets 200',
        'GET /api/portfolios/v2/environments 200',
        'GET /identity/.well-known/openid-configuration 200',
        'POST /auth/realms/KEY/protocol/openid-connect/token 200',
      ],
    ],
  ])('on %s with every tracker', async (platform, more, asked) => {
    const { step, requests } = await requestsOf(checkup(platform, { ...trackers(), ...more }));
    expect(requests).toEqual([...asked, ...askedOfTrackers].toSorted());
    expect([step.code, step.outputs['status']]).toEqual([0, 'succeeded']);
    expect(effects(sandbox)).toEqual([]);
    expect(step.outputs['trackers']).not.toMatch(/sent|failed/);
    const { systems } = JSON.parse(step.result) as { systems: readonly { verdict: string }[] };
    const verdicts = systems.map(({ verdict }) => verdict);
    expect(verdicts.slice(-7)).toEqual(['good', 'good', 'good', 'good', 'unproven', 'unproven', 'good']);
  });

  test('with the login of the Deployments API and the events of BigPanda', async () => {
    const inputs = checkup('appian', {
      ...trackers(),
      ...withLogin('happy'),
      'bigpanda-api': '',
      'bigpanda-app-key': '',
    });
    const { step, requests } = await requestsOf(inputs);
    expect(requests).toEqual(expect.arrayContaining(['POST /data/events/deployments/start 400 {}']));
    expect(requests.filter((each) => each.includes('auth/login'))).toHaveLength(1);
    expect(step.code).toBe(0);
    expect(effects(sandbox)).toEqual([]);
  });

  test('and leaves nothing to do for the post phase', async () => {
    const inputs = checkup('outsystems', trackers());
    const main = await runInProcess(inputs);
    const before = sandbox.exchanges.length;
    const post = await runInProcess(inputs, { state: main.state });
    expect(sandbox.exchanges).toHaveLength(before);
    expect(post.stdout).not.toMatch(/::(warning|error)/);
  });

  test('and reads no file: there need not be a package yet', async () => {
    const step = await runInProcess(checkup('appian', { ...withoutSource, package: 'not/built/yet.zip' }));
    expect([step.code, step.stdout]).toEqual([0, expect.stringContaining('good: Appian at')]);
  });
});

interface Fault {
  readonly platform?: string;
  readonly scenario?: string;
  readonly more?: Inputs | (() => Inputs);
  readonly fault?: readonly [method: string, path: RegExp, kind: FaultKind];
  /** The line about the system, as `<system>: <what was read>. What to do: …`. */
  readonly says: RegExp;
}

const panda = (more: Inputs = {}) => ({ 'bigpanda-token': 'sandbox-happy', ...more });
/** The inputs of one tracker with this scenario. */
const tracker =
  (name: keyof typeof everyHappy, scenario = 'happy', more: Inputs = {}) =>
  (): Inputs => ({
    ...tracked(sandbox.url, { [name]: scenario }),
    ...(name === 'deploymentsApi' && named),
    ...more,
  });

const faults: Readonly<Record<string, Fault>> = {
  'a token that Appian does not know': {
    more: { token: 'no-such-token' },
    says: /Appian at [\d.:]+: Appian answered HTTP 401 .* What to do: Check `token`/,
  },
  'an account that is no service account': {
    scenario: 'not-service-account',
    says: /\(source\): .* APNX-1-4188-003.* What to do: Put the API key's account into the Service Accounts group/,
  },
  'an application that is not at the source': {
    scenario: 'no-application',
    says: /\(source\): \S+ knows no application d243b14c.* What to do: Check `application`, `source-url`/,
  },
  'a package that is not in flight': {
    more: { 'source-package': 'CR-1 Add' },
    says: /input "source-package" is not the UUID.*"CR-1 Add".*%0A"CR-1 Add page"/,
  },
  'a source token that is an access token for another site': {
    more: { 'source-token': 'no-such-token' },
    says: /\(source\): .* HTTP 401.* What to do: Check `source-token`/,
  },
  'a gateway in front of Appian': {
    fault: ['GET', /\/suite\/.*NOBODY|\/suite\/.*deployments/, 'html-200'],
    says: /an answer that cannot be read: a web page .* What to do: Check that `url` is the Appian site itself/,
  },
  'a redirect to a login': {
    fault: ['GET', /\/suite\/.*deployments/, 'redirect'],
    says: /What to do: Check `url`: the site redirects/,
  },
  'deployments that are switched off': {
    fault: ['GET', /\/suite\/.*deployments/, '403'],
    says: /HTTP 403 .* What to do: In the Admin Console under Infrastructure, enable incoming external deployments/,
  },

  'a token that LifeTime does not know': {
    platform: 'outsystems',
    more: { token: 'no-such-token' },
    says: /LifeTime at [\d.:]+: LifeTime answered HTTP 401.* What to do: Check `token`/,
  },
  'an environment with a typing mistake': {
    platform: 'outsystems',
    more: { environment: 'Prodction' },
    says: /input "environment" names no environment of this LifeTime: "Prodction" \(did you mean "Production"/,
  },
  'an application with a typing mistake': {
    platform: 'outsystems',
    more: { application: 'EmployeBackoffice' },
    says: /input "application" names no application .*did you mean "EmployeeBackoffice"/,
  },
  'a version that was never tagged': {
    platform: 'outsystems',
    more: { application: 'EmployeeBackoffice@9.9' },
    says: /input "application" names version "9\.9" of "EmployeeBackoffice", which does not exist/,
  },
  'a deployment zone that does not exist': {
    platform: 'outsystems',
    more: { 'deployment-zone': 'Globl' },
    says: /input "deployment-zone" names no deployment zone .*did you mean "Global"/,
  },
  'a role without access to the target': {
    platform: 'outsystems',
    fault: ['GET', /\/deployments\/\?/, '403'],
    says: /HTTP 403.* What to do: Give the service account a role in LifeTime/,
  },
  'an account that sees nothing': {
    platform: 'outsystems',
    scenario: 'nothing',
    says: /The service account sees no environment\. What to do: Give it a role in LifeTime/,
  },

  'a client secret that has expired': {
    platform: 'odc',
    scenario: 'secret-expired',
    says: /ODC at [\d.:]+: .* What to do: Check `client-id` and `client-secret`/,
  },
  'a login page in place of the discovery document': {
    platform: 'odc',
    fault: ['GET', /openid-configuration/, 'html-200'],
    says: /ODC at [\d.:]+: ODC sent an answer that cannot be read: a web page .* What to do: Check `url` and `identity-url`/,
  },
  'a stage with a typing mistake': {
    platform: 'odc',
    more: { environment: 'Tests' },
    says: /input "environment" names no stage .*did you mean "Test"/,
  },
  'a stage that the API client may not see': {
    platform: 'odc',
    scenario: 'production-hidden',
    more: { environment: 'Production' },
    says: /the API client sees only stages where it has "View stage"/,
  },
  'an asset with a typing mistake': {
    platform: 'odc',
    more: { application: 'EmployeeBackofice' },
    says: /input "application" names no .*did you mean "EmployeeBackoffice"/,
  },
  'an asset that does not run in the source stage': {
    platform: 'odc',
    scenario: 'missing-in-source',
    says: /input "application" names "EmployeeBackoffice", which does not run in Development/,
  },
  'an API client that may not read operations of the target': {
    platform: 'odc',
    fault: ['GET', /deployment-operations/, '403'],
    says: /What to do: Give the API client the permission "Stage management > View stage" for the target stage/,
  },
  'an API client that may not read builds': {
    platform: 'odc',
    fault: ['GET', /build-operations/, '403'],
    says: /What to do: Give the API client the permission "Asset management > Open"/,
  },

  'a token that BigPanda does not know': {
    more: panda({ 'bigpanda-token': 'no-such-token' }),
    says: /BigPanda at [\d.:]+: BigPanda answered HTTP 401.* What to do: Check `bigpanda-token`/,
  },
  'a server that takes anything in place of BigPanda': {
    more: panda(),
    fault: ['POST', /\/data\//, 'empty-200'],
    says: /BigPanda at [\d.:]+: The answer to an incomplete request is not the refusal .* What to do: Check `bigpanda-url`/,
  },
  'a login page in place of BigPanda': {
    more: panda(),
    fault: ['POST', /\/data\//, 'html-200'],
    says: /BigPanda sent an answer that cannot be read: a web page .* What to do: /,
  },
  'an app key that BigPanda does not know': {
    more: tracker('changes', 'wrong-app-key'),
    says: /BigPanda changes at [\d.:]+: .*HTTP 403.* What to do: .*`bigpanda-app-key`/,
  },
  'a token that the Deployments API does not know': {
    more: tracker('deploymentsApi', 'unauthorized'),
    says: /Deployments API at [\d.:]+: .*HTTP 401.* What to do: Check `deployments-api-token`/,
  },
  'an account of the Deployments API that may only read': {
    more: tracker('deploymentsApi', 'forbidden'),
    says: /Deployments API at [\d.:]+: .*HTTP 403.* What to do: The account may not write deployments/,
  },
  'a component with a typing mistake': {
    more: tracker('deploymentsApi', 'happy', { 'deployments-api-component': 'customer-protal' }),
    says: /it knows no component "customer-protal" \(did you mean .*"customer-portal".* What to do: Check `deployments-api-component`/,
  },
  'a gate with a typing mistake': {
    more: tracker('deploymentsApi', 'happy', { 'promote-from': 'Producton' }),
    says: /it knows no environment "Producton" \(did you mean "Production".* What to do: Check `promote-from`/,
  },
  'a GitHub token without the permission': {
    more: tracker('github', 'forbidden'),
    says: /GitHub deployments of acme\/portal: .*HTTP 403.* What to do: The job needs `permissions: deployments: write`/,
  },
  'a GitHub token that does not see the repository': {
    more: tracker('github', 'not-found'),
    says: /GitHub deployments of acme\/portal: .*HTTP 404/,
  },
  'a token that the receiver of CDEvents does not know': {
    more: tracker('cdevents'),
    fault: ['GET', /\/cdevents/, '401'],
    says: /CDEvents at [\d.:]+: .*HTTP 401.* What to do: Check `cdevents-token`/,
  },
  'a routing key of the wrong form': {
    more: tracker('pagerduty', 'unauthorized'),
    says: /PagerDuty at [\d.:]+: .*'routing_key' is not a valid integration key.* What to do: Check `pagerduty-routing-key`/,
  },
  'a key that Datadog does not know': {
    more: tracker('datadog', 'unauthorized'),
    says: /Datadog at [\d.:]+: .*HTTP 403.* What to do: Check `datadog-api-key`/,
  },
  'a system that is down': {
    more: tracker('datadog', 'down'),
    says: /Datadog at [\d.:]+: Datadog answered HTTP 503/,
  },
  'a system that never answers': {
    more: panda(),
    fault: ['POST', /\/data\//, 'stall'],
    says: /BigPanda at [\d.:]+: It did not answer all questions within 25 s\..* What to do: Check the network/,
  },
};

/** The lines of the log that say what is not good. */
const problemsIn = ({ stdout }: Step): readonly string[] =>
  stdout.split('\n').filter((line) => line.startsWith('::error::not good: '));

/** Runs a checkup with a fault. The sandbox is a new one, because a fault would stay for the next test. */
async function faulty({ platform = 'appian', scenario, more = {}, fault }: Fault): Promise<Step> {
  const [kept, own] = [sandbox, await startSandbox()];
  sandbox = own;
  try {
    if (fault) {
      const [method, path, kind] = fault;
      own.inject({ request: { method, path, nth: 0 }, kind });
    }
    const given = typeof more === 'function' ? more() : more;
    const step = await runInProcess(checkup(platform, given, scenario));
    expect(effects(own)).toEqual([]);
    return step;
  } finally {
    sandbox = kept;
    await own.close();
  }
}

describe('a checkup finds', () => {
  test.each(Object.entries(faults))('%s', async (_, fault) => {
    const step = await faulty(fault);
    const bad = problemsIn(step);
    expect(bad).toEqual([expect.stringMatching(fault.says)]);
    expect([step.code, step.outputs['status']]).toEqual([1, 'error']);
    expect(step.summary).toContain('❌ not good');
    // The others are reported all the same.
    const { systems } = JSON.parse(step.result) as { systems: readonly { verdict: string }[] };
    expect(systems.filter(({ verdict }) => verdict === 'bad')).toHaveLength(1);
  });

  test('several problems at once, in one run', async () => {
    const step = await faulty({
      platform: 'outsystems',
      more: () => ({
        ...trackers(),
        environment: 'Prodction',
        application: 'EmployeBackoffice',
        'github-token': 'sandbox-forbidden',
        'datadog-api-key': 'sandbox-unauthorized',
      }),
      says: /./,
    });
    const bad = problemsIn(step);
    expect(bad.map((line) => /not good: (\w+)/.exec(line)?.[1])).toEqual([
      'LifeTime',
      'LifeTime',
      'GitHub',
      'Datadog',
    ]);
    expect(step.stdout).toContain('good: BigPanda changes at');
    expect(step.stdout).toMatch(/To fix: LifeTime at \S+, GitHub deployments of acme\/portal, Datadog at/);
  });

  test('wrong inputs before it asks anything', async () => {
    const before = sandbox.exchanges.length;
    const step = await runInProcess(checkup('appian', { 'source-token': '', 'bigpanda-api': 'changes' }));
    expect([step.code, step.outputs['status']]).toEqual([1, 'invalid-input']);
    expect(step.stdout).toMatch(/"source-token" is required/);
    expect(step.stdout).toMatch(/"bigpanda-token" is required/);
    expect(sandbox.exchanges).toHaveLength(before);
  });

  test('no secret that it would show', async () => {
    const step = await faulty({
      more: () => ({ ...tracked(sandbox.url, { pagerduty: 'echo-body', datadog: 'echo-key' }) }),
      says: /./,
    });
    const shown = step.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    const texts = [...shown, step.summary, step.result].join('\n');
    expect(texts).not.toMatch(/sandbox-echo/);
  });
});

describe('a checkup of a network finds', () => {
  const checkAt = (url: string, env: Inputs = {}) =>
    runInProcess(checkup('outsystems', { url, ...tracked(sandbox.url, { datadog: 'happy' }) }), { env });

  test('a host name that does not exist', async () => {
    const step = await checkAt('https://lifetime.invalid');
    expect(step.stdout).toMatch(
      /not good: LifeTime at lifetime\.invalid: LifeTime could not be reached: .* What to do: Check `url`/,
    );
    expect(step.stdout).toContain('good: Datadog at');
    expect(step.code).toBe(1);
  });

  test('a port where nobody listens', async () => {
    const { origin } = await deadUrl();
    const step = await checkAt(origin);
    expect(step.stdout).toMatch(/LifeTime could not be reached: .*ECONNREFUSED.* What to do: Check `url`/);
  });

  test('a proxy that refuses, also for trackers', async () => {
    const proxy = createServer();
    proxy.on('connect', (_request, socket) =>
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'),
    );
    await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
    const { port } = proxy.address() as AddressInfo;
    const step = await runInProcess(
      checkup('appian', {
        url: 'https://site.example.test',
        ...withoutSource,
        ...panda({ 'bigpanda-url': 'https://bigpanda.example.test' }),
      }),
      { env: { HTTPS_PROXY: `http://127.0.0.1:${port}` } },
    );
    proxy.close();
    const bad = problemsIn(step);
    expect(bad).toEqual([
      expect.stringMatching(
        /The proxy on the way to Appian cannot be used: .*407.* What to do: Correct HTTPS_PROXY/,
      ),
      expect.stringMatching(
        /The proxy on the way to BigPanda cannot be used: .*407.* What to do: Correct HTTPS_PROXY/,
      ),
    ]);
  });

  test('an authority that is not known, also for trackers', async () => {
    const hosts = { 'site.example.test': 'never', 'panda.example.test': 'never' } as const;
    const sites = await openTlsSites(sandbox.url, hosts);
    const step = await runInProcess(
      checkup('outsystems', {
        url: 'https://site.example.test',
        ...panda({ 'bigpanda-url': 'https://panda.example.test' }),
      }),
      { env: { HTTPS_PROXY: sites.proxy } },
    );
    sites.close();
    const bad = problemsIn(step);
    const advice =
      /The certificate of (LifeTime|BigPanda) is not trusted: .* What to do: Give the runner .* NODE_EXTRA_CA_CERTS/;
    expect(bad).toEqual([expect.stringMatching(advice), expect.stringMatching(advice)]);
  });
});

test('a checkup that is cancelled ends at once, and says so', async () => {
  const own = await startSandbox();
  own.inject({ request: { method: 'GET', path: /\/environments\// }, kind: 'stall' });
  const step = await runInProcess(
    { ...lifetimeRelease(own.url, 'happy'), operation: 'doctor' },
    {
      during: async (running) => {
        await own.until(({ path }) => path.includes('/environments/'));
        running.kill('SIGINT');
      },
    },
  );
  await own.close();
  expect([step.code, step.outputs['status']]).toEqual([1, 'cancelled']);
});

test('a checkup of the site to export from asks that site alone', async () => {
  const { step, requests } = await requestsOf({
    platform: 'appian',
    operation: 'doctor',
    url: sandbox.url,
    token: 'sandbox-happy',
    application: APPLICATION,
    'source-package': 'CR-1 Add page',
  });
  expect(requests).toEqual(['GET /suite/deployment-management/v2/applications/KEY/packages 200']);
  expect(step.stdout).toContain('package "CR-1 Add page"');
});
