import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Exchange, type Sandbox, startSandbox } from '../../../src/sandbox/index.ts';
import type { Step } from '../../support/action.ts';
import { type InProcessOptions, type Running, runInProcess } from '../../support/in-process.ts';
import { lifetimeRelease } from '../../support/lifetime.ts';
import {
  configured,
  configuredValues,
  MODULE,
  manifestFile,
  manifestItem,
  manifestItems,
  PRODUCTION,
} from '../../support/manifest.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const deploy = (
  scenario: string,
  more: Readonly<Record<string, string>> = {},
  options: InProcessOptions = {},
): Promise<Step> => runInProcess(lifetimeRelease(sandbox.url, scenario, { ...configured, ...more }), options);

const isSetting = ({ method, path }: Exchange): boolean =>
  method === 'PUT' && path.includes('/PropertiesAPI/');
const settings = (): readonly Exchange[] => sandbox.exchanges.filter(isSetting);
const values = (): readonly string[] => sandbox.lifetime.settings.map(({ value }) => value);
const starts = (): number =>
  sandbox.lifetime.plans.flatMap(({ commands }) => commands).filter(({ command }) => command === 'start')
    .length;
const titles = [
  'site property MaxRows of EmployeeBackoffice',
  'REST address Partner of EmployeeBackoffice',
  'SOAP address Ledger of EmployeeBackoffice',
  'timer schedule SendMail of EmployeeBackoffice',
];
const resultOf = (step: Step) => JSON.parse(step.result ?? '{}') as { readonly configuration?: unknown };
const setUpTo = (n: number) => titles.map((name, at) => ({ name, set: at < n }));
const records = (): readonly unknown[] => sandbox.bigpanda.changes.map(({ status }) => status);

/** Everything that a step shows or leaves, without the commands that make the runner hide a text. */
const shown = (step: Step): string =>
  JSON.stringify({ ...step, stdout: step.stdout.replaceAll(/^::add-mask::.*$/gm, '') });

describe('configuration values', () => {
  test('are set after the deployment, each once, as they are written', async () => {
    const step = await deploy('happy');
    expect(step.outputs['status']).toBe('succeeded');
    expect(values()).toEqual(configuredValues);
    expect(
      sandbox.lifetime.settings.map(({ kind, module, environment }) => [kind, module, environment]),
    ).toEqual(
      ['SiteProperty', 'REST_Endpoint', 'SOAP_Endpoint', 'TimerSchedule'].map((kind) => [
        kind,
        MODULE,
        PRODUCTION,
      ]),
    );
    expect(settings().flatMap(({ violations }) => violations)).toEqual([]);
    const ended = sandbox.exchanges.findLastIndex(({ path }) => path.endsWith('/status/'));
    expect(sandbox.exchanges.findIndex(isSetting)).toBeGreaterThan(ended);
    expect(resultOf(step).configuration).toEqual(setUpTo(4));
    expect(sandbox.exchanges.filter(({ path }) => /\/modules\//.test(path))).toHaveLength(1);
    for (const title of titles) expect(step.summary).toContain(title);
    for (const value of configuredValues) expect(shown(step)).not.toContain(value);
  });

  test('are set when the target has the version already, and after a rollback', async () => {
    await deploy('happy');
    const again = await deploy('happy');
    expect(again.outputs).toMatchObject({ status: 'succeeded', 'deployment-id': '' });
    const back = await deploy('happy', { operation: 'rollback' });
    expect(back.outputs['status']).toBe('succeeded');
    expect(values()).toEqual([...configuredValues, ...configuredValues, ...configuredValues]);
    expect(starts()).toBe(2);
  });

  test('are set after a resume, which needs no environment', async () => {
    const green = await deploy('happy', { 'configuration-file': '', 'configuration-values': '' });
    const resumed = await deploy('happy', {
      operation: 'resume',
      environment: '',
      'deployment-id': green.outputs['deployment-id'] ?? '',
    });
    expect(resumed.outputs['status']).toBe('succeeded');
    expect(values()).toEqual(configuredValues);
  });

  test('are only named by an inspection', async () => {
    const step = await deploy('happy', { operation: 'inspect' });
    expect(step.outputs['status']).toBe('succeeded');
    expect(step.stdout).toContain('4 configuration values would be set in Production after the deployment');
    expect(resultOf(step).configuration).toEqual(setUpTo(0));
    expect(settings()).toEqual([]);
  });

  test('are not set after a deployment that failed', async () => {
    const step = await deploy('failed');
    expect(step.outputs['status']).toBe('failed');
    expect(settings()).toEqual([]);
    expect(resultOf(step).configuration).toEqual(setUpTo(0));
  });

  test('of a module without a key are looked up once, by its name', async () => {
    const items = manifestItems.map((item) => ({ ...item, ModuleKey: '' }));
    const step = await deploy('happy', { 'configuration-file': manifestFile('names.json', items) });
    expect(step.outputs['status']).toBe('succeeded');
    expect(sandbox.lifetime.settings.map(({ module }) => module)).toEqual(titles.map(() => MODULE));
    expect(sandbox.exchanges.filter(({ path }) => /\/modules\//.test(path))).toHaveLength(1);
  });

  test('for other environments only are a warning', async () => {
    const items = [
      manifestItem('MaxRows', 'SiteProperty', '5', {
        Values: [{ EnvironmentName: 'Test', TargetValue: '5' }],
      }),
    ];
    const step = await deploy('happy', {
      'configuration-file': manifestFile('others.json', items),
      'configuration-values': '',
    });
    expect(step.outputs['status']).toBe('succeeded');
    expect(step.stdout).toContain('`configuration-file` has no value for Production: no value is set.');
    expect(settings()).toEqual([]);
  });
});

describe('configuration values that are wrong', () => {
  test.each([
    [
      'of an unknown kind',
      [...manifestItems, manifestItem('X', 'Site_Property', '5')],
      'must be SiteProperty',
    ],
    ['without a value', manifestItems, 'asks for ${PARTNER_URL}'],
    ['that stand twice', [...manifestItems, manifestItems[0]], 'which an earlier entry sets'],
  ])('%s are refused before anything is sent', async (name, items, message) => {
    const step = await deploy('happy', {
      'configuration-file': manifestFile(`${name}.json`, items),
      ...(name === 'without a value' && { 'configuration-values': '' }),
    });
    expect(step.outputs['status']).toBe('invalid-input');
    expect(step.stdout).toContain(message);
    expect(sandbox.exchanges).toEqual([]);
  });

  test('of a module that LifeTime does not know are refused before anything is created', async () => {
    const items = [
      manifestItem('X', 'SiteProperty', '5', { ModuleKey: '', ModuleName: 'EmployeeBackofice' }),
    ];
    const step = await deploy('happy', { 'configuration-file': manifestFile('lost.json', items) });
    expect(step.outputs['status']).toBe('invalid-input');
    expect(step.stdout).toContain('did you mean "EmployeeBackoffice"');
    expect(sandbox.lifetime.plans).toEqual([]);
  });

  test('are refused by an export, which sets nothing', async () => {
    const step = await deploy('happy', { operation: 'export', environment: '' });
    expect(step.outputs['status']).toBe('invalid-input');
    expect(step.stdout).toContain('sets nothing');
  });
});

describe('a value that is not set', () => {
  test.each([
    ['settings-refused', 0, "The value could not be set in 'Production'."],
    ['settings-echoed', 0, "'***' is not a valid value."],
    ['settings-unexplained', 0, 'it gives no reason.'],
    ['settings-200', 0, 'HTTP 200 does not confirm that it was set'],
    ['settings-empty', 0, 'the answer is empty'],
    ['settings-wordy', 0, '"Success" is missing or not what this API sends'],
    ['settings-page', 0, 'a web page titled "Log in"'],
    ['settings-unauthorized', 0, 'Check `token`'],
    ['settings-forbidden', 0, 'Give the service account a role'],
    ['settings-slow', 0, 'HTTP 503'],
    ['no-add-ons', 0, 'The Forge component Properties Management is not installed on LifeTime'],
  ])('under %s is a failure that names the values', async (scenario, done, reason) => {
    const step = await deploy(scenario);
    expect(step.outputs['status']).toBe('failed');
    expect(step.code).toBe(1);
    expect(step.stdout).toContain(reason);
    expect(step.stdout).toContain('None of 4 configuration values was set.');
    expect(resultOf(step).configuration).toEqual(setUpTo(done));
    expect(records()).toEqual(['failure']);
    expect(starts()).toBe(1);
    for (const value of configuredValues) expect(shown(step)).not.toContain(value);
  });

  test('stops the rest, and a run again sets all and deploys nothing', async () => {
    const items = ['A', 'B', 'C'].map((name) => manifestItem(name, 'SiteProperty', `value-of-${name}`));
    const file = { 'configuration-file': manifestFile('three.json', items), 'configuration-values': '' };
    const step = await deploy('second-setting-refused', file);
    expect(step.outputs['status']).toBe('failed');
    expect(step.stdout).toContain('"site property B of EmployeeBackoffice" could not be set in Production');
    expect(step.stdout).toContain(
      '1 of 3 configuration values was set: "site property A of EmployeeBackoffice".',
    );
    expect(values()).toEqual(['value-of-A']);
    const again = await deploy('second-setting-refused', file);
    expect(again.outputs).toMatchObject({ status: 'succeeded', 'deployment-id': '' });
    expect(values()).toEqual(['value-of-A', 'value-of-A', 'value-of-B', 'value-of-C']);
    expect(starts()).toBe(1);
  });

  test('because of one failed answer is set by the next request', async () => {
    const step = await deploy('settings-failing-once');
    expect(step.outputs['status']).toBe('succeeded');
    expect(values()).toEqual(configuredValues);
  });

  test('because its answer was lost is set again', async () => {
    await sandbox.close();
    const request = { method: 'PUT', path: /RESTReferences/, nth: 1 };
    sandbox = await startSandbox({ faults: [{ request, kind: 'reset-after' }] });
    const step = await deploy('happy');
    expect(step.outputs['status']).toBe('succeeded');
    const [first = '', second = '', ...rest] = configuredValues;
    expect(values()).toEqual([first, second, second, ...rest]);
  });
});

describe('a run that is stopped while it sets values', () => {
  const stopped = (signal: NodeJS.Signals) => async (step: Running) => {
    await sandbox.until(({ path }) => path.includes('/RESTReferences/'));
    step.kill(signal);
  };

  test('by a cancel is no success, and says what was set', async () => {
    await sandbox.close();
    const request = { method: 'PUT', path: /RESTReferences/, nth: 1 };
    sandbox = await startSandbox({ faults: [{ request, kind: 'stall' }] });
    const step = await deploy('happy', {}, { during: stopped('SIGTERM') });
    expect(step.outputs['status']).toBe('cancelled');
    expect(step.stdout).toContain(
      `1 of 4 configuration values was set: "${titles[0]}". Not set: "${titles[1]}"`,
    );
    expect(resultOf(step).configuration).toEqual(setUpTo(1));
    expect(records()).toEqual(['failure']);
  });

  test('by a kill is finished by post', async () => {
    const first = await deploy('happy', {}, { during: stopped('SIGKILL') });
    expect(values().length).toBeLessThan(4);
    const post = await deploy('happy', {}, { state: first.state });
    expect(new Set(values())).toEqual(new Set(configuredValues));
    expect(post.stdout).toContain('Setting 4 configuration values in Production');
    expect(records()).toEqual(['success']);
    for (const value of configuredValues) expect(shown(first) + shown(post)).not.toContain(value);
  });

  test('by a kill is not finished by post where the file has changed', async () => {
    const path = manifestFile('changing.json', manifestItems);
    const first = await deploy('happy', { 'configuration-file': path }, { during: stopped('SIGKILL') });
    const before = values().length;
    manifestFile('changing.json', [...manifestItems, manifestItem('X', 'SiteProperty', '5')]);
    const post = await deploy('happy', { 'configuration-file': path }, { state: first.state });
    expect(values()).toHaveLength(before);
    expect(post.stdout).toContain('have changed since the run was stopped');
    expect(records()).toEqual(['failure']);
  });

  test('by a kill is no success of a post that has lost the file', async () => {
    const first = await deploy('happy', {}, { during: stopped('SIGKILL') });
    const none = { 'configuration-file': '', 'configuration-values': '' };
    const post = await deploy('happy', none, { state: first.state });
    expect(post.code).toBe(0);
    expect(records()).toEqual(['failure']);
  });
});

test('an unreadable state names no value', async () => {
  const step = await deploy('happy');
  expect(readFileSync(configured['configuration-file'], 'utf8')).toContain('rows-4711');
  expect(JSON.stringify(step.state)).not.toContain('rows-4711');
});
