import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { isComplete, runAction } from '../support/action.ts';
import { runInProcess } from '../support/in-process.ts';
import { release } from '../support/release.ts';
import { looksAtAppian } from '../support/requests.ts';
import { describeWithSignals } from '../support/signals.ts';
import { timeless, transcript } from '../support/transcript.ts';
import '../support/records.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

describeWithSignals('a cancelled run', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s during the deployment ends its records and says so',
    async (signal) => {
      const step = await runAction(release(sandbox.url, 'never'), {
        during: async (child) => {
          await sandbox.until(looksAtAppian);
          child.kill(signal);
        },
      });
      expect(step.code).toBe(1);
      expect(step.outputs['status']).toBe('cancelled');
      expect(step.outputs['deployment-id']).toBe('20000000-0000-4000-8000-000000000001');
      expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'failure' }]);
      expect(isComplete(step)).toBe(true);
      // How often it polled before the signal came depends on the machine.
      const polledOnce = transcript(step, sandbox).replace(/^(GET \S+ → 200)(?:\n\1)+$/gm, '$1');
      expect(polledOnce).toMatchRecord();
    },
  );

  test('during the inspection deploys nothing and opens no record', async () => {
    const step = await runAction(release(sandbox.url, 'inspection-never'), {
      during: async (child) => {
        await sandbox.exchange(2);
        child.kill('SIGINT');
      },
    });
    expect(step.outputs['status']).toBe('cancelled');
    expect(sandbox.appian.deployments).toHaveLength(0);
    expect(sandbox.bigpanda.events).toHaveLength(0);
  });

  test('ends at once on a second signal', async () => {
    const deaf = await startSandbox({
      faults: [{ request: { method: 'POST', path: /\/end$/ }, kind: 'stall' }],
    });
    const step = await runAction(release(deaf.url, 'never'), {
      during: async (child) => {
        await deaf.until(looksAtAppian);
        child.kill('SIGINT');
        await deaf.until(({ path }) => path.endsWith('/end'));
        child.kill('SIGINT');
      },
    });
    await deaf.close();
    expect(step.signal).toBe('SIGINT');
  });
});

describe('an end that nobody foresaw', () => {
  test('a promise that never settles makes the step red and says so', async () => {
    const step = await runAction(release(sandbox.url, 'never'), {
      preload: 'globalThis.setTimeout = () => ({})',
    });
    expect(step.code).not.toBe(0);
    expect(step.stdout).toContain('::error::The program ended while it still waited for an answer.');
  });

  test.each([
    ['an error that nobody caught', 'throw new Error("boom")'],
    ['a rejection that nobody handled', 'Promise.reject(new Error("boom"))'],
  ])('%s makes the step red and says so', async (_, trouble) => {
    // With the first line, for then the step is at work.
    const preload = `
      const { write } = process.stdout;
      process.stdout.write = (...args) => {
        process.stdout.write = write;
        setImmediate(() => { ${trouble}; });
        return write.apply(process.stdout, args);
      };`;
    const step = await runAction(release(sandbox.url, 'happy'), { preload });
    expect(step.code).toBe(1);
    expect(step.stdout).toContain('::error::An unexpected error occurred: boom');
  });
});

describe('a step whose log nobody reads any more', () => {
  test('goes on to its end and reports it everywhere else', async () => {
    const step = await runAction(release(sandbox.url, 'happy'), {
      during: (child) => void child.stdout?.once('data', () => child.stdout?.destroy()),
    });
    expect(step.code).toBe(0);
    expect(step.outputs['status']).toBe('succeeded');
    expect(step.summary).toContain('Deployed');
    expect(step.stderr).toBe('');
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'success' }]);
  });
});

describeWithSignals('the post phase', () => {
  test('does nothing after a complete release', async () => {
    const inputs = release(sandbox.url, 'happy');
    const main = await runAction(inputs);
    const before = sandbox.exchanges.length;
    const post = await runAction(inputs, { state: main.state });
    expect(post.code).toBe(0);
    expect(sandbox.exchanges).toHaveLength(before);
    expect(post.stdout).not.toContain('finishing');
    expect(post.summary).toBe('');
  });

  // The request during which the step is killed gets no answer, so that the moment is the same in every run.
  test.each([
    {
      when: 'during the deployment',
      scenario: 'happy',
      held: { method: 'GET', path: /\/deployments\/[^/]+$/ },
      status: 'success',
    },
    {
      when: 'during a deployment that never ends',
      scenario: 'never',
      held: { method: 'GET', path: /\/deployments\/[^/]+$/ },
      status: 'failure',
    },
    {
      when: 'while it asked to deploy',
      scenario: 'happy',
      held: { method: 'POST', path: /\/deployments$/ },
      status: 'failure',
    },
    {
      when: 'while it sent the start',
      scenario: 'happy',
      held: { method: 'POST', path: /\/start$/ },
      status: 'failure',
    },
  ])('ends the release of a step that was killed $when', async ({ scenario, held, status }) => {
    const site = await startSandbox({ faults: [{ request: held, kind: 'stall' }] });
    const inputs = release(site.url, scenario);
    const main = await runAction(inputs, {
      during: async (child) => {
        await site.until(({ fault }) => fault === 'stall');
        child.kill('SIGKILL');
      },
    });
    expect(main.signal).toBe('SIGKILL');
    const post = await runInProcess(inputs, { state: main.state });
    await site.close();
    expect(post.code).toBe(0);
    expect(site.appian.deployments.length).toBeLessThanOrEqual(1);
    expect(site.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status }]);
    expect(timeless(post.stdout, site)).toMatchRecord('log');
    expect(timeless(post.summary, site)).toMatchRecord('summary');
  });

  const end = { request: { method: 'POST', path: /\/end$/ }, kind: '403' } as const;
  // The first status says that the deployment has begun.
  const status = { request: { method: 'POST', path: /\/statuses$/, nth: 2 }, kind: '401' } as const;
  test.each([
    { lost: 'one end', faults: [end], again: 'BigPanda' },
    { lost: 'all ends', faults: [end, status], again: 'BigPanda, GitHub' },
  ])('after a step that ended and lost $lost says what happened', async ({ faults, again }) => {
    const site = await startSandbox({ faults });
    const temp = mkdtempSync(join(tmpdir(), 'step-'));
    const inputs = release(site.url, 'happy', {
      'github-deployment': 'create',
      'github-token': 'sandbox-happy',
    });
    const main = await runInProcess(inputs, { temp });
    const post = await runInProcess(inputs, { temp, state: main.state });
    const result: unknown = JSON.parse(readFileSync(main.outputs['result-file'] ?? '', 'utf8'));
    const before = JSON.parse(main.result) as object;
    await site.close();
    rmSync(temp, { recursive: true, force: true });

    expect(main.outputs['status']).toBe('succeeded');
    expect(isComplete(main)).toBe(false);
    expect(site.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'success' }]);
    const [took] = /succeeded after \d+ \w+:/.exec(main.stdout) ?? [];
    expect(post.stdout).toContain(took);
    expect(post.stdout).toContain(
      `The step ended as succeeded. The end of its record was not confirmed by: ${again}. Sending it again.`,
    );
    expect(post.stdout).not.toContain('stopped');
    expect(post.summary).toContain('| BigPanda | start sent, end sent |');
    expect(post.summary).toContain('| GitHub Deployments | start sent, end sent |');
    const row = /\| Took .*/;
    expect(row.exec(post.summary)?.[0]).toBe(row.exec(main.summary)?.[0]);
    // The post phase leaves the step's own result file alone.
    expect(result).toEqual(before);
  });
});
