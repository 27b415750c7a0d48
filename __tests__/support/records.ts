import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { expect } from '@jest/globals';

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> {
    /**
     * Compares a text with its golden record: `records/<file of the test>/<name of the test>.txt`, beside the file of
     * the test. With `UPDATE_RECORDS=1` the text becomes the record.
     * @param part names the record if a test has several
     */
    toMatchRecord(part?: string): R;
  }
}

/** The longest name of a file, so that every system can check it out. */
const LONGEST_NAME = 140;

/** The records that the tests of this file have compared. */
const compared = new Set<string>();

expect.extend({
  toMatchRecord(actual: unknown, part = '') {
    const text = String(actual);
    const { testPath = '', currentTestName = '' } = this;
    const folder = join(dirname(testPath), 'records', basename(testPath, '.test.ts'));
    const path = join(folder, `${nameOf(`${currentTestName} ${part}`)}.txt`);
    if (process.env['UPDATE_RECORDS'] === '1') {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path, `${text}\n`);
    }
    const record = readRecord(path);
    const isShared = compared.has(path);
    compared.add(path);
    return {
      pass: record === text && !isShared,
      message: () =>
        isShared
          ? `Two tests have the record ${relative('.', path)}. Give each a name of its own.`
          : record === undefined
            ? `There is no ${relative('.', path)}. Run the test with UPDATE_RECORDS=1, then read the file.`
            : `${relative('.', path)} differs:\n\n${this.utils.diff(record, text) ?? ''}`,
    };
  },
});

function readRecord(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').slice(0, -1);
  } catch {
    return undefined;
  }
}

function nameOf(title: string): string {
  return title
    .replace(/[^\w.]+/g, '-')
    .slice(0, LONGEST_NAME)
    .replace(/^-|-$/g, '');
}
