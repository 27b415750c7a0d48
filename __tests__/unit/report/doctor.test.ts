import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Findings } from '../../../src/release/checkup.ts';
import { reportCheckup, verdictOf } from '../../../src/report/doctor.ts';
import { recordedCi } from '../../support/recorded-ci.ts';

const findings = (more: Partial<Findings>): Findings => ({
  reached: 'nothing',
  found: [],
  unknown: [],
  problems: [],
  ...more,
});

test.each([
  [findings({ reached: 'credentials' }), 'good'],
  [findings({ reached: 'credentials', unknown: ['whether it may deploy'] }), 'good'],
  [findings({ reached: 'connection', unknown: ['whether it takes the token'] }), 'unproven'],
  [findings({ unknown: ['whether it can be used'] }), 'unproven'],
  [findings({ reached: 'credentials', problems: [{ message: 'HTTP 403' }] }), 'bad'],
])('%j is %s', (found, verdict) => {
  expect(verdictOf(found)).toBe(verdict);
});

async function reported(systems: readonly Partial<Findings>[], redact = (text: string) => text) {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  const { ci, recorded } = recordedCi({}, folder, '');
  const found = systems.map((each, at) => ({ key: 'toy', title: `Toy ${at + 1}`, ...findings(each) }));
  const times = { startedAt: 1_000, endedAt: 3_000 };
  const done = await reportCheckup(found, times, { ci, log: ci.log, redact, trackers: [], summary: true });
  return { ...done, ...recorded };
}

const good = { reached: 'credentials' } as const;
const bad = {
  problems: [{ message: 'Toy answered HTTP 401.', advice: 'Check `token`.' }, { message: 'No box.' }],
};

test('a system without a problem has one line, and each problem has one', async () => {
  const { lines, red, outputs, result } = await reported([
    { ...good, unknown: ['whether it may deploy'] },
    bad,
    { reached: 'connection' },
  ]);
  expect(lines).toEqual([
    'good: Toy 1: connection, credentials. Not known: whether it may deploy.',
    '::error::not good: Toy 2: Toy answered HTTP 401. What to do: Check `token`.',
    '::error::not good: Toy 2: No box.',
    'unproven: Toy 3: connection.',
    '::error::error: 3 systems asked, nothing changed there. To fix: Toy 2.',
  ]);
  expect([red, outputs['status'], result.outcome.status]).toEqual([true, 'error', 'error']);
});

test('what cannot be known is no failure', async () => {
  const { lines, red, outputs } = await reported([good, { unknown: ['whether it can be used'] }]);
  expect(lines.at(-1)).toBe('succeeded: 2 systems asked, nothing changed there. Nothing to fix.');
  expect([red, outputs['status']]).toEqual([false, 'succeeded']);
});

test('the result file has each system with what is known of it', async () => {
  const { json } = await reported([bad]);
  expect(JSON.parse(json)).toEqual({
    status: 'error',
    reason: '1 system asked, nothing changed there. To fix: Toy 1.',
    'started-at': '1970-01-01T00:00:01.000Z',
    'ended-at': '1970-01-01T00:00:03.000Z',
    'duration-seconds': 2,
    systems: [
      { system: 'toy', title: 'Toy 1', verdict: 'bad', proven: [], unknown: [], problems: bad.problems },
    ],
  });
});

test('the words of a server are no markup, hold no secret, and are cut', async () => {
  const message = `s3cret-token <script> | cell \n${'x'.repeat(10_000)}`;
  const { summary, json, lines } = await reported([{ problems: [{ message }] }], (text) =>
    text.replaceAll('s3cret-token', '***'),
  );
  for (const text of [summary, json, lines.join('\n')]) expect(text).not.toContain('s3cret-token');
  expect(summary).not.toMatch(/<script>|\| cell/);
  expect(summary.length).toBeLessThan(4_000);
  expect(json.length).toBeLessThan(6_000);
});

test('the summary has a row for each system, with the names of inputs as code', async () => {
  const { summary } = await reported([{ ...good, unknown: ['whether it may deploy'] }, bad, {}]);
  expect(summary.split('\n').filter((line) => line.startsWith('| Toy'))).toEqual([
    '| Toy 1 | ✅ good | connection, credentials.<br>Not known: whether it may deploy. |',
    '| Toy 2 | ❌ not good | Toy answered HTTP 401.<br>**What to do:** Check `token`.<br>No box. |',
    '| Toy 3 | ❔ unproven |  |',
  ]);
});

test('the summary hides a secret that invisible characters had split', async () => {
  const { summary } = await reported([{ problems: [{ message: 's3cret\u200e-token' }] }], (text) =>
    text.replaceAll('s3cret-token', '***'),
  );
  expect(summary).not.toContain('s3cret-token');
});

test('a secret that is one of our own words changes no verdict', async () => {
  const { json, red } = await reported([good], (text) => text.replaceAll('credentials', '***'));
  expect(JSON.parse(json)).toMatchObject({ systems: [{ system: 'toy', verdict: 'good' }] });
  expect(red).toBe(false);
});

test('outputs that cannot be written make it red', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  const { ci, recorded } = recordedCi({}, folder, '');
  const refusing = {
    ...ci,
    output() {
      throw new Error('the disk is full');
    },
  };
  const { red } = await reportCheckup(
    [{ key: 'toy', title: 'Toy', ...findings(good) }],
    { startedAt: 0, endedAt: 0 },
    { ci: refusing, log: ci.log, redact: (text) => text, trackers: [], summary: false },
  );
  expect(red).toBe(true);
  expect(recorded.lines.at(-1)).toContain('The outputs could not be written: the disk is full.');
});
