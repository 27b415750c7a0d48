import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type Exchange, type Sandbox, startSandbox } from '../src/sandbox/index.ts';
import { runInProcess } from './support/in-process.ts';
import { lifetimeRelease } from './support/lifetime.ts';
import { odcRelease } from './support/odc.ts';
import { promotion, release } from './support/release.ts';
import { everyHappy, tracked, withLogin } from './support/trackers.ts';

/** How often a request is sent, by method and path without what differs from run to run. */
type Times = Readonly<Record<string, number>>;

/** What a section of docs/requests.md says. */
function documented(title: string): Times {
  const page = readFileSync(new URL('../docs/requests.md', import.meta.url), 'utf8');
  const [, section = ''] = page.split(`\n## ${title}\n`);
  const rows = (section.split('\n## ')[0] ?? '').matchAll(/^\| (\d+) \| `(\S+ \S+)` \|/gm);
  return Object.fromEntries([...rows].map(([, times, request = '']) => [request, Number(times)] as const));
}

function received(exchanges: readonly Exchange[]): Times {
  const times: Record<string, number> = {};
  for (const { method, path } of exchanges) {
    const [plain = ''] = path.split('?');
    const name = plain
      .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '{id}')
      .replace(/\/\d+(?=\/|$)/g, '/{n}')
      .replace('/repos/acme/portal/', '/repos/{owner}/{repository}/');
    times[`${method} ${name}`] = (times[`${method} ${name}`] ?? 0) + 1;
  }
  return times;
}

async function run(inputsFor: (url: string) => Readonly<Record<string, string>>): Promise<Times> {
  const sandbox: Sandbox = await startSandbox();
  try {
    const step = await runInProcess(inputsFor(sandbox.url));
    expect(step.code).toBe(0);
    return received(sandbox.exchanges);
  } finally {
    await sandbox.close();
  }
}

const all = (url: string, from: string) => ({
  ...tracked(url, everyHappy),
  ...withLogin('happy'),
  'promote-from': from,
});

/** What the simulated Deployments API knows. */
const known = { component: 'customer-portal', environment: 'production' };

const deployMany = (application: string) =>
  run((url) => lifetimeRelease(url, 'many-applications', { application, 'bigpanda-token': '' }));

describe('the happy path sends what docs/requests.md says, with every tracker on', () => {
  test.each([
    ['Appian: a deployment', (url: string) => release(url, 'happy', all(url, 'staging'))],
    ['Appian: a promotion', (url: string) => promotion(url, 'happy', { ...all(url, 'staging'), ...known })],
    ['OutSystems: a deployment', (url: string) => lifetimeRelease(url, 'happy', all(url, 'Development'))],
    ['ODC: a deployment', (url: string) => odcRelease(url, 'built', all(url, 'Development'))],
  ])('%s', async (title, inputsFor) => {
    const expected = { ...documented(title), ...documented('Every tracker') };
    expect(Object.keys(expected).length).toBeGreaterThan(14);
    expect(await run(inputsFor)).toEqual(expected);
  });

  test.each([
    ['Appian', (url: string) => release(url, 'happy', { ...all(url, 'staging'), tests: 'all' })],
    [
      'OutSystems',
      (url: string) =>
        lifetimeRelease(url, 'happy', {
          ...all(url, 'Development'),
          tests: 'EmployeeBackoffice',
          'tests-url': url,
        }),
    ],
  ])('%s with tests', async (platform, inputsFor) => {
    const tests = documented(`${platform}: tests after the deployment`);
    expect(Object.keys(tests)).toHaveLength(3);
    const expected = { ...documented(`${platform}: a deployment`), ...tests, ...documented('Every tracker') };
    expect(await run(inputsFor)).toEqual(expected);
  });

  test('as many requests for many applications as for one', async () => {
    const many = Array.from({ length: 10 }, (_, at) => `Batch${String(at + 1).padStart(2, '0')}`);
    expect(await deployMany(many.join('\n'))).toEqual(await deployMany('Batch01'));
  });
});
