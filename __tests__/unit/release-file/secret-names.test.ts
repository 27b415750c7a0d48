import { expect, test } from '@jest/globals';
import { secretNamesOf } from '../../../src/release-file/secret-names.ts';

test('finds the names of secrets in every part of a release file', () => {
  const names = secretNamesOf({
    secrets: { 'bigpanda-token': 'OF_FILE' },
    environments: [
      { name: 'test', secrets: { token: 'OF_ENVIRONMENT' }, odc: { secrets: { token: 'OF_PLATFORM' } } },
      { name: 'production' },
    ],
    items: [
      {
        name: 'a',
        platform: 'appian',
        secrets: { token: 'OF_ITEM' },
        overrides: { production: { secrets: { token: 'OF_OVERRIDE' } }, test: {} },
      },
      { name: 'b', platform: 'odc' },
    ],
  });
  expect([...names]).toEqual(['OF_FILE', 'OF_ENVIRONMENT', 'OF_PLATFORM', 'OF_ITEM', 'OF_OVERRIDE']);
});
