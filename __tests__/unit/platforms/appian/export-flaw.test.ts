import { expect, test } from '@jest/globals';
import { flawOf } from '../../../../src/platforms/appian/export-flaw.ts';
import type { ExportAnswer } from '../../../../src/platforms/appian/wire.ts';

const complete: ExportAnswer = {
  status: 'COMPLETED',
  packageZip: true,
  pluginsZip: false,
  customizationFile: false,
  template: false,
  dataSource: '',
  scripts: [],
};
const scripts = (...orders: readonly number[]): Partial<ExportAnswer> => ({
  dataSource: 'jdbc/Appian',
  scripts: orders.map((order) => ({ name: `${order}.sql`, order })),
});
const thousand = Array.from({ length: 1_000 }, (_, at) => at + 1);

test.each([
  ['without scripts', {}],
  ['with as many scripts as a release may have', scripts(...thousand)],
])('a complete export %s has no flaw', (_, more) => {
  expect(flawOf({ ...complete, ...more })).toBeUndefined();
});

test.each<readonly [string, Partial<ExportAnswer>, string, string]>([
  ['no package', { packageZip: false }, 'completed without a package', 'error'],
  ['no data source', { ...scripts(1), dataSource: '' }, 'has database scripts but no data source', 'error'],
  ['too many scripts', scripts(...thousand, 1_001), 'has 1,001 database scripts, more than 1,000', 'error'],
  ['an order twice', scripts(1, 2, 2), 'has two database scripts with the same order', 'error'],
  [
    'errors',
    { status: 'COMPLETED_WITH_ERRORS' },
    'is incomplete: not everything could be exported (COMPLETED_WITH_ERRORS)',
    'failed',
  ],
  ['a failure', { status: 'FAILED' }, 'failed on the site', 'failed'],
  ['an unknown status', { status: 'DONE' }, 'ended with a status that is not documented: DONE', 'unknown'],
])('an export with %s cannot be used', (_, more, end, word) => {
  expect(flawOf({ ...complete, ...more })).toEqual({ end, word });
});
