import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { guardLog, sanitizeJson, sanitizeLines } from '../../../src/ci/sanitize.ts';
import { createRedactor } from '../../../src/http/redact.ts';
import { azureCommands, githubCommands, gitlabSections } from '../../support/ci-systems.ts';
import { recordedLog } from '../support/release.ts';

/** Texts that are made of what does harm, and a little of what does not. */
const HARM = [
  [':', '::', '::error::', '##[', '##[group]', '#', '[', '##vso[', '%0A', ' ', '\t', 'a', 'ä', '🟡'],
  ['\n', '\r', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029', '\ufeff', '\u00a0'],
  ['\u001b', '\u001b[31m', '\u001b]8;;https://x\u0007', '\u001bc', '\u009b', '\u0000', '\u0007', '\u007f'],
  ['\u202e', '\u2066', '\u2069', '\u200e', '\u200f', '\ud83d'],
].flat();
const hostile = fc.string({ unit: fc.constantFrom(...HARM), maxLength: 60 });

describe('lines that are safe to print', () => {
  test.each([
    ['plain words', ['plain words']],
    ['', ['']],
    ['one\ntwo\r\nthree\rfour', ['one', 'two', 'three', 'four']],
    ['a\u2028b\u2029c\u0085d\ve\ff', ['a', 'b', 'c', 'd', 'e', 'f']],
    ['::error::x', [': :error::x']],
    ['  \t::set-output name=x::y', ['  \t: :set-output name=x::y']],
    ['\u00a0::error::x', ['\u00a0: :error::x']],
    ['a ::error::x', ['a ::error::x']],
    ['std::vector', ['std::vector']],
    ['see ##[error]x', ['see # #[error]x']],
    ['###[error]x', ['## #[error]x']],
    ['##vso[task.complete]', ['# #vso[task.complete]']],
    ['##VSO[task.complete]', ['# #VSO[task.complete]']],
    ['## Heading', ['## Heading']],
    ['\u001b[31mred\u001b[0m', ['red']],
    ['\u001b]8;;https://evil.example.com\u0007link\u001b]8;;\u0007', ['link']],
    ['#\u001b[0m#\u0000[error]x', ['# #[error]x']],
    [':\u0000:error::x', [': :error::x']],
    ['\u202egnp.exe\u202c', ['gnp.exe']],
    ['tab\tstays', ['tab\tstays']],
    ['Éxito 🟡 漢字', ['Éxito 🟡 漢字']],
  ])('%j', (text, lines) => {
    expect(sanitizeLines(text)).toEqual(lines);
  });

  test('no line begins a command, ends early, or moves the cursor', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), (text) => {
        for (const line of sanitizeLines(text)) {
          expect(line).not.toMatch(/^\s*::/);
          expect(line.toLowerCase()).not.toMatch(/##(\[|vso\[)/);
          expect(line.replaceAll('\t', '')).not.toMatch(
            /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/u,
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  test('what is harmless already stays as it is', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const once = sanitizeLines(text);
        expect(sanitizeLines(once.join('\n'))).toEqual(once);
      }),
      { numRuns: 300 },
    );
  });

  test('the log is not filled', () => {
    const endless = sanitizeLines('x'.repeat(1_000_000));
    expect(endless.map((line) => line.length)).toEqual([2_001]);
    const many = sanitizeLines('x\n'.repeat(100_000));
    expect(many).toHaveLength(401);
    expect(many.at(-1)).toBe('… and 99601 more lines');
    const worst = sanitizeLines('##['.repeat(10_000));
    expect(worst[0]?.length).toBeLessThan(3_000);
  });
});

describe('JSON on standard output', () => {
  test('says the same, and commands nothing', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), (text) => {
        const json = sanitizeJson(JSON.stringify({ text, [text]: [text] }, undefined, 2));
        expect(JSON.parse(json)).toEqual({ text, [text]: [text] });
        expect(azureCommands(json)).toEqual([]);
        expect(githubCommands(json)).toEqual([]);
        expect(gitlabSections(json)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a guarded log', () => {
  const secret = 'a-very-secret-token';

  function guarded() {
    const log = recordedLog();
    return { log, guard: guardLog(log, createRedactor([secret])) };
  }

  test('hides secrets and disarms commands in whatever way something is said', () => {
    const { log, guard } = guarded();
    const text = `one\n::error::${secret}`;
    guard.info(text);
    guard.debug(text);
    guard.notice(text);
    guard.warning(text);
    guard.error(text);
    guard.group(text, [text, '##[endgroup]']);
    expect(log.lines).toEqual([
      'info: one',
      'info: : :error::***',
      'debug: one\n: :error::***',
      'notice: one\n: :error::***',
      'warning: one\n: :error::***',
      'error: one\n: :error::***',
      'group: one : :error::***',
      '  one',
      '  : :error::***',
      '  # #[endgroup]',
    ]);
  });

  test('a secret of several lines is hidden in every line', () => {
    const log = recordedLog();
    guardLog(log, createRedactor(['first half\nsecond half'])).info('a first half\nsecond half z');
    expect(log.lines).toEqual(['info: a *** z']);
  });

  test.each(['\u200e', '\u001b[31m', '\u0007'])('a secret that %j parts is hidden too', (invisible) => {
    const { log, guard } = guarded();
    guard.info(`key ${secret.slice(0, 5)}${invisible}${secret.slice(5)} end`);
    expect(log.lines).toEqual(['info: key *** end']);
  });
});
