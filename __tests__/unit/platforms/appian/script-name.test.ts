import { basename } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { plainName, plainTitle } from '../../../../src/http/file-name.ts';
import { scriptName } from '../../../../src/platforms/appian/script-name.ts';

describe('the name of an exported script', () => {
  test.each(['2024-fix.sql', 'Create Tables.sql', 'Tabellen ä.DDL', 'a.b.sql'])('%s is kept', (name) => {
    expect(scriptName(name, 1, [])).toBe(name);
  });

  test.each([
    '../../../outside.sql',
    '/etc/cron.d/x.sql',
    'C:\\x.sql',
    '.sql',
    '..sql',
    'no extension',
    'a.sql.exe',
    'a"\r\nX-Evil: 1.sql',
    'a\u202esql.txt.sql',
    `${'x'.repeat(5000)}.sql`,
    '',
  ])('%j is not', (name) => {
    expect(scriptName(name, 3, [])).toBe('script-3.sql');
  });

  test('that another script has is not given twice, in any case', () => {
    expect(scriptName('KEPT.SQL', 5, ['kept.sql'])).toBe('script-5.sql');
  });
});

describe('what something is called', () => {
  test.each([
    ['CR-1 Add page', 'CR-1 Add page'],
    [' two\r\n::error::lines ', 'two ::error::lines'],
    ['turned \u202e around', 'turned around'],
    ['x'.repeat(300), 'x'.repeat(200)],
  ])('%j is %j on one line', (text, expected) => {
    expect(plainTitle(text)).toBe(expected);
  });
});

describe('a file name of our own making', () => {
  test('leads nowhere, whatever something is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const name = plainName(text, 'package');
        expect(name).toMatch(/^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/);
        expect(basename(name)).toBe(name);
      }),
    );
  });
});
