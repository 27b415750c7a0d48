import { expect, test } from '@jest/globals';
import { apiBase } from '../../../../src/platforms/appian/site.ts';

test.each([
  ['https://x.appiancloud.com', 'v2', 'https://x.appiancloud.com/suite/deployment-management/v2/'],
  ['https://x.appiancloud.com/', 'v1', 'https://x.appiancloud.com/suite/deployment-management/v1/'],
  ['https://x.appiancloud.com/suite', 'v2', 'https://x.appiancloud.com/suite/deployment-management/v2/'],
  ['https://x.appiancloud.com/suite///', 'v2', 'https://x.appiancloud.com/suite/deployment-management/v2/'],
  [
    'https://x.appiancloud.com/suite/deployment-management',
    'v1',
    'https://x.appiancloud.com/suite/deployment-management/v1/',
  ],
  [
    'https://x.appiancloud.com/suite/deployment-management/v2',
    'v2',
    'https://x.appiancloud.com/suite/deployment-management/v2/',
  ],
  [
    'https://x.appiancloud.com/suite/deployment-management/v3/',
    'v3',
    'https://x.appiancloud.com/suite/deployment-management/v3/',
  ],
  [
    'https://x.appiancloud.com:8443/suite',
    'v2',
    'https://x.appiancloud.com:8443/suite/deployment-management/v2/',
  ],
  ['http://127.0.0.1:8080', 'v2', 'http://127.0.0.1:8080/suite/deployment-management/v2/'],
])('%s with api-version %s is asked at %s', (pasted, version, base) => {
  const site = apiBase(new URL(pasted), version);
  expect('base' in site && site.base.href).toBe(base);
});

test.each([
  ['https://x.appiancloud.com/portal', 'https://x.appiancloud.com'],
  ['https://x.appiancloud.com/suite/design', 'https://x.appiancloud.com'],
  ['https://x.appiancloud.com/suites', 'https://x.appiancloud.com'],
  ['https://x.appiancloud.com/suite/deployment-management/v2/deployments', 'https://x.appiancloud.com'],
  ['https://x.appiancloud.com/suite/deployment-management/latest', 'https://x.appiancloud.com'],
])('%s is refused, and the complaint shows the site alone', (pasted, site) => {
  expect(apiBase(new URL(pasted), 'v2')).toEqual({
    problem: `must be the Appian site itself, such as ${site} (got the path "${new URL(pasted).pathname}")`,
  });
});

test('a URL that names another version than `api-version` is refused', () => {
  expect(apiBase(new URL('https://x.appiancloud.com/suite/deployment-management/v1/'), 'v2')).toEqual({
    problem: 'names version v1 of the API and `api-version` is v2: leave it out of `url`',
  });
});
