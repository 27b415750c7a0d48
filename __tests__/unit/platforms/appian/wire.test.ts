import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { UnreadableAnswer } from '../../../../src/http/client.ts';
import {
  readBegun,
  readDeployment,
  readExport,
  readInspection,
  readPackages,
} from '../../../../src/platforms/appian/wire.ts';

/** As in the vendor's documentation of the inspection result. */
const inspection =
  JSON.parse(`{"summary":{"adminConsoleSettingsExpected":{"total":5,"imported":3,"failed":0,"skipped":2},
  "objectsExpected":{"total":22,"imported":20,"failed":2,"skipped":0},
  "problems":{"totalErrors":2,"totalWarnings":0,
    "errors":[{"errorMessage":"The dataStore [id= uuid=_a-…] was not imported because a required precedent is missing: … (APNX-1-4070-001) (APNX-1-4071-006)","objectName":"APN Account","objectUuid":"_a-…"}],
    "warnings":[{"warningMessage":"…","objectName":"…","objectUuid":"…"}]}},
 "status":"COMPLETED"}`) as unknown;

/** As in the vendor's documentation of the import result. */
const imported = JSON.parse(`{"summary":{"databaseScripts":0,
  "adminConsoleSettings":{"total":7,"imported":6,"failed":0,"skipped":1},
  "plugins":{"total":3,"imported":3,"skipped":0},
  "objects":{"total":22,"imported":22,"failed":0,"skipped":0},
  "deploymentLogUrl":"https://example.appiancloud.com/suite/deployment-management/v2/deployments/1/log/"},
 "status":"COMPLETED"}`) as unknown;

function outcomeOf(act: () => unknown): string {
  try {
    act();
    return 'read';
  } catch (error) {
    return error instanceof Error ? error.name : 'something else';
  }
}

describe('the answer to a POST', () => {
  const uuid = 'f9c81c58-9f7a-4c3e-8d3a-0d6d2f1c7b11';

  test.each([
    [{ uuid, url: `https://example.appiancloud.com/deployments/${uuid}/`, status: 'IN_PROGRESS' }, uuid],
    [{ uuid, url: 'https://elsewhere.example.com/' }, uuid],
    [{ uuid }, uuid],
    [
      { uuid: '_a-0000e5b1-38bb-8000-9bb6-011c48011c48_1234' },
      '_a-0000e5b1-38bb-8000-9bb6-011c48011c48_1234',
    ],
    [{ uuid: 'a', something: { new: true } }, 'a'],
    [{ uuid: '..a' }, '..a'],
  ])('%j begins %s', (answer, expected) => {
    expect(readBegun(answer)).toBe(expected);
  });

  test.each([
    ['../../x'],
    ['.'],
    ['..'],
    ['...'],
    ['a/b'],
    ['a\\b'],
    ['a?b'],
    ['a#b'],
    ['a%2fb'],
    ['a b'],
    ['a\nb'],
    ['a\n'],
    ['é'],
    [''],
    ['x'.repeat(129)],
    [42],
    [null],
    [undefined],
    [['a']],
  ])('the uuid %j is refused, for it goes into paths', (bad) => {
    expect(() => readBegun({ uuid: bad })).toThrow(UnreadableAnswer);
  });

  test.each([[null], ['text'], [[]], [42], [{}]])('%j begins nothing', (answer) => {
    expect(() => readBegun(answer)).toThrow(UnreadableAnswer);
  });

  test('an accepted uuid never leaves its place in a path', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('.', '/', '\\', '%', '?', '#', ':', '@', 'a', '1', '-', '_') }),
        (text) => {
          let read: string;
          try {
            read = readBegun({ uuid: text });
          } catch {
            return;
          }
          const base = 'https://example.appiancloud.com/suite/deployment-management/v2/deployments/';
          expect(new URL(`${read}/log`, base).href).toBe(`${base}${read}/log`);
        },
      ),
    );
  });
});

describe('an inspection result', () => {
  test('is read as documented', () => {
    expect(readInspection(inspection)).toEqual({
      status: 'COMPLETED',
      findings: {
        errors: 2,
        warnings: 1,
        problems: [
          {
            severity: 'error',
            object: 'APN Account',
            uuid: '_a-…',
            message:
              'The dataStore [id= uuid=_a-…] was not imported because a required precedent is missing: … (APNX-1-4070-001) (APNX-1-4071-006)',
          },
          { severity: 'warning', object: '…', uuid: '…', message: '…' },
        ],
        counts: [
          { what: 'objects', total: 22, imported: 20, failed: 2, skipped: 0 },
          { what: 'admin console settings', total: 5, imported: 3, failed: 0, skipped: 2 },
        ],
      },
    });
  });

  test.each([
    ['in progress', { status: 'IN_PROGRESS' }],
    ['no summary', { status: 'COMPLETED' }],
    ['a null summary', { status: 'COMPLETED', summary: null }],
    ['no problems block', { status: 'COMPLETED', summary: { objectsExpected: { total: 1 } } }],
    ['a null problems block', { status: 'COMPLETED', summary: { problems: null } }],
    [
      'neither a number of errors nor a list',
      { status: 'COMPLETED', summary: { problems: { totalWarnings: 0 } } },
    ],
    ['nulls for both', { status: 'COMPLETED', summary: { problems: { totalErrors: null, errors: null } } }],
  ])('has no findings with %s', (_, answer) => {
    expect(readInspection(answer)).toEqual({ status: answer.status });
  });

  test.each([
    [{ totalErrors: 0 }, 0, 0],
    [{ errors: [] }, 0, 0],
    [{ totalErrors: 0, totalWarnings: null, errors: null, warnings: null }, 0, 0],
    [{ totalErrors: 0, errors: [{ errorMessage: 'x' }] }, 1, 0],
    [{ totalErrors: 5, errors: [{ errorMessage: 'x' }] }, 5, 0],
    [{ totalErrors: 0, warnings: [{ warningMessage: 'x' }, {}] }, 0, 2],
  ])('the larger of number and list counts: %j', (problems, errors, warnings) => {
    expect(readInspection({ status: 'COMPLETED', summary: { problems } }).findings).toMatchObject({
      errors,
      warnings,
    });
  });

  test('a problem without any text is still a problem', () => {
    const answer = { status: 'COMPLETED', summary: { problems: { errors: [{ objectName: null }] } } };
    expect(readInspection(answer).findings?.problems).toEqual([
      { severity: 'error', object: '', uuid: '', message: '' },
    ]);
  });

  test.each([
    [{}, 'status'],
    [{ status: null }, 'status'],
    [{ status: 7 }, 'status'],
    [{ status: 'COMPLETED', summary: 'fine' }, 'summary'],
    [{ status: 'COMPLETED', summary: { problems: { totalErrors: '0' } } }, 'summary.problems.totalErrors'],
    [{ status: 'COMPLETED', summary: { problems: { errors: {} } } }, 'summary.problems.errors'],
    [{ status: 'COMPLETED', summary: { problems: { errors: [null] } } }, 'summary.problems.errors.0'],
  ])('%j is unreadable, and the complaint names %s', (answer, place) => {
    expect(() => readInspection(answer)).toThrow(
      new RegExp(`^"${place}" is missing or not what this API sends$`),
    );
  });
});

describe('an import result', () => {
  test('is read as documented', () => {
    expect(readDeployment(imported)).toEqual({
      status: 'COMPLETED',
      isExport: false,
      counts: [
        { what: 'objects', total: 22, imported: 22, failed: 0, skipped: 0 },
        { what: 'plug-ins', total: 3, imported: 3, failed: 0, skipped: 0 },
        { what: 'admin console settings', total: 7, imported: 6, failed: 0, skipped: 1 },
      ],
    });
  });

  test.each([
    [{ status: 'FAILED' }],
    [{ status: 'REJECTED', summary: null }],
    [{ status: 'PENDING_REVIEW', summary: {} }],
    [{ status: 'FAILED', deploymentLogUrl: 'https://elsewhere.example.com/' }],
    [{ status: 'COMPLETED', summary: { objects: null, plugins: null, databaseScripts: null } }],
  ])('any block may be missing: %j', (answer) => {
    expect(readDeployment(answer)).toEqual({ status: answer.status, isExport: false, counts: [] });
  });

  test.each([
    { status: 'COMPLETED', packageZip: 'https://example.appiancloud.com/x/package-zip/' },
    { status: 'COMPLETED_WITH_EXPORT_ERRORS' },
  ])('an export, which deploys nothing, is known as one: %j', (answer) => {
    expect(readDeployment(answer)).toMatchObject({ isExport: true });
  });

  test('database scripts are a number here', () => {
    expect(readDeployment({ status: 'COMPLETED', summary: { databaseScripts: 2 } }).counts).toEqual([
      { what: 'database scripts', total: 2, imported: 2, failed: 0, skipped: 0 },
    ]);
  });

  test('a missing total is the sum of its parts', () => {
    const summary = { objects: { imported: 3, failed: 1, skipped: null } };
    expect(readDeployment({ status: 'COMPLETED', summary }).counts).toEqual([
      { what: 'objects', total: 4, imported: 3, failed: 1, skipped: 0 },
    ]);
  });

  test('whatever is sent, it is read or called unreadable', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        for (const read of [readBegun, readInspection, readDeployment]) {
          expect(outcomeOf(() => read(value))).toMatch(/^(read|Unreadable)$/);
        }
      }),
    );
  });
});

describe('the packages of an application', () => {
  test('are read as documented, stray spaces in timestamps and all', () => {
    const list = {
      totalPackageCount: 2,
      packages: [
        {
          datasourceUuid: '',
          objectCount: 8,
          name: '[VM-18533] Allows Users to Request Multiple Orders',
          uuid: 'f9c81c58-9e62-414e-9bd2-ceb2e812e251',
          ticketLink: 'https://issues.acmevehicles.com/browser/VM-18533',
          lastModifiedTimestamp: '2023-03-13T16: 54: 39.136Z',
        },
        { uuid: 'x-1', name: 'bare', ticketLink: null },
      ],
    };
    expect(readPackages(list)).toEqual([
      {
        uuid: 'f9c81c58-9e62-414e-9bd2-ceb2e812e251',
        name: '[VM-18533] Allows Users to Request Multiple Orders',
        ticket: 'https://issues.acmevehicles.com/browser/VM-18533',
        changed: '2023-03-13T16:54:39.136Z',
      },
      { uuid: 'x-1', name: 'bare', ticket: '', changed: '' },
    ]);
  });

  test.each([
    {},
    { packages: {} },
    { packages: [{ name: 'a' }] },
    { packages: [{ name: 'a', uuid: '../x' }] },
  ])('%j is unreadable', (value) => {
    expect(outcomeOf(() => readPackages(value))).toBe('Unreadable');
  });
});

describe('an export result', () => {
  const url = 'https://elsewhere.example.com/deployments/1/package-zip/';

  test('reports what there is to fetch, scripts in their order, however their names are spelt', () => {
    const result = {
      packageZip: url,
      dataSource: 'jdbc/Appian',
      databaseScripts: [
        { fileName: 'b.sql', orderId: 2, url },
        { filename: 'a.sql', orderId: '1', url },
        { orderId: 10 },
      ],
      pluginsZip: url,
      customizationFile: url,
      customizationFileTemplate: url,
      status: 'COMPLETED',
    };
    expect(readExport(result)).toEqual({
      status: 'COMPLETED',
      packageZip: true,
      pluginsZip: true,
      customizationFile: true,
      template: true,
      dataSource: 'jdbc/Appian',
      scripts: [
        { name: 'a.sql', order: 1 },
        { name: 'b.sql', order: 2 },
        { name: '', order: 10 },
      ],
    });
  });

  test('leaves out what is not there', () => {
    expect(readExport({ status: 'IN_PROGRESS' })).toEqual({
      status: 'IN_PROGRESS',
      packageZip: false,
      pluginsZip: false,
      customizationFile: false,
      template: false,
      dataSource: '',
      scripts: [],
    });
  });

  test('with an order that could lead elsewhere is unreadable', () => {
    const result = { status: 'COMPLETED', databaseScripts: [{ fileName: 'a.sql', orderId: '../../log' }] };
    expect(outcomeOf(() => readExport(result))).toBe('Unreadable');
  });
});
