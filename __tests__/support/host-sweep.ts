import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Exchange, type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { runAction, type Step } from './action.ts';
import { concurrently } from './concurrently.ts';
import { type HostFault, hostFaults } from './host-faults.ts';
import { brokenPromises, deploymentsIn, systemsLeftOpen } from './promises.ts';
import { describeWithSignals } from './signals.ts';
import { type Asked, type Story, timesAsked, unbroken } from './sweep.ts';

/** A release with every host fault at every request, followed by the post phase and a second run of the job. */

interface HostCase {
  readonly story: Story;
  readonly request: Asked;
  readonly fault: HostFault;
}

/** By default, one of this many cases runs. The number has no common divisor with the number of faults. */
const STRIDE = 181;
const offsets: Readonly<Record<string, number>> = { sample: 0, other: 90 };
const offset = offsets[process.env['SWEEP'] ?? 'sample'];
const isTried = (at: number): boolean => offset === undefined || at % STRIDE === offset;
const share = offset === undefined ? 'all' : `every ${STRIDE}th, SWEEP=full tries all`;
const AT_ONCE = Number(process.env['SWEEP_AT_ONCE'] ?? 6);

/** Causes every host fault at every request of the courses and asserts the promises. */
export function sweepHost(title: string, stories: readonly Story[]): void {
  describeWithSignals(`the host sweep of ${title}`, () => {
    const strayed: string[] = [];
    let elsewhere: Server;
    let verdicts: readonly { readonly name: string; readonly broken: readonly string[] }[] = [];

    beforeAll(async () => {
      elsewhere = createServer((request, response) => {
        strayed.push(`${request.method} ${request.url}`);
        response.end();
      });
      await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
      const url = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
      const cases = (await Promise.all(stories.map(casesOf))).flat();
      verdicts = await concurrently(
        AT_ONCE,
        cases.filter((_, at) => isTried(at)),
        async (each) => ({
          name: `${each.story.name}: ${each.fault.name} at ${each.request.what}`,
          broken: await tryCase(each, url),
        }),
      );
    }, 7_200_000);
    afterAll(() => void elsewhere.close());

    test('breaks no promise', () => {
      const violations = verdicts.flatMap(({ name, broken }) =>
        broken.map((promise) => `${name}: ${promise}`),
      );
      process.stdout.write(
        `${title} host sweep: ${verdicts.length} cases (${share}), ${violations.length} violations\n`,
      );
      expect(verdicts.length).toBeGreaterThan(1);
      expect(violations).toEqual([]);
      expect(strayed).toEqual([]);
    });
  });
}

async function casesOf(story: Story): Promise<readonly HostCase[]> {
  const requests = await unbroken(story);
  return requests.flatMap((request) => hostFaults.map((fault) => ({ story, request, fault })));
}

async function tryCase(each: HostCase, elsewhere: string): Promise<readonly string[]> {
  const temp = mkdtempSync(join(tmpdir(), 'step-'));
  let strike: (() => void) | undefined;
  const sandbox: Sandbox = await startSandbox({
    onExchange: (exchange) => {
      if (!isMeant(exchange, each.request) || timesAsked(each.request, sandbox) < each.request.nth) return;
      strike?.();
      strike = undefined;
    },
  });
  try {
    return await liveThrough(each, {
      temp,
      sandbox,
      elsewhere,
      onStart: (act) => {
        strike = act;
      },
    });
  } finally {
    await sandbox.close();
    rmSync(temp, { recursive: true, force: true });
  }
}

interface Scene {
  readonly temp: string;
  readonly sandbox: Sandbox;
  readonly elsewhere: string;
  readonly onStart: (strike: () => void) => void;
}

/** Runs the step, its post phase and a second attempt; returns the promises that they broke. */
async function liveThrough({ story, fault }: HostCase, scene: Scene): Promise<readonly string[]> {
  const { temp, sandbox, elsewhere } = scene;
  const inputs = { ...story.inputs(sandbox.url), 'state-file': join(temp, 'state.json') };
  const env = { GITHUB_API_URL: `${sandbox.url}/api/v3` };
  const step = await runAction(inputs, {
    temp,
    env,
    ...(fault.preload && { preload: fault.preload }),
    during: (child) => scene.onStart(() => fault.strike({ temp, child })),
  });
  const postTemp = mkdtempSync(join(temp, 'post-'));
  const post = await runAction(fault.postInputs?.(inputs, elsewhere) ?? inputs, {
    phase: 'post',
    temp: postTemp,
    env,
    state: step.state,
    leap: true,
    ...(fault.postLost && { lost: fault.postLost }),
  });
  const own = { sandbox, secrets: story.secrets, strayed: [] };
  const isGivenLess = fault.postInputs !== undefined || fault.postLost !== undefined;
  const first = brokenPromises({ step, ...own }).filter(
    // Without these inputs the post phase cannot reach the record, so it can only report it.
    (promise) => !(isGivenLess && /^3: .*(without its end|left behind)/.test(promise)),
  );
  const named = isGivenLess ? unnamed(sandbox, post) : [];
  const passed = fault.passesBy ? notPassedBy(step, sandbox) : [];
  const again = await runAgain(inputs, scene);
  return [
    ...first,
    ...named,
    ...passed,
    ...(post.code === 0 && post.stderr === ''
      ? []
      : [`post: exit ${post.code} ${post.stderr.slice(0, 300)}`]),
    ...(step.stderr === '' ? [] : [`a trace: ${step.stderr.slice(0, 300)}`]),
    ...again.map((promise) => `again: ${promise}`),
  ];
}

/** Returns the records and plans that the post phase left open without a warning. */
function unnamed(sandbox: Sandbox, { stdout }: Step): readonly string[] {
  const records = systemsLeftOpen(sandbox).filter(
    (system) => !new RegExp(`^::warning::${system}.*stays open`, 'm').test(stdout),
  );
  const plans = sandbox.lifetime.plans
    .filter(({ started, deleted }) => !started && !deleted)
    .filter(() => !/^::warning::The plan .*could not be deleted/m.test(stdout));
  return [
    ...records.map((system) => `3: post left the record of ${system} open and did not name it`),
    ...plans.map(({ key }) => `3: post left the plan ${key} and did not name it`),
  ];
}

/** Returns the ways in which the fault affected the release: it must not stop a release that has started. */
function notPassedBy(step: Step, sandbox: Sandbox): readonly string[] {
  const isWell = deploymentsIn(sandbox).every(({ isGood }) => isGood) && deploymentsIn(sandbox).length === 1;
  return [
    ...(isWell ? [] : ['the deployment was abandoned']),
    ...(/^(::\w+::)?succeeded(-with-warnings)? after /m.test(step.stdout)
      ? []
      : ['the log does not say how the deployment ended']),
    ...(step.code === 0 || /^::error::The outputs could not be written/m.test(step.stdout)
      ? []
      : ['red without a reason']),
  ];
}

/**
 * Runs the job again on a host without faults. It may start at most one more deployment, never while another one
 * runs, and must leave nothing open.
 */
async function runAgain(
  inputs: Readonly<Record<string, string>>,
  { temp, sandbox }: Scene,
): Promise<readonly string[]> {
  const before = deploymentsIn(sandbox);
  const step = await runAction(inputs, {
    temp: mkdtempSync(join(temp, 'again-')),
    leap: true,
    env: { GITHUB_RUN_ATTEMPT: '2', GITHUB_API_URL: `${sandbox.url}/api/v3` },
  });
  const after = deploymentsIn(sandbox);
  const most = before.some(({ isOver }) => !isOver) ? before.length : before.length + 1;
  const plans = sandbox.lifetime.plans.filter(({ started, deleted }) => !started && !deleted);
  return [
    ...(after.length > most
      ? [`2: ${after.length - before.length} more deployments beside ${before.length}`]
      : []),
    ...(step.code === 0 && after.at(-1)?.isGood !== true ? ['1: green although nothing went well'] : []),
    ...systemsLeftOpen(sandbox).map((system) => `3: ${system} has a record without its end`),
    ...plans.map(({ key }) => `3: the plan ${key} was left behind`),
    ...(step.stderr === '' ? [] : [`a trace: ${step.stderr.slice(0, 300)}`]),
  ];
}

function isMeant({ method, path }: Exchange, request: Asked): boolean {
  return method === request.method && request.path.test(path);
}
