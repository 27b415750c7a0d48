import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type FaultKind, faultKinds, startSandbox } from '../../src/sandbox/index.ts';
import { isComplete, runAction, type Step } from '../support/action.ts';
import { concurrently } from '../support/concurrently.ts';
import { brokenPromises } from '../support/promises.ts';
import { release } from '../support/release.ts';

/** Every request of the happy path is broken in every way, once each. */
const SECRETS = ['sandbox-happy'];

interface Case {
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
  const happy = await happyPath();
  const cases = happy.flatMap((what, at) => faultKinds.map((fault) => ({ request: at + 1, what, fault })));
  verdicts = await concurrently(4, cases, judge);
}, 300_000);
afterAll(() => void elsewhere.close());

async function happyPath(): Promise<readonly string[]> {
  const sandbox = await startSandbox();
  const step = await runAction(release(sandbox.url, 'happy'));
  await sandbox.close();
  expect(step.code).toBe(0);
  return sandbox.exchanges.map(({ method, path }) => `${method} ${path.replace(/[0-9a-f-]{36}/, '<uuid>')}`);
}

async function judge(each: Case): Promise<Verdict> {
  const { port } = elsewhere.address() as AddressInfo;
  const redirectTo = `http://127.0.0.1:${port}`;
  const sandbox = await startSandbox({ faults: [{ request: each.request, kind: each.fault }], redirectTo });
  const options = patient.has(each.fault) ? { speed: 20 } : {};
  const inputs = release(sandbox.url, 'happy');
  const step = await runAction(inputs, options);
  // The runner starts the post phase after every job; where the story is complete it has nothing to do.
  if (!isComplete(step)) await runAction(inputs, { state: step.state });
  await sandbox.close();
  return {
    ...each,
    step,
    broken: brokenPromises({ step, sandbox, secrets: SECRETS, strayed }),
  };
}

describe('the fault sweep', () => {
  test('breaks no promise', () => {
    const violations = verdicts.flatMap(({ request, what, fault, broken }) =>
      broken.map((promise) => `${fault} at request ${request} (${what}): ${promise}`),
    );
    process.stdout.write(`fault sweep: ${verdicts.length} cases, ${violations.length} violations\n`);
    expect(verdicts.length).toBeGreaterThan(200);
    expect(violations).toEqual([]);
  });

  test('ends each case with the status that belongs to it', () => {
    const table = verdicts.map(({ request, what, fault, step }) =>
      [String(request).padStart(2), what, fault, step.outputs['status'], step.code].join(' | '),
    );
    expect(table.join('\n')).toMatchSnapshot();
  });

  test('lets no fault of BigPanda change the verdict', () => {
    const told = verdicts.filter(({ what }) => what.includes('/data/events/'));
    expect(told.length).toBeGreaterThan(0);
    expect(told.map(({ step }) => step.outputs['status'])).toEqual(told.map(() => 'succeeded'));
  });
});
