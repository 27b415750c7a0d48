import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { escapeValue } from '../../src/ci/output-file.ts';
import { sanitizeJson, sanitizeLines } from '../../src/ci/sanitize.ts';
import { readErrorText } from '../../src/http/error-text.ts';
import { plainName, plainTitle } from '../../src/http/file-name.ts';
import { createRedactor, redactAll } from '../../src/http/redact.ts';
import { parseRateLimit } from '../../src/http/retry.ts';
import { saveText } from '../../src/http/save.ts';
import { examineFile } from '../../src/inputs/file.ts';
import { textProblem } from '../../src/inputs/text.ts';
import { list, sequence } from '../../src/inputs/types.ts';
import { resolveEscapes } from '../../src/inputs/unexpanded.ts';
import { checkZip } from '../../src/inputs/zip.ts';
import * as customization from '../../src/platforms/appian/customization.ts';
import { choosePackage } from '../../src/platforms/appian/packages.ts';
import { readPackageFacts } from '../../src/platforms/appian/zip.ts';
import { compareVersions } from '../../src/platforms/outsystems/choose.ts';
import { formatConflicts, problemsOf } from '../../src/platforms/outsystems/conflicts.ts';
import { formatLogLine } from '../../src/platforms/outsystems/log.ts';
import { find } from '../../src/platforms/outsystems/names.ts';
import { readDownload, readKey } from '../../src/platforms/outsystems/wire.ts';
import { parseMarker } from '../../src/release/run-marker.ts';
import { parseYaml } from '../../src/release-file/document.ts';
import { escapeHtml, escapeMarkdown } from '../../src/report/markdown.ts';
import { cpuOf } from '../support/cpu.ts';

const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MEGABYTE = 1024 * 1024;
/** What a slow scan is seen with, before a megabyte would take it hours. */
const SAMPLE = 64 * 1024;
// A second for what users run; the test's own module loader makes the same code several times as slow.
const MOST_MS = 5000;

const filled = (piece: string, length: number): string => piece.repeat(Math.ceil(length / piece.length));
/** Whatever a parser says of a text is right, as long as it says it soon. */
const attempt = async (act: () => unknown): Promise<void> => {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
};

const never = (): undefined => undefined;
const redact = createRedactor(['a-secret-value', '<<<<<<<<', '${${${${']);

/** Every reader of text that a server or a file brings, with what this reader looks for. */
const readers: readonly (readonly [
  name: string,
  pieces: readonly string[],
  read: (text: string) => unknown,
])[] = [
  [
    'an error page',
    ['<', '>', '<title', '<title>', '<html', '<html><title', ' ', '{', '[', '"', '{"message":'],
    readErrorText,
  ],
  [
    'a page behind markup',
    ['<title', '<title><', '<title ', '</title'],
    (text) => readErrorText(`<html>${text}`),
  ],
  [
    'a log line',
    ['\n', '\r', '\u2028', ':', '::', '#', '##[', '\u001b', '\u001b[', '\u001b]', '0', ' ', '\t'],
    sanitizeLines,
  ],
  ['a terminal sequence', ['0', ';', ' '], (text) => sanitizeLines(`\u001b[${text}`)],
  ['JSON for a log', ['#', '##', '##[', '##vso['], sanitizeJson],
  ['a dotenv value', ['$', '\n', '\u2028'], (text) => escapeValue(text, 'dotenv')],
  ['a property', ['\\', ' ', 'ä'], (text) => escapeValue(text, 'properties')],
  ['Markdown', ['|', '<', '@', ':', '://', 'www.', '\n', '`', '&'], (text) => escapeMarkdown(text)],
  ['HTML', ['<', '&', '@', '\n'], escapeHtml],
  ['a title', [' ', '\u0000', 'a ', '-'], plainTitle],
  ['a file name', ['-', '.', 'a-', 'é', '/'], (text) => plainName(text, 'x')],
  ['what is redacted', ['<', '${', 'a', 'a-secret-valu'], redact],
  ['what is redacted in a value', ['<', '${'], (text) => redactAll({ a: [text] }, redact)],
  ['a pause that a server asks for', ['0', ' ', ','], (text) => parseRateLimit({ 'retry-after': text }, 0)],
  [
    'a saved log',
    ['\n', '<', '\ud83d', '${'],
    (text) => saveText(Readable.from([text], { objectMode: false }), join(folder, 'log'), redact),
  ],
  [
    'variables that nobody expanded',
    ['$', '#', '$(', '$(a', '$$(a)', '#{', '#{a', '##{a}#', '${{', '$${{a}}', '}}', 'a', ' '],
    (text) => [resolveEscapes(text, 'anywhere'), resolveEscapes(text, 'whole')],
  ],
  [
    'a text file',
    ['\n', ' ', '<<<<<<< ', '\n<<<<<<< ', '<html', '\r'],
    (text) => textProblem(Buffer.from(text)),
  ],
  ['a list', [',', '\n', ' ', 'a,'], (text) => list().parse(text)],
  ['a sequence', ['\n', '\r', ' '], (text) => sequence().parse(text)],
  ['customization keys', ['\n', '\r', '=', '#', '.', '# a', '# a.b', '!', 'a='], customization.keysOf],
  [
    'customization values',
    ['\n', '=', '# a.b='],
    (text) => [customization.valuesOf(text), customization.nullsOf(text, {})],
  ],
  [
    'a customization file that is filled',
    ['${', '${A', '${A}', '}', '\n', '=', '\r'],
    (text) => customization.fill(`a.b=${text}`, {}, never, () => true),
  ],
  [
    'the customization lint',
    ['{{', '${', '${{', '}', '}}', ' ', '\t', '\n', '=', 'a=\n', '\r\n'],
    (text) => customization.lintCustomization(`a=${text}`),
  ],
  [
    'a ticket link',
    ['/', ' '],
    (text) => choosePackage(text, [{ uuid: 'u', name: 'n', ticket: text, changed: '' }]),
  ],
  ['a version', ['.', '0', '1.', '-'], (text) => compareVersions(text, `${text}1`)],
  [
    'a conflict',
    ['.', ':', ' '],
    (text) =>
      formatConflicts(problemsOf([{ Message: text }], { applications: new Map(), modules: new Map() })),
  ],
  [
    'a line of a deployment log',
    ['T', 'T0', ':', ' ', '\n'],
    (text) => formatLogLine({ Instant: text, Message: text }),
  ],
  ['a name', [' ', '-', 'a', '/'], (text) => find('application', text, [{ Key: 'k', Name: text }])],
  ['a key', ['"', '{', '\ufeff', ' ', '-'], readKey],
  [
    'a download address',
    ['/', '/downloads/', '?', '#'],
    (text) => readDownload({ url: `https://a.test/${text}` }),
  ],
  ['a marker', ['/', 'lowcode-deploy/', 'lowcode-deploy/a/1/', '1', ' '], parseMarker],
  [
    'a release file',
    ['#', '&a ', '*a ', '[', '{', '"', "'", '- ', '\n- ', '\n ? ', ':'],
    (text) => parseYaml(`a: ${text}`),
  ],
];

describe('a megabyte of its own delimiters keeps no reader busy for more than a second', () => {
  test.each(readers)(
    '%s',
    async (_, pieces, read) => {
      const slow: string[] = [];
      for (const piece of pieces) {
        const sample = await cpuOf(() => attempt(() => read(filled(piece, SAMPLE))));
        if (sample > MOST_MS / 2) {
          slow.push(`${SAMPLE} of ${JSON.stringify(piece)}: ${sample} ms`);
          continue;
        }
        const whole = await cpuOf(() => attempt(() => read(filled(piece, MEGABYTE))));
        if (whole > MOST_MS) slow.push(`${MEGABYTE} of ${JSON.stringify(piece)}: ${whole} ms`);
      }
      expect(slow).toEqual([]);
    },
    60_000,
  );

  test.each([
    '<application',
    '<application ',
    '<application>',
    '<application><name>',
    '<name>',
    ' ',
    '\n',
    'Appian-Version: ',
  ])('a small package with %j inside', async (piece) => {
    const text = strToU8(filled(piece, MEGABYTE));
    const path = join(folder, 'package.zip');
    writeFileSync(path, zipSync({ 'META-INF/MANIFEST.MF': text, 'application/a.xml': text }));
    expect(await cpuOf(() => readPackageFacts(path))).toBeLessThan(MOST_MS);
  });

  test.each([
    '*a*a*b.zip',
    '*a*a*a*a*b.zip',
    `${'*a'.repeat(100)}*b.zip`,
    '*(a*)b.zip',
    `${'**/'.repeat(9)}b.zip`,
  ])('a glob %s over a long name', async (pattern) => {
    writeFileSync(join(folder, `${'a'.repeat(200)}.zip`), 'x');
    const cost = await cpuOf(async () => {
      expect(await examineFile(join(folder, pattern), ['.zip'])).toEqual({ problem: expect.any(String) });
    });
    expect(cost).toBeLessThan(MOST_MS);
  });

  test.each(['PK\u0001\u0002', 'PK\u0003\u0004', 'PK\u0005\u0006', '\u0000'])(
    'a zip of %j',
    async (piece) => {
      const path = join(folder, 'marks.zip');
      writeFileSync(path, `PK\u0003\u0004${filled(piece, MEGABYTE)}`);
      expect(await cpuOf(() => checkZip(path))).toBeLessThan(MOST_MS);
    },
  );
});
