import { EventEmitter, once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Ci } from '../../../src/ci/ci.ts';
import { outputs } from '../../../src/definition.ts';
import { createRedactor } from '../../../src/http/redact.ts';
import { trackers } from '../../../src/registry.ts';
import type { Status } from '../../../src/release/outcome.ts';
import type { ReleaseResult } from '../../../src/release/result.ts';
import { type Reported, type Reporting, report } from '../../../src/report/report.ts';
import { type RecordedLog, recordedLog, releaseResult } from '../support/release.ts';

const home = mkdtempSync(join(tmpdir(), 'report-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const folder = join(home, 'run');

const redact = (text: string): string => text.replaceAll('the-api-key', '***');
/** The result file that a report leaves. */
const leftBehind = (): unknown => JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8'));
const diskFull = async (): Promise<void> => {
  throw new Error('disk full');
};

interface Told {
  readonly reported: Reported;
  readonly log: RecordedLog;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summaries: readonly string[];
}

async function tell(of: ReleaseResult, more: Partial<Reporting> = {}, ci: Partial<Ci> = {}): Promise<Told> {
  const log = recordedLog();
  const values: Record<string, string> = {};
  const summaries: string[] = [];
  const fake: Ci = {
    facts: {},
    folder,
    log,
    mask: () => {},
    output: (name, value) => {
      values[name] = value;
    },
    checkOutputs: () => {},
    saveState: () => {},
    savedState: () => '',
    earlierStates: () => [],
    summary: async (markdown) => {
      summaries.push(markdown);
    },
    ...ci,
  };
  const reported = await report(of, {
    ci: fake,
    log,
    redact,
    trackers,
    summary: true,
    paths: {},
    onWarnings: 'allow',
    pageOf: () => undefined,
    strict: false,
    ...more,
  });
  return { reported, log, outputs: values, summaries };
}

const ending = (status: Status, more: Partial<ReleaseResult> = {}): ReleaseResult =>
  releaseResult({ status, reason: 'It ended.', advice: 'Look.' }, more);

describe('the report', () => {
  test('goes to every place where somebody may look', async () => {
    const told = await tell(ending('failed'));
    expect(Object.keys(told.outputs).toSorted()).toEqual(Object.keys(outputs).toSorted());
    expect(told.summaries).toHaveLength(1);
    expect(told.outputs['result-file']).toBe(join(folder, 'result.json'));
    expect(readFileSync(join(folder, 'result.json'), 'utf8')).toBe(told.reported.json);
    expect(told.log.lines.at(-1)).toBe('error: failed after 1 m 05 s: It ended.\nWhat to do: Look.');
  });

  test.each([
    ['succeeded', false, 'info: '],
    ['succeeded-with-warnings', false, 'notice: '],
    ['pending-review', false, 'notice: '],
    ['failed', true, 'error: '],
    ['unknown', true, 'error: '],
    ['invalid-input', true, 'error: '],
  ] as const)('of %s makes the step red: %p', async (status, red, kind) => {
    const { reported, log } = await tell(ending(status));
    expect(reported.red).toBe(red);
    expect(log.lines.at(-1)?.startsWith(`${kind}${status}`)).toBe(true);
  });

  test.each([
    [false, [], false],
    [false, ['BigPanda was not notified.'], false],
    [true, [], false],
    [true, ['BigPanda was not notified.'], true],
  ])(
    'tracker trouble is red only where that was asked for: strict %p, %j',
    async (strict, trackerTrouble, red) => {
      const { reported, outputs: values } = await tell(ending('succeeded', { trackerTrouble }), { strict });
      expect(reported.red).toBe(red);
      expect(values['status']).toBe('succeeded');
    },
  );

  test('after the job sets no outputs and raises no error any more', async () => {
    const { outputs: values, log } = await tell(ending('failed'), { afterwards: true });
    expect(values).toEqual({});
    expect(log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
  });

  test('writes no summary where none is wanted', async () => {
    const { summaries } = await tell(ending('succeeded'), { summary: false });
    expect(summaries).toEqual([]);
  });

  test('shows no secret in a file, an output or the summary', async () => {
    const plan = { ...ending('failed').plan, version: 'the-api-key' } as ReleaseResult['plan'] & object;
    const told = await tell(releaseResult({ status: 'failed', reason: 'the-api-key' }, { plan }));
    const everything = [told.reported.json, JSON.stringify(told.outputs), ...told.summaries].join('\n');
    expect(everything).toContain('***');
    expect(everything).not.toContain('the-api-key');
  });

  test('words of closed sets stay what they are, though a secret is spelled like one', async () => {
    const everything = createRedactor(['succeeded', 'deploy', 'appian', 'sent', 'skipped', '2026']);
    const { reported, outputs: values } = await tell(ending('succeeded'), { redact: everything });
    expect(reported.red).toBe(false);
    expect(values['status']).toBe('succeeded');
    expect(JSON.parse(values['trackers'] ?? '')).toMatchObject({
      bigpanda: { ended: expect.not.stringContaining('*') },
    });
    expect(JSON.parse(reported.json)).toMatchObject({ status: 'succeeded' });
  });

  test('a secret that a server repeats is hidden in the summary, whatever characters it holds', async () => {
    const secret = 'secret_token=1';
    const problem = { severity: 'error', object: '', uuid: '', message: `${secret} is wrong` } as const;
    const inspection = {
      id: 'i',
      status: 'COMPLETED',
      errors: 1,
      warnings: 0,
      problems: [problem],
      counts: [],
    };
    const { summaries } = await tell(ending('inspection-failed', { inspection }), {
      redact: createRedactor([secret]),
    });
    const asRead = summaries
      .join('')
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
    expect(asRead).not.toContain(secret);
  });

  test('shows the first problems in the log, and says how many are left', async () => {
    const problem = { severity: 'error', object: 'A', uuid: '_a', message: 'x\ny' } as const;
    const problems = Array.from({ length: 60 }, () => problem);
    const inspection = { id: 'i', status: 'COMPLETED', errors: 60, warnings: 0, problems, counts: [] };
    const { log } = await tell(ending('inspection-failed', { inspection }));
    expect(log.lines.slice(0, 2)).toEqual(['group: Problems: 60 errors, 0 warnings', '  error: A (_a): x y']);
    expect(log.lines).toContain('  … and 10 more in the summary and the result file');
  });

  test('shows the log of the platform where it went wrong, and only there', async () => {
    const more = { logExcerpt: 'line\n'.repeat(200), logFile: 'x.log' };
    const red = await tell(ending('failed', more));
    expect(red.log.lines).toContain('group: Deployment log');
    expect(red.log.lines).toContain('  … goes on in x.log');
    const green = await tell(ending('succeeded', more));
    expect(green.log.lines).not.toContain('group: Deployment log');
  });
});

describe('a report that cannot be written', () => {
  test('into a file is a warning, and changes nothing else', async () => {
    writeFileSync(join(home, 'file'), '');
    const told = await tell(ending('succeeded'), {}, { folder: join(home, 'file', 'run') });
    expect(told.reported.red).toBe(false);
    expect(told.outputs['result-file']).toBe('');
    expect(told.log.lines[0]).toMatch(/^warning: The result file could not be written: /);
  });

  test('into the summary is a warning, and changes nothing else', async () => {
    const told = await tell(ending('succeeded'), {}, { summary: diskFull });
    expect(told.reported.red).toBe(false);
    expect(told.log.lines).toContain('warning: The summary could not be written: disk full');
  });
});

describe('a log that comes late', () => {
  const outcome = { status: 'succeeded', reason: 'Appian: COMPLETED.' } as const;

  test('comes after outputs, summary and verdict, and is in the result file and the outputs', async () => {
    const told: string[] = [];
    const arrival = new EventEmitter();
    const late = once(arrival, 'log').then(([logFile]: string[]) => ({ logFile: logFile ?? '' }));
    const seen = await tell(
      releaseResult(outcome, { late }),
      {},
      {
        output: (name, value) => void told.push(`${name}=${value}`),
        summary: async () => {
          told.push('summary');
          setImmediate(() => arrival.emit('log', 'out/deployment.log'));
        },
      },
    );
    expect(told).toContain('status=succeeded');
    expect(told.slice(-2)).toEqual(['summary', 'log-file=out/deployment.log']);
    const lines = seen.log.lines;
    expect(lines.at(-2)).toMatch(/^info: succeeded after/);
    expect(lines.at(-1)).toBe('info: The deployment log is in out/deployment.log');
    expect(JSON.parse(seen.reported.json)).toMatchObject({ 'log-file': 'out/deployment.log' });
    expect(readFileSync(join(folder, 'result.json'), 'utf8')).toBe(seen.reported.json);
  });

  test('or not at all is a warning after the verdict', async () => {
    const late = Promise.resolve('The log could not be fetched: the-api-key.');
    const { log, outputs: values, reported } = await tell(releaseResult(outcome, { late }));
    expect(log.lines.at(-1)).toBe('warning: The log could not be fetched: ***.');
    expect(values['log-file']).toBe('');
    expect(reported.red).toBe(false);
  });
});

describe('a report after the job', () => {
  test('of a step that was stopped does not claim to know when it ended', async () => {
    const told = releaseResult({ status: 'cancelled', reason: 'Stopped.' }, { endUnseen: true });
    const { log, summaries } = await tell(told, { afterwards: true });
    expect(log.lines.at(-1)).toBe('warning: cancelled, seen after 1 m 05 s: Stopped.');
    expect(summaries[0]).toContain('| Seen | after 1 m 05 s |');
    expect(leftBehind()).toHaveProperty('seen-at', '2026-01-01T00:01:05.400Z');
    expect(leftBehind()).not.toHaveProperty('ended-at');
    expect(leftBehind()).not.toHaveProperty('duration-seconds');
  });
});
