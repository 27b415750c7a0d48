import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { runCommand } from '../support/command.ts';
import { exampleOf } from '../support/examples.ts';
import '../support/records.ts';

/** What users run: the committed bundle. */
const PLAN = fileURLToPath(new URL('../../dist/plan/index.js', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'plan-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const good = join(folder, 'release.yml');
writeFileSync(good, exampleOf('docs/release-file.md', 'release'));

const bad = join(folder, 'bad.yml');
writeFileSync(
  bad,
  `secrets: {token: my-clear-secret}
environments: [{name: test, inputs: {url: "ftp://x"}}]
items:
  - name: a
    platform: appian
    needs: ["##vso[task.complete result=Succeeded]", "one\\n::error::two"]
`,
);

interface Step {
  readonly code: number | null;
  readonly stdout: string;
  readonly outputs: string;
}

/** Runs the action \`plan\` as a runner does. */
async function runPlan(inputs: Readonly<Record<string, string>>): Promise<Step> {
  const output = join(folder, 'output.txt');
  writeFileSync(output, '');
  const env = Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );
  const child = spawn(process.execPath, [PLAN], {
    cwd: folder,
    env: { PATH: process.env['PATH'], GITHUB_ACTIONS: 'true', GITHUB_OUTPUT: output, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout, outputs: readFileSync(output, 'utf8') };
}

describe('the command plan', () => {
  test('reports the stages', async () => {
    const { code, stdout } = await runCommand(['plan', good]);
    expect(code).toBe(0);
    expect(stdout).toMatchRecord();
  });

  test('prints the matrices with --json, of one environment where it is asked to', async () => {
    const run = await runCommand([
      'plan',
      good,
      '--json',
      '--environment',
      'production',
      '--max-stages',
      '2',
    ]);
    expect(JSON.stringify(JSON.parse(run.stdout), undefined, 2)).toMatchRecord();
  });

  test('reports every problem with its place, and repeats neither secrets nor commands', async () => {
    const run = await runCommand(['plan', bad]);
    expect(run.code).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr.replaceAll(folder, 'TEMP')).toMatchRecord();
    expect(run.stderr).not.toContain('my-clear-secret');
    expect(run.stderr).not.toContain('##vso[');
  });

  test('says that there is no file', async () => {
    const run = await runCommand(['plan']);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('release.yml:1:1: does not exist: name the release file');
  });
});

describe('the action plan', () => {
  test('has the inputs and outputs that its action.yml says', () => {
    const action = parse(readFileSync('plan/action.yml', 'utf8')) as {
      inputs: object;
      outputs: object;
      description: string;
      runs: { main: string };
    };
    const code = readFileSync('src/plan.ts', 'utf8');
    const used = (what: string): readonly string[] =>
      [...code.matchAll(new RegExp(`githubStep\\.${what}\\('([\\w-]+)'`, 'g'))].map(([, name]) => name ?? '');
    expect(Object.keys(action.inputs).toSorted()).toEqual([...used('input')].toSorted());
    expect(Object.keys(action.outputs)).toEqual(used('output'));
    expect(action.description.length).toBeLessThan(125);
    expect(join('plan', action.runs.main)).toBe(join('dist', 'plan', 'index.js'));
  });

  test('hands the stages to later jobs', async () => {
    const { code, stdout, outputs } = await runPlan({ file: good, 'max-stages': '4' });
    expect(code).toBe(0);
    expect(stdout).toMatchRecord();
    const [, stages = ''] = /^stages<<(?:.*)\n(.*)\n/.exec(outputs) ?? [];
    const { stdout: json } = await runCommand(['plan', good, '--json']);
    expect({ stages: JSON.parse(stages) as unknown }).toEqual(JSON.parse(json));
    expect(outputs).toMatch(/^stage-count<<(\S+)\n4\n\1$/m);
  });

  test('reads release.yml where it is given no file', async () => {
    expect((await runPlan({ 'max-stages': '4' })).code).toBe(0);
  });

  test('shows each problem beside its line', async () => {
    const { code, stdout, outputs } = await runPlan({ file: bad, 'max-stages': '4' });
    expect(code).toBe(1);
    expect(stdout.replaceAll(folder, 'TEMP')).toMatchRecord();
    expect(outputs).toBe('');
    expect(stdout).not.toContain('my-clear-secret');
  });

  test.each([
    [{ file: good }, /input "max-stages" is required/],
    [{ file: good, 'max-stages': 'all' }, /input "max-stages" is required/],
    [{ file: good, 'max-stages': '3' }, /this needs 4 stages, but the pipeline has jobs for 3/],
    [{ file: 'none.yml', 'max-stages': '3' }, /does not exist: name the release file/],
  ])('is red for %j', async (inputs, said) => {
    const { code, stdout, outputs } = await runPlan(inputs);
    expect(code).toBe(1);
    expect(stdout).toMatch(said);
    expect(outputs).toBe('');
  });
});
