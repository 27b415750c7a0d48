import { describe, expect, test } from '@jest/globals';
import { HttpFailure } from '../../src/http/failure.ts';
import type { LifeTime } from '../../src/platforms/outsystems/api.ts';
import { createPlan, deletePlan, isNamedAfter } from '../../src/platforms/outsystems/plan.ts';
import { systemClock } from '../../src/release/clock.ts';
import type { Draft, Run } from '../../src/release/platform.ts';

const KEY = 'dce64ad4-2ddf-4e54-a639-3524bcd5b9a1';

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
function running(kept: (Draft | undefined)[]): Run {
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
    learn: nothing,
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
    const creating = createPlan(empty, 'target', 'm', next([answered(400)]), async () => false, run);
    await expect(creating).rejects.toMatchObject({ outcome: { status: 'refused' } });
    expect(kept).toEqual([{ marker: 'm' }, undefined]);
  });

  test('waits for a deployment that came in between, where an old LifeTime takes no plan beside it', async () => {
    let waits = 0;
    const collided = async (): Promise<boolean> => ++waits === 1;
    const created = await createPlan(empty, 'target', 'm', next([answered(400)]), collided, running([]));
    expect(created).toEqual({ key: KEY, doubtful: false });
    expect(waits).toBe(1);
  });

  test('takes the plan that a look finds', async () => {
    const found = {
      plans: async () => [
        { Key: 'x', Notes: 'other' },
        { Key: KEY, Notes: '[m]' },
      ],
    };
    const lifetime = found as unknown as LifeTime;
    const created = await createPlan(
      lifetime,
      't',
      'm',
      next([answered(504)]),
      async () => false,
      running([]),
    );
    expect(created).toEqual({ key: KEY, doubtful: false });
  });

  test('asks once more when a look finds nothing, and says that there may be a twin', async () => {
    const created = await createPlan(empty, 't', 'm', next([answered(504)]), async () => false, running([]));
    expect(created).toEqual({ key: KEY, doubtful: true });
  });

  test('knows nothing when the second answer is lost too', async () => {
    const lost = new HttpFailure({ ...answered(0).facts, kind: 'lost' });
    const creating = createPlan(empty, 't', 'm', next([lost, lost]), async () => false, running([]));
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
    await expect(deletePlan(lifetime(404, 404), '../../x', running([]))).rejects.toThrow('none of LifeTime');
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
