import { describe, expect, test } from '@jest/globals';
import type { InputName } from '../../../../src/definition.ts';
import { readInputs } from '../../../../src/job/read-inputs.ts';

const APPLICATION = 'd243b14c-3ba5-41c3-9f51-76da51beb8f5';
type Given = Partial<Record<InputName, string>>;

const target: Given = {
  platform: 'appian',
  url: 'https://test.example.com',
  token: 'a-good-token',
  environment: 'test',
};
const promotion: Given = {
  ...target,
  'source-url': 'https://dev.example.com',
  'source-token': 'another-token',
  application: APPLICATION,
};
const exported: Given = {
  platform: 'appian',
  operation: 'export',
  url: 'https://dev.example.com',
  token: 'a-good-token',
  application: APPLICATION,
};

const problems = (given: Given): readonly string[] =>
  readInputs((name) => given[name] ?? '').problems.map(({ input, message }) => `${input} ${message}`);

const read = (text: string) =>
  readInputs((name) => ({ ...promotion, 'customization-values': text })[name] ?? '');

describe('the inputs of an Appian export or promotion', () => {
  test.each<[string, Given]>([
    ['an export', exported],
    ['an export of a package', { ...exported, 'source-package': 'CR-1 Add page' }],
    [
      'an export of two applications',
      { ...exported, application: `${APPLICATION}\n_a-0000e5ac-7c1b-8000-9bad-01075c01075c_310` },
    ],
    ['a promotion', promotion],
    ['a promotion that is only inspected', { ...promotion, operation: 'inspect', environment: '' }],
    ['a promotion by a later API', { ...promotion, 'api-version': 'v3' }],
    ['a promotion with a bearer token', { ...promotion, 'token-type': 'bearer' }],
    [
      'everything beside a package',
      { ...target, package: 'a.zip', 'null-values': 'allow', 'customization-values': '{"a.b":null,"c":1}' },
    ],
  ])('%s is complete', (_, given) => {
    expect(problems(given)).toEqual([]);
  });

  test.each<[string, Given, readonly RegExp[]]>([
    ['an export of nothing', { ...exported, application: '' }, [/^application is required: the UUID/]],
    ['an export by v1', { ...exported, 'api-version': 'v1' }, [/^api-version must be v2 or later to export/]],
    [
      'an export of a name',
      { ...exported, application: 'Customer Portal' },
      [/^application must be a UUID.*got "Customer Portal"/],
    ],
    ['an export of a path', { ...exported, application: '../../x' }, [/^application must be a UUID/]],
    [
      'an export with what is deployed',
      { ...exported, package: 'a.zip', 'database-scripts': 'a.sql', 'customization-values': '{}' },
      [/^package must be absent/, /^customization-values must be absent/, /^database-scripts must be absent/],
    ],
    [
      'an export with a source',
      { ...exported, 'source-url': 'https://x.example.com', 'source-token': 'another-token' },
      [/^source-url must be absent.*is `url`/, /^source-token must be absent/],
    ],
    [
      'a package of two applications',
      { ...exported, application: `${APPLICATION}\n${APPLICATION.replace('d', 'e')}`, 'source-package': 'x' },
      [/^application must be one/],
    ],
    [
      'a promotion without its key',
      { ...promotion, 'source-token': '' },
      [/^source-token is required with `source-url` and empty: .*forks/],
    ],
    [
      'a promotion from nowhere',
      { ...target, 'source-package': 'CR-1' },
      [/^source-url is required/, /^source-token is required/, /^application is required/],
    ],
    [
      'a promotion of a file',
      { ...promotion, package: 'a.zip' },
      [/^package must be absent when `source-url` is set/],
    ],
    ['a promotion by v1', { ...promotion, 'api-version': 'v1' }, [/^api-version must be v2/]],
    [
      'an application for nothing',
      { ...target, package: 'a.zip', application: APPLICATION },
      [/^application is for an export/],
    ],
    [
      'an unknown policy',
      { ...target, package: 'a.zip', 'null-values': 'maybe' },
      [/^null-values must be fail or allow/],
    ],
    [
      'a token of another kind',
      { ...target, package: 'a.zip', 'token-type': 'basic' },
      [/^token-type must be api-key or bearer/],
    ],
  ])('%s: refused', (_, given, complaints) => {
    const said = problems(given);
    expect(said).toHaveLength(complaints.length);
    complaints.forEach((complaint, at) => expect(said[at]).toMatch(complaint));
  });
});

describe('values for a customization file', () => {
  test('are texts; numbers and truth values become such, and null stays null', () => {
    const { values, problems } = read('{"a.b": "x", "n": 8080, "t": true, "none": null, "empty": ""}');
    expect(problems).toEqual([]);
    expect(values['customization-values']).toEqual({
      'a.b': 'x',
      n: '8080',
      t: 'true',
      none: null,
      empty: '',
    });
  });

  test.each([
    's3cret-value',
    '{"a": "s3cret-value"',
    '["s3cret-value"]',
    'null',
    '"s3cret-value"',
    '{"a": {"b": "s3cret-value"}}',
    '{"a": ["s3cret-value"]}',
  ])('%s is refused, and nothing of it is repeated', (text) => {
    const [problem] = read(text).problems;
    expect(problem).toMatchObject({ input: 'customization-values' });
    expect(problem?.message).toMatch(/^must /);
    expect(problem?.message).not.toContain('s3cret');
  });
});
