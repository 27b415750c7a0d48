import type { Log } from '../shared/log.ts';

/**
 * Remote text is data. Whatever a server sends, it must not end a line early and begin a command of the CI system,
 * move the cursor, reverse the reading direction, or fill the log.
 */

const LONGEST_LINE = 2_000;
/** What is read of a line: much of it may be invisible. */
const LONGEST_RAW_LINE = 4 * LONGEST_LINE;
const MOST_LINES = 400;
/** CI systems show these outside of the log. */
const MOST_ANNOTATION_LINES = 100;
/** Of a run, after which only the beginning of each text is printed. */
const MOST_CHARACTERS = 8 * 1024 * 1024;

/** Ends of lines as any viewer may see them. */
const LINE_END = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;
/** Escape sequences of terminals, whole. */
// oxlint-disable-next-line no-control-regex -- naming control characters is the point
const ESCAPE = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g;
/** Other control characters but the tab, and the invisible ones that change the reading direction. */
const CONTROL = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A text as lines that are safe to print in any CI system's log, at most so many and the number of the others. */
export function sanitizeLines(text: string, most = MOST_LINES): readonly string[] {
  const kept: string[] = [];
  let lines = 0;
  let at = 0;
  // One by one: a list of all lines of a long text would need many times its memory.
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
 * JSON that says the same and is safe to print: Azure Pipelines and older GitHub runners look for their commands
 * anywhere in a line. Line ends and escape sequences are escaped by JSON itself, and no line of it begins with a colon.
 */
export function sanitizeJson(json: string): string {
  return json.replace(/##(?=\[|vso\[)/gi, '#\\u0023');
}

/** A log whose every text has been made harmless and free of secrets. */
export function guardLog(log: Log, redact: (text: string) => string): Log {
  let characters = 0;
  const lines = (text: string, most?: number): readonly string[] => {
    // What is said at the end must have a place in a full log too, so each text keeps its first line.
    // Redacted twice: what is invisible may part a secret, and lines can be cut only once secrets are out.
    const shown = sanitizeLines(redact(text), characters > MOST_CHARACTERS ? 1 : most).map(redact);
    for (const line of shown) characters += line.length + 1;
    return shown;
  };
  const joined = (text: string): string => lines(text, MOST_ANNOTATION_LINES).join('\n');
  const { progress } = log;
  return {
    ...(progress && { progress: (text) => progress(lines(text).join(' ')) }),
    info: (text) => {
      for (const line of lines(text)) log.info(line);
    },
    debug: (text) => log.debug(joined(text)),
    notice: (text) => log.notice(joined(text)),
    warning: (text) => log.warning(joined(text)),
    error: (text) => log.error(joined(text)),
    group: (title, content) =>
      log.group(
        lines(title).join(' '),
        content.flatMap((line) => lines(line)),
      ),
  };
}
