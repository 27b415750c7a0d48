import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { openLiveLines } from '../../../src/release-file/live-lines.ts';
import { formatTable, type ProgressRow } from '../../../src/release-file/progress-table.ts';
import { endOf, skipped } from '../../../src/release-file/verdict.ts';
import { openTableView } from '../../../src/release-file/view.ts';

const rows: readonly ProgressRow[] = [
  { name: 'a → test', stage: 1, since: 0, end: { ...endOf('succeeded', false), at: 65_000 } },
  {
    name: 'b → test',
    stage: 1,
    since: 0,
    end: { ...endOf('failed', true), at: 5_000 },
    detail: 'It failed.',
  },
  { name: 'c → test', stage: 1, since: 60_000, detail: 'deployment IN_PROGRESS after 9 s' },
  { name: 'd → production', stage: 2 },
];
const texts = (lines: number, columns = 80, all = rows): readonly string[] =>
  formatTable(all, { columns, lines }, 70_000).map(({ text }) => text);

describe('the table of a release', () => {
  test('shows stage, name, status, time and the last line', () => {
    expect(texts(10)).toEqual([
      '✓ 1  a → test        succeeded     1 m 05 s',
      '✗ 1  b → test        failed             5 s  It failed.',
      '› 1  c → test        in progress       10 s  deployment IN_PROGRESS after 9 s',
      '  2  d → production  waiting',
    ]);
  });

  test('is never wider than the terminal', () => {
    for (const columns of [20, 40, 80])
      for (const text of texts(10, columns, [{ name: 'x'.repeat(200), stage: 1, detail: 'y'.repeat(999) }]))
        expect(text.length).toBeLessThan(columns);
  });

  test('if it is too high, shows what is in progress or bad first, and counts the rest', () => {
    expect(texts(3).map((text) => text.slice(0, 8))).toEqual(['✗ 1  b →', '› 1  c →', '  … and ']);
    expect(texts(3).at(-1)).toBe('  … and 2 more');
  });

  test.each([
    ['good', endOf('succeeded', false)],
    ['warned', endOf('succeeded-with-warnings', false)],
    ['warned', endOf('pending-review', false)],
    ['bad', endOf('succeeded', true)],
    ['bad', endOf('cancelled', true)],
    ['waiting', skipped],
  ] as const)('a row is %s after %j', (kind, end) => {
    const row: ProgressRow = { name: 'a', stage: 1, since: 0, end: { ...end, at: 1 } };
    expect(formatTable([row], { columns: 80, lines: 5 }, 1)[0]?.kind).toBe(kind);
  });
});

test('live lines are replaced in place, and other lines appear above them', () => {
  const written: string[] = [];
  const live = openLiveLines({ write: (text: string | Uint8Array) => written.push(String(text)) > 0 });
  live.show(['one', 'two']);
  live.write('a warning');
  live.show(['three']);
  live.keep();
  live.write('below');
  expect(written).toEqual([
    'one\ntwo\n',
    '\u001b[2A\r\u001b[Ja warning\none\ntwo\n',
    '\u001b[2A\r\u001b[Jthree\n',
    'below\n',
  ]);
});

describe('the view with a table', () => {
  const now = { at: 0 };
  function open(debug = false) {
    const [shown, above]: [string[][], string[]] = [[], []];
    const write = (text: string): void => void above.push(text);
    const view = openTableView([{ name: 'a → test', stage: 1 }], {
      live: { write, show: (lines) => void shown.push([...lines]), keep: () => void shown.push(['kept']) },
      log: { info: write, debug: write, notice: write, warning: write, error: write, group: write },
      size: () => ({ columns: 80, lines: 5 }),
      colour: false,
      debug,
      clock: { now: () => now.at },
      repeat: () => () => void shown.push(['stopped']),
    });
    return { view, shown, above };
  }
  const folder = mkdtempSync(join(tmpdir(), 'view-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('shows the last line of a deployment, warnings above it, and all lines in its file', () => {
    const { view, shown, above } = open();
    const log = view.logOf('a → test', folder);
    view.begin('a → test');
    log.group('Deploy', ['one', 'two']);
    log.info('in progress');
    log.warning('careful');
    now.at = 61_000;
    view.end('a → test', endOf('succeeded', false), 'deployed before');
    view.close();
    expect(above).toEqual(['a → test | careful']);
    expect(shown.slice(0, 3).map(([line]) => line)).toEqual([
      '  1  a → test  waiting',
      '› 1  a → test  in progress       0 ms',
      '› 1  a → test  in progress       0 ms  in progress',
    ]);
    expect(shown.slice(-3)).toEqual([
      ['stopped'],
      ['✓ 1  a → test  succeeded     1 m 01 s  deployed before'],
      ['kept'],
    ]);
    expect(readFileSync(join(folder, 'log.txt'), 'utf8')).toBe(
      'Deploy\n  one\n  two\nin progress\ncareful\n',
    );
  });

  test('shows every line above the table with --debug', () => {
    const { view, above } = open(true);
    const log = view.logOf('a → test', folder);
    log.info('one');
    log.debug('GET /');
    expect(above).toEqual(['a → test | one', 'a → test | GET /']);
  });
});
