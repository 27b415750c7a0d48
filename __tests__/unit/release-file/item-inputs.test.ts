import { describe, expect, test } from '@jest/globals';
import type { FileDeployment } from '../../../src/release-file/deployments.ts';
import { inputOf, missingSecrets } from '../../../src/release-file/item-inputs.ts';
import { placeOf, statesFolder } from '../../../src/release-file/places.ts';

const deployment: FileDeployment = {
  name: 'portal → test',
  item: 'portal',
  environment: 'test',
  platform: 'appian',
  stage: 1,
  env: { LOWCODE_DEPLOY_URL: 'https://file.example.com', LOWCODE_DEPLOY_ENVIRONMENT: 'test' },
  secrets: { token: 'APPIAN_API_KEY', 'client-secret': 'ODC_SECRET' },
};

describe('the inputs of a deployment of a release', () => {
  const variables: Readonly<Record<string, string>> = {
    APPIAN_API_KEY: 'the-key',
    LOWCODE_DEPLOY_TOKEN: 'another-key',
    LOWCODE_DEPLOY_URL: 'https://variable.example.com',
    LOWCODE_DEPLOY_TIMEOUT: '5m',
    LOWCODE_DEPLOY_BIGPANDA_TOKEN: 'panda-token',
  };
  const raw = inputOf(deployment, (name) => variables[name], 'state.json');

  test.each([
    ['platform', 'appian'], // the item
    ['url', 'https://file.example.com'], // the file before a variable
    ['token', 'the-key'], // the variable that the file names
    ['bigpanda-token', 'panda-token'], // the usual variable of a secret that the file does not name
    ['timeout', '5m'], // the usual variable
    ['operation', 'deploy'], // the default
    ['state-file', 'state.json'], // the default
    ['package', ''], // nothing
  ] as const)('%s is %j', (name, text) => {
    expect(raw(name)).toBe(text);
  });

  test('an empty secret is a problem if the platform has it, and its value is not in the message', () => {
    expect(missingSecrets(deployment, () => '')).toEqual([
      { input: 'token', message: expect.stringContaining('APPIAN_API_KEY') },
    ]);
    expect(missingSecrets(deployment, (name) => variables[name])).toEqual([]);
  });
});

describe('the places of states', () => {
  test('differ for each item and environment, even if their names read the same', () => {
    const names = [
      ['a-b', 'c'],
      ['a', 'b-c'],
      ['a b', 'c'],
      ['../../a', 'c'],
      ['.hidden', 'c'],
    ].map(([item = '', environment = '']) => placeOf({ item, environment }));
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[\w-][\w.-]*$/);
  });

  test('differ for files with the same name in other folders', () => {
    expect(statesFolder('h', 'one/release.yml')).not.toBe(statesFolder('h', 'two/release.yml'));
    expect(statesFolder('h', './release.yml')).toBe(statesFolder('h', 'release.yml'));
  });
});
