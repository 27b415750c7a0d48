import { beforeAll, describe, expect, test } from '@jest/globals';
import { startSandbox } from '../../src/sandbox/index.ts';
import { concurrently } from '../support/concurrently.ts';
import { runInProcess } from '../support/in-process.ts';
import { fromPackage, lifetimeRelease } from '../support/lifetime.ts';
import { odcRelease } from '../support/odc.ts';
import { exporting, release } from '../support/release.ts';

/** The longest silence in seconds, and how much longer the rest of the step may take. */
const THOUGHT = 120;
const ANSWER = 30;
const REST = 30;

interface Case {
  readonly what: string;
  readonly method: string;
  readonly path: RegExp;
  readonly seconds: number;
  readonly inputs: (url: string) => Readonly<Record<string, string>>;
}

const onAppian = (url: string) => release(url, 'happy');
const onLifeTime = (url: string) => lifetimeRelease(url, 'happy');
const onOdc = (url: string) => odcRelease(url, 'happy');
const tagging = { 'untagged-changes': 'tag' };

/** Every request that a server works on before it answers, and one that it answers at once. */
const cases: readonly Case[] = [
  ...[
    { what: 'the inspection by Appian', path: /\/inspections$/, inputs: onAppian },
    { what: 'the import by Appian', path: /\/deployments$/, inputs: onAppian },
    {
      what: 'the export by Appian',
      path: /\/deployments$/,
      inputs: (url: string) => exporting(url, 'happy'),
    },
    {
      what: 'the tag by LifeTime',
      path: /\/versions\/$/,
      inputs: (url: string) => lifetimeRelease(url, 'source-modified', tagging),
    },
    { what: 'the plan by LifeTime', path: /\/deployments\/$/, inputs: onLifeTime },
    {
      what: 'the plan of a package by LifeTime',
      path: /\/deployment\/$/,
      inputs: (url: string) => lifetimeRelease(url, 'happy', fromPackage),
    },
    { what: 'the start by LifeTime', path: /\/start\//, inputs: onLifeTime },
    { what: 'the analysis by ODC', path: /-analyses$/, inputs: onOdc },
    { what: 'the operation by ODC', path: /\/deployment-operations$/, inputs: onOdc },
  ].map((each) => ({ ...each, method: 'POST', seconds: THOUGHT })),
  {
    what: 'the check of a plan by LifeTime',
    method: 'GET',
    path: /\/deployments\/[^/?]+\/$/,
    seconds: THOUGHT,
    inputs: onLifeTime,
  },
  {
    what: 'the environments of LifeTime',
    method: 'GET',
    path: /\/environments\/$/,
    seconds: ANSWER,
    inputs: onLifeTime,
  },
];

/** Plays a case with a server that never answers the first such request. Returns how long the step took, in seconds. */
async function play({ method, path, inputs }: Case): Promise<number> {
  const sandbox = await startSandbox({ faults: [{ request: { method, path }, kind: 'stall' }] });
  const { outputs } = await runInProcess({ ...inputs(sandbox.url), 'poll-interval': '1s' });
  const isPlayed = sandbox.exchanges.some(({ fault }) => fault === 'stall');
  await sandbox.close();
  return isPlayed ? Number(outputs['duration-seconds']) : Number.NaN;
}

describe('a server that says nothing', () => {
  let durations: readonly number[];
  beforeAll(async () => {
    durations = await concurrently(4, cases, play);
  }, 60_000);

  test.each(cases.map(({ what, seconds }, at) => [what, seconds, at] as const))(
    'to the request for %s is given %i s',
    (_, seconds, at) => {
      expect(durations[at]).toBeGreaterThanOrEqual(seconds);
      expect(durations[at]).toBeLessThan(seconds + REST);
    },
  );
});
