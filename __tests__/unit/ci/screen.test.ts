import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { isLive } from '../../../src/ci/choose.ts';
import { liveScreen, plainScreen } from '../../../src/ci/screen.ts';
import { createTerminalCi } from '../../../src/ci/terminal.ts';
import { describeFiles } from '../../../src/command/run-files.ts';

const CLEAR = '\r\u001b[2K';

/** A live screen, whose seconds the test counts. */
function live(columns = 40) {
  const written: string[] = [];
  const time = { now: 0, tick: () => {}, stopped: false };
  const screen = liveScreen({
    stream: { columns, write: (text) => written.push(String(text)) > 0 },
    now: () => time.now,
    everySecond(tick) {
      time.tick = tick;
      return () => {
        time.stopped = true;
      };
    },
  });
  const seconds = (count: number): void => {
    for (let at = 0; at < count; at++) {
      time.now += 1_000;
      time.tick();
    }
  };
  return { screen, written, time, seconds };
}

describe('a live screen', () => {
  test('ticks with the time of what is awaited, and takes the line back before the next one', () => {
    const { screen, written, seconds } = live();
    screen.write('begun');
    screen.progress?.('deployment RUNNING', 58_000);
    seconds(2);
    screen.write('done');
    expect(written).toEqual([
      'begun\n',
      '  58 s  deployment RUNNING',
      `${CLEAR}  59 s  deployment RUNNING`,
      `${CLEAR}  1 m 00 s  deployment RUNNING`,
      `${CLEAR}done\n`,
    ]);
  });

  test('says that it waits after two silent seconds', () => {
    const { screen, written, seconds } = live();
    screen.write('begun');
    seconds(3);
    expect(written).toEqual(['begun\n', '  2 s  waiting', `${CLEAR}  3 s  waiting`]);
  });

  test('cuts the line to the width of the terminal, which cannot clear a line that wraps', () => {
    const { screen, written } = live(12);
    screen.progress?.('deployment RUNNING', 9_000);
    expect(written).toEqual(['  9 s  depl']);
  });

  test('ends with its last line cleared', () => {
    const { screen, written, time } = live();
    screen.progress?.('deployment', 0);
    screen.close();
    expect([written.at(-1), time.stopped]).toEqual([CLEAR, true]);
  });
});

describe('a plain screen', () => {
  test('has no progress and no control characters', () => {
    const written: string[] = [];
    const screen = plainScreen({ write: (text) => written.push(String(text)) > 0 });
    screen.write('a line');
    screen.close();
    expect([written, screen.progress]).toEqual([['a line\n'], undefined]);
  });
});

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { CI: 'true' }, false],
  [true, { CI: 'false' }, true],
  [true, { TERM: 'dumb' }, false],
  [true, { NO_COLOR: '1' }, true],
] as const)('a terminal that is watched (%s) with %j ticks: %s', (watched, env, ticks) => {
  expect(isLive(watched, env)).toBe(ticks);
});

test.each([
  ['success', '\u001b[32mgood\u001b[39m', 'good'],
  ['notice', '\u001b[33mnotice: good\u001b[39m', 'notice: good'],
  ['error', '\u001b[31merror: good\u001b[39m', 'error: good'],
] as const)('the end is coloured by its kind: %s', (kind, coloured, plain) => {
  const said = [true, false].map((colour) => {
    const lines: string[] = [];
    const { log } = createTerminalCi({
      write: (line) => lines.push(line),
      colour,
      debug: false,
      folder: 'out',
    });
    log[kind]?.('good');
    return lines;
  });
  expect(said).toEqual([[coloured], [plain]]);
});

test.each([
  ['error: The file is missing.', 'error: The file is missing.'],
  ['error after 37 ms: Nothing was deployed.', 'error after 37 ms: Nothing was deployed.'],
  ['error, seen after 2 s: Nothing was deployed.', 'error, seen after 2 s: Nothing was deployed.'],
  ['errors: 3', 'error: errors: 3'],
  ['unknown after 2 s: The error: none.', 'error: unknown after 2 s: The error: none.'],
])('an error has the word once: %s', (text, shown) => {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  createTerminalCi({ write, colour: false, debug: false, folder: 'out' }).log.error(text);
  expect(lines).toEqual([shown]);
});

test('the files of a run are named, what people read first before the others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'files-'));
  expect(await describeFiles(folder)).toEqual([]);
  for (const name of [
    'deployment.log',
    'state.json',
    'result.json',
    'summary.md',
    '.hidden.md',
    'portal.zip',
  ])
    writeFileSync(join(folder, name), 'content');
  // A full disk leaves empty files.
  writeFileSync(join(folder, 'report.html'), '');
  expect(await describeFiles(folder)).toEqual([
    `Files of this run, in ${folder}: summary.md, result.json, deployment.log`,
  ]);
  expect(await describeFiles(join(folder, 'missing'))).toEqual([]);
});
