import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { outputs } from '../../src/definition.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { exampleOf } from '../support/examples.ts';
import { runInProcess } from '../support/in-process.ts';
import { describeWithShell, filledIn, type PageStep } from '../support/pages.ts';
import { folder } from '../support/release.ts';

type Step = PageStep & { readonly run?: string; readonly if?: string };

interface Job {
  readonly permissions?: object;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly needs?: string | readonly string[];
  readonly steps: readonly Step[];
}

type Jobs = Readonly<Record<string, Job>>;

const names = ['release', 'runner-group', 'drift'] as const;
const jobsOf = (name: (typeof names)[number]): Jobs =>
  (parse(exampleOf('docs/compose.md', name)) as { readonly jobs: Jobs }).jobs;

const isOwn = ({ uses = '' }: Step): boolean =>
  uses.startsWith('lowcode-deploy/') || uses.endsWith('/lowcode-deploy');

function ownStepOf(name: (typeof names)[number]): Step {
  const step = Object.values(jobsOf(name))
    .flatMap(({ steps }) => steps)
    .find(isOwn);
  if (step === undefined) throw new Error(`The example ${name} does not use the action.`);
  return step;
}

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

describe.each(names)('the workflow %s', (name) => {
  test('pins each action of others to a commit, and limits the permissions of each job', () => {
    const jobs = Object.values(jobsOf(name));
    const foreign = jobs.flatMap(({ steps }) => steps.filter((step) => step.uses && !isOwn(step)));
    for (const { uses } of foreign) expect(uses).toMatch(/@[0-9a-f]{40}$/);
    for (const { permissions } of jobs) expect(permissions).toBeDefined();
  });

  test('reads only outputs that there are', () => {
    const jobs = jobsOf(name);
    const text = JSON.stringify(jobs);
    for (const [, job, output] of text.matchAll(/needs\.(\w+)\.outputs\.([\w-]+)/g))
      expect(Object.keys(jobs[job ?? '']?.outputs ?? {})).toContain(output);
    const { id } = ownStepOf(name);
    const own = [...text.matchAll(/steps\.(\w+)\.outputs\.([\w-]+)/g)].filter(([, each]) => each === id);
    for (const [, , output = ''] of own) expect(Object.keys(outputs)).toContain(output);
  });
});

test.each(['release', 'runner-group'] as const)('the workflow %s deploys', async (name) => {
  const before = sandbox.appian.deployments.length;
  const values = { version: 'v1.2.3', description: 'https://github.com/acme/portal/releases/tag/v1.2.3' };
  const given = filledIn(ownStepOf(name), sandbox.url);
  const run = await runInProcess({
    ...given,
    ...('version' in given && values),
    ...('state-file' in given && { 'state-file': join(folder, `${name}.json`) }),
  });
  expect(run.outputs['status']).toBe('succeeded');
  expect(sandbox.appian.deployments.slice(before)).toMatchObject([{ status: 'COMPLETED' }]);
});

test.each([
  ['already-deployed', false],
  ['happy', true],
])(
  'the workflow drift finds in the scenario %s that something has drifted: %s',
  async (scenario, drifted) => {
    const step = ownStepOf('drift');
    const run = await runInProcess({
      ...filledIn(step, sandbox.url),
      token: `sandbox-${scenario}`,
      application: 'EmployeeBackoffice',
      'source-environment': 'Development',
    });
    const [, check] = jobsOf('drift')['compare']?.steps ?? [];
    expect(check?.if).toBe("steps.compare.outputs.inspection-id != ''");
    expect([run.code, run.outputs['inspection-id'] !== '']).toEqual([0, drifted]);
    expect(sandbox.lifetime.plans.filter(({ deleted }) => !deleted)).toEqual([]);
  },
);

describeWithShell('the message of the workflow release', () => {
  const [step] = jobsOf('release')['message']?.steps ?? [];
  const bin = mkdtempSync(join(tmpdir(), 'compose-'));
  const sent = join(bin, 'sent');
  writeFileSync(
    join(bin, 'curl'),
    `#!/bin/sh\nfor last; do :; done\n{ cat; echo "to $last"; } > '${sent}'\n`,
  );
  chmodSync(join(bin, 'curl'), 0o755);
  const hasJq = spawnSync('jq', ['--version']).status === 0;

  (hasJq ? test : test.skip).each([
    [
      { STATUS: 'succeeded', DEPLOYMENT: 'https://site.example.com/1' },
      'succeeded. Notes: https://n.example.com/ Deployment: https://site.example.com/1',
    ],
    [{ STATUS: '', DEPLOYMENT: '' }, 'not approved or lost. Notes: https://n.example.com/ '],
    [{ STATUS: '"}$(touch x)', DEPLOYMENT: '' }, '"}$(touch x). Notes: https://n.example.com/ '],
  ])('has what the step put out: %j', (values, text) => {
    const env = {
      WEBHOOK: 'https://chat.example.com/hook',
      TAG: 'v1.2.3',
      NOTES: 'https://n.example.com/',
      ...values,
    };
    expect(Object.keys(env).toSorted()).toEqual(Object.keys(step?.env ?? {}).toSorted());
    const run = spawnSync('sh', ['-euc', step?.run ?? ''], {
      env: { ...env, PATH: `${bin}:${process.env['PATH']}` },
      encoding: 'utf8',
    });
    expect([run.status, run.stderr]).toEqual([0, '']);
    const [json = '', to] = readFileSync(sent, 'utf8').split(/^to /m);
    expect(to?.trim()).toBe(env.WEBHOOK);
    expect(JSON.parse(json)).toEqual({ text: `Customer portal v1.2.3: ${text}` });
  });
});
