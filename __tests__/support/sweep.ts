import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  answerFaultKinds,
  type FaultKind,
  faultKinds,
  type Sandbox,
  startSandbox,
} from '../../src/sandbox/index.ts';
import { isComplete, runAction, type Step } from './action.ts';
import { budgetOf, type Course, isOfTracker, POST_SECONDS } from './case-budget.ts';
import { concurrently } from './concurrently.ts';
import { extentOf, type Stride } from './extent.ts';
import { asAProcess, type Run, runInProcess } from './in-process.ts';
import { measuresOf, writeMeasures } from './measures.ts';
import { brokenPromises } from './promises.ts';
import { describeWithSignals } from './signals.ts';

/** A course of events in which the sweep breaks every request in every way. */
export interface Story {
  readonly name: string;
  readonly inputs: (url: string) => Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  /** The course exports: of its promises, those about deployments do not apply. */
  readonly exports?: true;
  /** A tracker is asked before the deployment, and its answer may refuse it. */
  readonly gated?: true;
  /** The configuration values that the release sets on LifeTime; absent if it sets none. */
  readonly values?: readonly string[];
  /** Matches the requests that are broken, by their descriptions; absent for all. */
  readonly only?: RegExp;
  /** Whether the course runs tests after the deployment, all of which pass. */
  readonly hasTests?: boolean;
}

/** The promises about what is shown, which hold without a deployment too. */
const ABOUT_TEXTS = /^[56]:/;

/**
 * One request of a course. It is identified by its content and the number of earlier equal requests, not by its
 * position, because concurrent requests arrive in any order.
 */
export interface Asked {
  readonly method: string;
  readonly path: RegExp;
  /** 1-based, among equal requests. */
  readonly nth: number;
  /** Description for users, without ids. */
  readonly what: string;
}

type Blow = FaultKind | NodeJS.Signals | typeof LOST;

interface Case<B extends Blow = Blow> {
  readonly story: Story;
  readonly request: Asked;
  readonly blow: B;
}

interface Verdict extends Case {
  readonly step: Step;
  /** The post phase after the job, if it had anything to do. */
  readonly post?: Step;
  readonly broken: readonly string[];
}

const extent = process.env['SWEEP'] ?? 'sample';
/** Which faults run. Nineteen does not divide the number of kinds of faults, so each kind has its turn. */
export const FAULTS: Stride = { every: 19, sample: 0, other: 10 };
const { share, has, isAll } = extentOf(FAULTS);

/** One case of a sample in so many runs in its own process, the others in this one. Of all cases, each has its own. */
const IN_PROCESS = 9;
const runAt = (at: number): Run => (isAll || at % IN_PROCESS === 0 ? asAProcess : runInProcess);

/** Number of concurrent cases: more than the number of cores, because many cases only wait. */
const AT_ONCE = 16;

const signals = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const;
/** Which stops run. Each takes a process or two. Twenty-nine does not divide the number of kinds of stops. */
export const STOPS: Stride = { every: 29, sample: 0, other: 14 };
const stops = extentOf(STOPS);
/** The runner is lost without a post phase, and the job runs again. */
const LOST = 'lost, then again';

/** Breaks every request of the courses in every way and asserts the promises. */
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
      const cases = (await casesOf(stories, faultKinds)).filter((_, at) => has(at));
      verdicts = await concurrently(AT_ONCE, cases, async (each, at) => {
        const { story, request, blow: kind } = each;
        const run = runAt(at);
        const sandbox = await startSandbox({ faults: [{ request, kind }], redirectTo });
        const step = await run(story.inputs(sandbox.url));
        return judged(each, { sandbox, step, strayed, run });
      });
    }, 400_000);
    afterAll(() => void elsewhere.close());

    promisesHold(`${title} fault sweep`, () => verdicts);

    test('ends each case with the status that belongs to it', () => {
      const rows = verdicts.map(({ story, request, blow, step }) =>
        [story.name, request.what, blow, step.outputs['status'], step.code].join(' | '),
      );
      const file = fileURLToPath(new URL(`../sweep/ends/${slug(title)}.txt`, import.meta.url));
      if (extent === 'write') writeFileSync(file, `${rows.join('\n')}\n`);
      const known = readFileSync(file, 'utf8').trimEnd().split('\n');
      expect(rows).toEqual(known.filter((_, at) => has(at)));
    });

    test('lets no fault of a tracker change the verdict', () => {
      const ofTrackers = verdicts.filter(({ request }) => isOfTracker(request.what));
      expect(ofTrackers.length).toBeGreaterThan(0);
      expect(ofTrackers.map(({ step }) => step.outputs['status'])).toEqual(ofTrackers.map(() => 'succeeded'));
    });
  });
}

/** Faults that are combined in pairs: a lost answer, a damaged or late answer, a temporary error, a refusal. */
const pairedKinds = ['reset-after', '503-after', '500-before', '401'] as const;

/** As many pairs and faults after a kill as are tried of each story unless all are. */
const MOST_SAMPLES = 6;

/** Breaks two requests of a course, each in several ways, and asserts the promises. */
export function sweepPairs(title: string, story: Story): void {
  describe(`the sweep of two faults of ${title}`, () => {
    let verdicts: readonly Verdict[] = [];

    beforeAll(async () => {
      const singles = (await unbroken(story)).flatMap((request) =>
        pairedKinds.filter((kind) => !isSame(request, kind)).map((kind) => ({ story, request, blow: kind })),
      );
      const pairs = singles.flatMap((one, at) =>
        singles.slice(at + 1).flatMap((other) => (other.request === one.request ? [] : [{ one, other }])),
      );
      verdicts = await concurrently(AT_ONCE, sampled(pairs), async ({ one, other }, at) => {
        const run = runAt(at);
        const faults = [one, other].map(({ request, blow: kind }) => ({ request, kind }));
        const sandbox = await startSandbox({ faults });
        const step = await run(story.inputs(sandbox.url));
        const also = `${one.request.what} and ${other.blow} at ${other.request.what}`;
        return judged({ ...one, request: { ...one.request, what: also } }, { sandbox, step, run });
      });
    }, 3_600_000);

    promisesHold(`${title} sweep of two faults`, () => verdicts, sampleShare);
  });
}

/** Kills the step at every request of the course and breaks each request of its post phase in every way. */
export function sweepPostFaults(title: string, story: Story): void {
  describeWithSignals(`the sweep of faults in the post phase of ${title}`, () => {
    let verdicts: readonly Verdict[] = [];

    beforeAll(async () => {
      const requests = await unbroken(story);
      const cases = requests.flatMap((request) =>
        faultKinds.flatMap((kind) => POST_REQUESTS.map((nth) => ({ request, kind, nth }))),
      );
      verdicts = await concurrently(AT_ONCE, sampled(cases), async ({ request, kind, nth }, at) => {
        const sandbox = await startSandbox();
        const inputs = story.inputs(sandbox.url);
        const run = runAt(at);
        const main = await run(inputs, { during: stopAt(request, 'SIGKILL', sandbox) });
        sandbox.inject({ request: nth, kind });
        const post = await run(inputs, { state: main.state });
        await sandbox.close();
        const what = `${request.what}, killed there, at request ${nth} of its post phase`;
        const broken = brokenPromises({ ...story, step: main, sandbox, strayed: [] });
        return {
          story,
          request: { ...request, what },
          blow: kind,
          step: post,
          broken: [...broken.filter((promise) => !isExcused(promise, kind, post)), ...gentle(post)],
        };
      });
    }, 3_600_000);

    promisesHold(`${title} sweep of faults in the post phase`, () => verdicts, sampleShare);
  });
}

/** Indexes of the requests in a post phase; no post phase of a course sends more. */
const POST_REQUESTS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/** Returns true for a record that the post phase may leave open because of a refusal, if it reports it. */
function isExcused(promise: string, kind: FaultKind, post: Step): boolean {
  const refused = ['401', '403', '404', '409', 'redirect', 'stall', 'stall-body'].includes(kind);
  return promise.startsWith('3:') && refused && /^::(warning|error)/m.test(post.stdout);
}

/** Checks that the post phase does not change the result of the job. */
function gentle({ code }: Step): readonly string[] {
  return code === 0 ? [] : [`the post phase ended with ${code}`];
}

const sampleShare = isAll ? share : 'a sample, SWEEP=full tries all';

/** Returns all items, or an evenly distributed sample; `other` selects a different sample. */
function sampled<T>(items: readonly T[]): readonly T[] {
  if (isAll) return items.filter((_, at) => has(at));
  const step = items.length / MOST_SAMPLES;
  const first = extent === 'other' ? step / 2 : step / 5;
  return Array.from({ length: MOST_SAMPLES }, (_, at) => items[Math.floor(first + at * step)]).flatMap(
    (item) => (item === undefined ? [] : [item]),
  );
}

/** The faults that repeat the secret of the request. */
const repetitions = ['echo', 'quote'] as const;
/** Which of them run in the test's process. Eleven is not a multiple of the number of kinds. */
export const SECRETS: Stride = { every: 11, sample: 0, other: 5 };
const secrets = extentOf(SECRETS);

/** Repeats the secret of every request of the courses in its answer, with debug lines on; no secret may be shown. */
export function sweepSecrets(title: string, stories: readonly Story[]): void {
  describe(`the sweep of repeated secrets of ${title}`, () => {
    let verdicts: readonly Verdict[] = [];

    beforeAll(async () => {
      const cases = (await casesOf(stories, repetitions)).filter((_, at) => secrets.has(at));
      const run: Run = (inputs, options) => runInProcess(inputs, { ...options, env: { RUNNER_DEBUG: '1' } });
      verdicts = await concurrently(AT_ONCE, cases, async (each) => {
        const { story, request, blow: kind } = each;
        const sandbox = await startSandbox({ faults: [{ request, kind }] });
        const verdict = await judged(each, { sandbox, step: await run(story.inputs(sandbox.url)), run });
        return { ...verdict, broken: verdict.broken.filter((promise) => ABOUT_TEXTS.test(promise)) };
      });
    }, 400_000);

    promisesHold(`${title} sweep of repeated secrets`, () => verdicts, secrets.share);

    test('has each kind, and each course', () => {
      expect(new Set(verdicts.map(({ blow }) => blow))).toEqual(new Set(repetitions));
      expect(new Set(verdicts.map(({ story }) => story))).toEqual(new Set(stories));
    });
  });
}

/** The faults that distort an answer or withhold it. */
const distortions = [...answerFaultKinds, 'stall', 'stall-body'] as const;
/** Answers that take memory or work to read. A process of its own shows how much. */
const heavy: ReadonlySet<FaultKind> = new Set(['flood', 'deep', 'many', 'page']);
const asMeasuredProcess: Run = (inputs, options) =>
  runAction(inputs, { ...options, leap: true, preload: writeMeasures });
const answeredAt = (kind: FaultKind, at: number): Run =>
  heavy.has(kind) || runAt(at) === asAProcess ? asMeasuredProcess : runInProcess;
/** The sample of these cases is small, because many of them wait and some hold 100 MB. */
export const ANSWERS: Stride = { every: 61, sample: 0, other: 30 };
/** The same for ODC, whose releases send many requests of the same kinds. */
export const ODC_ANSWERS: Stride = { every: 97, sample: 0, other: 48 };
const MOST_MB = 200;
/** Limit for the processor time of a phase, in seconds. A loop without end exceeds it on any machine. */
const MOST_CPU_SECONDS = 30;
/** The input `timeout`, in seconds. */
const TIMEOUT = 300;
const ofAnswers = (story: Story, { url }: Sandbox): Readonly<Record<string, string>> => ({
  ...story.inputs(url),
  timeout: `${TIMEOUT}s`,
});

/** Distorts the answer to every request of the courses in every way; asserts the promises, memory and duration. */
export function sweepAnswers(title: string, stories: readonly Story[], stride = ANSWERS): void {
  const answers = extentOf(stride);
  // Memory can be measured only on Linux.
  const describeOnLinux = process.platform === 'linux' ? describe : describe.skip;
  describeOnLinux(`the sweep of answers of ${title}`, () => {
    let verdicts: readonly Verdict[] = [];
    const courses = new Map<string, Course>();

    beforeAll(async () => {
      const cases = (await casesOf(stories, distortions)).filter((_, at) => answers.has(at));
      verdicts = await concurrently(AT_ONCE, cases, async (each, at) => {
        const { story, request, blow: kind } = each;
        const run = answeredAt(kind, at);
        const sandbox = await startSandbox({ faults: [{ request, kind }] });
        const step = await run(ofAnswers(story, sandbox));
        return judged(each, { sandbox, step, run });
      });
      for (const story of stories) {
        const sandbox = await startSandbox();
        const { seconds = Number.NaN } = await runInProcess(ofAnswers(story, sandbox));
        await sandbox.close();
        courses.set(story.name, { unbroken: seconds, timeout: TIMEOUT });
      }
    }, 1_800_000);

    promisesHold(`${title} sweep of answers`, () => verdicts, answers.share);

    test('needs little memory and no longer than its budget', () => {
      const phases = verdicts.flatMap(({ story, request, blow, step, post }) => {
        const course = courses.get(story.name);
        if (course === undefined) throw new Error(`No course was measured for ${story.name}.`);
        const what = `${story.name}: ${blow} at ${request.what}`;
        return [
          { what, budget: budgetOf(request.what, blow, course), ...usedBy(step) },
          ...(post ? [{ what: `${what}, post`, budget: POST_SECONDS, ...usedBy(post) }] : []),
        ];
      });
      const most = (name: 'peakMb' | 'seconds' | 'cpuSeconds'): number =>
        Math.max(...phases.map((phase) => phase[name]));
      expect(most('peakMb')).toBeGreaterThan(0);
      process.stdout.write(
        `${title} sweep of answers: at most ${most('peakMb')} MB, ${most('seconds')} s, ${most('cpuSeconds')} s of CPU\n`,
      );
      const isWithin = ({ peakMb, seconds, cpuSeconds, budget }: (typeof phases)[number]): boolean =>
        peakMb < MOST_MB && seconds <= budget + 1 && cpuSeconds < MOST_CPU_SECONDS;
      expect(phases.filter((phase) => !isWithin(phase))).toEqual([]);
    });

    test('lets no answer of a tracker change the verdict', () => {
      const trackers = verdicts.filter(({ story, request }) => !story.gated && isOfTracker(request.what));
      const wrong = trackers.filter(({ step }) => step.outputs['status'] !== 'succeeded');
      expect(wrong.map(({ request, blow, step }) => [request.what, blow, step.outputs['status']])).toEqual(
        [],
      );
    });

    test('reads an answer after a byte order mark', () => {
      const marked = verdicts.filter(({ blow }) => blow === 'mark' || blow === 'stray');
      const wrong = marked.filter(({ step }) => step.code !== 0);
      expect(wrong.map(({ request, blow, step }) => [request.what, blow, step.outputs['status']])).toEqual(
        [],
      );
    });
  });
}

/** What a step used. Its memory and processor time are known only of a process of its own, and 0 otherwise. */
function usedBy(step: Step): ReturnType<typeof measuresOf> {
  const { seconds } = step;
  return seconds === undefined ? measuresOf(step) : { seconds, peakMb: 0, cpuSeconds: 0 };
}

/** Stops the step at every request of the courses in every way; then its post phase runs, as after any job. */
export function sweepStops(title: string, stories: readonly Story[]): void {
  describeWithSignals(`the sweep of stops of ${title}`, () => {
    let verdicts: readonly Verdict[] = [];

    beforeAll(async () => {
      const cases = (await casesOf(stories, [...signals, LOST])).filter((_, at) => stops.has(at));
      verdicts = await concurrently(AT_ONCE, cases, async (each) => {
        const { story, request, blow } = each;
        const sandbox = await startSandbox();
        const during = stopAt(request, blow === LOST ? 'SIGKILL' : blow, sandbox);
        const state = { 'state-file': join(mkdtempSync(join(tmpdir(), 'step-')), 'state.json') };
        const inputs = { ...story.inputs(sandbox.url), ...state };
        const stopped = await runAction(inputs, { during });
        if (blow !== LOST) return judged(each, { sandbox, step: stopped, run: asAProcess });
        const step = await runAction(inputs, { env: { GITHUB_RUN_ATTEMPT: '2' } });
        return judged(each, { sandbox, step, run: asAProcess });
      });
    }, 120_000);

    promisesHold(`${title} sweep of stops`, () => verdicts, stops.share);

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

function promisesHold(title: string, verdicts: () => readonly Verdict[], tried = share): void {
  test('breaks no promise', () => {
    const violations = verdicts().flatMap(({ story, request, blow, broken }) =>
      broken.map((promise) => `${story.name}: ${blow} at ${request.what}: ${promise}`),
    );
    process.stdout.write(
      `${title}: ${verdicts().length} cases (${tried}), ${violations.length} violations\n`,
    );
    expect(verdicts().length).toBeGreaterThan(5);
    expect(violations).toEqual([]);
  });
}

/** Returns every blow at every request of the courses. */
async function casesOf<B extends Blow>(
  stories: readonly Story[],
  blows: readonly B[],
): Promise<readonly Case<B>[]> {
  const cases: Case<B>[] = [];
  for (const story of stories) {
    const { only = /^/ } = story;
    const requests = (await unbroken(story)).filter(({ what }) => only.test(what));
    const each = requests.flatMap((request) => blows.map((blow) => ({ story, request, blow })));
    cases.push(...each.filter(({ request, blow }) => !isSame(request, blow)));
  }
  return cases;
}

/** A step that has run, and its sandbox. */
interface Tried {
  readonly sandbox: Sandbox;
  readonly step: Step;
  readonly strayed?: readonly string[];
  readonly run: Run;
}

/** Runs the post phase and returns the promises that were broken. */
async function judged(each: Case, { sandbox, step, strayed = [], run }: Tried): Promise<Verdict> {
  // The runner starts the post phase after every job; after a complete release it has nothing to do.
  const post = isComplete(step)
    ? undefined
    : await run(each.story.inputs(sandbox.url), { state: step.state });
  await sandbox.close();
  const { secrets, values = [], hasTests = false, exports: isExport } = each.story;
  const attempts = each.blow === LOST ? 2 : 1;
  const broken = brokenPromises({ step, sandbox, secrets, values, hasTests, strayed, attempts });
  return {
    ...each,
    step,
    ...(post && { post }),
    broken: isExport ? broken.filter((promise) => ABOUT_TEXTS.test(promise)) : broken,
  };
}

/** Returns a function that sends a signal to the step's process as soon as the request arrives. */
function stopAt(request: Asked, signal: NodeJS.Signals, sandbox: Sandbox) {
  return async (child: { kill(signal: NodeJS.Signals): void }): Promise<void> => {
    await sandbox.until(() => timesAsked(request, sandbox) >= request.nth);
    child.kill(signal);
  };
}

/** Returns true for a fault after a read, which equals a fault before it because a read changes nothing. */
function isSame({ method }: Asked, blow: Case['blow']): boolean {
  return method === 'GET' && (blow === 'reset-after' || blow === '500-after' || blow === '503-after');
}

const known = new Map<Story, Promise<readonly Asked[]>>();

/** Returns the requests of a course without faults, always in the same order. */
export function unbroken(story: Story): Promise<readonly Asked[]> {
  const found = known.get(story) ?? playUnbroken(story);
  known.set(story, found);
  return found;
}

async function playUnbroken(story: Story): Promise<readonly Asked[]> {
  const sandbox = await startSandbox();
  await runInProcess(story.inputs(sandbox.url));
  await sandbox.close();
  const counts = new Map<string, number>();
  const asked = sandbox.exchanges.map(({ method, path }): Asked => {
    const same = `${method} ${path.replace(TIMES, '')}`;
    const nth = (counts.get(same) ?? 0) + 1;
    counts.set(same, nth);
    const short = path.replace(/[0-9a-f-]{36}/g, '<id>').replace(/\?.*/, '');
    return { method, path: patternOf(path), nth, what: `${method} ${short} ${nth}` };
  });
  return asked.toSorted((one, other) => (one.what < other.what ? -1 : 1));
}

/** A date, or a time in a query; the dot may be escaped. */
const TIMES = /\d{4}-\d\d-\d\d(?:T\d\d%3A\d\d%3A\d\d\\?\.\d{3}Z)?/g;

/** Returns a pattern for exactly this path, except that dates and times match any. */
function patternOf(path: string): RegExp {
  const exact = path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${exact.replace(TIMES, '[\\dTZ%A.-]+')}$`);
}

/** Returns how many requests like this one have arrived. */
export function timesAsked({ method, path }: Asked, { exchanges }: Sandbox): number {
  return exchanges.filter((exchange) => exchange.method === method && path.test(exchange.path)).length;
}

function slug(title: string): string {
  return title.toLowerCase().replaceAll(' ', '-');
}
