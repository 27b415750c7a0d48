import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Exchange, type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { isComplete, runAction, type Step } from './action.ts';
import { concurrently } from './concurrently.ts';
import { extentOf, type Stride } from './extent.ts';
import { type Host, type HostFault, hostFaults } from './host-faults.ts';
import { changeProblems, fileFaults, filesSent, type SentFile, withOwnFiles } from './host-files.ts';
import { type InProcessOptions, runInProcess } from './in-process.ts';
import { brokenPromises, deploymentsIn, systemsLeftOpen } from './promises.ts';
import { describeWithSignals } from './signals.ts';
import { type Asked, type Story, timesAsked, unbroken } from './sweep.ts';

/** A release with every host fault at every request, followed by the post phase and a second run of the job. */

/** A release whose files are replaced, too. */
export interface HostStory extends Story {
  readonly files: readonly SentFile[];
  /** The number of deployments that the release starts; one if absent. */
  readonly deployments?: number;
}

interface HostCase {
  readonly story: HostStory;
  readonly request: Asked;
  readonly fault: HostFault;
  /** The checksums of the files that are sent if nothing happens. */
  readonly checked: ReadonlySet<string>;
}

interface Verdict {
  readonly name: string;
  /** Whether the fault found something to strike. */
  readonly isStruck: boolean;
  readonly broken: readonly string[];
}

/** The stride has no common divisor with the number of faults. */
const HOST: Stride = { every: 181, sample: 0, other: 90 };
/** The same for ODC, whose releases send many requests of the same kinds. */
export const ODC_HOST: Stride = { every: 601, sample: 0, other: 300 };
const AT_ONCE = Number(process.env['SWEEP_AT_ONCE'] ?? 6);

/** Causes every host fault at every request of the courses and asserts the promises. */
export function sweepHost(title: string, stories: readonly HostStory[], stride = HOST): void {
  const { share, has } = extentOf(stride);
  describeWithSignals(`the host sweep of ${title}`, () => {
    const strayed: string[] = [];
    let elsewhere: Server;
    let verdicts: readonly Verdict[] = [];

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
        cases.filter((_, at) => has(at)),
        async (each) => ({
          name: `${each.story.name}: ${each.fault.name} at ${each.request.what}`,
          ...(await tryCase(each, url)),
        }),
      );
    }, 7_200_000);
    afterAll(() => void elsewhere.close());

    test('breaks no promise', () => {
      const violations = verdicts.flatMap(({ name, broken }) =>
        broken.map((promise) => `${name}: ${promise}`),
      );
      const struck = verdicts.filter(({ isStruck }) => isStruck).length;
      const idle = verdicts.length - struck;
      process.stdout.write(
        `${title} host sweep: ${struck} cases (${share}), ${violations.length} violations; ${idle} more had nothing to strike\n`,
      );
      expect(verdicts.length).toBeGreaterThan(1);
      expect(violations).toEqual([]);
      expect(strayed).toEqual([]);
    });
  });
}

async function casesOf(story: HostStory): Promise<readonly HostCase[]> {
  const requests = await unbroken(story);
  const checked = await filesOf(story);
  const faults = [...hostFaults, ...fileFaults(story.files)];
  return requests.flatMap((request) => faults.map((fault) => ({ story, request, fault, checked })));
}

/** The checksums of the files that a story sends on a host that is well. */
async function filesOf(story: Story): Promise<ReadonlySet<string>> {
  const sandbox = await startSandbox({ hashFiles: true });
  await runInProcess(story.inputs(sandbox.url));
  await sandbox.close();
  return filesSent(sandbox.exchanges);
}

async function tryCase(each: HostCase, elsewhere: string): Promise<Omit<Verdict, 'name'>> {
  const temp = mkdtempSync(join(tmpdir(), 'step-'));
  let host: Host | undefined;
  let isStruck = false;
  let atOnce = 0;
  const sandbox: Sandbox = await startSandbox({
    hashFiles: true,
    onExchange: (exchange) => {
      atOnce = Math.max(atOnce, deploymentsIn(sandbox).filter(({ isOver }) => !isOver).length);
      if (host === undefined || !isMeant(exchange, each.request)) return;
      if (timesAsked(each.request, sandbox) < each.request.nth) return;
      isStruck = each.fault.isPossible?.(host) ?? true;
      if (isStruck) each.fault.strike(host);
      host = undefined;
    },
  });
  const scene = {
    temp,
    sandbox,
    elsewhere,
    inputs: {
      ...withOwnFiles(each.story.inputs(sandbox.url), temp),
      'state-file': join(temp, 'state.json'),
    },
  };
  try {
    const step = await runAction(scene.inputs, {
      temp,
      env: { GITHUB_API_URL: `${sandbox.url}/api/v3` },
      ...(each.fault.preload && { preload: each.fault.preload }),
      during: (child) => {
        host = { temp, child };
      },
    });
    const broken = isStruck ? await judged(each, step, scene) : [];
    return { isStruck, broken: atOnce > 1 ? [...broken, `2: ${atOnce} deployments at once`] : broken };
  } finally {
    await sandbox.close();
    rmSync(temp, { recursive: true, force: true });
  }
}

interface Scene {
  readonly temp: string;
  readonly sandbox: Sandbox;
  readonly elsewhere: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** Runs the post phase and a second attempt of a step; returns the promises that the three broke. */
async function judged(each: HostCase, step: Step, scene: Scene): Promise<readonly string[]> {
  const { story, fault, checked } = each;
  const { sandbox } = scene;
  // Without work left in the state, the post phase ends at once. Other tests show that.
  const isOver = step.state['journal'] !== undefined && isComplete(step);
  const post = isOver ? undefined : await playPost(fault, step, scene);
  const isGivenLess = fault.postInputs !== undefined || fault.postLost !== undefined;
  const first = brokenPromises({ step, sandbox, secrets: story.secrets, strayed: [] }).filter(
    // Without these inputs the post phase cannot reach the record, so it can only report it.
    (promise) => !(isGivenLess && /^3: .*(without its end|left behind)/.test(promise)),
  );
  const strange = [...filesSent(sandbox.exchanges)].filter((sha256) => !checked.has(sha256));
  const ofTheFault = [
    ...strange.map((sha256) => `other bytes than were checked were sent whole: ${sha256}`),
    ...(isGivenLess && post ? unnamed(sandbox, post) : []),
    ...(fault.passesBy ? notPassedBy(step, sandbox, story) : []),
    ...(fault.changesFile ? changeProblems(step, sandbox) : []),
  ];
  const again = await runAgain(scene, fault, story.deployments);
  return [
    ...first,
    ...ofTheFault,
    ...(post === undefined || (post.code === 0 && post.stderr === '')
      ? []
      : [`post: exit ${post.code} ${post.stderr.slice(0, 300)}`]),
    ...(step.stderr === '' ? [] : [`a trace: ${step.stderr.slice(0, 300)}`]),
    ...again.map((promise) => `again: ${promise}`),
  ];
}

function playPost(fault: HostFault, step: Step, { temp, sandbox, elsewhere, inputs }: Scene): Promise<Step> {
  return runLater(fault, fault.postInputs?.(inputs, elsewhere) ?? inputs, {
    temp: mkdtempSync(join(temp, 'post-')),
    env: { GITHUB_API_URL: `${sandbox.url}/api/v3` },
    state: step.state,
  });
}

/** Runs a later phase on the same host: in a process of its own only if the clock was set or variables are lost. */
function runLater(
  { preloadLater, postLost }: HostFault,
  inputs: Readonly<Record<string, string>>,
  options: InProcessOptions,
): Promise<Step> {
  if (preloadLater !== undefined) return runAction(inputs, { ...options, preload: preloadLater });
  if (postLost !== undefined && options.state !== undefined)
    return runAction(inputs, { ...options, leap: true, lost: postLost });
  return runInProcess(inputs, options);
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
function notPassedBy(step: Step, sandbox: Sandbox, { deployments = 1 }: HostStory): readonly string[] {
  const all = deploymentsIn(sandbox);
  const isWell = all.every(({ isGood }) => isGood) && all.length === deployments;
  return [
    ...(isWell ? [] : ['the deployment was abandoned']),
    ...(/^(::\w+::)?succeeded(-with-warnings)? after /m.test(step.stdout)
      ? []
      : ['the log does not say how the deployment ended']),
    ...(step.code === 0 || /^::error::The outputs could not be written/m.test(step.stdout)
      ? []
      : ['red without a reason']),
    ...(isPlausible(step.outputs['duration-seconds']) ? [] : ['a duration that it did not take']),
  ];
}

/** Outputs that could not be written have no duration. */
const isPlausible = (seconds: string | undefined): boolean =>
  seconds === undefined || (Number(seconds) >= 0 && Number(seconds) < 600);

/**
 * Runs the job again on a host without faults. It must leave nothing open.
 * @param most the most deployments that it may start
 */
async function runAgain(
  { temp, sandbox, inputs }: Scene,
  fault: HostFault,
  most = 1,
): Promise<readonly string[]> {
  const before = deploymentsIn(sandbox);
  const step = await runLater(fault, inputs, {
    temp: mkdtempSync(join(temp, 'again-')),
    env: { GITHUB_RUN_ATTEMPT: '2', GITHUB_API_URL: `${sandbox.url}/api/v3` },
  });
  const after = deploymentsIn(sandbox);
  const plans = sandbox.lifetime.plans.filter(({ started, deleted }) => !started && !deleted);
  return [
    ...(after.length > before.length + most
      ? [`2: ${after.length - before.length} more deployments beside ${before.length}`]
      : []),
    // Each application of several is deployed once: what the target has already is left out.
    ...(most > 1 && after.filter(({ isGood }) => isGood).length > most
      ? [`2: ${after.length} deployments of ${most} applications`]
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
