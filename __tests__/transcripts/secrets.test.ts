import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createRedactor } from '../../src/http/redact.ts';
import { customizationValue } from '../../src/sandbox/appian/export.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { runAction, type Step } from '../support/action.ts';
import { type CommandRun, preloading, runCommand } from '../support/command.ts';
import { runInProcess } from '../support/in-process.ts';
import { measuresOf, writeMeasures } from '../support/measures.ts';
import { promotion, release } from '../support/release.ts';
import { looksAtAppian } from '../support/requests.ts';
import { testWithSignals } from '../support/signals.ts';
import { withoutMasks } from '../support/transcript.ts';

/** Secrets of every size, in every place that shows text. */

let sandbox: Sandbox;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

/** Everything that a step shows, without the masks that it gives the runner. */
function shown(step: Step): string {
  const log = withoutMasks(step.stdout);
  return [log, step.stderr, step.summary, step.result, step.log, JSON.stringify(step.outputs)].join('\n');
}

/** Throws, outside of every promise, an error that quotes a text as soon as the step prints a line with `sign`. */
const throwAt = (sign: string, text: string): string => `
  const { write } = process.stdout;
  let thrown = false;
  process.stdout.write = (line, ...more) => {
    if (!thrown && String(line).includes(${JSON.stringify(sign)})) {
      thrown = true;
      process.nextTick(() => { throw new Error('Invalid: ' + ${JSON.stringify(text)}); });
    }
    return write.call(process.stdout, line, ...more);
  };
`;

describe('an unexpected error', () => {
  test('is shown without the secrets that it quotes', async () => {
    const inputs = release(sandbox.url, 'happy');
    const step = await runAction(inputs, { preload: throwAt('::group::', `key ${inputs.token}`) });
    expect(step.code).toBe(1);
    expect(step.stdout).toContain('An unexpected error occurred: Invalid: key ***');
    expect(shown(step)).not.toContain(inputs.token);
  });

  test('in the post phase is shown without the secrets that it quotes', async () => {
    const inputs = release(sandbox.url, 'never');
    const main = await runInProcess(inputs, {
      during: async (running) => {
        await sandbox.until(looksAtAppian);
        running.kill('SIGKILL');
      },
    });
    const preload = throwAt('The step was stopped', `key ${inputs.token}`);
    const post = await runAction(inputs, { state: main.state, preload, leap: true });
    expect(post.stdout).toContain('An unexpected error occurred: Invalid: key ***');
    expect(shown(post)).not.toContain(inputs.token);
  });

  test('in the command is shown without the secrets that it quotes', async () => {
    const { token, 'bigpanda-token': _, ...others } = release(sandbox.url, 'happy', { 'bigpanda-url': '' });
    const flags = Object.entries(others).flatMap(([name, value]) => (value ? [`--${name}`, value] : []));
    const run = await runCommand(['deploy', ...flags], {
      LOWCODE_DEPLOY_TOKEN: token,
      ...preloading(throwAt('Inspecting on', `key ${token}`)),
    });
    expect(run.code).not.toBe(0);
    expect(run.stdout + run.stderr).toContain('An unexpected error occurred: Invalid: key ***');
    expect(run.stdout + run.stderr).not.toContain(token);
  });

  test('is not shown while it is not known yet what is secret', async () => {
    const inputs = release(sandbox.url, 'happy');
    const preload = `
      const { write } = process.stdout;
      process.stdout.write = (line, ...more) => {
        if (String(line).startsWith('::add-mask::')) throw new Error('Invalid: ' + line);
        return write.call(process.stdout, line, ...more);
      };
    `;
    const step = await runAction(inputs, { preload });
    expect(step.code).toBe(1);
    expect(step.stdout).toContain('its text is not shown');
    expect(step.stdout + step.stderr).not.toContain(inputs.token);
  });
});

/** All that a run of the command shows and writes, without the line that names what to mask. */
function shownBy({ stdout, stderr, folder: written }: CommandRun): string {
  const files = readdirSync(written, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  const log = `${stdout}\n${stderr}`.replace(/^.*##vso\[task\.setsecret\].*$/gm, '');
  return [log, ...files].join('\n');
}

describe('a key that a refusal quotes', () => {
  const given = { token: 'sandbox-echo-key', 'bigpanda-url': '', 'bigpanda-token': '' };
  const jenkins = { JENKINS_URL: 'https://ci.example.com/', BUILD_TAG: 'jenkins-portal-17' };

  test.each<[string, readonly string[], Readonly<Record<string, string>>]>([
    ['a terminal', [], {}],
    ['--json', ['--json'], {}],
    ['GitLab CI', [], { CI: 'true', GITLAB_CI: 'true', CI_JOB_ID: '17', CI_PIPELINE_ID: '36' }],
    ['Azure Pipelines', [], { TF_BUILD: 'True', BUILD_BUILDID: '17' }],
    ['Jenkins', [], { CI: 'true', ...jenkins, BUILD_NUMBER: '17', JOB_NAME: 'portal' }],
  ])('is not shown by the command: %s', async (_, more, system) => {
    const { token, ...others } = release(sandbox.url, 'echo-key', given);
    const flags = Object.entries(others).flatMap(([name, value]) => (value ? [`--${name}`, value] : []));
    const env = { ...system, LOWCODE_DEPLOY_TOKEN: token };
    const run = await runCommand(['deploy', ...flags, ...more], env);
    expect(run.code).not.toBe(0);
    const all = shownBy(run);
    expect(all).toContain('User Does Not Have Rights: key ***');
    for (const text of [token, Buffer.from(token).toString('base64').replace(/=+$/, '')])
      expect(all).not.toContain(text);
  });
});

test('a value with line breaks is refused, and none of its lines is shown', async () => {
  const file = join(folder, 'lines.properties');
  writeFileSync(file, '#content.abc.VALUE=\n');
  const lines = ['first/"&ä+line', 'second/"&ä+line'];
  const inputs = release(sandbox.url, 'happy', {
    'customization-file': file,
    'customization-values': JSON.stringify({ 'content.abc.VALUE': lines.join('\n') }),
  });
  const step = await runInProcess(inputs);
  expect(step.outputs['status']).toBe('invalid-input');
  expect(step.stdout).toContain('cannot contain the line break in the value of content.abc.VALUE');
  expect(lines.filter((line) => shown(step).includes(line))).toEqual([]);
});

/** Values with signs that every encoding escapes. */
const values = (count: number, length: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `content.k${at}.VALUE`,
      `${at}/"&ä+`.repeat(length).slice(0, length),
    ]),
  );

describe('large secrets', () => {
  test.each([
    ['a thousand values of 26 B', values(1_000, 26)],
    ['one value of 60 kB', values(1, 60_000)],
  ])('%s neither stop the step nor are shown', async (name, given) => {
    const file = join(folder, `${name.replaceAll(' ', '-')}.properties`);
    writeFileSync(
      file,
      Object.keys(given)
        .map((key) => `#${key}=`)
        .join('\n'),
    );
    const inputs = release(sandbox.url, 'happy', {
      'customization-file': file,
      'customization-values': JSON.stringify(given),
    });
    const step = await runAction(inputs, {
      env: { RUNNER_DEBUG: '1' },
      // Memory can be measured only on Linux.
      ...(process.platform === 'linux' && { preload: writeMeasures }),
    });
    expect(step.outputs['status']).toBe('succeeded');
    const peakMb = process.platform === 'linux' ? measuresOf(step).peakMb : 0;
    process.stdout.write(`${name}: ${peakMb} MB at the peak\n`);
    expect(peakMb).toBeLessThan(200);
    const all = shown(step);
    expect(Object.values(given).filter((value) => all.includes(value))).toEqual([]);
  });

  test('a value of 60 kB in an exported customization file neither stops a promotion nor is shown', async () => {
    const step = await runInProcess(promotion(sandbox.url, 'export-large-value'));
    expect(step.outputs['status']).toBe('succeeded');
    const value = customizationValue(60_000);
    expect(step.stdout).toContain(`::add-mask::${value}`);
    expect(shown(step)).not.toContain(value.slice(0, 100));
    expect(shown(step)).not.toContain(value.slice(-100));
    const deployed = sandbox.appian.deployments.find(({ action }) => action === 'import');
    const sent = deployed?.files.find(({ fileName }) => fileName === 'customization.properties');
    expect(sent?.bytes).toBeGreaterThan(60_000);
  });
});

test('an id that is also a secret is hidden in the outputs of a running step', async () => {
  const id = '20000000-0000-4000-8000-000000000001';
  const file = join(folder, 'id.properties');
  writeFileSync(file, '#content.abc.VALUE=\n');
  const inputs = release(sandbox.url, 'never', {
    'customization-file': file,
    'customization-values': JSON.stringify({ 'content.abc.VALUE': id }),
  });
  const step = await runInProcess(inputs, {
    during: async (running) => {
      await sandbox.until(({ method, path }) => method === 'GET' && path.endsWith(`/deployments/${id}`));
      running.kill('SIGKILL');
    },
  });
  expect(step.signal).toBe('SIGKILL');
  expect(step.outputs).toMatchObject({ 'deployment-id': '***' });
  expect(shown(step)).not.toContain(id);
});

/** A component with the name of a secret, and a secret that is spelled like a status of the platform. */
const inputsWith = (scenario: string, component: string): Readonly<Record<string, string>> => {
  const file = join(folder, `${scenario}.properties`);
  writeFileSync(file, '#content.abc.VALUE=\n#content.def.VALUE=\n');
  return release(sandbox.url, scenario, {
    component,
    'customization-file': file,
    'customization-values': JSON.stringify({
      'content.abc.VALUE': 'IN_PROGRESS',
      'content.def.VALUE': 'hidden-"value"/1',
    }),
  });
};

describe('what is read, sent and saved', () => {
  test('is not changed by what is hidden', async () => {
    const step = await runInProcess(inputsWith('happy', 'sandbox-happy'));
    expect(step.outputs['status']).toBe('succeeded');
    expect(sandbox.bigpanda.changes).toMatchObject([
      { component: 'sandbox-happy', started: 1, ended: 1, status: 'success' },
    ]);
    expect(shown(step)).not.toMatch(/sandbox-happy|IN_PROGRESS/);
  });

  test('keeps a secret that is a part of the name of a host', async () => {
    const step = await runInProcess(release(sandbox.url, 'happy', { hosts: 'db-sandbox-happy-1.test' }));
    expect(step.outputs['status']).toBe('succeeded');
    expect(sandbox.bigpanda.changes).toMatchObject([
      { hosts: ['db-sandbox-happy-1.test'], status: 'success' },
    ]);
    expect(shown(step)).not.toContain('sandbox-happy');
  });

  testWithSignals.each(['Portal', 'sandbox-never'])(
    'lets post end what a killed run of %s began, and holds no secret',
    async (component) => {
      const inputs = inputsWith('never', component);
      const main = await runAction(inputs, {
        during: async (child) => {
          await sandbox.until(looksAtAppian);
          child.kill('SIGKILL');
        },
      });
      const saved = main.state['journal'] ?? '';
      expect(saved).toContain('accepted');
      const open = saved.replaceAll(component, '');
      const redact = createRedactor([
        inputs['token'] ?? '',
        'sandbox-happy',
        'IN_PROGRESS',
        'hidden-"value"/1',
      ]);
      expect(redact(open)).toBe(open);
      await runInProcess(inputs, { state: main.state });
      expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1 }]);
    },
  );
});
