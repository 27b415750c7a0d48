import { describe, expect, test } from '@jest/globals';
import { startSandbox } from '../../src/sandbox/index.ts';
import { asAProcess, type Run, runInProcess } from '../support/in-process.ts';
import { lifetimeRelease, lifetimeTranscript } from '../support/lifetime.ts';
import { promotion, release } from '../support/release.ts';
import { allHappy, tracked, trackedTranscript, withLogin } from '../support/trackers.ts';
import { transcript } from '../support/transcript.ts';

interface Case {
  readonly what: string;
  readonly inputs: (url: string) => Readonly<Record<string, string>>;
  readonly say: typeof transcript;
}

/** What a step and the post phase after it do, in their own processes or in this one. */
async function recordOf(run: Run, { inputs, say }: Case) {
  const sandbox = await startSandbox();
  const main = await run(inputs(sandbox.url));
  const post = await run(inputs(sandbox.url), { state: main.state });
  await sandbox.close();
  return {
    main: say(main, sandbox),
    post: say(post, sandbox),
    summaries: [main, post].map(({ summary }) => summary.replace(/\d/g, '')),
  };
}

describe('a step in this process', () => {
  const cases: readonly Case[] = [
    { what: 'a promotion', inputs: (url) => promotion(url, 'happy'), say: transcript },
    { what: 'a failed deployment', inputs: (url) => release(url, 'failed'), say: transcript },
    {
      what: 'connections that break',
      inputs: (url) => release(url, 'happy+reset-before@1+reset-after@2'),
      say: transcript,
    },
    {
      what: 'wrong inputs',
      inputs: (url) => release(url, 'happy', { timeout: '50%', 'api-version': 'a\nb' }),
      say: transcript,
    },
    {
      what: 'records',
      inputs: (url) => release(url, 'happy', { ...tracked(url, allHappy), ...withLogin('happy') }),
      say: trackedTranscript,
    },
    { what: 'conflicts', inputs: (url) => lifetimeRelease(url, 'conflicts'), say: lifetimeTranscript },
  ];
  test.each(cases)('with $what does and says the same as in its own', async (each) => {
    expect(await recordOf(runInProcess, each)).toEqual(await recordOf(asAProcess, each));
  });
});
