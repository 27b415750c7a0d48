import type { Log } from '../shared/log.ts';

/**
 * Text from a server is data. It must not end a line early, start a command of the CI system, move the cursor,
 * reverse the reading direction, or fill the log.
 */

/** The longest line that is printed, in characters. */
const LONGEST_LINE = 2_000;
/** The longest part of a line that is read, in characters. Many of them may be invisible. */
const LONGEST_RAW_LINE = 4 * LONGEST_LINE;
const MOST_LINES = 400;
/** The most lines of an annotation, which CI systems show outside the log. */
const MOST_ANNOTATION_LINES = 100;
/** The most characters of a run's log. After them, each text prints only its first line. */
const MOST_CHARACTERS = 8 * 1024 * 1024;

/** Every line break that a log viewer may recognise. */
const LINE_END = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;
/** Complete terminal escape sequences. */
// oxlint-disable-next-line no-control-regex -- naming control characters is the point
const ESCAPE = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g;
/** Other control characters, and the invisible characters that change the reading direction. */
const CONTROL = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Splits a text into lines that are safe to print in any CI system's log.
 * @param most the most lines to return; a final line states the number of the others
 */
export function sanitizeLines(text: string, most = MOST_LINES): readonly string[] {
  const kept: string[] = [];
  let lines = 0;
  let at = 0;
  // Line by line, because a list of all lines of a long text takes many times its memory.
  for (const { index, 0: end } of text.matchAll(LINE_END)) {
    if (++lines <= most) kept.push(sanitizeLine(text.slice(at, index)));
    at = index + end.length;
  }
  if (lines < most) kept.push(sanitizeLine(text.slice(at)));
  const rest = lines + 1 - most;
  return rest > 0 ? [...kept, `… and ${rest} more ${rest === 1 ? 'line' : 'lines'}`] : kept;
}

function sanitizeLine(line: string): string {
  const plain = line
    .slice(0, LONGEST_RAW_LINE)
    .replace(ESCAPE, '')
    .replace(CONTROL, (character) => (character === '\t' ? '\t' : ''));
  const cut =
    plain.length > LONGEST_LINE || line.length > LONGEST_RAW_LINE
      ? `${plain.slice(0, LONGEST_LINE)}…`
      : plain;
  // GitHub reads `::command::` at the start of a line and `##[command]` anywhere; Azure Pipelines reads `##vso[`.
  return cut.replace(/^(\s*):(?=:)/, '$1: ').replace(/##(?=\[|vso\[)/gi, '# #');
}

/**
 * Returns equivalent JSON that is safe to print. Azure Pipelines and older GitHub runners search for commands
 * anywhere in a line. JSON itself escapes line breaks and escape sequences, and none of its lines starts with a
 * colon.
 */
export function sanitizeJson(json: string): string {
  return json.replace(/##(?=\[|vso\[)/gi, '#\\u0023');
}

/**
 * Wraps a log so that every text is sanitized and redacted.
 * @param words rewrites notices, warnings and errors for their reader; other lines may come from a platform and stay
 */
export function guardLog(
  log: Log,
  redact: (text: string) => string,
  words: (text: string) => string = (text) => text,
): Log {
  let characters = 0;
  const lines = (text: string, most?: number): readonly string[] => {
    // Each text keeps its first line even if the log is full, because the last messages matter. Redact twice:
    // invisible characters can split a secret until sanitizing removes them, and lines may be cut only after
    // redaction.
    const shown = sanitizeLines(redact(text), characters > MOST_CHARACTERS ? 1 : most).map(redact);
    for (const line of shown) characters += line.length + 1;
    return shown;
  };
  const joined = (text: string): string => lines(text, MOST_ANNOTATION_LINES).join('\n');
  const { progress, success } = log;
  return {
    ...(progress && { progress: (text, ageMs) => progress(lines(text).join(' '), ageMs) }),
    ...(success && { success: (text) => success(joined(text)) }),
    info: (text) => {
      for (const line of lines(text)) log.info(line);
    },
    debug: (text) => log.debug(joined(text)),
    notice: (text) => log.notice(joined(words(text))),
    warning: (text) => log.warning(joined(words(text))),
    error: (text) => log.error(joined(words(text))),
    group: (title, content) =>
      log.group(
        lines(title).join(' '),
        content.flatMap((line) => lines(line)),
      ),
  };
}
