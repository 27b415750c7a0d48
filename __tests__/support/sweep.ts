import { mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type FaultKind, faultKinds, type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { isComplete, runAction, type Step } from './action.ts';
import { concurrently } from './concurrently.ts';
import { brokenPromises } from './promises.ts';
import { describeWithSignals } from './signals.ts';

/** A course of events whose every request is broken in every way. */
export interface Story {
  readonly name: string;
  readonly inputs: (url: string) => Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

interface Case {
  readonly story: Story;
  /** 1-based, over all requests of the story. */
  readonly request: number;
  readonly what: string;
  readonly blow: FaultKind | NodeJS.Signals | typeof LOST;
}

interface Verdict extends Case {
  readonly step: Step;
  readonly broken: readonly string[];
}

/** By default every fourth case is tried; `SWEEP=full` tries all. */
const whole = process.env['SWEEP'] === 'full';
const SAMPLE = 4;

const signals = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const;
/** The runner is lost, post phase and all, and the job is run again. */
const LOST = 'lost, then again';

/** Breaks every request of the stories in every way, and asserts the promises. */
export function sweepFaults(title: string, stories: readonly Story[]): void {
  describe(`the fault sweep of ${title}`, () => {
    const strayed: string[] = [];
    let elsewhere: Server;
    let verdicts: readonly Verdict[] = [];

    beforeAll(async () => {
      elsewhere = createServer((request, response) => {
        strayed.push(`${request.method} ${request.url}`);
        response.end();
      });
      await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
      const redirectTo = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
      verdicts = await tryAll(stories, faultKinds, strayed, async ({ story, request, blow }) => {
        const kind = blow as FaultKind;
        const sandbox = await startSandbox({ faults: [{ request, kind }], redirectTo });
        return {
          sandbox,
          step: await runAction(story.inputs(sandbox.url), { leap: true }),
        };
      });
    }, 400_000);
    afterAll(() => void elsewhere.close());

    promisesHold(`${title} fault sweep`, () => verdicts);

    (whole ? test : test.skip)('ends each case with the status that belongs to it', () => {
      const rows = verdicts.map(({ story, request, what, blow, step }) =>
        [story.name, String(request).padStart(2), what, blow, step.outputs['status'], step.code].join(' | '),
      );
      expect(rows.join('\n')).toMatchSnapshot();
    });

    test('lets no fault of BigPanda change the verdict', () => {
      const told = verdicts.filter(({ what }) => what.includes('/data/events/'));
      expect(told.length).toBeGreaterThan(0);
      expect(told.map(({ step }) => step.outputs['status'])).toEqual(told.map(() => 'succeeded'));
    });
  });
}

/** Stops the step at every request of the story, in every way; then its post phase runs, as after any job. */
export function sweepStops(title: string, story: Story): void {
  describeWithSignals(`the sweep of stops of ${title}`, () => {
    let verdicts: readonly Verdict[] = [];

    beforeAll(async () => {
      verdicts = await tryAll([story], [...signals, LOST], [], async ({ request, blow }) => {
        const sandbox = await startSandbox();
        const signal = blow === LOST ? 'SIGKILL' : (blow as NodeJS.Signals);
        const during = async (child: { kill(signal: NodeJS.Signals): void }): Promise<void> => {
          await sandbox.exchange(request);
          child.kill(signal);
        };
        const state = { 'state-file': join(mkdtempSync(join(tmpdir(), 'step-')), 'state.json') };
        const inputs = { ...story.inputs(sandbox.url), ...state };
        const step = await runAction(inputs, { during });
        if (blow !== LOST) return { sandbox, step };
        return { sandbox, step: await runAction(inputs, { env: { GITHUB_RUN_ATTEMPT: '2' } }) };
      });
    }, 120_000);

    promisesHold(`${title} sweep of stops`, () => verdicts);

    test('says what became of a step that was asked to stop', () => {
      const asked = verdicts.filter(({ blow }) => blow === 'SIGINT' || blow === 'SIGTERM');
      expect(asked.filter(({ step }) => !step.outputs['status'])).toEqual([]);
      const cancelled = asked.filter(({ step }) => step.outputs['status'] === 'cancelled');
      expect(cancelled.length).toBeGreaterThan(0);
      for (const { step, blow } of cancelled)
        expect(step.stdout).toContain(`The run was cancelled (${blow}).`);
    });
  });
}

function promisesHold(title: string, verdicts: () => readonly Verdict[]): void {
  test('breaks no promise', () => {
    const violations = verdicts().flatMap(({ story, request, what, blow, broken }) =>
      broken.map((promise) => `${story.name}: ${blow} at request ${request} (${what}): ${promise}`),
    );
    const share = whole ? 'all' : `every ${SAMPLE}th, SWEEP=full tries all`;
    process.stdout.write(
      `${title}: ${verdicts().length} cases (${share}), ${violations.length} violations\n`,
    );
    expect(verdicts().length).toBeGreaterThan(5);
    expect(violations).toEqual([]);
  });
}

async function tryAll(
  stories: readonly Story[],
  blows: readonly Case['blow'][],
  strayed: readonly string[],
  strike: (each: Case) => Promise<{ readonly sandbox: Sandbox; readonly step: Step }>,
): Promise<readonly Verdict[]> {
  const cases: Case[] = [];
  for (const story of stories) {
    const requests = await unbroken(story);
    cases.push(
      ...requests.flatMap((what, at) => blows.map((blow) => ({ story, request: at + 1, what, blow }))),
    );
  }
  return concurrently(
    4,
    cases.filter((_, at) => whole || at % SAMPLE === 0),
    async (each) => {
      const { sandbox, step } = await strike(each);
      // The runner starts the post phase after every job; where the story is complete it has nothing to do.
      if (!isComplete(step))
        await runAction(each.story.inputs(sandbox.url), { state: step.state, leap: true });
      await sandbox.close();
      return {
        ...each,
        step,
        broken: brokenPromises({ step, sandbox, secrets: each.story.secrets, strayed }),
      };
    },
  );
}

/** The requests of a story to which nothing happens. */
async function unbroken(story: Story): Promise<readonly string[]> {
  const sandbox = await startSandbox();
  await runAction(story.inputs(sandbox.url));
  await sandbox.close();
  return sandbox.exchanges.map(
    ({ method, path }) => `${method} ${path.replace(/[0-9a-f-]{36}/g, '<id>').replace(/\?.*/, '')}`,
  );
}
