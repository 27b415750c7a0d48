import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { runAction } from '../support/action.ts';
import { runInProcess } from '../support/in-process.ts';
import { brokenPromises } from '../support/promises.ts';
import {
  APPLICATION,
  customizationFile,
  exporting,
  packageFile,
  promotion,
  release,
} from '../support/release.ts';
import { describeWithSignals } from '../support/signals.ts';
import { transcript, withoutMasks } from '../support/transcript.ts';
import '../support/records.ts';

let sandbox: Sandbox;
let temp: string;
beforeEach(async () => {
  sandbox = await startSandbox({ hashFiles: true });
  temp = mkdtempSync(join(tmpdir(), 'step-'));
});
afterEach(async () => {
  await sandbox.close();
  rmSync(temp, { recursive: true, force: true });
});

const imports = () => sandbox.appian.deployments.filter(({ action }) => action === 'import');
const exports = () => sandbox.appian.deployments.filter(({ action }) => action === 'export');
const violations = () => sandbox.exchanges.flatMap((exchange) => exchange.violations);
/** The API keys that a site was sent. */
const keys = ({ exchanges }: Sandbox) => new Set(exchanges.map(({ headers }) => headers['appian-api-key']));
/** Every file below the step's folder, but for those of the runner. */
const written = (): readonly string[] =>
  readdirSync(temp, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath !== temp)
    .map((entry) => relative(temp, join(entry.parentPath, entry.name)).replace(/^[^/\\]+[/\\]/, ''))
    .toSorted();

const SYSTEM = 'connectedSystem._a-0000e5ac-7c1b-8000-9bad-01075c01075c_1401';
const DEV_SECRET = 'dev-s3cret-of-the-bank';

describe('a promotion', () => {
  test('exports, inspects and deploys the same bytes, with everything that the package has', async () => {
    const step = await runAction(promotion(sandbox.url, 'happy'), { temp });

    expect(step.outputs).toMatchObject({ status: 'succeeded', version: '1.2.3' });
    expect(violations()).toEqual([]);
    const [inspected] = sandbox.appian.inspections;
    const [deployed] = imports();
    const sum = (name: string) => deployed?.files.find(({ fileName }) => fileName === name)?.sha256;
    expect(sum('CR-1-Add-page.zip')).toBe(step.outputs['package-sha256']);
    expect(inspected?.files.map(({ sha256 }) => sha256)).toEqual([
      sum('CR-1-Add-page.zip'),
      sum('customization.properties'),
    ]);
    expect(deployed?.payload).toMatchObject({
      name: 'CR-1 Add page 1.2.3',
      dataSource: 'jdbc/AppianAnywhere',
      databaseScripts: [
        { fileName: '2024-fix.sql', orderId: '1' },
        { fileName: 'Create Tables.sql', orderId: '2' },
      ],
    });
    // The export has an id of its own, which is not the deployment's.
    expect(step.outputs['deployment-id']).toBe(deployed?.uuid);
    expect(step.outputs['deployment-id']).not.toBe(exports()[0]?.uuid);
    expect(sandbox.bigpanda.changes).toMatchObject([{ component: 'CR-1 Add page', status: 'success' }]);
    expect(transcript(step, sandbox)).toMatchRecord();
  });

  test('shows no value of the customization file that the package brings, and keeps it off the disk', async () => {
    const step = await runInProcess(promotion(sandbox.url, 'happy'), { temp });
    const shown = [withoutMasks(step.stdout), step.summary, step.result, step.log];
    expect([...shown, ...Object.values(step.state)].filter((text) => text.includes(DEV_SECRET))).toEqual([]);
    expect(step.stdout).toContain(`::add-mask::${DEV_SECRET}`);
    expect(written().filter((name) => name.endsWith('.properties'))).toEqual([]);
    expect(brokenPromises({ step, sandbox, secrets: ['sandbox-happy', DEV_SECRET], strayed: [] })).toEqual(
      [],
    );
  });

  test('sends each key to its own site', async () => {
    const source = await startSandbox();
    const step = await runInProcess(promotion(sandbox.url, 'happy-slow', { 'source-url': source.url }));
    await source.close();
    expect(step.outputs['status']).toBe('succeeded');
    expect(keys(source)).toEqual(new Set(['sandbox-happy-slow']));
    expect(keys(sandbox)).toEqual(new Set(['sandbox-happy', undefined]));
    expect(source.appian.deployments.map(({ action }) => action)).toEqual(['export']);
    expect(sandbox.appian.deployments.map(({ action }) => action)).toEqual(['import']);
  });

  test('of a whole application is called by its name', async () => {
    const step = await runInProcess(promotion(sandbox.url, 'happy', { 'source-package': '' }));
    expect(step.outputs['status']).toBe('succeeded');
    expect(exports()[0]?.payload).toMatchObject({ uuids: [APPLICATION], exportType: 'application' });
    expect(imports()[0]?.payload).toEqual({
      name: 'Customer Portal 1.2.3',
      description: expect.any(String) as unknown,
      packageFileName: `${APPLICATION}.zip`,
    });
  });

  test('that is only inspected deploys nothing and opens no record', async () => {
    const step = await runInProcess(
      promotion(sandbox.url, 'happy', { operation: 'inspect', environment: '' }),
    );
    expect(step.outputs['status']).toBe('succeeded');
    expect(imports()).toEqual([]);
    expect(sandbox.bigpanda.events).toEqual([]);
  });

  test('fills the exported template from values, which are masked', async () => {
    const values = {
      [`${SYSTEM}.baseUrl`]: 'https://core.test',
      [`${SYSTEM}.password`]: '${CORE_PASSWORD}',
      'x.y': '1',
    };
    const step = await runInProcess(
      promotion(sandbox.url, 'happy', { 'customization-values': JSON.stringify(values) }),
      { env: { CORE_PASSWORD: 'test-p4ssword-of-core' } },
    );
    expect(step.outputs['status']).toBe('succeeded');
    expect(step.stdout).toContain('::add-mask::test-p4ssword-of-core');
    const shown = withoutMasks(step.stdout);
    expect(shown).not.toContain('test-p4ssword-of-core');
    expect(shown).toContain('The inputs replace the customization file of the export.');
    expect(shown).toContain('`customization-values` has keys that nothing uses here: x.y.');
    const text = [
      '## Import settings',
      '#importSetting.FORCE_UPDATE=false',
      '',
      '## Connected System: APN Core Banking',
      `${SYSTEM}.baseUrl=https://core.test`,
      `${SYSTEM}.password=test-p4ssword-of-core`,
      '',
    ].join('\n');
    const sent = imports()[0]?.files.find(({ fileName }) => fileName === 'customization.properties');
    expect(sent?.bytes).toBe(text.length);
  });

  test('that is run again deploys again, for Appian cannot confirm what the target has', async () => {
    const state = { 'state-file': join(temp, 'deployment.json') };
    const ids = [];
    for (let attempt = 1; attempt <= 2; attempt++) {
      const step = await runInProcess(promotion(sandbox.url, 'happy', state));
      expect(step.outputs['status']).toBe('succeeded');
      ids.push(step.outputs['deployment-id']);
    }
    expect(new Set(ids).size).toBe(2);
    expect([imports().length, exports().length]).toEqual([2, 2]);

    const other = { ...state, 'source-package': 'CR-1 Add page (old)' };
    expect((await runInProcess(promotion(sandbox.url, 'happy', other))).outputs['status']).toBe('succeeded');
    expect([imports().length, exports().length]).toEqual([3, 3]);
  });

  test('names the keys of the template without a value', async () => {
    const step = await runInProcess(
      promotion(sandbox.url, 'happy', { 'customization-file': customizationFile }),
    );
    expect(step.outputs['status']).toBe('succeeded');
    expect(step.stdout).toContain(
      `The customization template has 3 keys; without a value: ${SYSTEM}.baseUrl, ${SYSTEM}.password.`,
    );
  });

  test('that would make a key null stops before it is inspected', async () => {
    const values = JSON.stringify({ [`${SYSTEM}.baseUrl`]: '' });
    const step = await runInProcess(promotion(sandbox.url, 'happy', { 'customization-values': values }));
    expect(step.outputs['status']).toBe('invalid-input');
    expect(step.stdout).toContain(`would make these null on the target`);
    expect(sandbox.appian.inspections).toEqual([]);
    expect(imports()).toEqual([]);

    const meant = JSON.stringify({ [`${SYSTEM}.baseUrl`]: null });
    const other = await runInProcess(promotion(sandbox.url, 'happy', { 'customization-values': meant }));
    expect(other.outputs['status']).toBe('succeeded');
  });
});

interface Case {
  readonly scenario: string;
  readonly but?: string;
  readonly status: string;
  /** How the export alone ends, where the platform itself says how it ended. */
  readonly alone?: string;
  readonly more?: Readonly<Record<string, string>>;
  readonly says: string;
  readonly exports?: number;
}

const fails: readonly Case[] = [
  {
    scenario: 'export-errors',
    status: 'error',
    alone: 'failed',
    says: 'is incomplete: not everything could be exported',
    exports: 1,
  },
  {
    scenario: 'export-failed',
    status: 'error',
    alone: 'failed',
    says: 'The export failed on the site',
    exports: 1,
  },
  {
    scenario: 'export-unknown',
    status: 'error',
    alone: 'unknown',
    says: 'not documented: COMPLETED_SOMEHOW',
    exports: 1,
  },
  { scenario: 'export-nothing', status: 'error', says: 'completed without a package', exports: 1 },
  { scenario: 'export-empty', status: 'error', says: 'package-zip is empty', exports: 1 },
  {
    scenario: 'export-cut',
    status: 'error',
    says: 'package-zip is an incomplete zip',
    exports: 1,
  },
  {
    scenario: 'export-zip-in-zip',
    status: 'error',
    says: 'package-zip is not an Appian package: it contains another zip, package.zip',
    exports: 1,
  },
  {
    scenario: 'export-wrong-plugins',
    status: 'error',
    says: 'plugins-zip is a package, because it contains patches.xml',
    exports: 1,
  },
  {
    scenario: 'export-no-data-source',
    status: 'error',
    says: 'has database scripts but no data source',
    exports: 1,
  },
  {
    scenario: 'export-never',
    status: 'timed-out',
    more: { timeout: '2s' },
    says: 'No deployment was started. The export from',
    exports: 1,
  },
  { scenario: 'bad-uuid', status: 'error', says: 'Nothing was deployed' },
  { scenario: 'no-outgoing', status: 'error', says: 'enable outgoing external deployments' },
  {
    scenario: 'no-application',
    status: 'error',
    says: 'Check `source-url`, `application` and `api-version`',
  },
  { scenario: 'not-service-account', status: 'error', says: 'Service Accounts group' },
  { scenario: 'no-packages', status: 'invalid-input', says: 'the application has no package in flight' },
  {
    scenario: 'happy',
    but: ' (no such package)',
    status: 'invalid-input',
    more: { 'source-package': 'CR-1' },
    says: '"CR-1 Add page" (30000000-0000-4000-8000-000000000002, https://issues.example.com/browse/CR-1), last changed 2023-03-18 16:54 UTC',
  },
  {
    scenario: 'happy',
    but: ' (a ticket of two packages)',
    status: 'invalid-input',
    more: { 'source-package': 'https://issues.example.com/browse/CR-2' },
    says: 'means 2 packages',
  },
];

describe('an export that is not complete', () => {
  test.each(fails.map((each) => [`${each.scenario}${each.but ?? ''}`, each] as const))(
    '%s: nothing is inspected or deployed, and no record is opened',
    async (_, each) => {
      const step = await runInProcess(promotion(sandbox.url, each.scenario, each.more));
      expect(step.outputs).toMatchObject({ status: each.status, 'deployment-id': '', 'inspection-id': '' });
      expect(step.code).toBe(1);
      expect(step.stdout).toContain(each.says);
      expect(sandbox.appian.inspections).toEqual([]);
      expect(imports()).toEqual([]);
      expect(exports().length).toBeGreaterThanOrEqual(each.exports ?? 0);
      expect(sandbox.bigpanda.events).toEqual([]);

      const alone = await runInProcess(exporting(sandbox.url, each.scenario, { ...each.more }), { temp });
      const status = each.alone ?? each.status;
      expect(alone.outputs).toMatchObject({ status, 'release-folder': '', 'package-file': '' });
      const logged = alone.outputs['log-file']?.endsWith('export.log') ?? false;
      expect(logged || each.alone === undefined).toBe(true);
      expect(written().filter((name) => name.endsWith('release.json'))).toEqual([]);
    },
  );

  test('shows what its log says', async () => {
    const step = await runAction(exporting(sandbox.url, 'export-errors'), { temp });
    expect(transcript(step, sandbox)).toMatchRecord();
    expect(written()).toContain(join('release', 'export.log'));
  });
});

describe('the log of an export that never comes', () => {
  test.each([
    ['happy', 'succeeded'],
    ['export-errors', 'failed'],
  ])('%s: %s after 10 s, with a warning', async (scenario, status) => {
    const mute = await startSandbox({
      faults: [{ request: { method: 'GET', path: /\/log$/, nth: 0 }, kind: 'stall' }],
    });
    const step = await runInProcess(exporting(mute.url, scenario), { temp });
    const isAsked = mute.exchanges.some(({ fault }) => fault === 'stall');
    await mute.close();
    expect(isAsked).toBe(true);
    expect(step.outputs).toMatchObject({ status, 'log-file': '' });
    expect(Number(step.outputs['duration-seconds'])).toBeLessThanOrEqual(11);
    expect(step.stdout).toContain(
      '::warning::The log of the export could not be fetched: it did not arrive within 10 s.',
    );
  });
});

describe('names that try to lead elsewhere', () => {
  test('lead nowhere: every file is in the folder of the step, and the log obeys none', async () => {
    const more = { 'source-package': '30000000-0000-4000-8000-000000000066' };
    const step = await runInProcess(exporting(sandbox.url, 'export-hostile', more), { temp });
    expect(step.outputs['status']).toBe('succeeded');
    const scripts = [1, 2, 3, 5, 6, 7, 8, 9].map((number) => `${number}-script-${number}.sql`);
    const files = [
      'outside-x-error-forged-b-plugins.zip',
      'outside-x-error-forged-b.zip',
      'customization-template.properties',
      'customization.properties',
      'export.log',
      'release.json',
      ...['4-kept.sql', ...scripts].map((name) => join('database-scripts', name)),
    ];
    const reports = ['junit.xml', 'report.html', 'result.json'];
    expect(written()).toEqual([...reports, ...files.map((name) => join('release', name))].toSorted());
    expect(existsSync(join(temp, '..', 'outside.sql'))).toBe(false);
    expect(
      brokenPromises({ step: { ...step, code: 1, outputs: {} }, sandbox, secrets: [], strayed: [] }),
    ).toEqual([]);

    const folder = step.outputs['release-folder'] ?? '';
    const deployed = await runInProcess(release(sandbox.url, 'happy', { package: folder }));
    expect(deployed.outputs['status']).toBe('succeeded');
    expect(violations()).toEqual([]);
  });
});

describe('an export', () => {
  test('leaves a folder that later steps deploy, each with its own customization', async () => {
    const step = await runAction(exporting(sandbox.url, 'happy'), { temp });
    expect(step.outputs).toMatchObject({ status: 'succeeded', 'deployment-id': '' });
    expect(imports()).toEqual([]);
    expect(transcript(step, sandbox)).toMatchRecord();
    const folder = step.outputs['release-folder'] ?? '';
    const manifest = JSON.parse(readFileSync(join(folder, 'release.json'), 'utf8')) as {
      files: { sha256: string }[];
    };
    expect(manifest.files[0]?.sha256).toBe(step.outputs['package-sha256']);

    for (const environment of ['test', 'production']) {
      const values = JSON.stringify({ [`${SYSTEM}.password`]: `${environment}-p4ssword` });
      const given = { package: folder, environment, 'customization-values': values };
      const deployed = await runAction(release(sandbox.url, 'happy', given));
      expect(deployed.outputs).toMatchObject({
        status: 'succeeded',
        'package-sha256': step.outputs['package-sha256'],
      });
    }
    const sums = imports().map(({ files }) => files.map(({ fileName, sha256 }) => `${fileName} ${sha256}`));
    expect(sums).toHaveLength(2);
    // All bytes are the same but for the customization.
    const [first = [], second = []] = sums;
    expect(first.filter((each) => !second.includes(each))).toHaveLength(1);
    expect(violations()).toEqual([]);
  });

  test('that was changed is not deployed', async () => {
    const step = await runInProcess(exporting(sandbox.url, 'happy'), { temp });
    const folder = step.outputs['release-folder'] ?? '';
    writeFileSync(join(folder, 'database-scripts', '1-2024-fix.sql'), 'DROP TABLE ACCOUNT;');
    const before = sandbox.exchanges.length;
    const deployed = await runInProcess(release(sandbox.url, 'happy', { package: folder }));
    expect(deployed.outputs['status']).toBe('invalid-input');
    expect(deployed.stdout).toContain('which is not the exported file: its checksum differs');
    expect(sandbox.exchanges).toHaveLength(before);
  });

  test('whose download breaks off is fetched again, and is complete', async () => {
    // package list, export, three looks, then the package
    const step = await runInProcess(exporting(sandbox.url, 'happy+cut-body@6+reset-after@8'), {
      temp,
    });
    expect(step.outputs['status']).toBe('succeeded');
    const bytes = readFileSync(step.outputs['package-file'] ?? '');
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04');
    expect(exports()).toHaveLength(1);
  });
});

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(temp, name);
  writeFileSync(path, content);
  return path;
};

const resuming = (more: Readonly<Record<string, string>>) =>
  release(sandbox.url, 'happy', { operation: 'resume', component: 'portal', package: '', ...more });

describe('an export that is taken for a deployment', () => {
  test('is none: to resume it reports no success, whether it is finished', async () => {
    await runInProcess(exporting(sandbox.url, 'happy'));
    const step = await runInProcess(resuming({ 'deployment-id': exports()[0]?.uuid ?? '' }));
    expect(step.outputs['status']).toBe('invalid-input');
    expect(step.stdout).toContain('is an export, which deploys nothing.');
  });

  test('or under way', async () => {
    const stopped = await runAction(exporting(sandbox.url, 'happy+stall@3'), {
      during: async (child) => {
        await sandbox.until(({ fault }) => fault === 'stall');
        child.kill('SIGKILL');
      },
    });
    expect(stopped.outputs).not.toHaveProperty('deployment-id');
    const step = await runInProcess(resuming({ 'deployment-id': exports()[0]?.uuid ?? '' }));
    expect(step.outputs['status']).toBe('invalid-input');
    expect(step.stdout).toContain('is an export, which deploys nothing.');
  });
});

describe('every kind of payload', () => {
  const zip = readFileSync(packageFile);

  test('goes along, scripts in their order', async () => {
    const step = await runInProcess(
      release(sandbox.url, 'happy', {
        'customization-file': customizationFile,
        'admin-settings-file': file('settings.zip', zip),
        'plugins-file': file('plugins.zip', zip),
        'data-source': 'jdbc/Appian',
        'database-scripts': `${file('b create.sql', 'x')}\n${file('2024-fix.ddl', 'y')}`,
      }),
      { temp: join(temp, '..') },
    );
    expect(violations()).toEqual([]);
    expect(step.outputs['status']).toBe('succeeded');
    expect(imports()[0]?.payload).toMatchObject({
      packageFileName: 'customer-portal.zip',
      customizationFileName: 'production.properties',
      adminConsoleSettingsFileName: 'settings.zip',
      pluginsFileName: 'plugins.zip',
      dataSource: 'jdbc/Appian',
      databaseScripts: [
        { fileName: 'b create.sql', orderId: '1' },
        { fileName: '2024-fix.ddl', orderId: '2' },
      ],
    });
    expect(sandbox.appian.inspections[0]?.payload).toEqual({
      packageFileName: 'customer-portal.zip',
      customizationFileName: 'production.properties',
      adminConsoleSettingsFileName: 'settings.zip',
    });
  });

  test('scripts and plug-ins alone are not inspected, and that is said', async () => {
    const alone = {
      package: '',
      'plugins-file': file('plugins.zip', zip),
      'data-source': 'jdbc/Appian',
      'database-scripts': file('a.sql', 'x'),
    };
    const step = await runInProcess(release(sandbox.url, 'happy', alone));
    expect(step.outputs).toMatchObject({ status: 'succeeded', 'inspection-id': '' });
    expect(step.stdout).toContain('Not inspected: Appian does not inspect database scripts and plug-ins');
    expect(sandbox.appian.inspections).toEqual([]);

    const inspected = await runInProcess(release(sandbox.url, 'happy', { ...alone, operation: 'inspect' }));
    expect(inspected.outputs['status']).toBe('invalid-input');
    expect(violations()).toEqual([]);
  });

  test.each(['v1', 'v2', 'v3'])('by API %s', async (version) => {
    const step = await runInProcess(release(sandbox.url, 'happy', { 'api-version': version }));
    expect(step.outputs['status']).toBe('succeeded');
    expect(sandbox.exchanges[0]?.path).toBe(`/suite/deployment-management/${version}/inspections`);
  });

  test('with a bearer token in place of an API key', async () => {
    const step = await runInProcess(
      promotion(sandbox.url, 'happy', { 'token-type': 'bearer', 'bigpanda-token': '' }),
    );
    expect(step.outputs['status']).toBe('succeeded');
    for (const { headers } of sandbox.exchanges) {
      expect(headers['authorization']).toBe('Bearer sandbox-happy');
      expect(headers).not.toHaveProperty('appian-api-key');
    }
  });
});

describeWithSignals('a promotion that is cancelled while it exports', () => {
  test('has deployed nothing, and says so', async () => {
    const step = await runAction(promotion(sandbox.url, 'happy+stall@3'), {
      during: async (child) => {
        await sandbox.until(({ fault }) => fault === 'stall');
        child.kill('SIGINT');
      },
    });
    expect(step.outputs['status']).toBe('cancelled');
    expect(step.stdout).toContain('No deployment was started. The export from');
    expect(imports()).toEqual([]);
    expect(sandbox.bigpanda.events).toEqual([]);
  });
});

test.each(['customization-file', 'customization-file-template', 'db-scripts/2'])(
  'a login page in the place of %s is not deployed',
  async (resource) => {
    const path = new RegExp(`/${resource}/?$`);
    const site = await startSandbox({ faults: [{ request: { method: 'GET', path }, kind: 'html-200' }] });
    const step = await runInProcess(promotion(site.url, 'happy'), { temp });
    await site.close();
    expect(step.outputs['status']).toBe('error');
    expect(step.stdout).toContain(`The export cannot be used: ${resource} is an HTML page`);
    expect(site.appian.deployments.filter(({ action }) => action === 'import')).toEqual([]);
  },
);
