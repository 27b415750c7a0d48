import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import type { Step } from '../support/action.ts';
import { runInProcess } from '../support/in-process.ts';
import { junitProblems } from '../support/junit.ts';
import { lifetimeRelease } from '../support/lifetime.ts';
import { odcRelease } from '../support/odc.ts';
import { exporting, release } from '../support/release.ts';

let sandbox: Sandbox;
const home = mkdtempSync(join(tmpdir(), 'reports-'));
const junit = join(home, 'in', 'a', 'folder', 'junit.xml');
const page = join(home, 'report.html');
const named = { 'junit-file': junit, 'report-file': page };

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterEach(() => {
  rmSync(junit, { recursive: true, force: true });
  rmSync(page, { recursive: true, force: true });
});
afterAll(async () => {
  await sandbox.close();
  rmSync(home, { recursive: true, force: true });
});

const read = (path: string): string => readFileSync(path, 'utf8');
const headingOf = (html: string): string | undefined => /<h1.*?<\/span> (.*)<\/h1>/.exec(html)?.[1];
const first = (xml: string): string | undefined => /<testcase [^>]*name="([^"]*)"/.exec(xml)?.[1];

describe('the JUnit file and the page of a run', () => {
  const runs: readonly (readonly [string, () => Readonly<Record<string, string>>, string, string])[] = [
    ['a deployment to Appian', () => release(sandbox.url, 'happy'), 'succeeded', 'Deployed: '],
    [
      'a failed inspection',
      () => release(sandbox.url, 'inspection-errors'),
      'inspection-failed',
      'Not deployed, the inspection found problems: ',
    ],
    ['an export', () => exporting(sandbox.url, 'happy'), 'succeeded', 'Exported: '],
    [
      'conflicts of LifeTime',
      () => lifetimeRelease(sandbox.url, 'conflicts'),
      'conflicts',
      'Not deployed, there are conflicts: ',
    ],
    ['a deployment to LifeTime', () => lifetimeRelease(sandbox.url, 'happy'), 'succeeded', 'Deployed: '],
    ['a deployment to ODC', () => odcRelease(sandbox.url, 'happy'), 'succeeded', 'Deployed: '],
    [
      'a site that refuses the token',
      () => release(sandbox.url, 'disabled'),
      'error',
      'Nothing was deployed: ',
    ],
    [
      'invalid inputs',
      () => release(sandbox.url, 'happy', { environment: '' }),
      'invalid-input',
      'Nothing was sent, the inputs must be fixed',
    ],
  ];

  test('stand at the paths of the inputs, follow the schema and say the verdict', async () => {
    const files: Record<string, string> = {};
    for (const [name, inputs, status, heading] of runs) {
      // What an earlier build left behind.
      mkdirSync(join(junit, '..'), { recursive: true });
      writeFileSync(junit, 'old');
      writeFileSync(page, 'old');
      const step = await runInProcess({ ...inputs(), ...named });
      expect([name, step.outputs['status']]).toEqual([name, status]);
      expect(step.outputs).toMatchObject(named);
      const xml = read(junit);
      files[name] = xml;
      expect(headingOf(read(page))?.startsWith(heading)).toBe(true);
      expect(step.summary).toContain(heading.trim());
      const isFailed = xml.includes(`<failure type="${status}"`);
      expect(isFailed).toBe(status !== 'succeeded');
    }
    expect(await junitProblems(files)).toEqual([]);
    expect(first(files['a deployment to Appian'] ?? '')).toBe('deploy customer-portal 1.2.3 to production');
    expect(files['a failed inspection']).toContain('<testsuite name="inspection" ');
    expect(files['conflicts of LifeTime']).toContain('<failure type="error" ');
  });

  test('are in the folder of the run without such inputs', async () => {
    const temp = mkdtempSync(join(tmpdir(), 'step-'));
    const step = await runInProcess(release(sandbox.url, 'happy'), { temp });
    for (const output of ['junit-file', 'report-file', 'result-file'])
      expect(existsSync(step.outputs[output] ?? '')).toBe(true);
    rmSync(temp, { recursive: true, force: true });
  });

  test('link to a page for people before the address in the API', async () => {
    // The other runs have deployed to this sandbox what these deploy.
    const fresh = await startSandbox();
    const step = async (inputs: Readonly<Record<string, string>>): Promise<Step> =>
      runInProcess({ ...inputs, ...named });
    const appian = await step(release(fresh.url, 'happy'));
    expect(appian.summary).toMatch(
      /\| Page \| \[Deploy view of Appian Designer\]\(http:\/\/127\.0\.0\.1:\d+\/suite\/design\) \|\n\| Deployment &#40;API&#41; \| \[/,
    );
    const lifetime = await step(lifetimeRelease(fresh.url, 'happy'));
    const key = lifetime.outputs['deployment-id'];
    expect(lifetime.summary).toContain(
      `| Page | [plan in LifeTime](${fresh.url}/lifetime/Stagings_List.aspx?StagingKey=${key}) |`,
    );
    const odc = await step(odcRelease(fresh.url, 'happy'));
    expect(odc.summary).toContain('| Deployment | [');
    await fresh.close();
    expect(odc.summary).not.toContain('| Page |');
  });

  test('at a path that cannot be written are a warning, and the outputs are empty', async () => {
    mkdirSync(page, { recursive: true });
    const step = await runInProcess(release(sandbox.url, 'happy', named));
    expect(step.code).toBe(0);
    expect(step.outputs).toMatchObject({ 'junit-file': junit, 'report-file': '' });
    expect(step.stdout).toMatch(/^::warning::The HTML page could not be written: /m);
  });

  test.each([
    ['junit-file', 'package.zip', 'must be the path of a file that ends in .xml (got "package.zip")'],
    ['report-file', 'report.xml', 'must be the path of a file that ends in .html (got "report.xml")'],
  ])('are refused where %s would overwrite another file', async (input, path, problem) => {
    const step = await runInProcess(release(sandbox.url, 'happy', { [input]: path }));
    expect(step.outputs['status']).toBe('invalid-input');
    expect(step.stdout).toContain(`input "${input}" ${problem}`);
  });
});

describe('after a step that was killed', () => {
  test('no report of an earlier run is left, and the post phase writes its own', async () => {
    const site = await startSandbox({
      faults: [{ request: { method: 'GET', path: /\/deployments\/[^/]+$/ }, kind: 'stall' }],
    });
    mkdirSync(join(junit, '..'), { recursive: true });
    writeFileSync(junit, 'old');
    const inputs = release(site.url, 'happy', named);
    const main = await runInProcess(inputs, {
      during: async (step) => {
        await site.until(({ fault }) => fault === 'stall');
        step.kill('SIGKILL');
      },
    });
    expect(main.signal).toBe('SIGKILL');
    expect(existsSync(junit)).toBe(false);
    const post = await runInProcess(inputs, { state: main.state });
    await site.close();
    expect(post.code).toBe(0);
    expect(read(junit)).toContain('name="deploy customer-portal 1.2.3 to production"');
    expect(headingOf(read(page))).toMatch(/customer-portal 1\.2\.3 → production$/);
  });

  test('the post phase leaves the reports of a step that wrote them alone', async () => {
    const end = { request: { method: 'POST', path: /\/end$/ }, kind: '403' } as const;
    const site = await startSandbox({ faults: [end] });
    const inputs = release(site.url, 'happy', named);
    const main = await runInProcess(inputs);
    const before = [read(junit), read(page)];
    expect(before[0]).toContain('<testsuite name="release" tests="1" failures="0"');
    await runInProcess(inputs, { state: main.state });
    await site.close();
    expect([read(junit), read(page)]).toEqual(before);
  });
});
