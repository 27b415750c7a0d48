import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { lifetimeRelease } from '../outsystems/support.ts';
import { runAction } from '../support/action.ts';
import { release } from '../support/release.ts';

/** What the host does to a step: files that can't be written, state and inputs that are lost. */

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

describe('the post phase', () => {
  test.each([
    ['Appian', release],
    ['LifeTime', lifetimeRelease],
  ] as const)('deploys nothing to %s when the state was lost, and says so', async (_, inputs) => {
    const post = await runAction(inputs(sandbox.url, 'happy'), { phase: 'post' });
    expect(post.code).toBe(0);
    expect(sandbox.exchanges).toEqual([]);
    expect(post.stdout).toContain('::warning::');
    expect(post.stdout).toContain('GITHUB_STATE');
  });

  test.each(['nonsense', '{}', '{"format":1,"closed":false}', '{"closed":true}'])(
    'deploys nothing whatever the state is: %s',
    async (journal) => {
      const post = await runAction(release(sandbox.url, 'happy'), { state: { journal, phase: 'main' } });
      expect(post.code).toBe(0);
      expect(sandbox.exchanges).toEqual([]);
    },
  );
});
