import { expect, test } from '@jest/globals';
import { explainLoss, lostInputs } from '../../../src/ci/lost-inputs.ts';

const names = ['platform', 'url', 'on-warnings', 'bigpanda-token'];

test.each([
  [
    'all from a runner',
    { INPUT_PLATFORM: 'appian', INPUT_URL: '', 'INPUT_ON-WARNINGS': '', 'INPUT_BIGPANDA-TOKEN': 'x' },
    [],
  ],
  ['a few from a local runner', { INPUT_PLATFORM: 'appian', 'INPUT_ON-WARNINGS': 'fail' }, []],
  ['none with a dash', { INPUT_PLATFORM: 'appian', INPUT_URL: 'x' }, ['on-warnings', 'bigpanda-token']],
  ['none with a dash, some empty', { INPUT_PLATFORM: 'x', INPUT_URL: '' }, ['on-warnings', 'bigpanda-token']],
  ['one of all', { INPUT_PLATFORM: 'appian', INPUT_URL: '', 'INPUT_BIGPANDA-TOKEN': '' }, ['on-warnings']],
  ['none at all', {}, ['on-warnings', 'bigpanda-token']],
])('%s', (_, env, lost) => {
  expect(lostInputs(names, env)).toEqual(lost);
});

test('a loss is explained', () => {
  expect(explainLoss(['on-warnings', 'bigpanda-token'])).toBe(
    'did not reach this program, although a runner passes every input. Nor did bigpanda-token. A shell such as sh drops variables with "-" in their names: start the program without one, or through bash',
  );
  expect(explainLoss(['url'])).toBe('did not reach this program, although a runner passes every input');
});
