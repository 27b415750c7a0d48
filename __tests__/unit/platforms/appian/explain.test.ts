import { describe, expect, test } from '@jest/globals';
import { type FailureFacts, HttpFailure } from '../../../../src/http/failure.ts';
import { type AppianStep, explain } from '../../../../src/platforms/appian/explain.ts';
import { Halt, Interrupted, type Outcome } from '../../../../src/release/outcome.ts';

function failure(facts: Partial<FailureFacts>): HttpFailure {
  return new HttpFailure({
    kind: 'status',
    sent: 'all',
    server: 'Appian',
    method: 'POST',
    where: 'example.appiancloud.com/suite/deployment-management/v2/deployments',
    text: '',
    ...facts,
  });
}

const site = { url: 'source-url', token: 'source-token' } as const;
const doings: Readonly<Record<AppianStep['what'], AppianStep>> = {
  inspect: { what: 'inspect' },
  launch: { what: 'launch', name: 'portal 1.2.3' },
  look: { what: 'look' },
  attach: { what: 'attach' },
  export: { what: 'export', site },
};

function explained(facts: Partial<FailureFacts>, doing: AppianStep['what']): Outcome {
  const halt = explain(failure(facts), doings[doing]);
  if (!(halt instanceof Halt)) throw new Error('A failed request must be a Halt.');
  return halt.outcome;
}

test('an inspection that the site fails to answer is no end without advice', () => {
  expect(explained({ status: 500 }, 'inspect')).toMatchObject({
    status: 'error',
    advice: expect.stringContaining("the site's own log"),
  });
});

describe('a request that certainly had no effect', () => {
  test.each([
    [{ kind: 'unreachable', sent: 'nothing' }, 'error', 'trusted IPs'],
    [{ kind: 'distrusted', sent: 'nothing' }, 'error', 'NODE_EXTRA_CA_CERTS'],
    [{ kind: 'lost', sent: 'part' }, 'error', 'Check the network'],
    [{ kind: 'silent', sent: 'part' }, 'error', 'Check the network'],
    [
      { status: 302, location: 'https://login.example.com/' },
      'error',
      'redirects to another address or to a login',
    ],
    [{ status: 400 }, 'error', 'Its message above says which'],
    [{ status: 401, code: 'APNX-1-4187-000' }, 'error', '`token`'],
    [{ status: 401, code: 'APNX-1-4188-003' }, 'error', 'Service Accounts group'],
    [{ status: 403 }, 'error', 'enable incoming external deployments'],
    [{ status: 403, code: 'APNX-1-4552-001' }, 'error', 'Authenticate As'],
    [{ status: 404 }, 'error', '`api-version`'],
    [{ status: 405 }, 'error', 'Check `url`'],
    [{ status: 413 }, 'error', 'files of this size'],
    [{ status: 429 }, 'error', 'run this again later'],
  ] as const)('%j ends as %s and the advice says %s', (facts, status, remedy) => {
    for (const doing of ['inspect', 'launch'] as const) {
      const outcome = explained(facts, doing);
      expect(outcome.status).toBe(status);
      expect(outcome.reason).toContain('Nothing was deployed.');
      expect(outcome.advice).toContain(remedy);
    }
  });

  test('too many deployments at once are a refusal of this one, and no more than an error of an inspection', () => {
    expect(explained({ status: 409 }, 'launch')).toMatchObject({ status: 'refused' });
    expect(explained({ status: 409 }, 'inspect')).toMatchObject({ status: 'error' });
    expect(explained({ status: 409 }, 'launch').advice).toContain(
      'Too many deployments are running on this site',
    );
  });

  test('a status without a known remedy gives no advice', () => {
    expect(explained({ status: 418 }, 'launch')).not.toHaveProperty('advice');
  });
});

describe('a request to the site that is exported from', () => {
  test.each([
    [{ kind: 'unreachable', sent: 'nothing' }, 'Check `source-url`'],
    [{ kind: 'unreadable', sent: 'all' }, 'Check that `source-url` is'],
    [{ status: 401 }, 'Check `source-token`'],
    [{ status: 403 }, 'enable outgoing external deployments'],
    [{ status: 404 }, 'Check `source-url`, `application` and `api-version`'],
    [{ status: 409 }, 'Too many deployments are running on this site'],
  ] as const)('%j is an error, and the advice names what leads there: %s', (facts, remedy) => {
    const outcome = explained(facts, 'export');
    expect(outcome.status).toBe('error');
    expect(outcome.reason).toContain('Nothing was deployed.');
    expect(outcome.advice).toContain(remedy);
  });
});

const doubtful = [
  { kind: 'lost', sent: 'all' },
  { kind: 'silent', sent: 'all' },
  { kind: 'unreadable', sent: 'all' },
  { status: 303 },
  { status: 408 },
  { status: 500 },
  { status: 502 },
  { status: 503 },
  { status: 504 },
] as const;

describe('a request that may have been accepted', () => {
  test.each(doubtful)('%j leaves a launch unknown, and the name to look for is said', (facts) => {
    const outcome = explained(facts, 'launch');
    expect(outcome.status).toBe('unknown');
    expect(outcome.reason).toContain('may or may not have started');
    expect(outcome.advice).toContain('Look for "portal 1.2.3"');
  });

  test.each(doubtful)('%j is only an error of an inspection, which changes nothing', (facts) => {
    expect(explained(facts, 'inspect')).toMatchObject({ status: 'error' });
  });

  test.each([502, 503, 504])('HTTP %i at an inspection points to the gateway', (status) => {
    expect(explained({ status }, 'inspect').advice).toContain('gateway');
  });

  test('an answer that is not from Appian points to the login page in its place', () => {
    expect(explained({ kind: 'unreadable' }, 'inspect').advice).toContain('login page');
  });
});

describe('contact lost while a deployment is under way', () => {
  test.each([
    ...doubtful,
    { status: 401 },
    { status: 404 },
    { kind: 'unreachable', sent: 'nothing' },
  ] as const)('%j makes its outcome unknown', (facts) => {
    const outcome = explained(facts, 'look');
    expect(outcome.status).toBe('unknown');
    expect(outcome.advice).toContain('before you run this again');
  });
});

test.each([new Interrupted('cancel', 'stop'), new Error('a bug'), undefined, 'text'])(
  'anything but a failed request stays what it is: %p',
  (error) => {
    expect(explain(error, doings.launch)).toBe(error);
  },
);

test('the failed request stays known as the cause', () => {
  const cause = failure({ status: 500 });
  expect(explain(cause, doings.launch)).toHaveProperty('cause', cause);
});
