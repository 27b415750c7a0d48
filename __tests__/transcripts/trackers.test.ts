import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';

import { runAction, type Step } from '../support/action.ts';
import { concurrently } from '../support/concurrently.ts';
import { runInProcess } from '../support/in-process.ts';
import { fromPackage, lifetimeRelease } from '../support/lifetime.ts';
import { odcRelease } from '../support/odc.ts';
import { promotion, release } from '../support/release.ts';
import {
  allHappy,
  deliveriesIn,
  eventsIn,
  everyHappy,
  recordsIn,
  type Trackers,
  tracked,
  trackedTranscript,
  withLogin,
} from '../support/trackers.ts';
import '../support/records.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const appian = (more: Readonly<Record<string, string>>, scenario = 'happy') =>
  release(sandbox.url, scenario, more);

const whole = {
  deploymentsApi: [['pending', 'in_progress', 'succeeded']],
  github: [['in_progress', 'success']],
  changes: [['Planned', 'In Progress', 'Done']],
  violations: [],
};
const sent = { started: 'sent', ended: 'sent' };
const failed = { started: 'failed', ended: 'failed' };
const refused = { started: 'failed', ended: 'skipped' };

interface Told {
  readonly step: Step;
  readonly sandbox: Sandbox;
}

const waiting: (() => Promise<void>)[] = [];
beforeAll(async () => void (await concurrently(24, waiting, (deploy) => deploy())));

/** Deploys once for each case of a table, beside those of all other tables, for many of them only wait. */
function tellAll<C>(
  cases: readonly C[],
  inputs: (url: string, each: C) => Readonly<Record<string, string>>,
): (each: C) => Told {
  const told = new Map<C, Told>();
  for (const each of cases) {
    waiting.push(async () => {
      const beside = await startSandbox();
      const step = await runInProcess(inputs(beside.url, each));
      await beside.close();
      told.set(each, { step, sandbox: beside });
    });
  }
  return (each) => {
    const found = told.get(each);
    if (found === undefined) throw new Error('The case was not run.');
    return found;
  };
}

function linesAbout(one: RegExp, { step, sandbox }: Told): string {
  const lines = trackedTranscript(step, sandbox).split('\n');
  return lines.filter((line) => one.test(line)).join('\n');
}

const same = (scenario: string): Trackers => ({
  changes: scenario,
  deploymentsApi: scenario,
  github: scenario,
  cdevents: scenario,
  pagerduty: scenario,
  datadog: scenario,
});

/** The deliveries of all trackers if each gets the same; Datadog has no start. */
const allDelivered = (delivery: typeof sent) => ({
  bigpanda: delivery,
  'deployments-api': delivery,
  github: delivery,
  cdevents: delivery,
  pagerduty: delivery,
  datadog: { started: 'skipped', ended: delivery === sent ? 'sent' : 'failed' },
});

describe('all trackers together', () => {
  test('on Appian', async () => {
    const step = await runAction(
      appian({ ...tracked(sandbox.url, everyHappy), ...withLogin('happy'), 'promote-from': 'staging' }),
    );
    expect(recordsIn(sandbox)).toEqual(whole);
    expect(eventsIn(sandbox)).toEqual({
      cdevents: ['started', 'success', 'deployed'],
      pagerduty: ['started', 'succeeded'],
      datadog: ['customer-portal 1.2.3'],
      violations: [],
    });
    expect(deliveriesIn(step)).toEqual(allDelivered(sent));
    // Everything that there is to ask for, and yet no more than the server takes in a minute.
    expect(sandbox.exchanges.filter(({ path }) => path.startsWith('/api/v1/'))).toHaveLength(10);
    expect(trackedTranscript(step, sandbox)).toMatchRecord();
    expect(step.summary).toMatch(/\| production \| 1\.1\.0 since .* UTC \| 1\.2\.3 since .* UTC \|/);
  });

  test('on OutSystems', async () => {
    const inputs = { ...tracked(sandbox.url, everyHappy), 'promote-from': 'Development' };
    const step = await runInProcess(lifetimeRelease(sandbox.url, 'happy', inputs));
    expect(recordsIn(sandbox)).toEqual(whole);
    expect(eventsIn(sandbox)).toEqual({
      cdevents: ['started', 'success', 'upgraded'],
      pagerduty: ['started', 'succeeded'],
      datadog: ['EmployeeBackoffice 1.2.0'],
      violations: [],
    });
    expect(sandbox.deploymentsApi.deployments).toMatchObject([
      { component: 'EmployeeBackoffice', environment: 'Production', version: '1.2.0' },
    ]);
    expect(step.summary).toMatch(/\| Production \| 1\.1\.0 since .* UTC \| 1\.2\.0 since .* UTC \|/);
  });

  test('of a deployment that fails', async () => {
    const step = await runInProcess(appian(tracked(sandbox.url, everyHappy), 'failed'));
    expect(step.code).toBe(1);
    expect(eventsIn(sandbox)).toEqual({
      cdevents: ['started', 'failure'],
      pagerduty: ['started', 'failed'],
      datadog: [],
      violations: [],
    });
    expect(recordsIn(sandbox)).toEqual({
      deploymentsApi: [['pending', 'in_progress', 'failed']],
      github: [['in_progress', 'failure']],
      changes: [['Planned', 'In Progress', 'Done']],
      violations: [],
    });
    expect(sandbox.bigpanda.changeRecords[0]?.tags).toMatchObject({ result: step.outputs['status'] });
  });

  interface Case {
    readonly what: string;
    readonly trackers: Trackers;
    readonly delivery: typeof refused;
  }
  const trouble: readonly Case[] = [
    { what: 'down', trackers: same('down'), delivery: failed },
    { what: 'slow', trackers: same('slow'), delivery: failed },
    { what: 'refusing', trackers: same('unauthorized'), delivery: refused },
    {
      what: 'throttling',
      trackers: { ...same('limited'), deploymentsApi: 'throttled', github: 'limited-secondary' },
      delivery: sent,
    },
  ];
  const told = {
    OutSystems: tellAll(trouble, (url, { trackers }) =>
      lifetimeRelease(url, 'happy', tracked(url, trackers)),
    ),
    Appian: tellAll(trouble, (url, { trackers }) => release(url, 'happy', tracked(url, trackers))),
  };
  describe.each(['OutSystems', 'Appian'] as const)('change nothing on %s', (platform) => {
    test.each(trouble)('that are all $what', (each) => {
      const { step } = told[platform](each);
      const { delivery } = each;
      expect([step.code, step.outputs['status']]).toEqual([0, 'succeeded']);
      expect(deliveriesIn(step)).toEqual(allDelivered(delivery));
    });
  });

  test('make the step red where `on-tracker-error: fail` asks for it, and keep the status', async () => {
    const inputs = { ...tracked(sandbox.url, { github: 'forbidden' }), 'on-tracker-error': 'fail' };
    const step = await runInProcess(appian(inputs));
    expect([step.code, step.outputs['status']]).toEqual([1, 'succeeded']);
    expect(sandbox.appian.deployments).toMatchObject([{ status: 'COMPLETED' }]);
  });

  test('of an inspection are sent nothing, and only the gate is asked', async () => {
    const inputs = { ...tracked(sandbox.url, everyHappy), operation: 'inspect', 'promote-from': 'staging' };
    const step = await runInProcess(appian(inputs));
    expect(step.outputs['status']).toBe('succeeded');
    const asked = sandbox.exchanges.filter(({ path }) => !path.startsWith('/suite/'));
    expect(asked.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET']);
  });
});

describe('the Deployments API', () => {
  interface Case {
    readonly scenario: string;
    readonly more?: Readonly<Record<string, string>>;
    readonly delivery?: typeof refused;
    readonly records?: readonly (readonly string[])[];
  }
  const good = whole.deploymentsApi;
  const organization = { 'deployments-api-organization': '0a000000-0000-4000-8000-000000000001' };
  const cases: readonly Case[] = [
    { scenario: 'happy' },
    { scenario: 'era-a' },
    { scenario: 'era-c', more: organization },
    { scenario: 'era-c', more: { ...organization, ...withLogin('era-c') } },
    { scenario: 'era-c', delivery: refused, records: [] },
    { scenario: 'many' },
    { scenario: 'token-expires-on-start', more: withLogin('token-expires-on-start') },
    { scenario: 'throttled' },
    { scenario: 'throttled-login', more: withLogin('throttled-login') },
    { scenario: 'throttled-always', delivery: failed, records: [] },
    { scenario: 'unauthorized', delivery: refused, records: [] },
    { scenario: 'unauthorized', more: withLogin('unauthorized'), delivery: refused, records: [] },
    { scenario: 'forbidden', delivery: refused, records: [] },
    { scenario: 'empty', delivery: refused, records: [] },
    { scenario: 'down', delivery: failed, records: [] },
    { scenario: 'reset', delivery: failed, records: [] },
    { scenario: 'slow', delivery: failed, records: [['pending', 'in_progress']] },
    { scenario: 'lost-answers' },
    {
      scenario: 'failed-elsewhere',
      delivery: { started: 'sent', ended: 'failed' },
      records: [['pending', 'in_progress', 'pending', 'in_progress']],
    },
    { scenario: 'bad-id', delivery: refused, records: [['pending']] },
    { scenario: 'hostile', delivery: refused, records: [] },
    { scenario: 'echo-token', delivery: refused, records: [] },
    { scenario: 'matrix-broken' },
    { scenario: 'matrix-documented' },
  ];

  const told = tellAll(cases, (url, { scenario, more }) =>
    release(url, 'happy', { ...tracked(url, { deploymentsApi: scenario }), ...more }),
  );

  test.each(cases.map((each, at) => [`${at + 1} ${each.scenario}`, each] as const))(
    'that is %s',
    (_, each) => {
      const { delivery = sent, records = good } = each;
      const { step, sandbox } = told(each);
      expect(step.outputs['status']).toBe('succeeded');
      expect(deliveriesIn(step)).toMatchObject({ 'deployments-api': delivery });
      expect(linesAbout(/Deployments API\b|^\w+ \/api\/|VIOLATION/, told(each))).toMatchRecord();
      expect(step.stdout).not.toMatch(/^(?!::add-mask::).*eyJ/m);
      expect(recordsIn(sandbox).deploymentsApi).toEqual(records);
    },
  );
});

describe('GitHub', () => {
  interface Case {
    readonly scenario: string;
    readonly delivery?: typeof refused;
    readonly records?: readonly (readonly string[])[];
  }
  const cases: readonly Case[] = [
    { scenario: 'happy' },
    { scenario: 'forbidden', delivery: refused, records: [] },
    { scenario: 'not-found', delivery: refused, records: [] },
    { scenario: 'unauthorized', delivery: refused, records: [] },
    { scenario: 'unknown-ref', delivery: refused, records: [] },
    { scenario: 'limited', delivery: failed, records: [] },
    { scenario: 'limited-secondary' },
    { scenario: 'limited-secondary-403' },
    { scenario: 'down', delivery: failed, records: [] },
    { scenario: 'reset', delivery: failed, records: [] },
    { scenario: 'slow', delivery: failed, records: [['success']] },
    { scenario: 'lost-answers' },
    { scenario: 'hostile', delivery: refused, records: [] },
    { scenario: 'echo-token', delivery: refused, records: [] },
  ];
  const told = tellAll(cases, (url, { scenario }) =>
    release(url, 'happy', tracked(url, { github: scenario })),
  );
  test.each(cases)('that is $scenario', (each) => {
    const { delivery = sent, records = whole.github } = each;
    const { step, sandbox } = told(each);
    expect(step.outputs['status']).toBe('succeeded');
    expect(deliveriesIn(step)).toMatchObject({ github: delivery });
    expect(linesAbout(/GitHub\b|^\w+ \/api\/v3\/|VIOLATION/, told(each))).toMatchRecord();
    expect(recordsIn(sandbox).github).toEqual(records);
  });

  test('is a warning that names the permission, where that is missing', async () => {
    const step = await runInProcess(appian(tracked(sandbox.url, { github: 'forbidden' })));
    expect(step.stdout).toMatch(/^::warning::GitHub was not notified .*deployments: write/m);
    expect(step.stdout).not.toMatch(/^::error::/m);
  });
});

describe("BigPanda's changes", () => {
  interface Case {
    readonly scenario: string;
    readonly delivery?: typeof refused;
    readonly records?: readonly (readonly string[])[];
  }
  const cases: readonly Case[] = [
    { scenario: 'happy' },
    { scenario: 'ok-200' },
    { scenario: 'limited' },
    { scenario: 'limited-bare' },
    {
      scenario: 'lost-answers',
      records: [['Planned', 'Planned', 'In Progress', 'In Progress', 'Done', 'Done']],
    },
    { scenario: 'down', delivery: failed, records: [] },
    { scenario: 'reset', delivery: failed, records: [] },
    { scenario: 'slow', delivery: failed, records: [['Planned', 'Done']] },
    { scenario: 'unauthorized', delivery: refused, records: [] },
    { scenario: 'wrong-app-key', delivery: refused, records: [] },
    { scenario: 'bad-request', delivery: refused, records: [] },
    { scenario: 'new-errors', delivery: refused, records: [] },
    { scenario: 'echo-keys', delivery: refused, records: [] },
  ];
  const told = tellAll(cases, (url, { scenario }) =>
    release(url, 'happy', tracked(url, { changes: scenario })),
  );
  test.each(cases)('that are $scenario', (each) => {
    const { delivery = sent, records = whole.changes } = each;
    const { step, sandbox } = told(each);
    expect(step.outputs['status']).toBe('succeeded');
    expect(deliveriesIn(step)).toMatchObject({ bigpanda: delivery });
    expect(linesAbout(/BigPanda\b|^\w+ \/(data|resources)\/|VIOLATION/, told(each))).toMatchRecord();
    expect(recordsIn(sandbox).changes).toEqual(records);
  });
});

const gated = (from: string, deploymentsApi = 'happy') => ({
  ...tracked(sandbox.url, { ...allHappy, deploymentsApi }),
  'promote-from': from,
});

test('an answer that is larger than a tracker may send is refused while it arrives', async () => {
  sandbox.inject({ request: { method: 'GET', path: /^\/api\//, nth: 0 }, kind: 'flood' });
  const step = await runInProcess(appian(tracked(sandbox.url, { deploymentsApi: 'happy' })));
  expect(step.outputs['status']).toBe('succeeded');
  expect(step.stdout).toContain('larger than 4 MiB');
});

describe('the gate', () => {
  test.each([
    ['1.2.2', 'staging', 'customer-portal 1.2.2 has not succeeded in staging: there it is failed.'],
    [
      '1.3.0',
      'staging',
      'there it is in progress. The last version that succeeded there is 1.2.3, since 2024-01-22',
    ],
    ['1.2.3', 'production-eu', 'it was never there. The last version that succeeded there is 1.1.0'],
    ['1.2.3', 'staging-eu', 'it was never there. Nothing has succeeded there yet.'],
    ['1.2.3', 'Staging', 'it knows no environment "Staging" (did you mean "staging'],
  ])('refuses %s from %s', async (version, from, reason) => {
    const step = await runInProcess(appian({ ...gated(from), version }));
    expect(step.code).toBe(1);
    expect(step.outputs['status']).toBe('refused');
    expect(step.stdout).toContain(reason);
    // It is asked before anything is sent to Appian.
    expect(sandbox.exchanges.filter(({ path }) => path.startsWith('/suite/'))).toEqual([]);
    expect(recordsIn(sandbox)).toEqual({ deploymentsApi: [], github: [], changes: [], violations: [] });
  });

  test('of a promotion is asked when the export has shown the component, and before the inspection', async () => {
    const step = await runInProcess(
      promotion(sandbox.url, 'happy', { ...gated('staging'), component: '', version: '9.9' }),
    );
    expect(step.outputs['status']).toBe('refused');
    const sent = sandbox.exchanges.filter(({ path }) => /\/suite\/.*(?:inspections|deployments)/.test(path));
    // The export of the source is a request to `deployments` too.
    expect(sent.filter(({ headers }) => headers['action-type'] === 'import')).toEqual([]);
    expect(sent.filter(({ path }) => path.includes('inspections'))).toEqual([]);
  });

  test.each([
    ['of applications before a plan is created', () => ({}), []],
    [
      'of a package when its plan has shown the component',
      () => fromPackage,
      [{ started: false, deleted: true }],
    ],
  ])('on OutSystems is asked %s', async (_, more, plans) => {
    const step = await runInProcess(lifetimeRelease(sandbox.url, 'happy', { ...gated('Test'), ...more() }));
    expect(step.outputs['status']).toBe('refused');
    expect(sandbox.lifetime.plans).toMatchObject(plans);
    expect(sandbox.lifetime.plans).toHaveLength(plans.length);
    expect(sandbox.deploymentsApi.deployments).toEqual([]);
  });

  test('on ODC is asked before the impact analysis', async () => {
    const step = await runInProcess(odcRelease(sandbox.url, 'happy', gated('Test')));
    expect(step.outputs['status']).toBe('refused');
    expect(
      sandbox.exchanges.filter(({ method, path }) => method === 'POST' && path.includes('analyses')),
    ).toEqual([]);
    expect(sandbox.odc.operations).toEqual([]);
  });

  test('that cannot be asked refuses too', async () => {
    const step = await runInProcess(appian(gated('staging', 'down')));
    expect(step.outputs['status']).toBe('refused');
    expect(step.stdout).toContain('`promote-from: staging` could not be checked in the Deployments API');
    expect(sandbox.appian.deployments).toEqual([]);
  });

  test('that is asked and never answers to the end refuses after half a minute', async () => {
    sandbox.inject({ request: { method: 'GET', path: /^\/api\//, nth: 1 }, kind: 'drip' });
    const step = await runInProcess(appian(gated('staging')));
    expect(step.code).toBe(1);
    expect(step.outputs['status']).toBe('refused');
    expect(step.stdout).toContain('it did not answer within 30 s.');
    // Each byte of the answer takes ten seconds, so the last leap may pass the limit by that much.
    expect(Number(step.outputs['duration-seconds'])).toBeLessThanOrEqual(40);
    expect(sandbox.appian.deployments).toEqual([]);
    expect(recordsIn(sandbox)).toEqual({ deploymentsApi: [], github: [], changes: [], violations: [] });
  });
});

describe('a rollback', () => {
  const rollback = { operation: 'rollback' };

  test('of Appian deploys the earlier package and marks what it took back', async () => {
    const inputs = { ...tracked(sandbox.url, allHappy), ...rollback, version: '1.0.0' };
    const step = await runInProcess(appian(inputs));
    expect(step.outputs['status']).toBe('succeeded');
    expect(recordsIn(sandbox)).toEqual(whole);
    const live = sandbox.deploymentsApi.history.find(
      ({ environment, version, status }) =>
        environment === 'production' && version === '1.1.0' && status === 'rolled_back',
    );
    expect(live?.writes.map(({ status }) => status)).toEqual(['rolled_back']);
    expect(sandbox.deploymentsApi.deployments[0]?.metadata).toMatchObject({
      rollbackOf: '1.1.0',
      rollbackOfId: live?.id,
    });
    expect(sandbox.bigpanda.changeRecords[0]?.summary).toBe('Roll back customer-portal 1.0.0 to production');
    expect(step.summary).toContain('Rolled back: customer-portal 1.0.0');
  });

  test.each([
    ['the earlier version according to the Deployments API', { deploymentsApi: 'happy' }, {}],
    ['the highest tag before it', {}, {}],
    ['the highest tag before it', { deploymentsApi: 'down' }, {}],
    ['what the user names, which is older', {}, { application: 'EmployeeBackoffice@1.0.1' }],
  ] as const)('of OutSystems goes back to %s (%p)', async (why, trackers, more) => {
    const inputs = { ...tracked(sandbox.url, trackers), ...rollback, ...more };
    const step = await runInProcess(lifetimeRelease(sandbox.url, 'happy', inputs));
    expect(step.outputs['status']).toBe('succeeded');
    expect(step.stdout).toContain(why.replace('what the user names, ', ''));
    expect(step.outputs['version']).toBe('1.0.1');
  });

  test('of OutSystems where there is nothing before says so', async () => {
    const inputs = { ...tracked(sandbox.url, {}), ...rollback, application: 'ThemeLibrary' };
    const step = await runInProcess(lifetimeRelease(sandbox.url, 'happy', inputs));
    expect(step.outputs['status']).toBe('invalid-input');
    expect(step.stdout).toContain('for which LifeTime has no version before 1.0.0: name one with @');
    expect(sandbox.lifetime.plans).toEqual([]);
  });

  test('that fails marks nothing', async () => {
    const inputs = { ...tracked(sandbox.url, { deploymentsApi: 'happy' }), ...rollback, version: '1.0.0' };
    const step = await runInProcess(appian(inputs, 'failed'));
    expect(step.outputs['status']).toBe('failed');
    expect(sandbox.deploymentsApi.history.filter(({ writes }) => writes.length > 0)).toEqual([]);
    expect(recordsIn(sandbox).deploymentsApi).toEqual([['pending', 'in_progress', 'failed']]);
  });
});

describe('what happens to a record over several runs', () => {
  test('a failed version that is tried again goes on in its record', async () => {
    const inputs = tracked(sandbox.url, { deploymentsApi: 'happy' });
    await runInProcess(appian(inputs, 'failed'));
    const step = await runInProcess(appian(inputs), { env: { GITHUB_RUN_ID: '4712' } });
    expect(step.outputs['status']).toBe('succeeded');
    expect(recordsIn(sandbox).deploymentsApi).toEqual([
      ['pending', 'in_progress', 'failed', 'pending', 'in_progress', 'succeeded'],
    ]);
  });

  test('what waits for a reviewer is ended by a run that resumes it, without a second start', async () => {
    const inputs = { ...tracked(sandbox.url, allHappy), 'on-review': 'stop' };
    const first = await runInProcess(appian(inputs, 'review'));
    expect(first.outputs['status']).toBe('pending-review');
    expect(recordsIn(sandbox)).toMatchObject({
      deploymentsApi: [['pending', 'in_progress']],
      github: [['in_progress']],
      changes: [['Planned', 'In Progress']],
    });
    const resume = {
      ...appian({ ...tracked(sandbox.url, allHappy), operation: 'resume' }, 'review'),
      'deployment-id': first.outputs['deployment-id'] ?? '',
    };
    const step = await runInProcess(resume, { env: { GITHUB_RUN_ID: '4712' } });
    expect(step.outputs['status']).toBe('succeeded');
    expect(recordsIn(sandbox)).toEqual(whole);
    expect(step.outputs['deployments-api-id']).toBe(first.outputs['deployments-api-id']);
  });

  test('an attempt that is run again finds what the last one began, by its records alone', async () => {
    const inputs = appian(
      { ...tracked(sandbox.url, { deploymentsApi: 'happy', github: 'happy' }), timeout: '1s' },
      'never',
    );
    await runInProcess(inputs);
    const step = await runInProcess(inputs, { env: { GITHUB_RUN_ATTEMPT: '2' } });
    expect(step.stdout).toContain('known from attempt 1 of this run');
    expect(sandbox.appian.deployments).toHaveLength(1);
  });
});
