import { describe, expect, test } from '@jest/globals';
import type { InputName } from '../../../src/definition.ts';
import { readInputs } from '../../../src/job/read-inputs.ts';

const good: Partial<Record<InputName, string>> = {
  platform: 'appian',
  url: 'https://example.appiancloud.com',
  token: 'a-good-token',
  environment: 'production',
  package: 'app.zip',
};
const url = { 'deployments-api-url': 'https://portal.example.com' };
const secret = 'a-good-secret';

function complaints(
  inputs: Partial<Record<InputName, string>>,
  variables: Partial<Record<InputName, string>> = {},
) {
  const given = (name: InputName): string => inputs[name] ?? good[name] ?? '';
  const raw = (name: InputName): string => given(name) || (variables[name] ?? '');
  return readInputs(raw, given).problems.map(({ input, message }) => `${input} ${message}`);
}

describe('trackers that have all they need', () => {
  test.each<Partial<Record<InputName, string>>>([
    {},
    { 'bigpanda-token': secret, 'bigpanda-api': 'changes', 'bigpanda-app-key': secret },
    { ...url, 'deployments-api-token': secret, 'promote-from': 'staging' },
    { ...url, 'deployments-api-username': 'bot', 'deployments-api-password': 'pass word with spaces' },
    { 'github-deployment': 'create', 'github-token': secret },
    { 'github-deployment': 'off', 'github-token': '' },
    { 'pagerduty-routing-key': secret },
    { 'pagerduty-routing-key': secret, 'pagerduty-url': 'eu' },
    { 'pagerduty-url': 'http://127.0.0.1:8089' },
    { 'datadog-api-key': secret },
    { 'datadog-api-key': secret, 'datadog-site': 'datadoghq.eu' },
    { 'datadog-api-key': secret, 'datadog-site': 'http://127.0.0.1:8089' },
    { 'datadog-site': 'https://api.ap9.datadoghq.com' },
    { 'cdevents-url': 'https://events.example.com/cdevents' },
    { 'cdevents-url': 'https://events.example.com/cdevents', 'cdevents-token': secret },
  ])('%p', (inputs) => {
    expect(complaints(inputs)).toEqual([]);
  });

  test('a variable that a runner has for all its jobs is no mistake, unless it is a gate', () => {
    expect(complaints({}, { 'deployments-api-token': secret, 'cdevents-token': secret })).toEqual([]);
    expect(complaints({}, { 'promote-from': 'staging' })).toEqual([
      'deployments-api-url is required for `promote-from`',
    ]);
  });
});

test.each<[Partial<Record<InputName, string>>, readonly string[]]>([
  [
    { 'bigpanda-api': 'changes' },
    ['bigpanda-token is required for `bigpanda-api', 'bigpanda-app-key is required for'],
  ],
  [{ 'bigpanda-api': 'changes', 'bigpanda-token': secret }, ['bigpanda-app-key is required for']],
  [url, ['deployments-api-token is required for `deployments-api-url`, or `deployments-api-username`']],
  [{ ...url, 'deployments-api-username': 'bot' }, ['deployments-api-password is required for']],
  [{ ...url, 'deployments-api-password': secret }, ['deployments-api-username is required: the user of']],
  [
    { ...url, 'deployments-api-token': secret, 'deployments-api-username': 'bot' },
    ['deployments-api-username must be absent'],
  ],
  [{ 'promote-from': 'staging' }, ['deployments-api-url is required for `promote-from`']],
  [
    { 'deployments-api-token': secret, 'deployments-api-component': 'x' },
    ['deployments-api-url is required for `deployments-api-token`, `deployments-api-component`'],
  ],
  [{ 'github-deployment': 'create' }, ['github-token is required for `github-deployment: create`']],
  [
    { ...url, 'deployments-api-url': 'portal', 'promote-from': 'x' },
    ['deployments-api-url must be a URL', 'deployments-api-token is required'],
  ],
  [{ 'pagerduty-routing-key': 'short' }, ['pagerduty-routing-key is shorter than 8 characters']],
  [{ 'datadog-site': 'eu' }, ['datadog-site must be datadoghq.com, us3.datadoghq.com,']],
  [{ 'datadog-site': 'http://api.datadoghq.eu' }, ['datadog-site must begin with https://']],
  [{ 'pagerduty-url': 'apac' }, ['pagerduty-url must be us, eu or a URL']],
  [{ 'cdevents-token': secret }, ['cdevents-url is required for `cdevents-token`']],
  [{ 'cdevents-token': secret, 'cdevents-url': 'sink' }, ['cdevents-url must be a URL']],
  [{ operation: 'rollback', package: '' }, ['package is required to roll back']],
  [{ operation: 'rollback', environment: '' }, ['environment is required to deploy']],
])('%p', (inputs, expected) => {
  expect(complaints(inputs)).toEqual(expected.map((text) => expect.stringContaining(text)));
});
