import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type FaultKind, faultKinds, startSandbox } from '../../src/sandbox/index.ts';
import { isComplete, runAction, type Step } from '../support/action.ts';
import { concurrently } from '../support/concurrently.ts';
import { brokenPromises } from '../support/promises.ts';
import { lifetimeRelease } from './support.ts';

/** Every request of a deployment, and of a plan that is deleted for its conflicts, is broken in every way. */
const stories = ['happy', 'conflicts'];

interface Case {
  readonly story: string;
  readonly request: number;
  readonly what: string;
  readonly fault: FaultKind;
}

interface Verdict extends Case {
  readonly step: Step;
  readonly broken: readonly string[];
}

let elsewhere: Server;
const strayed: string[] = [];
let verdicts: readonly Verdict[] = [];

/** Faults that are waited out rather than answered; their clock runs faster. */
const patient: ReadonlySet<FaultKind> = new Set(['stall', 'stall-body']);

beforeAll(async () => {
  elsewhere = createServer((request, response) => {
    strayed.push(`${request.method} ${request.url}`);
    response.end();
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const cases: Case[] = [];
  for (const story of stories) {
    for (const [at, what] of (await unbroken(story)).entries())
      cases.push(...faultKinds.map((fault) => ({ story, request: at + 1, what, fault })));
  }
  verdicts = await concurrently(4, cases, judge);
}, 400_000);
afterAll(() => void elsewhere.close());

async function unbroken(story: string): Promise<readonly string[]> {
  const sandbox = await startSandbox();
  await runAction(lifetimeRelease(sandbox.url, story));
  await sandbox.close();
  return sandbox.exchanges.map(
    ({ method, path }) => `${method} ${path.replace(/[0-9a-f-]{36}/g, '<key>').replace(/\?.*/, '')}`,
  );
}

async function judge(each: Case): Promise<Verdict> {
  const { port } = elsewhere.address() as AddressInfo;
  const redirectTo = `http://127.0.0.1:${port}`;
  const sandbox = await startSandbox({ faults: [{ request: each.request, kind: each.fault }], redirectTo });
  const options = patient.has(each.fault) ? { speed: 20 } : {};
  const inputs = lifetimeRelease(sandbox.url, each.story);
  const step = await runAction(inputs, options);
  if (!isComplete(step)) await runAction(inputs, { state: step.state });
  await sandbox.close();
  const witness = { step, sandbox, secrets: ['sandbox-happy', 'sandbox-conflicts'], strayed };
  return { ...each, step, broken: brokenPromises(witness) };
}

describe('the fault sweep of LifeTime', () => {
  test('breaks no promise', () => {
    const violations = verdicts.flatMap(({ story, request, what, fault, broken }) =>
      broken.map((promise) => `${story}: ${fault} at request ${request} (${what}): ${promise}`),
    );
    process.stdout.write(`LifeTime fault sweep: ${verdicts.length} cases, ${violations.length} violations\n`);
    expect(verdicts.length).toBeGreaterThan(300);
    expect(violations).toEqual([]);
  });

  test('ends each case with the status that belongs to it', () => {
    const table = verdicts.map(({ story, request, what, fault, step }) =>
      [story, String(request).padStart(2), what, fault, step.outputs['status'], step.code].join(' | '),
    );
    expect(table.join('\n')).toMatchSnapshot();
  });
});
