import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Announcement } from '../../../../src/release/announcement.ts';
import { formatMarker } from '../../../../src/release/run-marker.ts';
import { rootOf } from '../../../../src/trackers/deployments-api/adapter.ts';
import { advise } from '../../../../src/trackers/deployments-api/advice.ts';
import {
  entryBefore,
  entryToEnd,
  entryToRetry,
  memoOf,
  ownEntry,
} from '../../../../src/trackers/deployments-api/choose.ts';
import { stepsTo } from '../../../../src/trackers/deployments-api/states.ts';
import { rowOf } from '../../../../src/trackers/deployments-api/version-history.ts';
import {
  isUuid,
  type RecordEntry,
  readCreated,
  readEntries,
  readLogin,
  readMatrix,
  recordStatuses,
} from '../../../../src/trackers/deployments-api/wire.ts';
import { plan } from '../../support/release.ts';

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

let made = 0;
function entry(more: Partial<RecordEntry> = {}): RecordEntry {
  made += 1;
  return {
    id: uuid(made),
    version: '1.2.3',
    status: 'in_progress',
    componentId: uuid(1),
    environmentId: uuid(2),
    environmentName: 'production',
    environmentOrder: 0,
    metadata: {},
    at: undefined,
    ...more,
  };
}

const announcement: Announcement = {
  component: 'customer-portal',
  version: '1.2.3',
  hosts: ['a.example.com'],
  environment: 'production',
  description: '',
  owner: 'octocat',
  startedAt: 0,
  plan,
};
const own = { trace: formatMarker(plan) };
const deployment = { id: 'd-1', url: 'https://example.com/d-1', acceptedAt: 0 };

describe('the way from one status to another', () => {
  test.each([
    ['pending', 'in_progress', ['in_progress']],
    ['pending', 'succeeded', ['in_progress', 'succeeded']],
    ['pending', 'failed', ['failed']],
    ['in_progress', 'succeeded', ['succeeded']],
    ['in_progress', 'pending', ['failed', 'pending']],
    ['failed', 'pending', ['pending']],
    ['failed', 'succeeded', ['pending', 'in_progress', 'succeeded']],
    ['succeeded', 'rolled_back', ['rolled_back']],
    ['succeeded', 'failed', undefined],
    ['succeeded', 'in_progress', undefined],
    ['failed', 'rolled_back', undefined],
    ['in_progress', 'rolled_back', undefined],
    ['rolled_back', 'pending', ['pending']],
    ['rolled_back', 'succeeded', []],
    ['rolled_back', 'failed', []],
  ] as const)('%s to %s', (from, to, steps) => {
    expect(stepsTo(from, to)).toEqual(steps);
  });

  test.each(recordStatuses)('%s is left alone where it should be %p already', (status) => {
    expect(stepsTo(status, status)).toEqual([]);
  });
});

describe('the record to end', () => {
  const other = entry();
  const named = entry({ metadata: { deploymentId: 'd-1' } });
  const ours = entry({ metadata: own });
  const earlier = entry({ metadata: { trace: own.trace.replace('/1/', '/0/') } });
  const ended = entry({ status: 'failed', metadata: own });
  const later = { ...plan, origin: { ...plan.origin, attempt: 2 } };
  const resume = { ...announcement, plan: { ...plan, operation: 'resume' } } as const;

  test.each([
    ['the one that names the deployment', [other, ours, named], announcement, { deployment }, named],
    ['the one that this step made', [other, ours], announcement, {}, ours],
    ['none that has ended', [other, ended], announcement, {}, undefined],
    ["none of somebody else's", [other], announcement, {}, undefined],
    ['one of an earlier attempt', [other, ours], { ...announcement, plan: later }, {}, ours],
    [
      'none of a later attempt',
      [{ ...earlier, metadata: { trace: own.trace.replace('/1/', '/9/') } }],
      announcement,
      {},
      undefined,
    ],
    ['of a run that resumes, the newest open one', [ended, other, entry()], resume, {}, other],
    ['of a run that resumes, none of another version', [entry({ version: '9' })], resume, {}, undefined],
  ] as const)('is %s', (_, entries, told, conclusion, expected) => {
    expect(entryToEnd(entries, told, conclusion)).toBe(expected);
  });

  test('is found after a lost answer only while it is open', () => {
    expect(ownEntry([ended, ours], announcement)).toBe(ours);
    expect(ownEntry([ended], announcement)).toBeUndefined();
  });
});

describe('a retry', () => {
  const failed = entry({ status: 'failed' });
  test('takes the newest record where it has failed with the same version', () => {
    expect(entryToRetry([failed], '1.2.3')).toBe(failed);
  });
  test.each([
    ['there is nothing', []],
    ['the newest is of another version', [entry({ status: 'failed', version: '1' }), failed]],
    ['something came after it', [entry({ status: 'succeeded', version: '1' }), failed]],
    ['it did not fail', [entry({ status: 'rolled_back' })]],
  ])('makes a new record where %s', (_, entries) => {
    expect(entryToRetry(entries, '1.2.3')).toBeUndefined();
  });
});

const history = (...words: readonly string[]): RecordEntry[] =>
  words.map((word) => {
    const [version = '', status] = word.split(' ');
    return entry({ version, status: recordStatuses.find((each) => each === (status ?? 'succeeded')) });
  });

describe('the version before', () => {
  test.each([
    [
      'the success before the live one',
      history('1.2.2 failed', '1.1.0', '1.0.5 rolled_back', '1.0.0'),
      undefined,
      '1.0.0',
    ],
    ['not the same version once more', history('1.1.0', '1.1.0', '1.0.0'), '1.1.0', '1.0.0'],
    ['what is live where something else was put there by hand', history('1.1.0', '1.0.0'), '1.1.1', '1.1.0'],
    ['nothing where there was only one', history('1.1.0'), '1.1.0', undefined],
    ['nothing where there was none', history('1.1.0 failed'), undefined, undefined],
    ['nothing that has been rolled back', history('1.0.0', '1.1.0 rolled_back'), '1.0.0', undefined],
  ])('is %s', (_, entries, current, expected) => {
    expect(entryBefore(entries, current)?.version).toBe(expected);
  });
});

describe('the row of a component', () => {
  test('has the newest success of each environment, in their order', () => {
    const rows = rowOf([
      entry({ environmentName: 'production', environmentOrder: 3, version: '1.1', at: 5 }),
      entry({ environmentName: 'test', environmentOrder: 1, version: '1.2' }),
      entry({ environmentName: 'production', environmentOrder: 3, version: '1.0' }),
    ]);
    expect(rows).toEqual([
      { environment: 'test', version: '1.2' },
      { environment: 'production', version: '1.1', since: 5 },
    ]);
  });

  const documented = [
    {
      componentId: 'c',
      componentName: 'x',
      environments: { test: { version: '1', deployedAt: '2026-01-01T00:00:00Z' }, none: null },
    },
  ];
  const released = [
    {
      id: 'c',
      name: 'x',
      kind: 'service',
      environments: [
        {
          environmentId: 'e',
          environmentName: 'test',
          version: '1',
          status: 'succeeded',
          deployedAt: '2026-01-01T00:00:00Z',
        },
        { environmentId: 'f', environmentName: 'none', version: null, status: null, deployedAt: null },
      ],
    },
  ];
  test.each([
    ['documented', documented],
    ['released', released],
  ])('is read from the matrix as %s', (_, matrix) => {
    const cells = [{ environment: 'test', version: '1', since: Date.UTC(2026, 0, 1) }];
    expect(readMatrix(matrix)).toEqual([{ componentId: 'c', cells }]);
  });

  test('is not read from anything else', () => {
    expect(() => readMatrix({ data: [] })).toThrow('does not match the documentation of the Deployments API');
  });
});

describe('what the server says', () => {
  const record = {
    id: 'x',
    version: '1',
    status: 'archived',
    metadata: null,
    createdAt: '2026-01-01T00:00:00Z',
  };

  test('comes in pages, or whole from early releases', () => {
    expect(readEntries({ data: [record], total: 7, skip: 0, take: 1 })).toMatchObject({ total: 7 });
    expect(readEntries([record])).toMatchObject({ total: 1, items: [{ id: 'x', at: Date.UTC(2026, 0, 1) }] });
  });

  test('may hold an undocumented status', () => {
    expect(readEntries([record]).items[0]?.status).toBeUndefined();
  });

  test.each(['../../x', '', 'x', `${uuid(1)}/..`])('is no new record with the id %p', (id) => {
    expect(() => readCreated({ id })).toThrow('not a UUID');
  });

  test.each([
    ['its body', { token: 'a.b.c' }, [], 'a.b.c'],
    ['a cookie', {}, ['refresh_token=r; Path=/', 'access_token=a.b.c; HttpOnly'], 'a.b.c'],
    ['its body before a cookie', { token: 'body' }, ['access_token=cookie'], 'body'],
  ])('is a login with a token in %s', (_, body, cookies, token) => {
    expect(readLogin(body, cookies)).toBe(token);
  });

  test.each([
    ['nothing', {}, []],
    ['an empty cookie', {}, ['access_token=; HttpOnly']],
    ['what ends a header', { token: 'a\r\nx: y' }, []],
  ])('is no login with %s', (_, body, cookies) => {
    expect(() => readLogin(body, cookies)).toThrow('the login returned no token');
  });

  test('never leads anywhere by what it keeps in metadata', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('trace', 'deploymentId', 'rollbackOfId'), fc.anything()),
        (metadata) => {
          const { trace, deploymentId, rollbackOfId } = memoOf({ metadata });
          expect(trace ?? 'x').not.toMatch(/\s/);
          expect(deploymentId ?? 'x').toMatch(/^(?!\.+$)[\w.-]+$/);
          expect(rollbackOfId === undefined || /^[\da-fA-F-]{36}$/.test(rollbackOfId)).toBe(true);
        },
      ),
    );
  });
});

test.each([
  ['https://portal.example.com', 'https://portal.example.com/', false],
  ['https://portal.example.com/', 'https://portal.example.com/', false],
  ['https://portal.example.com/api', 'https://portal.example.com/', false],
  ['https://portal.example.com/api/v1/', 'https://portal.example.com/', true],
  ['https://example.com/portal/api/v1', 'https://example.com/portal/', true],
  ['https://example.com/my-api/v1', 'https://example.com/my-api/v1/', false],
])('the address %s', (given, root, versioned) => {
  expect(rootOf(new URL(given))).toEqual({ root: new URL(root), versioned });
});

test.each([
  [401, '/api/v1/auth/login', '', '`deployments-api-password`'],
  [401, '/api/v1/deployments', '', '`deployments-api-token`'],
  [403, '/api/v1/deployments', 'X-Organization-Id header is required', '`deployments-api-organization`'],
  [403, '/api/v1/deployments', 'Forbidden resource', 'may not write'],
  [400, '/api/v1/deployments', '', '`version`'],
  [400, '/api/v1/deployments/x', 'Invalid status transition from "a" to "b"', 'Another client'],
  [404, '/api/v1/deployments', '', '`deployments-api-url`'],
  [429, '/api/v1/deployments', '', 'limits its callers'],
  [500, '/api/v1/deployments', '', 'can reach'],
])('after HTTP %i at %s people read what to do', (status, where, text, advice) => {
  const facts = {
    kind: 'status',
    sent: 'all',
    server: 'Deployments API',
    method: 'GET',
    where,
    status,
    text,
  } as const;
  expect(advise(facts)).toContain(advice);
});

test('an id is a UUID, whatever its letters', () => {
  expect(isUuid('550E8400-e29b-41d4-a716-446655440001')).toBe(true);
  expect(isUuid('550e8400e29b41d4a716446655440001')).toBe(false);
});
