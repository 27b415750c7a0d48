import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type InputName, inputTable } from '../../../src/definition.ts';
import { environmentName } from '../../../src/inputs/names.ts';
import { type Reading, readInputs } from '../../../src/job/read-inputs.ts';

const good = {
  platform: 'appian',
  url: 'https://example.appiancloud.com',
  token: 'a-good-token',
  environment: 'production',
  package: 'app.zip',
} as const;

function read(given: Partial<Record<InputName, string>>): Reading {
  return readInputs((name) => given[name] ?? '');
}

const complaints = (given: Partial<Record<InputName, string>>): readonly string[] =>
  read(given).problems.map(({ input, message }) => `${input} ${message}`);

/** They mean nothing to Appian, which reads none of them. */
const trackerDefaults = {
  'bigpanda-api': 'deployments',
  'datadog-site': new URL('https://api.datadoghq.com'),
  'github-deployment': 'off',
  'pagerduty-url': new URL('https://events.pagerduty.com'),
};

const outSystemsDefaults = {
  'on-conflict': 'fail',
  'redeploy-outdated': true,
  'on-intervention': 'fail',
  'on-no-tests': 'fail',
  'tests-timeout': 1_800_000,
  'on-busy': 'wait',
  'on-downgrade': 'warn',
  'untagged-changes': 'warn',
};

describe('reading the inputs', () => {
  test('what is enough to deploy fills every default in', () => {
    const { values, problems } = read(good);
    expect(problems).toEqual([]);
    expect(values).toEqual({
      ...good,
      operation: 'deploy',
      url: new URL('https://example.appiancloud.com'),
      timeout: 3_600_000,
      'poll-interval': 'auto',
      'api-version': 'v2',
      inspect: true,
      'on-warnings': 'allow',
      'on-review': 'wait',
      'token-type': 'api-key',
      'null-values': 'fail',
      'on-timeout': 'leave',
      'on-cancel': 'abort',
      ...outSystemsDefaults,
      ...trackerDefaults,
      'bigpanda-url': new URL('https://api.bigpanda.io'),
      'on-tracker-error': 'warn',
      summary: true,
    });
  });

  test('blanks around a value do not count, and blanks alone are no value', () => {
    const { values, problems } = read({ ...good, token: '  a-good-token\n', version: ' \t\n', timeout: '' });
    expect(problems).toEqual([]);
    expect(values.token).toBe('a-good-token');
    expect(values).not.toHaveProperty('version');
    expect(values.timeout).toBe(3_600_000);
  });

  test('with nothing given, everything that is required is asked for at once', () => {
    expect(complaints({}).map((each) => each.split(' ')[0])).toEqual([
      'platform',
      'url',
      'token',
      'environment',
    ]);
  });

  test('a secret that arrives empty gets the hint where secrets get lost', () => {
    const [said] = complaints({ ...good, token: '' });
    expect(said).toMatch(/^token is required and empty: .*forks.*Dependabot.*reusable workflow/);
  });

  test('all that is wrong is reported at once, one complaint an input', () => {
    const wrong = {
      platform: 'mendix',
      operation: 'destroy',
      url: 'http://example.com',
      token: 'short',
      timeout: 'soon',
      'poll-interval': '1ms',
      inspect: 'yes',
      'on-warnings': 'shrug',
      'on-review': 'skip',
      'bigpanda-url': 'mars',
      'on-tracker-error': 'panic',
      'api-version': '2',
      name: 'two\nlines',
      summary: '1',
    };
    const { problems, values } = read({ ...good, ...wrong });
    expect(problems.map(({ input }) => input).toSorted()).toEqual(Object.keys(wrong).toSorted());
    expect(values).toEqual({
      environment: 'production',
      package: 'app.zip',
      'token-type': 'api-key',
      'null-values': 'fail',
      'on-timeout': 'leave',
      'on-cancel': 'abort',
      ...outSystemsDefaults,
      ...trackerDefaults,
    });
  });

  test.each([
    ['an inspection needs no environment', { ...good, operation: 'inspect', environment: '' }, []],
    [
      'a deployment does',
      { ...good, environment: '' },
      ['environment is required to deploy: the name of the target, such as "production"'],
    ],
    [
      'an inspection without inspecting is none',
      { ...good, operation: 'inspect', inspect: 'false' },
      ['inspect must not be false when `operation` is inspect'],
    ],
    ['a deployment may go without', { ...good, inspect: 'FALSE' }, []],
  ])('%s', (_, given, expected) => {
    expect(complaints(given)).toEqual(expected);
  });

  test.each([
    [
      'an environment that is too long is not also missing',
      { environment: 'e'.repeat(101) },
      ['environment'],
    ],
    [
      'a source whose address is wrong is asked for nowhere else',
      { package: '', application: '30000000-0000-4000-8000-000000000002', 'source-url': 'dev' },
      ['source-url'],
    ],
    [
      'a source whose token is wrong is asked for nowhere else',
      { package: '', application: '30000000-0000-4000-8000-000000000002', 'source-token': 'short' },
      ['source-token'],
    ],
    [
      'an operation that is mistyped makes nothing else wrong',
      { operation: 'exprot', application: 'x' },
      ['operation'],
    ],
  ] as const)('%s', (_, given, inputs) => {
    expect(read({ ...good, ...given }).problems.map(({ input }) => input)).toEqual(inputs);
  });

  test.each([
    ['a.example.com, b_2\n10.0.0.1\n::1\nmünchen', ['a.example.com', 'b_2', '10.0.0.1', '::1', 'münchen']],
    ['["a.example.com"]', undefined],
    ['- a.example.com\n- b', undefined],
    ['* a', undefined],
    ['a b', undefined],
    ['https://a.example.com/', undefined],
  ])('the hosts %j are names or a mistake', (hosts, expected) => {
    const { values, problems } = read({ ...good, hosts });
    expect(values.hosts).toEqual(expected);
    expect(problems.map(({ input }) => input)).toEqual(expected ? [] : ['hosts']);
  });

  test('no complaint ever shows a secret', () => {
    const secretNames = inputTable.flatMap(([name, { secret }]) => (secret ? [name] : []));
    const wellFormed = fc.stringMatching(/^[A-Za-z0-9_]{9,20}$/);
    const malformed = fc.tuple(
      wellFormed,
      fc.constantFrom(' ', '\n', 'ä', '\u0000', '::error::'),
      wellFormed,
    );
    const secret = fc.oneof(
      wellFormed,
      malformed.map((parts) => parts.join('')),
    );
    const others = fc.dictionary(
      fc.constantFrom(...inputTable.map(([name]) => name).filter((name) => !secretNames.includes(name))),
      fc.constantFrom('', 'nonsense', 'http://example.com', '99999h', 'true'),
    );
    fc.assert(
      fc.property(others, fc.array(secret, { minLength: 2, maxLength: 2 }), (given, secrets) => {
        const withSecrets = Object.fromEntries(secretNames.map((name, i) => [name, secrets[i % 2]]));
        const said = complaints({ ...given, ...withSecrets }).join('\n');
        for (const text of secrets) expect(said).not.toContain(text.trim());
      }),
    );
  });

  test('every complaint completes a sentence on one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { problems } = readInputs(() => text);
        for (const { message } of problems) {
          expect(message).toMatch(/^(is|must|holds) [^\r\n]+[^.]$/);
          expect(message.length).toBeLessThan(300);
        }
      }),
    );
  });
});

test.each([
  ['url', 'LOWCODE_DEPLOY_URL'],
  ['poll-interval', 'LOWCODE_DEPLOY_POLL_INTERVAL'],
  ['on-tracker-error', 'LOWCODE_DEPLOY_ON_TRACKER_ERROR'],
])('input %s is also the variable %s', (name, variable) => {
  expect(environmentName(name)).toBe(variable);
});

const redact = (text: string): string => text.replaceAll('not-shown-token', '***');

const complaintsOf = (given: Readonly<Record<string, string>>): string =>
  JSON.stringify(readInputs((name) => given[name] ?? '', undefined, redact).problems);

describe('secrets in complaints', () => {
  test('are not repeated, not even in part where the complaint is cut', () => {
    const text = complaintsOf({ timeout: `${'x'.repeat(55)}not-shown-token` });
    expect(text).toContain('must be a number with a unit');
    expect(text).not.toContain('not-s');
  });

  test('change nothing of what is said of a secret itself', () => {
    expect(complaintsOf({ 'bigpanda-token': 'not-shown-token and more' })).toContain('holds spaces');
  });
});
