import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { runAction } from '../support/action.ts';
import { runInProcess } from '../support/in-process.ts';
import { blankingFile, customizationFile, folder, release } from '../support/release.ts';
import { timeless, transcript } from '../support/transcript.ts';
import '../support/records.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const text = join(folder, 'notes.zip');
writeFileSync(text, 'no zip at all');

const wrong: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['nothing at all', {}],
  [
    'every kind of mistake at once',
    {
      platform: 'mendix',
      operation: 'destroy',
      url: 'http://appian.example.com',
      token: 'abc',
      package: text,
      'customization-file': join(folder, 'missing.properties'),
      timeout: '60',
      'poll-interval': 'often',
      'api-version': '2',
      inspect: 'yes',
      'on-warnings': 'ignore',
      'on-review': 'skip',
      'null-values': 'maybe',
      'token-type': 'basic',
      'customization-values': '["s3cret-value"]',
      'source-url': 'ftp://dev.example.com',
      'plugins-file': join(folder, 'missing-plugins.zip'),
      'database-scripts': 'notes.txt',
      'bigpanda-url': 'ftp://bigpanda.example.com',
      'bigpanda-token': 'spaces are not allowed',
      'on-tracker-error': 'explode',
      summary: 'maybe',
    },
  ],
  [
    'a glob with two matches',
    { ...release('http://127.0.0.1:1', 'happy'), package: join(folder, '*.{zip,txt}') },
  ],
  ['a URL that leads elsewhere', { ...release('http://127.0.0.1:1/suite/sites/portal', 'happy') }],
  [
    'a customization file that blanks a key',
    release('http://127.0.0.1:1', 'happy', { 'customization-file': blankingFile }),
  ],
  ['a token that arrives empty', { ...release('http://127.0.0.1:1', 'happy'), token: '' }],
];

describe('wrong inputs', () => {
  test.each(wrong)('%s: all is reported at once and nothing is sent', async (_, inputs) => {
    const step = await runInProcess(inputs);
    expect(step.code).toBe(1);
    expect(step.outputs['status']).toBe('invalid-input');
    expect(timeless(`${step.stdout}\n${step.summary}`)).toMatchRecord();
    expect(sandbox.exchanges).toHaveLength(0);
  });
});

describe('variables that were not expanded', () => {
  test('are named, and nothing is sent: in inputs, environment and files', async () => {
    const custom = join(folder, 'unexpanded.properties');
    writeFileSync(custom, 'system.core.password=${CORE_PASSWORD}\nsystem.core.user=#{CORE_USER}#\n');
    const { token: _, ...inputs } = release('http://127.0.0.1:1', 'happy', {
      'customization-file': custom,
      'customization-values': '{"system.core.key": "${{ secrets.CORE_KEY }}"}',
      description: 'Release $(Build.BuildNumber)',
      'bigpanda-token': '${{ secrets.BIGPANDA }}',
    });
    const env = { LOWCODE_DEPLOY_TOKEN: '$(APPIAN_API_KEY)', CORE_PASSWORD: '$(CORE_PASSWORD)' };
    const step = await runAction(inputs, { env });
    expect(step.outputs['status']).toBe('invalid-input');
    expect(timeless(`${step.stdout}\n${step.summary}`)).toMatchRecord();
  });

  test('are deployed where they are literal, undone once', async () => {
    const own = await startSandbox({ hashFiles: true });
    const custom = join(folder, 'literal.properties');
    writeFileSync(custom, 'system.core.password=$$(CORE_PASSWORD)\n');
    const step = await runInProcess(
      release(own.url, 'happy', { 'customization-file': custom, description: 'Needs $$$(B)' }),
    );
    await own.close();
    expect(step.outputs['status']).toBe('succeeded');
    const [deployed] = own.appian.deployments;
    const meant = createHash('sha256').update('system.core.password=$(CORE_PASSWORD)\n').digest('hex');
    expect(deployed?.files.find(({ fileName }) => fileName === 'literal.properties')?.sha256).toBe(meant);
    expect(deployed?.payload).toMatchObject({ description: 'Needs $$(B)' });
  });
});

describe('right inputs', () => {
  test('a variable that belongs to no input is refused', async () => {
    const { length } = sandbox.exchanges;
    const env = { LOWCODE_DEPLOY_ON_WARNING: 'fail' };
    const step = await runInProcess(release(sandbox.url, 'happy'), { env });
    expect([step.code, step.outputs['status']]).toEqual([1, 'invalid-input']);
    expect(step.stdout).toContain(
      'LOWCODE_DEPLOY_ON_WARNING belongs to no input (did you mean LOWCODE_DEPLOY_ON_WARNINGS?).',
    );
    expect(sandbox.exchanges).toHaveLength(length);
  });

  test('variables of the runner stand in for inputs, and inputs come first', async () => {
    const own = await startSandbox();
    const { token, environment, ...inputs } = release(own.url, 'happy');
    const step = await runAction(inputs, {
      env: {
        LOWCODE_DEPLOY_TOKEN: token,
        LOWCODE_DEPLOY_ENVIRONMENT: environment,
        LOWCODE_DEPLOY_VERSION: '9.9.9',
      },
    });
    await own.close();
    expect(step.code).toBe(0);
    expect(step.outputs['version']).toBe('1.2.3');
    expect(own.bigpanda.events[0]).toMatchObject({ version: '1.2.3' });
  });

  test('a customization file goes along, and what it would blank is reported by its key', async () => {
    const own = await startSandbox();
    const step = await runInProcess(
      release(own.url, 'happy', { 'customization-file': blankingFile, 'null-values': 'allow' }),
    );
    await own.close();
    expect(step.outputs['status']).toBe('succeeded');
    expect(step.stdout).toContain('Line 3 of the customization file: content.def.VALUE has no value');
    expect(step.stdout).not.toContain('https://portal.example.com');
    expect(transcript(step, own)).toMatchRecord();
  });

  test('a customization file can be deployed alone', async () => {
    const own = await startSandbox();
    const step = await runInProcess(
      release(own.url, 'happy', {
        package: '',
        'customization-file': customizationFile,
        hosts: 'b.example.com\na.example.com,b.example.com',
      }),
    );
    await own.close();
    expect(step.outputs).toMatchObject({ status: 'succeeded', 'package-file': '' });
    expect(own.bigpanda.changes).toMatchObject([
      { component: 'production', hosts: ['a.example.com', 'b.example.com'], status: 'success' },
    ]);
  });

  test.each(['', '/', '/suite', '/suite/deployment-management/v1/'])(
    'the site may be given as …%s',
    async (path) => {
      const own = await startSandbox();
      const more = path.includes('v1') ? { 'api-version': 'v1' } : {};
      const step = await runInProcess(
        release(`${own.url}${path}`, 'happy', { ...more, 'bigpanda-token': '' }),
      );
      await own.close();
      expect(step.outputs['status']).toBe('succeeded');
      expect(step.outputs['trackers']).toContain('"bigpanda":{"started":"skipped","ended":"skipped"}');
    },
  );

  test('without a summary when none is wanted', async () => {
    const own = await startSandbox();
    const step = await runInProcess(release(own.url, 'happy', { summary: 'false' }));
    await own.close();
    expect(step.code).toBe(0);
    expect(step.summary).toBe('');
  });
});
