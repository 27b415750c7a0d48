import { describe, expect, test } from '@jest/globals';
import type { RunFacts } from '../../../src/ci/ci.ts';
import type { Inputs } from '../../../src/definition.ts';
import { createRedactor } from '../../../src/http/redact.ts';
import { derivePlan, withoutCredentials } from '../../../src/job/derive-plan.ts';
import { readInputs } from '../../../src/job/read-inputs.ts';
import type { Artifact, ReleaseContents, ReleasePlan } from '../../../src/release/plan.ts';

const packageFile: Artifact = {
  path: 'out/customer.portal.zip',
  name: 'customer.portal.zip',
  bytes: 1,
  sha256: '0123456789abcdef',
};
const customization: Artifact = { ...packageFile, path: 'site.properties', name: 'site.properties' };
const commit = 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334';

const packaged = (file: Artifact): ReleaseContents => ({ package: file, files: [file] });

function derive(
  given: Readonly<Record<string, string>> = {},
  facts: RunFacts = {},
  contents: ReleaseContents = packaged(packageFile),
): ReleasePlan {
  const all: Readonly<Record<string, string>> = {
    platform: 'appian',
    url: 'https://example.appiancloud.com:8443',
    token: 'a-good-token',
    environment: 'production',
    ...given,
  };
  return derivePlan(readInputs((name) => all[name] ?? '').values as Inputs, contents, facts);
}

describe('what the user left open', () => {
  test('is filled from the files and the run', () => {
    const facts = { runUrl: 'https://ci.example.com/7', commit, actor: 'octocat' };
    expect(derive({}, facts)).toEqual({
      platform: 'Appian',
      operation: 'deploy',
      host: 'example.appiancloud.com:8443',
      environment: 'production',
      component: 'customer.portal',
      version: 'a1b2c3d',
      hosts: ['example.appiancloud.com'],
      owner: 'octocat',
      name: 'customer.portal a1b2c3d',
      description: 'Deployed by https://ci.example.com/7',
      package: packageFile,
      files: [packageFile],
      runUrl: 'https://ci.example.com/7',
      commit,
      origin: { run: 'local', attempt: 1, job: '-', step: '-' },
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
  });

  test.each([
    ['the same inputs', {}, packageFile, true],
    [
      'another way of doing it',
      { timeout: '5m', 'on-review': 'stop', operation: 'resume' },
      packageFile,
      true,
    ],
    ['the same file elsewhere', {}, { ...packageFile, path: 'other.zip' }, true],
    ['other bytes', {}, { ...packageFile, sha256: 'f' }, false],
    ['another target', { environment: 'test' }, packageFile, false],
    ['another site', { url: 'https://test.appiancloud.com' }, packageFile, false],
    ['another version', { version: '2' }, packageFile, false],
  ])('%s: the same fingerprint: %p', (_, given, file, same) => {
    const [one, other] = [derive().fingerprint, derive(given, {}, packaged(file)).fingerprint];
    expect(one === other).toBe(same);
  });

  test('another destination in the environment: another fingerprint', () => {
    const elsewhere = { ...packaged(packageFile), destination: 'jdbc/Other' };
    expect(derive({}, {}, elsewhere).fingerprint).not.toBe(derive().fingerprint);
  });

  test('what the user gave stays', () => {
    const given = {
      version: '9',
      component: 'c',
      hosts: 'h',
      owner: 'o',
      name: 'n',
      description: 'd',
    };
    expect(derive(given, { tag: 'v1', commit, actor: 'octocat' })).toMatchObject({ ...given, hosts: ['h'] });
  });

  test.each([
    [{ tag: 'v1.0', commit }, 'v1.0'],
    [{ commit }, 'a1b2c3d'],
    [{}, '0123456789ab'],
  ])('the version of %j is %s', (facts, version) => {
    expect(derive({}, facts).version).toBe(version);
  });

  test('a customization file alone names the component', () => {
    const plan = derive({}, {}, { files: [customization] });
    expect(plan).toMatchObject({ component: 'site', files: [customization] });
    expect(plan).not.toHaveProperty('package');
  });

  test('without a file there is still a name for everything', () => {
    expect(derive({ operation: 'inspect', environment: '' }, {}, { files: [] })).toMatchObject({
      component: 'Appian',
      version: 'unknown',
      environment: 'example.appiancloud.com',
      owner: '',
      name: 'Appian unknown',
      description: 'Deployed by lowcode-deploy',
    });
  });

  test('hosts come in one order, each once, however they were given', () => {
    const hosts = ['a.example.com', 'b.example.com'];
    expect(derive({ hosts: 'b.example.com\na.example.com' }).hosts).toEqual(hosts);
    expect(derive({ hosts: 'a.example.com, b.example.com,a.example.com' }).hosts).toEqual(hosts);
  });

  test('a list of hosts without any host counts as absent', () => {
    expect(derive({ hosts: ' , ' }).hosts).toEqual(['example.appiancloud.com']);
  });
});

describe('what the platform reports', () => {
  test('loses a credential that the server repeats', () => {
    const redact = createRedactor(['a-good-token']);
    redact.hide(['Portal']);
    const details = { component: 'Portal a-good-token', hosts: ['a-good-token.test'], version: '1.2' };
    expect(withoutCredentials(details, redact)).toEqual({
      component: 'Portal ***',
      hosts: ['***.test'],
      version: '1.2',
    });
  });
});
