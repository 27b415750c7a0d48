import { describe, expect, test } from '@jest/globals';
import { openLiveLines } from '../../../src/release-file/live-lines.ts';
import { formatTable, type ProgressRow } from '../../../src/release-file/progress-table.ts';
import { endOf, skipped } from '../../../src/release-file/verdict.ts';

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
