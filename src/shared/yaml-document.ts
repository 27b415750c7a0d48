import { Composer, type CST, type Document, isScalar, Lexer, Parser, visit } from 'yaml';
import { formatNumber } from './format.ts';

/** A text that the YAML library must not read. The message completes a sentence about the file. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/** An error of the parser: its offset in the text and its message. */
interface Fault {
  readonly offset: number;
  readonly message: string;
}

/** The most characters: a manifest of 300 applications with 900 settings for four environments has about a million. */
const LONGEST_TEXT = 1024 * 1024;
/**
 * The most tokens. The time of the library follows them: 50,000 of a hostile text need some 300 ms. A release file of
 * 256 items with overrides for four environments has 39,000. JSON has no expensive errors.
 */
const MOST_TOKENS = { json: 180_000, yaml: 50_000 } as const;
/** The deepest nesting. The library is recursive, and Node ends without an exception near the end of the stack. */
const DEEPEST = 100;

/**
 * Parses one document without type conversion: all scalars are texts.
 * @returns the document, and the faults that the library found; its keys are not checked for duplicates
 * @throws TooLarge
 */
export function readDocument(text: string): {
  readonly document: Document;
  readonly faults: readonly Fault[];
} {
  if (text.length > LONGEST_TEXT) throw new TooLarge(`is longer than ${LONGEST_TEXT / 1024} kB: split it`);
  const [document, second] = withoutStacks(() => {
    // The library compares each key with each other key; `duplicatesIn` needs linear time.
    const composer = new Composer({ schema: 'failsafe', logLevel: 'error', uniqueKeys: false });
    return [...composer.compose(tokensOf(text), true, text.length)];
  });
  if (document === undefined) throw new TooLarge('has no content');
  const faults = [...document.errors, ...document.warnings].map(({ pos, message }) => ({
    offset: pos[0],
    message,
  }));
  if (second)
    faults.push({
      offset: second.range[0],
      message: 'The file must have one document, and here a second one begins',
    });
  return { document, faults: [...faults, ...duplicatesIn(document)] };
}

/** Runs `act` while errors have no stack: the library creates one for each fault, which takes most of the time. */
function withoutStacks<T>(act: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return act();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Splits a text into the tokens of the library. @throws TooLarge before the library would need too much time or stack */
function* tokensOf(text: string): Generator<CST.Token> {
  const parser = new Parser();
  const most = MOST_TOKENS[isJson(text) ? 'json' : 'yaml'];
  let tokens = 0;
  for (const token of new Lexer().lex(text)) {
    yield* parser.next(token);
    if (parser.stack.length > DEEPEST) throw new TooLarge(`is nested deeper than ${DEEPEST} levels`);
    if (++tokens > most) throw new TooLarge(`has more than ${formatNumber(most)} words and signs: split it`);
  }
  yield* parser.end();
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Finds keys that a map has twice. */
function duplicatesIn(document: Document): readonly Fault[] {
  const found: Fault[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value))
          found.push({ offset: key.range?.[0] ?? 0, message: 'Map keys must be unique' });
        seen.add(key.value);
      }
    },
  });
  return found;
}
