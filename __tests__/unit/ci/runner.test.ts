import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import * as runner from '../../../src/ci/runner.ts';

/** What GitHub's own package writes is what a runner reads. */

let folder: string;
const variables = ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY', 'RUNNER_DEBUG'];
const before = Object.fromEntries(variables.map((name) => [name, process.env[name]]));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runner-'));
  for (const name of variables) delete process.env[name];
});

afterEach(() => {
  rmSync(folder, { recursive: true });
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  process.exitCode = undefined;
});

function written(act: () => void): string {
  const { write } = process.stdout;
  let text = '';
  process.stdout.write = (chunk: unknown) => {
    text += String(chunk);
    return true;
  };
  try {
    act();
  } finally {
    process.stdout.write = write;
  }
  return text;
}

/** What lands in the file that `variable` names; each call's random word is called the same. */
function filed(variable: string, act: () => void): string {
  const file = join(folder, variable);
  writeFileSync(file, '');
  process.env[variable] = file;
  expect(written(act)).toBe('');
  return readFileSync(file, 'utf8').replaceAll(/ghadelimiter_[\da-f-]{36}/g, 'ghadelimiter');
}

/** The functions that both have, with the same names. */
type Shared = Pick<typeof runner, keyof typeof core & keyof typeof runner>;
const commands: readonly (readonly [string, (kit: Shared) => void])[] = [
  ['info', (kit) => kit.info('100 % done')],
  ['debug', (kit) => kit.debug('a\nb')],
  ['notice', (kit) => kit.notice('one\r\ntwo')],
  ['warning', (kit) => kit.warning('a::b')],
  ['error', (kit) => kit.error('at a place', { file: 'a,b:c%.yml', startLine: 3, startColumn: 5 })],
  ['error without a place', (kit) => kit.error('nowhere')],
  ['failure', (kit) => kit.setFailed('it broke')],
  ['mask', (kit) => kit.setSecret('s3cr3t\n%')],
  ['group', (kit) => kit.startGroup('Deploy, now: 1 %')],
  ['end of a group', (kit) => kit.endGroup()],
  ['output without a file', (kit) => kit.setOutput('status', 'a\nb, c: d')],
  ['state without a file', (kit) => kit.saveState('journal', '{"a": 1}')],
];

describe('what is said to a runner', () => {
  test.each(commands)('%s', (_, say) => {
    expect(written(() => say(runner))).toBe(written(() => say(core)));
  });

  test('any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (text, name) => {
        for (const say of [
          (kit: Shared) => kit.warning(text),
          (kit: Shared) => kit.setOutput(name, text),
          (kit: Shared) => kit.error(text, { file: name }),
        ]) {
          expect(written(() => say(runner))).toBe(written(() => say(core)));
        }
      }),
    );
  });

  test('a failure makes the step red', () => {
    written(() => runner.setFailed('it broke'));
    expect(process.exitCode).toBe(1);
  });
});

describe('what is written into the files of a runner', () => {
  test.each(['', 'one line', 'several\nlines\n', '::set-env name=A::b', 'ghadelimiter'])('%j', (value) => {
    const both = [runner, core].map((kit) => [
      filed('GITHUB_OUTPUT', () => kit.setOutput('status', value)),
      filed('GITHUB_STATE', () => kit.saveState('journal', value)),
    ]);
    expect(both[0]).toEqual(both[1]);
  });

  test('a value cannot end itself: each one ends with a word of its own', () => {
    const file = join(folder, 'output');
    process.env['GITHUB_OUTPUT'] = file;
    for (let i = 0; i < 2; i++) runner.setOutput('status', 'x');
    const ends = readFileSync(file, 'utf8').match(/(?<=<<)ghadelimiter_\S+/g);
    expect(new Set(ends).size).toBe(2);
  });

  test('the summary is added to what is there, and is nothing where there is no file', async () => {
    await runner.addToSummary('lost');
    const file = join(folder, 'summary.md');
    writeFileSync(file, 'before\n');
    process.env['GITHUB_STEP_SUMMARY'] = file;
    await runner.addToSummary('# Title\n');
    expect(readFileSync(file, 'utf8')).toBe('before\n# Title\n');
  });
});

describe('what a runner says', () => {
  test.each([
    ['deployment id', 'INPUT_DEPLOYMENT_ID', '  a b\n'],
    ['api-version', 'INPUT_API-VERSION', 'v2'],
    ['absent', 'INPUT_OTHER', 'x'],
  ])('input %s', (name, variable, value) => {
    process.env[variable] = value;
    try {
      expect(runner.getInput(name)).toBe(core.getInput(name));
    } finally {
      delete process.env[variable];
    }
  });

  test('state', () => {
    process.env['STATE_journal'] = 'kept';
    try {
      expect(runner.getState('journal')).toBe('kept');
      expect(runner.getState('other')).toBe(core.getState('other'));
    } finally {
      delete process.env['STATE_journal'];
    }
  });

  test('whether somebody wants to see more', () => {
    expect(runner.isDebug()).toBe(false);
    process.env['RUNNER_DEBUG'] = '1';
    expect(runner.isDebug()).toBe(true);
  });
});
