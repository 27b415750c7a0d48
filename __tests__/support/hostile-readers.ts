import { join } from 'node:path';
import { Readable } from 'node:stream';
import { escapeValue } from '../../src/ci/output-file.ts';
import { sanitizeJson, sanitizeLines } from '../../src/ci/sanitize.ts';
import { readErrorText } from '../../src/http/error-text.ts';
import { plainName, plainTitle } from '../../src/http/file-name.ts';
import { PLATFORM_LIMIT, readJsonText } from '../../src/http/json-answer.ts';
import { createRedactor, redactAll } from '../../src/http/redact.ts';
import { parseRateLimit } from '../../src/http/retry.ts';
import { saveText } from '../../src/http/save.ts';
import { textProblem } from '../../src/inputs/text.ts';
import { list, sequence } from '../../src/inputs/types.ts';
import { resolveEscapes } from '../../src/inputs/unexpanded.ts';
import * as customization from '../../src/platforms/appian/customization.ts';
import { choosePackage } from '../../src/platforms/appian/packages.ts';
import { compareVersions } from '../../src/platforms/outsystems/choose.ts';
import { formatConflicts, problemsOf } from '../../src/platforms/outsystems/conflicts.ts';
import { formatLogLine } from '../../src/platforms/outsystems/log.ts';
import { find } from '../../src/platforms/outsystems/names.ts';
import { readDownload, readKey } from '../../src/platforms/outsystems/wire.ts';
import { parseMarker } from '../../src/release/run-marker.ts';
import { escapeHtml, escapeMarkdown } from '../../src/report/markdown.ts';
import { nearMisses } from '../../src/shared/near-misses.ts';
import { parseYaml } from '../../src/shared/yaml.ts';

const never = (): undefined => undefined;
/** A multiple of the piece's length, so that the text stays JSON. */
const JSON_CUT = 10 * 40_000;
/** Replaces each `#` with a number, so that repeated pieces differ. */
function numbered(text: string): string {
  let number = 0;
  return text.replaceAll('#', () => String(++number));
}

/** Fills a customization file, checks it as a deployment does, and returns the warnings. */
function fillAndLint(text: string): readonly string[] {
  const { text: filled, literal } = customization.fill(text, {}, never, () => true);
  return customization.lintCustomization(filled, literal);
}

const CHUNK_BYTES = 64 * 1024;

async function* chunksOf(text: string): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES);
}

/** Cuts a text into 2,000 names that differ. */
const namesOf = (text: string): readonly string[] => {
  const length = Math.ceil(text.length / 2000);
  return Array.from({ length: 2000 }, (_, at) => `${at}${text.slice(at * length, (at + 1) * length)}`);
};

const redact = createRedactor(['a-secret-value', '<<<<<<<<', '${${${${']);

/** Every reader of text from a server or a file, with the pieces of text that this reader looks for. */
export const readers: readonly (readonly [
  name: string,
  pieces: readonly string[],
  read: (text: string, folder: string) => unknown,
])[] = [
  [
    'an error page',
    ['<', '>', '<title', '<title>', '<html', '<html><title', ' ', '{', '[', '"', '{"message":'],
    (text) => readErrorText(text),
  ],
  [
    'a page behind markup',
    ['<title', '<title><', '<title ', '</title'],
    (text) => readErrorText(`<html>${text}`),
  ],
  [
    'a log line',
    ['\n', '\r', '\u2028', ':', '::', '#', '##[', '\u001b', '\u001b[', '\u001b]', '0', ' ', '\t'],
    (text) => sanitizeLines(text),
  ],
  ['a terminal sequence', ['0', ';', ' '], (text) => sanitizeLines(`\u001b[${text}`)],
  ['JSON for a log', ['#', '##', '##[', '##vso['], (text) => sanitizeJson(text)],
  ['a dotenv value', ['$', '\n', '\u2028'], (text) => escapeValue(text, 'dotenv')],
  ['a property', ['\\', ' ', 'ä'], (text) => escapeValue(text, 'properties')],
  ['Markdown', ['|', '<', '@', ':', '://', 'www.', '\n', '`', '&'], (text) => escapeMarkdown(text)],
  ['HTML', ['<', '&', '@', '\n'], (text) => escapeHtml(text)],
  ['a title', [' ', '\u0000', 'a ', '-'], (text) => plainTitle(text)],
  ['a file name', ['-', '.', 'a-', 'é', '/'], (text) => plainName(text, 'x')],
  ['what is redacted', ['<', '${', 'a', 'a-secret-valu'], (text) => redact(text)],
  ['what is redacted in a value', ['<', '${'], (text) => redactAll({ a: [text] }, redact)],
  ['a pause that a server asks for', ['0', ' ', ','], (text) => parseRateLimit({ 'retry-after': text }, 0)],
  [
    'a saved log',
    ['\n', '<', '\ud83d', '${'],
    (text, folder) => saveText(Readable.from([text], { objectMode: false }), join(folder, 'log'), redact),
  ],
  [
    'variables that were not expanded',
    ['$', '#', '$(', '$(a', '$$(a)', '#{', '#{a', '##{a}#', '${{', '$${{a}}', '}}', 'a', ' '],
    (text) => [resolveEscapes(text, 'anywhere'), resolveEscapes(text, 'whole')],
  ],
  [
    'a text file',
    ['\n', ' ', '<<<<<<< ', '\n<<<<<<< ', '<html', '\r'],
    (text) => textProblem(Buffer.from(text)),
  ],
  ['a list', [',', '\n', ' ', 'a,'], (text) => list().read(text)],
  ['a sequence', ['\n', '\r', ' '], (text) => sequence().read(text)],
  [
    'customization keys',
    ['\n', '\r', '=', '#', '.', '# a', '# a.b', '!', 'a='],
    (text) => customization.keysOf(text),
  ],
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
    'the lint of literal placeholders',
    ['$${A#}', 'a=$${A#}\n', 'a=$${A#}$${A\n'],
    (text) => fillAndLint(`a=${numbered(text)}`),
  ],
  [
    'a JSON answer',
    ['[', '{', '"', '\\', ',', '{"Log":[', ' ', '[]', '{},', '"",'],
    (text) => readJsonText(chunksOf(text), PLATFORM_LIMIT),
  ],
  [
    'a JSON answer with a streamed list',
    ['[', '{', '"', '\\', ',', '{"Log":[', '{},', '[],', '"",'],
    (text) =>
      readJsonText(chunksOf(`{"Log":[${text}`), PLATFORM_LIMIT, { field: 'Log', take: (item) => item() }),
  ],
  [
    'names that are similar',
    ['a', ' ', '-', 'é', 'ab '],
    (text) => nearMisses(text, [text, ...namesOf(text)]),
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
  ['a key', ['"', '{', '\ufeff', ' ', '-'], (text) => readKey(text)],
  [
    'a download address',
    ['/', '/downloads/', '?', '#'],
    (text) => readDownload({ url: `https://a.test/${text}` }),
  ],
  ['a marker', ['/', 'lowcode-deploy/', 'lowcode-deploy/a/1/', '1', ' '], (text) => parseMarker(text)],
  [
    'a release file',
    ['#', '&a ', '*a ', '[', '{', '"', "'", '- ', '\n- ', '\n ? ', ':'],
    (text) => parseYaml(`a: ${text}`),
  ],
  [
    'a release file as long as its limit of tokens',
    ['&a ', '"', '\n ? ', '! ', '\n#: v'],
    (text) => parseYaml(`a: ${numbered(text.slice(0, 60_000))}`).blanks(),
  ],
  [
    'a configuration file in JSON as long as its limit of tokens',
    ['"k#":null,'],
    (text) => parseYaml(`{${numbered(text.slice(0, JSON_CUT))}"end":""}`).blanks(),
  ],
];
