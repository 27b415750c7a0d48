import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createTerminalCi } from '../../../src/ci/terminal.ts';
import { stateSaver } from '../../../src/job/save-state.ts';
import { type JournalEntry, openJournal, parseJournal } from '../../../src/release/journal.ts';
import { isMarker, markersIn } from '../../../src/release/run-marker.ts';
import {
  findState,
  readState,
  type StateText,
  stateIn,
  writeState,
} from '../../../src/release/state-file.ts';
import { deployment, entry, plan, recordedLog } from '../support/release.ts';

const MARKER = 'lowcode-deploy/7/1/deploy/step/0123456789abcdef/0f8fad5b-d9cb-469f-a165-70867728950e';
const describeOnPosix = process.platform === 'win32' ? describe.skip : describe;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'state-'));
  file = join(folder, 'state.json');
});

describe('a state file', () => {
  test('is created with its folders, replaced as a whole, and leaves no other file', () => {
    const deep = join(folder, 'a', 'b', 'state.json');
    writeState(deep, 'one');
    writeState(deep, 'two');
    expect(readState(deep)).toEqual([{ file: deep, text: 'two' }]);
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['state.json']);
    expect(readState(file)).toEqual([]);
  });

  test('that is a folder is refused', () => {
    expect(() => readState(folder)).toThrow('it is a directory, and must be a regular file');
    expect(() => writeState(folder, 'x')).toThrow('it is a directory');
  });
});

describeOnPosix('a state file that is', () => {
  test.each(['there', 'not there yet'])('a link to a file that is %s: the link stays', (where) => {
    const real = join(folder, 'real.json');
    if (where === 'there') writeFileSync(real, 'old');
    symlinkSync('real.json', join(folder, 'middle'));
    symlinkSync(join(folder, 'middle'), file);
    writeState(file, 'new');
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(lstatSync(join(folder, 'middle')).isSymbolicLink()).toBe(true);
    expect(readFileSync(real, 'utf8')).toBe('new');
    expect(readState(file)).toEqual([{ file, text: 'new' }]);
  });

  test('a device is refused and not replaced', () => {
    symlinkSync('/dev/null', file);
    expect(() => writeState(file, 'x')).toThrow('it is a device');
    expect(() => readState('/dev/null')).toThrow('it is a device');
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('a pipe is refused without waiting for it', () => {
    execFileSync('mkfifo', [file]);
    expect(() => readState(file)).toThrow('it is a named pipe');
    expect(() => writeState(file, 'x')).toThrow('it is a named pipe');
    expect(lstatSync(file).isFIFO()).toBe(true);
  });

  test('a circle of links is refused', () => {
    symlinkSync(file, join(folder, 'other'));
    symlinkSync(join(folder, 'other'), file);
    expect(() => writeState(file, 'x')).toThrow('its links are circular');
  });
});

describe('the state in the named file', () => {
  test.each([
    ['cut', '{"format":1,', 'is not JSON'],
    ['of another version', '{"format":9}', 'has format 9'],
    ['of something else', '{"format":1}', 'is incomplete'],
  ])('that is %s is an error with a remedy', (_, text, says) => {
    writeFileSync(file, text);
    expect(() => stateIn(file, plan)).toThrow(says);
    expect(() => stateIn(file, plan)).toThrow(
      'If no deployment is in progress, delete the file; otherwise name another one',
    );
  });

  test('must be writable before anything is sent; later failures are one warning', () => {
    const log = recordedLog();
    const ci = createTerminalCi({ write: () => {}, colour: false, debug: false, folder });
    mkdirSync(file);
    const save = stateSaver({ ci }, { named: file }, { log });
    expect(() => save('{}')).toThrow(`input "state-file" can't be used (${file}): it is a directory`);
    expect(log.lines).toEqual([]);

    const other = join(folder, 'sub', 'state.json');
    const late = stateSaver({ ci: { ...ci, saveState: () => {} } }, { named: other }, { log });
    late('one');
    writeFileSync(join(folder, 'plain'), '');
    const blocked = stateSaver({ ci }, { named: join(folder, 'plain', 'x.json') }, { log });
    expect(() => blocked('one')).toThrow('name a file that this process may create, read and write');
    replaceByFolder(other);
    late('two');
    late('three');
    expect(log.lines).toEqual([expect.stringContaining('could not be saved')]);
  });
});

/** Puts a folder in the place of a file. */
function replaceByFolder(path: string): void {
  const aside = `${path}.aside`;
  writeFileSync(aside, '');
  execFileSync(process.execPath, ['-e', `fs.rmSync(process.argv[1]); fs.mkdirSync(process.argv[1])`, path]);
}

const statesOf = (history: string): readonly StateText[] =>
  createTerminalCi({ write: () => {}, colour: false, debug: false, folder, history }).earlierStates();

describe('the states of a folder', () => {
  test('are found beside other files, which are named and ignored', () => {
    const history = join(folder, '.lowcode-deploy');
    const run = (name: string): string => join(history, name, 'state.json');
    writeState(run('2026-01-01'), JSON.stringify(entry({ launch: 'accepted', deployment })));
    writeState(run('2026-01-02'), '{"format":1,');
    mkdirSync(run('2026-01-03'), { recursive: true });
    writeFileSync(join(history, 'notes.txt'), 'mine');
    writeFileSync(join(history, '.gitignore'), '*');
    const passed: string[] = [];
    const passOver = (stray: string, problem: string): void => void passed.push(`${stray}: ${problem}`);
    const found = findState(statesOf(history), plan, { deploymentId: undefined, passOver });
    expect(found?.file).toBe(run('2026-01-01'));
    expect(passed).toEqual([
      `${join(history, 'notes.txt')}: it is not a folder of a run`,
      `${run('2026-01-03')}: it is a directory, and must be a regular file: name another one`,
      expect.stringContaining(`${run('2026-01-02')}: The saved state is not JSON`),
    ]);
  });

  test('are none where there is no folder, and a file in its place is named', () => {
    expect(statesOf(join(folder, 'none'))).toEqual([]);
    writeFileSync(file, '');
    expect(statesOf(file)).toEqual([{ file, problem: expect.stringContaining('ENOTDIR') }]);
    expect(existsSync(file)).toBe(true);
  });
});

describe('a marker', () => {
  test.each([
    [MARKER, true],
    ['m', false],
    ['', false],
    [MARKER.slice(0, -1), false],
    [`${MARKER}a`, false],
    ['lowcode-deploy/7/1/deploy/step/0123456789abcdef', false],
  ])('%j: %s', (text, whole) => {
    expect(isMarker(text)).toBe(whole);
    expect(markersIn(`notes\n[${text}]`)).toEqual(whole ? [text] : []);
  });

  test('ends where it ends', () => {
    expect(isMarker(`${MARKER}\n`)).toBe(false);
  });

  test.each([
    ['a marker of a letter', { marker: 'a' }],
    ['an id that leads elsewhere', { marker: MARKER, id: '../x' }],
    ['an id of dots', { marker: '', id: '..' }],
    ['an upload of numbers', { marker: '', upload: { name: 'a', known: [1] } }],
  ])('of a saved state: %s is refused', (_, draft) => {
    expect(() => parseJournal(JSON.stringify({ ...entry(), draft }))).toThrow('not from this program');
  });
});

describe('a saved state', () => {
  /** Linux takes no variable of the environment that is longer, its name included. */
  const MOST_BYTES = 128 * 1024 - 'STATE_journal='.length - 1;
  const nasty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 50 }),
    fc
      .constantFrom('\u0001', '\ud800', '𝄞', '"', 'a', 'ü')
      .chain((each) => fc.constantFrom(1, 100_000).map((times) => each.repeat(times))),
  );
  const many = fc.oneof(
    fc.array(nasty, { maxLength: 3 }),
    nasty.map((each) => Array.from({ length: 300 }, () => each.slice(0, 300))),
  );
  const release = fc.record({ path: nasty, name: nasty, bytes: fc.nat(), sha256: nasty });
  const entries: fc.Arbitrary<JournalEntry> = fc.record({
    format: fc.constant(1 as const),
    plan: fc.record({
      platform: nasty,
      operation: fc.constant('deploy' as const),
      host: nasty,
      environment: nasty,
      component: nasty,
      version: nasty,
      hosts: many,
      owner: nasty,
      name: nasty,
      description: nasty,
      replaces: nasty,
      package: release,
      files: release.map((each) => Array.from({ length: 700 }, () => each)),
      runUrl: nasty,
      commit: nasty,
      origin: fc.record({ run: nasty, attempt: fc.nat(), job: nasty, step: nasty }),
      fingerprint: nasty,
    }),
    startedAt: fc.nat(),
    trackers: fc.dictionary(
      nasty,
      fc.record({ state: fc.constant('open' as const), id: nasty, started: fc.constant('skipped' as const) }),
    ),
    launch: fc.constant('accepted' as const),
    deployment: fc.record({ id: nasty, url: nasty, acceptedAt: fc.nat() }),
    draft: fc.record({
      marker: nasty,
      id: nasty,
      url: nasty,
      upload: fc.record({ name: nasty, known: many }),
      seek: nasty,
    }),
    addresses: fc.dictionary(nasty, nasty),
    end: fc.record({
      outcome: fc.record({ status: fc.constant('failed' as const), reason: nasty, advice: nasty }),
      endedAt: fc.nat(),
    }),
    closed: fc.boolean(),
  });

  const asIs = (text: string): string => text;

  test('fits into a variable of the environment, whatever it holds', () => {
    fc.assert(
      fc.property(entries, (given) => {
        let saved = '';
        openJournal((text) => (saved = text), given, asIs);
        expect(Buffer.byteLength(saved)).toBeLessThanOrEqual(MOST_BYTES);
      }),
      { numRuns: 30 },
    );
  });

  test('of 700 scripts is small and keeps what others need', () => {
    const script = { path: 'db/script.sql', name: 'script.sql', bytes: 1, sha256: 'ab'.repeat(32) };
    let saved = '';
    openJournal(
      (text) => (saved = text),
      entry({ plan: { ...plan, files: Array.from({ length: 700 }, () => script) } }),
      asIs,
    );
    expect(saved.length).toBeLessThan(2_000);
    expect(parseJournal(saved)).toEqual(entry());
  });
});
