import { describe, expect, test } from '@jest/globals';
import { HttpFailure } from '../../../../src/http/failure.ts';
import type { LifeTime } from '../../../../src/platforms/outsystems/client.ts';
import {
  createPlan,
  deletePlan,
  discardDraft,
  isNamedAfter,
} from '../../../../src/platforms/outsystems/plan.ts';
import type { Draft, PlatformRun } from '../../../../src/release/platform.ts';
import { systemClock } from '../../../../src/shared/clock.ts';

const KEY = 'dce64ad4-2ddf-4e54-a639-3524bcd5b9a1';
const TRACE = 'lowcode-deploy/7/1/deploy/step/0123456789abcdef';
const MARKER = `${TRACE}/0f8fad5b-d9cb-469f-a165-70867728950e`;

function answered(status: number, text = ''): HttpFailure {
  return new HttpFailure({
    kind: 'status',
    sent: 'all',
    server: 'LifeTime',
    method: 'POST',
    where: 'lt.example.com/deployments/',
    status,
    text,
  });
}

const nothing = (): void => {};

/** A run that writes down what is kept. */
function running(kept: (Draft | undefined)[]): PlatformRun {
  const log = {
    info: nothing,
    debug: nothing,
    notice: nothing,
    warning: nothing,
    error: nothing,
    group: nothing,
  };
  return {
    clock: systemClock,
    signal: new AbortController().signal,
    pace: 10,
    log,
    noteInspection: nothing,
    complete: nothing,
    keep: (draft) => void kept.push(draft),
  };
}

/** Answers each request with the next of these; an error is thrown. */
function next(answers: (Error | string)[]): () => Promise<string> {
  return async () => {
    const answer = answers.shift() ?? KEY;
    if (answer instanceof Error) throw answer;
    return answer;
  };
}

const empty = { plans: async () => [] } as unknown as LifeTime;

describe('createPlan', () => {
  test('notes the marker before it asks, and nothing is left to note after a refusal', async () => {
    const kept: (Draft | undefined)[] = [];
    const run = running(kept);
    const creating = createPlan(
      empty,
      { target: 'target', marker: MARKER },
      { send: next([answered(400)]), collided: async () => false },
      run,
    );
    await expect(creating).rejects.toMatchObject({ outcome: { status: 'refused' } });
    expect(kept).toEqual([{ marker: MARKER }, undefined]);
  });

  test('waits for a deployment that came in between, where an old LifeTime takes no plan beside it', async () => {
    let waits = 0;
    const collided = async (): Promise<boolean> => ++waits === 1;
    const created = await createPlan(
      empty,
      { target: 'target', marker: MARKER },
      { send: next([answered(400)]), collided },
      running([]),
    );
    expect(created).toEqual({ key: KEY, doubtful: false });
    expect(waits).toBe(1);
  });

  test('takes the plan that a look finds', async () => {
    const found = {
      plans: async () => [
        { Key: 'x', Notes: 'other' },
        { Key: 'longer', Notes: `[${MARKER}0]` },
        { Key: KEY, Notes: `[${MARKER}]` },
      ],
    };
    const lifetime = found as unknown as LifeTime;
    const created = await createPlan(
      lifetime,
      { target: 't', marker: MARKER },
      { send: next([answered(504)]), collided: async () => false },
      running([]),
    );
    expect(created).toEqual({ key: KEY, doubtful: false });
  });

  test('asks once more when a look finds nothing, and says that there may be a twin', async () => {
    const created = await createPlan(
      empty,
      { target: 't', marker: MARKER },
      { send: next([answered(504)]), collided: async () => false },
      running([]),
    );
    expect(created).toEqual({ key: KEY, doubtful: true });
  });

  test('knows nothing when the second answer is lost too', async () => {
    const lost = new HttpFailure({ ...answered(0).facts, kind: 'lost' });
    const creating = createPlan(
      empty,
      { target: 't', marker: MARKER },
      { send: next([lost, lost]), collided: async () => false },
      running([]),
    );
    await expect(creating).rejects.toMatchObject({ outcome: { status: 'unknown' } });
  });
});

const lifetime = (refusal: number, status: number | string): LifeTime =>
  ({
    delete: () => Promise.reject(answered(refusal)),
    status: () =>
      typeof status === 'number'
        ? Promise.reject(answered(status))
        : Promise.resolve({ status, info: '', log: [] }),
  }) as unknown as LifeTime;

const discarding = (lifetime: LifeTime, draft: Draft): Promise<unknown> =>
  discardDraft(lifetime, draft, { target: async () => 't', searched: true, noted: true }, running([]));

describe('discardDraft, with a draft that another process noted', () => {
  const other = `${TRACE}/11111111-d9cb-469f-a165-70867728950e`;
  const uploaded = { ApplicationsToDeploy: [{ ApplicationName: 'Portal' }] };
  const upload = { name: 'Portal.oap', known: ['old'] };

  /** A LifeTime with one plan, which writes down what is deleted. */
  function withPlan(
    plan: { readonly Notes?: string; readonly SourceEnvironmentKey?: string },
    more: object,
    deleted: string[],
  ): LifeTime {
    const own = { Key: KEY, ...plan };
    return {
      plans: async () => [own],
      details: async () => ({ Deployment: own, ...more }),
      delete: async (key: string) => void deleted.push(key),
    } as unknown as LifeTime;
  }

  test.each([
    ['its marker', { marker: MARKER }, { Notes: `text\n[${MARKER}]` }, {}],
    ['its key and marker', { marker: MARKER, id: KEY }, { Notes: `[${MARKER}]` }, {}],
    ['its key, with a marker of this program', { marker: '', id: KEY }, { Notes: `[${other}]` }, {}],
    ['its file', { marker: '', id: KEY, upload }, {}, uploaded],
  ])('deletes the plan that is known by %s', async (_, draft, plan, more) => {
    const deleted: string[] = [];
    await discarding(withPlan(plan, more, deleted), draft);
    expect(deleted).toEqual([KEY]);
  });

  test.each([
    ['of which only a letter is known', { marker: 'a' }, { Notes: 'a plan' }, {}],
    ['of which only a trace is known', { marker: TRACE }, { Notes: `[${MARKER}]` }, {}],
    ['without a marker', { marker: '', id: KEY }, { Notes: 'by hand' }, {}],
    ['of another marker', { marker: MARKER, id: KEY }, { Notes: `[${other}]` }, {}],
    ['with a longer word', { marker: MARKER, id: KEY }, { Notes: `x${MARKER}` }, {}],
    ['that was there before', { marker: '', id: KEY, upload: { ...upload, known: [KEY] } }, {}, uploaded],
    ['from another environment', { marker: '', id: KEY, upload }, { SourceEnvironmentKey: 's' }, uploaded],
  ])('leaves a plan alone %s', async (_, draft, plan, more) => {
    const deleted: string[] = [];
    await expect(discarding(withPlan(plan, more, deleted), draft)).rejects.toThrow(/marker/);
    expect(deleted).toEqual([]);
  });

  test('says that an upload cannot be identified where there were too many similar plans', async () => {
    const deleted: string[] = [];
    await expect(discarding(withPlan({}, uploaded, deleted), { marker: '' })).rejects.toThrow(
      'too many similar plans',
    );
    expect(deleted).toEqual([]);
  });

  test('leaves a plan with another marker alone where no key is known', async () => {
    const deleted: string[] = [];
    await discarding(withPlan({ Notes: `[${other}]` }, {}, deleted), { marker: MARKER });
    expect(deleted).toEqual([]);
  });
});

describe('deletePlan', () => {
  test.each([
    [404, 404, true],
    [400, 'running', false],
    [409, 'finished_successful', false],
  ])('answered %s and then %s is gone: %s', async (refusal, status, gone) => {
    await expect(deletePlan(lifetime(refusal, status), KEY, running([]))).resolves.toBe(gone);
  });

  test.each([
    [400, 'saved'],
    [403, 'saved'],
    [500, 'saved'],
  ])('answered %s while it is still %s is a failure', async (refusal, status) => {
    await expect(deletePlan(lifetime(refusal, status), KEY, running([]))).rejects.toThrow(`HTTP ${refusal}`);
  });

  test('asks for nothing outside the API', async () => {
    await expect(deletePlan(lifetime(404, 404), '../../x', running([]))).rejects.toThrow(
      'its key is not valid',
    );
  });
});

test.each([
  ['EmployeeBackoffice.oap', 'EmployeeBackoffice', true],
  ['Customer_Portal-1.2.oap', 'Customer Portal', true],
  ['customer portal v3.osp', 'Customer Portal', true],
  ['Orders-and-2-more.osp', 'Orders', true],
  ['CustomerPortalAdmin.oap', 'Customer Portal', false],
  ['release.oap', 'Customer Portal', false],
  ['Customer.oap', 'Customer Portal', false],
  ['.oap', '', false],
])('%s is named after "%s": %p', (file, application, expected) => {
  expect(isNamedAfter(file, application)).toBe(expected);
});
