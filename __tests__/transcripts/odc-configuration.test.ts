import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Exchange, type Fault, type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import type { Step } from '../support/action.ts';
import { runInProcess } from '../support/in-process.ts';
import { odcRelease, odcTranscript, operationsIn } from '../support/odc.ts';
import { brokenPromises } from '../support/promises.ts';
import { withoutMasks } from '../support/transcript.ts';
import '../support/records.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const PASSWORD = 'correct-horse-battery';

/** A value of each kind: settings, a secret, a timer, an integration, a library, and a system setting. */
const FILE = `
ApiUrl: https://api.acme.example/v\${VERSION}
MaxRetries: 5
IsBetaEnabled: true
ApiKey: \${API_KEY}
MaximumRequestSize: "28"
SendReminders:
  Schedule: "Daily 05:00"
PaymentsApi:
  Url: https://payments.acme.example
ThemeLibrary:
  Theme: dark
`;

/** Writes a configuration file and returns its path. */
function written(text: string, name = 'test.yml'): string {
  const path = join(mkdtempSync(join(tmpdir(), 'odc-configuration-')), name);
  writeFileSync(path, text);
  return path;
}

interface Options {
  readonly scenario?: string;
  readonly text?: string;
  readonly more?: Readonly<Record<string, string>>;
}

const inputs = ({ scenario = 'built', text = FILE, more }: Options = {}): Record<string, string> =>
  odcRelease(sandbox.url, scenario, {
    'configuration-file': written(text),
    ...(text === FILE && { 'configuration-values': JSON.stringify({ API_KEY: PASSWORD, VERSION: 2 }) }),
    ...more,
  });

const release = (options: Options = {}, env: Readonly<Record<string, string>> = {}): Promise<Step> =>
  runInProcess(inputs(options), { env });

const withFaults = async (...faults: readonly Fault[]): Promise<void> => {
  await sandbox.close();
  sandbox = await startSandbox({ faults });
};

/** What was set, as `setting ApiUrl`, with a mark for what waits. */
const settingsIn = (): readonly string[] =>
  sandbox.odc.settings.map(
    ({ kind, element, name, stage, isPending }) =>
      `${kind} ${[element, name].filter(Boolean).join(': ')} in ${stage}${isPending ? ', pending' : ''}`,
  );

const resultOf = (step: Step): unknown =>
  (JSON.parse(step.result ?? '{}') as Record<string, unknown>)['configuration'];

const setting = ({ method, path }: Exchange): boolean =>
  method === 'PATCH' && path.endsWith('/configurations');
const reading = ({ method, path }: Exchange): boolean => method === 'GET' && path.endsWith('/configurations');
const deploying = ({ method, path }: Exchange): boolean =>
  method === 'POST' && path.endsWith('/deployment-operations');

const all = [
  'setting ApiUrl in Test',
  'setting MaxRetries in Test',
  'setting IsBetaEnabled in Test',
  'setting ApiKey in Test',
  'timer SendReminders: Schedule in Test',
  'integration PaymentsApi: Url in Test',
  'library ThemeLibrary: Theme in Test',
];
const names = [
  'ApiUrl',
  'MaxRetries',
  'IsBetaEnabled',
  'ApiKey',
  'MaximumRequestSize',
  'SendReminders: Schedule',
  'PaymentsApi: Url',
  'ThemeLibrary: Theme',
];

/** Every place where a value could be seen: none of those of the file may be. */
function valuesShown({ stdout, summary, result, outputs }: Step): readonly string[] {
  const everything = [withoutMasks(stdout), summary, result, ...Object.values(outputs)].join('\n');
  const values = [PASSWORD, 'api.acme.example', 'Daily 05:00', 'payments.acme.example'];
  return values.filter((value) => everything.includes(value));
}

test('values of each kind are set right before the deployment, which applies them', async () => {
  const step = await release();
  expect(step.outputs['status']).toBe('succeeded');
  expect(settingsIn()).toEqual(all);
  expect(sandbox.odc.settings.map(({ value }) => value)).toEqual([
    'https://api.acme.example/v2',
    '5',
    'True',
    PASSWORD,
    'Daily 05:00',
    'https://payments.acme.example',
    'dark',
  ]);
  const requests = sandbox.exchanges.filter((each) => setting(each) || reading(each) || deploying(each));
  expect(requests.map(({ method }) => method)).toEqual(['GET', 'PATCH', 'GET', 'POST']);
  expect(resultOf(step)).toEqual(names.map((name) => ({ name, set: true })));
  expect(valuesShown(step)).toEqual([]);
  expect(brokenPromises({ step, sandbox, secrets: [PASSWORD], strayed: [], attempts: 1 })).toEqual([]);
  expect(odcTranscript(step, sandbox).replace(/\S*test\.yml/g, 'test.yml')).toMatchRecord();
});

test('values that are set and not applied, because the deployment is refused, are named', async () => {
  sandbox.inject({ request: { method: 'POST', path: /\/deployment-operations$/ }, kind: '409' });
  const step = await release();
  expect(step.outputs['status']).toBe('refused');
  expect(step.stdout).toMatch(/::error::.* The next deployment applies: \S+/);
  expect(sandbox.odc.settings.every(({ isPending }) => isPending)).toBe(true);
});

test('JSON is accepted, and values come from the environment', async () => {
  const step = await runInProcess(
    odcRelease(sandbox.url, 'built', { 'configuration-file': written('{"ApiKey": "${API_KEY}"}', 'a.json') }),
    { env: { API_KEY: PASSWORD } },
  );
  expect(step.outputs['status']).toBe('succeeded');
  expect(sandbox.odc.settings).toMatchObject([{ name: 'ApiKey', value: PASSWORD }]);
  expect(valuesShown(step)).toEqual([]);
});

test('an inspection says what would change, and sets nothing', async () => {
  const step = await release({ more: { operation: 'inspect' } });
  expect(step.outputs['status']).toBe('succeeded');
  expect(settingsIn()).toEqual([]);
  expect(step.stdout).toContain('would change: ApiUrl, MaxRetries, IsBetaEnabled, SendReminders: Schedule');
  expect(step.stdout).toContain('would set, because ODC never shows a secret: ApiKey');
  expect(step.stdout).toContain('is there already: MaximumRequestSize');
  expect(resultOf(step)).toEqual(names.map((name) => ({ name, set: name === 'MaximumRequestSize' })));
});

test('each application of several has a map of its own', async () => {
  const text = 'ClaimsEngine:\n  MaxRetries: 7\nEmployeeBackoffice:\n  SendReminders:\n    IsActive: false\n';
  const more = { application: 'EmployeeBackoffice\nClaimsEngine\nIdentityService' };
  const step = await release({ text, more });
  expect(step.outputs['status']).toBe('succeeded');
  expect(sandbox.odc.settings).toMatchObject([
    {
      assetName: 'EmployeeBackoffice',
      element: 'SendReminders',
      name: 'IsActive',
      value: 'False',
      isPending: false,
    },
    { assetName: 'ClaimsEngine', name: 'MaxRetries', value: '7', isPending: false },
  ]);
  expect(operationsIn(sandbox)).toHaveLength(3);
  expect(resultOf(step)).toEqual([
    { name: 'EmployeeBackoffice: SendReminders: IsActive', set: true },
    { name: 'ClaimsEngine: MaxRetries', set: true },
  ]);
});

describe('an application that the target has already', () => {
  const there = { application: 'Payments' };

  test('is deployed again if values change, and left out after that', async () => {
    const first = await release({ text: 'MaxRetries: 9\n', more: there });
    expect(first.outputs['status']).toBe('succeeded');
    expect(first.stdout).toContain('Payments 5.0.0 (revision 50), again with its configuration');
    expect(operationsIn(sandbox)).toEqual(['Payments@50 to Test: Finished']);
    const second = await release({ text: 'MaxRetries: 9\n', more: there });
    expect(second.outputs['status']).toBe('succeeded');
    expect(second.stdout).toContain('already runs exactly this');
    expect(operationsIn(sandbox)).toHaveLength(1);
    expect(resultOf(second)).toEqual([{ name: 'MaxRetries', set: true }]);
  });
});

describe('values of somebody else that wait', () => {
  test('are named, and those that the file replaces too', async () => {
    const step = await release({ scenario: 'pending-settings', text: 'MaxRetries: 9\n' });
    expect(step.outputs['status']).toBe('succeeded');
    expect(step.stdout).toMatch(/not applied yet and that the configuration file replaces: "MaxRetries"/);
    expect(step.stdout).toMatch(
      /has values that are not applied yet.*"ApiKey" and "SendReminders: IsActive"/,
    );
  });

  test('are not set again where they are the same', async () => {
    const step = await release({ scenario: 'pending-settings', text: 'MaxRetries: 5\n' });
    expect(step.outputs['status']).toBe('succeeded');
    expect(step.stdout).toContain('waits for a deployment already: MaxRetries');
    expect(settingsIn()).toEqual([]);
  });
});

describe('what is wrong is reported before anything is set', () => {
  test.each([
    [
      'a name that is not there',
      'MaxRetry: 5\n',
      'test.yml:1:1: EmployeeBackoffice 1.2.0 (revision 17) in Test: names no setting: "MaxRetry" (did you mean "MaxRetries"?)',
    ],
    [
      'an element that is not there',
      'SendReminder:\n  IsActive: true\n',
      'names no timer, integration or library: "SendReminder" (did you mean "SendReminders"?)',
    ],
    [
      'a value of an element that is not there',
      'SendReminders:\n  Active: true\n',
      'names no value of "SendReminders": "Active" (did you mean "IsActive"?)',
    ],
    [
      'another type',
      'MaxRetries: many\n',
      'the value of "MaxRetries" must be a whole number of 32 bits (Integer)',
    ],
    [
      'the name of the only application',
      'EmployeeBackoffice:\n  MaxRetries: 5\n',
      'With one application, its name is left out',
    ],
    ['a list', 'MaxRetries: [5]\n', 'the value of "MaxRetries" must be a text'],
    ['no map', '- MaxRetries\n', 'must be a map'],
    ['deep maps', 'A:\n  B:\n    C: x\n', 'the value of "B" must be a text'],
    ['a value that nobody gives', 'ApiKey: ${API_KEY}\n', 'asks for ${API_KEY}'],
    ['a variable that nobody expanded', 'ApiKey: $(ApiKey)\n', 'a variable of Azure Pipelines'],
  ])('%s', async (_, text, message) => {
    const step = await release({ text });
    expect(step.outputs['status']).toBe('invalid-input');
    expect(step.stdout.replace(/\S*test\.yml/g, 'test.yml')).toContain(message);
    expect([settingsIn(), operationsIn(sandbox), sandbox.bigpanda.changes]).toEqual([[], [], []]);
  });

  test('an application of several that is not of the release', async () => {
    const more = { application: 'EmployeeBackoffice\nClaimsEngine' };
    const step = await release({ text: 'ClaimEngine:\n  MaxRetries: 5\n', more });
    expect(step.outputs['status']).toBe('invalid-input');
    expect(step.stdout).toContain(
      '"ClaimEngine" is no application of this release (did you mean "ClaimsEngine"?)',
    );
  });

  test('everything at once', async () => {
    const step = await release({ text: 'MaxRetry: 5\nFee: much\n' });
    expect(step.stdout).toMatch(/2 inputs to fix/);
  });
});

test('a file without a value is a warning', async () => {
  const step = await release({ text: '# none yet\n' });
  expect(step.outputs['status']).toBe('succeeded');
  expect(step.stdout).toMatch(/`configuration-file` has no value, so nothing is set/);
});

describe('values that ODC does not take', () => {
  const patched = (nth = 1) => ({ method: 'PATCH', path: /\/configurations$/, nth });

  test.each(['403', '404', '409'] as const)('%s: nothing is deployed', async (kind) => {
    await withFaults({ request: patched(), kind });
    const step = await release();
    expect(step.outputs['status']).toBe('failed');
    expect(operationsIn(sandbox)).toEqual([]);
    expect(step.stdout).toMatch(/Nothing was deployed\. .*Not set or not confirmed: .*"ApiUrl"/);
    expect(resultOf(step)).toContainEqual({ name: 'ApiUrl', set: false });
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'failure' }]);
  });

  test('an application before it is named', async () => {
    await withFaults({ request: patched(2), kind: '403' });
    const text = 'ClaimsEngine:\n  MaxRetries: 7\nEmployeeBackoffice:\n  MaxRetries: 8\n';
    const step = await release({ text, more: { application: 'EmployeeBackoffice\nClaimsEngine' } });
    expect(step.outputs['status']).toBe('failed');
    expect(operationsIn(sandbox)).toEqual([]);
    expect(step.stdout).toMatch(
      /The next deployment applies: "EmployeeBackoffice: MaxRetries"\. Not set or not confirmed: "ClaimsEngine: MaxRetries"\./,
    );
    expect(step.stdout).toContain('"Configuration management > Edit"');
  });

  test('accepted and then not there', async () => {
    const step = await release({ scenario: 'settings-ignored', text: 'MaxRetries: 5\n' });
    expect(step.outputs['status']).toBe('failed');
    expect(step.stdout).toContain(
      'ODC accepted values of EmployeeBackoffice in Test and shows others: "MaxRetries"',
    );
    expect(operationsIn(sandbox)).toEqual([]);
  });

  test.each(['reset-after', '503-after', 'stall', 'empty-200'] as const)(
    'an answer that is lost is asked for again: %s',
    async (kind) => {
      await withFaults({ request: patched(), kind });
      const step = await release();
      expect(step.outputs['status']).toBe('succeeded');
      expect(operationsIn(sandbox)).toHaveLength(1);
      expect(valuesShown(step)).toEqual([]);
    },
  );
});

describe('a run that is stopped while values are set', () => {
  test('is cancelled: nothing is deployed, and the records end', async () => {
    const step = await runInProcess(inputs(), {
      async during(running) {
        await sandbox.until(setting);
        running.kill('SIGTERM');
      },
    });
    expect(step.outputs['status']).toBe('cancelled');
    expect(operationsIn(sandbox)).toEqual([]);
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'failure' }]);
  });

  test('is followed by one that deploys once, by its state file', async () => {
    const given = inputs();
    const folder = mkdtempSync(join(tmpdir(), 'odc-configuration-'));
    const [first, second] = [join(folder, 'first.json'), join(folder, 'second.json')];
    await runInProcess(
      { ...given, 'state-file': first },
      {
        async during(running) {
          await sandbox.until(setting);
          running.kill('SIGKILL');
        },
      },
    );
    // The first run holds its lock as long as this process lives.
    copyFileSync(first, second);
    expect(readFileSync(second, 'utf8')).not.toContain(PASSWORD);
    const next = await runInProcess({ ...given, 'state-file': second });
    expect(next.outputs['status']).toBe('succeeded');
    expect(operationsIn(sandbox)).toHaveLength(1);
  });

  test('is repeated after a kill, and deploys once', async () => {
    const given = inputs();
    const attempt = (n: number) => ({ env: { GITHUB_RUN_ATTEMPT: String(n) } });
    const main = await runInProcess(given, {
      async during(running) {
        await sandbox.until(setting);
        running.kill('SIGKILL');
      },
      ...attempt(1),
    });
    await runInProcess(given, { state: main.state, ...attempt(1) });
    expect(operationsIn(sandbox)).toEqual([]);
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'failure' }]);
    const again = await runInProcess(given, attempt(2));
    expect(again.outputs['status']).toBe('succeeded');
    expect(operationsIn(sandbox)).toHaveLength(1);
  });
});

test('a rollback sets values too', async () => {
  const more = { operation: 'rollback', environment: 'Production', 'source-environment': '' };
  const step = await release({ text: 'MaxRetries: 4\n', more });
  expect(step.outputs['status']).toBe('succeeded');
  expect(settingsIn()).toEqual(['setting MaxRetries in Production']);
});
