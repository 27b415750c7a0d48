import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { escapeValue, openOutputFile, outputVariable } from '../../../src/ci/output-file.ts';
import { inputTable, outputs } from '../../../src/definition.ts';
import { environmentName } from '../../../src/inputs/names.ts';
import { readDotenv, readProperties } from '../../support/ci-systems.ts';

const folder = mkdtempSync(join(tmpdir(), 'outputs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const names = Object.keys(outputs);
/** GitLab gets no paths of reports: its pipelines name them. */
const namesInGitLab = names.filter((name) => name !== 'junit-file' && name !== 'report-file');
const HARM = [
  '\n',
  '\r',
  '\\',
  '=',
  ':',
  '#',
  '!',
  '$',
  '$$',
  '${CI_TOKEN}',
  '$CI_TOKEN',
  '"',
  "'",
  ' ',
  '\t',
];
const value = fc.oneof(
  fc.string({
    unit: fc.constantFrom(...HARM, '\u0000', '\u2028', '\u0085', 'a', 'LOWCODE_STATUS=succeeded', 'é', '🟡'),
  }),
  fc.string({ unit: 'binary' }),
);

describe('the file of outputs', () => {
  test.each([
    ['plain', 'plain', 'plain'],
    ['', '', ''],
    ['a=b', 'a=b', 'a=b'],
    ['two\nlines', 'two lines', 'two\\u000Alines'],
    ['\r\nLOWCODE_STATUS=succeeded', ' LOWCODE_STATUS=succeeded', '\\u000D\\u000ALOWCODE_STATUS=succeeded'],
    ['$HOME ${HOME}', '$$HOME $${HOME}', '$HOME ${HOME}'],
    ['C:\\temp', 'C:\\temp', 'C:\\\\temp'],
    [' leads', ' leads', '\\ leads'],
    ['Größe 🟡', 'Größe 🟡', 'Gr\\u00F6\\u00DFe \\uD83D\\uDFE1'],
  ])('holds %j', (text, dotenv, property) => {
    expect(escapeValue(text, 'dotenv')).toBe(dotenv);
    expect(escapeValue(text, 'properties')).toBe(property);
  });

  test('is read by GitLab as the outputs and nothing else, whatever a value holds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...namesInGitLab), value), (values) => {
        const path = join(folder, 'a.env');
        const write = openOutputFile(path, 'dotenv');
        const entries = Object.entries(values);
        for (const [name, text] of entries) write(name, text);
        if (entries.length === 0) return;
        const read = readDotenv(readFileSync(path, 'utf8'), { CI_TOKEN: 'leaked' });
        expect(Object.keys(read)).toEqual(entries.map(([name]) => outputVariable(name)));
        for (const [name, text] of entries) {
          const line = Buffer.from(text)
            .toString()
            .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
          expect(read[outputVariable(name)]).toBe(line.replace(/^ +| +$/g, ''));
        }
      }),
      { numRuns: 200 },
    );
  });

  test('is read by Java as the outputs and nothing else, whatever a value holds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value, { minKeys: 1 }), (values) => {
        const path = join(folder, 'sub', 'a.properties');
        const write = openOutputFile(path, 'properties');
        const entries = Object.entries(values);
        for (const [name, text] of entries) write(name, text);
        expect(readProperties(readFileSync(path, 'utf8'))).toEqual(
          Object.fromEntries(entries.map(([name, text]) => [outputVariable(name), text])),
        );
      }),
      { numRuns: 200 },
    );
  });

  test('holds nothing of an earlier run', () => {
    const path = join(folder, 'stale.env');
    openOutputFile(path, 'dotenv')('status', 'succeeded');
    openOutputFile(path, 'dotenv');
    expect(readFileSync(path, 'utf8')).toBe('');
  });

  test('keeps the last of two values, and is whole after each', () => {
    const path = join(folder, 'b.env');
    const write = openOutputFile(path, 'dotenv');
    write('deployment-id', 'd-1');
    expect(readFileSync(path, 'utf8')).toBe('LOWCODE_DEPLOYMENT_ID=d-1\n');
    write('status', 'failed');
    write('deployment-id', 'd-2');
    expect(readFileSync(path, 'utf8')).toBe('LOWCODE_DEPLOYMENT_ID=d-2\nLOWCODE_STATUS=failed\n');
  });

  test('gives no later job an input', () => {
    const given = new Set(inputTable.map(([name]) => environmentName(name)));
    expect(names.map(outputVariable).filter((name) => given.has(name))).toEqual([]);
  });

  test('stays within what GitLab takes by default: 20 variables', () => {
    const path = join(folder, 'all.env');
    const write = openOutputFile(path, 'dotenv');
    for (const name of names) write(name, 'x');
    expect(readFileSync(path, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(20);
  });
});
