import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { inputs } from '../../src/definition.ts';
import { environmentName } from '../../src/inputs/names.ts';
import { statuses } from '../../src/release/outcome.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { runAction } from '../support/action.ts';
import { exampleOf } from '../support/examples.ts';
import { runInProcess } from '../support/in-process.ts';
import { filledIn, type PageStep } from '../support/pages.ts';
import { sourcesBelow } from '../support/patterns.ts';
import { folder, packageFile } from '../support/release.ts';
import { looksAtAppian } from '../support/requests.ts';
import { textsIn } from '../support/syntax.ts';
import { openTlsSites, tlsFile } from '../support/tls-sites.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const steps = (name: string) => parse(exampleOf('docs/github.md', name)) as readonly PageStep[];

describe('docs/github.md', () => {
  test('calls the workflow by inputs, secrets and outputs that it has', async () => {
    interface Called {
      readonly inputs: Readonly<Record<string, { readonly required: boolean }>>;
      readonly secrets: object;
      readonly outputs: object;
    }
    const { on } = parse(read('.github/workflows/deploy.yml')) as { on: { workflow_call: Called } };
    const called = on.workflow_call;
    const { jobs } = parse(exampleOf('docs/github.md', 'call')) as {
      jobs: { production: PageStep & { secrets: Readonly<Record<string, string>> }; report: object };
    };
    const { production, report } = jobs;
    expect(production.uses).toMatch(/^lowcode-deploy\/lowcode-deploy\/\.github\/workflows\/deploy\.yml@/);
    const given = Object.keys(production.with ?? {});
    expect(Object.keys(called.inputs)).toEqual(expect.arrayContaining(given));
    const needed = Object.entries(called.inputs).filter(([, { required }]) => required);
    expect(given).toEqual(expect.arrayContaining(needed.map(([name]) => name)));
    expect(Object.keys(called.secrets)).toEqual(expect.arrayContaining(Object.keys(production.secrets)));
    const used = [...JSON.stringify(report).matchAll(/outputs\.([\w-]+)/g)].map(([, name]) => name);
    expect(used).toEqual(['status', 'version']);
    expect(Object.keys(called.outputs)).toEqual(expect.arrayContaining(used));

    // The same as the workflow hands it to the action.
    const sandbox = await startSandbox();
    const secrets = Object.keys(inputs).filter((name) => environmentName(name) in production.secrets);
    const run = await runInProcess({
      ...filledIn(production, sandbox.url),
      ...Object.fromEntries(secrets.map((name) => [name, 'sandbox-happy'])),
      'bigpanda-url': sandbox.url,
    });
    await sandbox.close();
    expect(run.outputs['status']).toBe('succeeded');
    expect(sandbox.bigpanda.changes).toMatchObject([{ status: 'success' }]);
  });

  test('names in its text what the workflow has', () => {
    const { on } = parse(read('.github/workflows/deploy.yml')) as {
      on: { workflow_call: { inputs: object } };
    };
    const own = Object.keys(on.workflow_call.inputs).filter((name) => !(name in inputs));
    for (const name of own) expect(read('docs/github.md')).toContain(`\`${name}\``);
    const left = Object.entries(inputs).filter(
      ([name, definition]) => !('secret' in definition) && !(name in on.workflow_call.inputs),
    );
    for (const [name] of left) expect(read('docs/github.md')).toContain(`\`${name}\``);
  });

  test('inspects, and deploys nothing', async () => {
    const sandbox = await startSandbox();
    const step = await runInProcess(filledIn(steps('inspect')[0], sandbox.url));
    await sandbox.close();
    expect(step.outputs['status']).toBe('succeeded');
    expect(sandbox.appian.deployments).toHaveLength(0);
  });

  test('resumes', async () => {
    const [step] = steps('resume');
    const sandbox = await startSandbox();
    const resumed = filledIn(step, sandbox.url);
    const first = await runInProcess({
      ...resumed,
      operation: 'deploy',
      token: 'sandbox-review',
      version: '1.2.3',
      'deployment-id': '',
      'on-review': 'stop',
      package: packageFile,
    });
    const { 'deployment-id': id = '', version = '' } = first.outputs;
    const later = await runInProcess({ ...resumed, token: 'sandbox-review', 'deployment-id': id, version });
    await sandbox.close();
    expect([first.outputs['status'], later.outputs['status']]).toEqual(['pending-review', 'succeeded']);
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'success' }]);
  });

  test('keeps the state from attempt to attempt', async () => {
    const [restored, step, saved] = steps('state-file');
    expect(saved?.with).toEqual({ path: restored?.with?.['path'], key: restored?.with?.['key'] });
    const sandbox = await startSandbox();
    const given = filledIn(step, sandbox.url);
    expect(given['state-file']).toBe(saved?.with?.['path']);
    const state = join(folder, 'deployment.json');
    const inputs = { ...given, 'state-file': state };
    await runAction(inputs, {
      env: { GITHUB_RUN_ATTEMPT: '1' },
      during: async (child) => {
        await sandbox.until(looksAtAppian);
        child.kill('SIGKILL');
      },
    });
    const second = await runInProcess(inputs, { env: { GITHUB_RUN_ATTEMPT: '2' } });
    await sandbox.close();
    expect(second.outputs['status']).toBe('succeeded');
    expect(sandbox.appian.deployments).toHaveLength(1);
  });
});

describe('docs/self-hosted.md', () => {
  test.each([
    ['authority', ['HTTPS_PROXY', 'NODE_EXTRA_CA_CERTS']],
    ['certificate', []],
  ])('its example "%s" deploys', async (name, variables) => {
    const [step] = parse(exampleOf('docs/self-hosted.md', name)) as readonly PageStep[];
    expect(Object.keys(step?.env ?? {})).toEqual(variables);
    const url = step?.with?.['url'] ?? '';
    const { hostname } = new URL(url);
    const sandbox = await startSandbox();
    const sites = await openTlsSites(sandbox.url, {
      [hostname]: name === 'certificate' ? 'as a condition' : 'never',
    });
    const env = { HTTPS_PROXY: sites.proxy, NODE_EXTRA_CA_CERTS: tlsFile('certificate') };
    const run = await runAction(filledIn(step, url), { env });
    sites.close();
    await sandbox.close();
    expect(run.outputs['status']).toBe('succeeded');
    expect(sandbox.appian.deployments).toMatchObject([{ status: 'COMPLETED' }]);
  });
});

describe('the tables of what goes wrong', () => {
  test('have a row for every status but the plain success', () => {
    const [, table = ''] = read('docs/troubleshooting.md').split('## By status');
    const rows = [...table.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name);
    expect(new Set(rows)).toEqual(new Set(statuses.filter((status) => status !== 'succeeded')));
    expect(rows).toHaveLength(statuses.length - 1);
  });

  test.each(['troubleshooting', 'self-hosted', 'appian'])('%s.md quotes what the program says', (name) => {
    const [, ...tables] = read(`docs/${name}.md`).split('| what you read |');
    const quoted = tables
      .flatMap((table) => [...table.matchAll(/^\| (.+?) \|/gm)].map(([, cell = '']) => cell))
      .flatMap((cell) =>
        [...cell.matchAll(/`([^`]+ [^`]+)`/g)].map(([, text = '']) => text.split('…', 1)[0] ?? ''),
      )
      .filter((text) => !/^HTTP \d+$/.test(text));
    expect(quoted.length).toBeGreaterThan(2);
    const texts = sourcesBelow(join(root, 'src'))
      .filter((path) => !path.includes(join('src', 'sandbox')))
      .flatMap((path) => textsIn(readFileSync(path, 'utf8')));
    expect(quoted.filter((text) => !texts.some((each) => each.includes(text)))).toEqual([]);
  });
});
