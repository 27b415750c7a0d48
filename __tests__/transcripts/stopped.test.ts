import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { isComplete, runAction } from '../support/action.ts';
import { release } from '../support/release.ts';
import { timeless, transcript } from '../support/transcript.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const looksAtDeployment = ({ method, path }: { method: string; path: string }): boolean =>
  method === 'GET' && /\/deployments\/[^/]+$/.test(path);

describe('a cancelled run', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s during the deployment ends its records and says so',
    async (signal) => {
      const step = await runAction(release(sandbox.url, 'never'), {
        during: async (child) => {
          await sandbox.until(looksAtDeployment);
          child.kill(signal);
        },
      });
      expect(step.code).toBe(1);
      expect(step.outputs['status']).toBe('cancelled');
      expect(step.outputs['deployment-id']).toBe('20000000-0000-4000-8000-000000000001');
      expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'failure' }]);
      expect(isComplete(step)).toBe(true);
      expect(transcript(step, sandbox)).toMatchSnapshot();
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
        await deaf.until(looksAtDeployment);
        child.kill('SIGINT');
        await deaf.until(({ path }) => path.endsWith('/end'));
        child.kill('SIGINT');
      },
    });
    await deaf.close();
    expect(step.signal).toBe('SIGINT');
  });
});

describe('the post phase', () => {
  test('does nothing after a complete story', async () => {
    const inputs = release(sandbox.url, 'happy');
    const main = await runAction(inputs);
    const before = sandbox.exchanges.length;
    const post = await runAction(inputs, { state: main.state });
    expect(post.code).toBe(0);
    expect(sandbox.exchanges).toHaveLength(before);
    expect(post.stdout).not.toContain('finishing');
    expect(post.summary).toBe('');
  });

  test.each([
    { when: 'during the deployment', scenario: 'happy', at: looksAtDeployment, status: 'success' },
    {
      when: 'during a deployment that never ends',
      scenario: 'never',
      at: looksAtDeployment,
      status: 'failure',
    },
    {
      when: 'while it asked to deploy',
      scenario: 'happy',
      at: ({ method, path }: { method: string; path: string }) =>
        method === 'POST' && path.endsWith('/deployments'),
      status: 'failure',
    },
    {
      when: 'while it told the start',
      scenario: 'happy',
      at: ({ path }: { path: string }) => path.endsWith('/start'),
      status: 'failure',
    },
  ])('finishes the story of a step that was killed $when', async ({ scenario, at, status }) => {
    const inputs = release(sandbox.url, scenario);
    const main = await runAction(inputs, {
      during: async (child) => {
        await sandbox.until(at);
        child.kill('SIGKILL');
      },
    });
    expect(main.signal).toBe('SIGKILL');
    const post = await runAction(inputs, { state: main.state, speed: 10 });
    expect(post.code).toBe(0);
    expect(sandbox.appian.deployments.length).toBeLessThanOrEqual(1);
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status }]);
    expect(timeless(post.stdout, sandbox)).toMatchSnapshot('log');
    expect(timeless(post.summary, sandbox)).toMatchSnapshot('summary');
  });
});
