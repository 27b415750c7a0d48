import { StringDecoder } from 'node:string_decoder';
import { UnreadableAnswer } from './failure.ts';

/** The limits of a JSON answer in memory. A larger answer is rejected while it arrives. */
export interface AnswerLimit {
  /** The size of the text without the items of a streamed list. */
  readonly bytes: number;
  /** The number of members of all objects and lists. Many small members take far more memory than their text. */
  readonly values: number;
}

const MIB = 1024 * 1024;
/** For one page of deployment records. */
export const RECORD_LIMIT: AnswerLimit = { bytes: 4 * MIB, values: 200_000 };
/** For any list of a platform: a LifeTime with 3,000 applications in 15 environments answers with about 20 MB. */
export const PLATFORM_LIMIT: AnswerLimit = { bytes: 24 * MIB, values: 600_000 };
/** The deepest nesting, in levels. No API needs more. */
const DEEPEST = 100;
/** How much of an answer that is not JSON is read: enough for the title of a web page. */
const LARGEST_PAGE_BYTES = 64 * 1024;
const LARGEST_ITEM_BYTES = MIB;

/**
 * A list in the outermost object of the answer. Its items are passed on one by one and not kept, so it may have any
 * length.
 */
export interface Streamed {
  /** The name of the list in the object. */
  readonly field: string;
  /**
   * Receives one item.
   * @param item returns the JSON text of the item; valid only during the call
   */
  take(item: () => string, index: number): void;
}

/**
 * Reads a JSON answer to its end and returns its text. If the answer is not JSON, reads only about the first 64 KiB.
 * A streamed list is empty in the text.
 * @throws UnreadableAnswer if the answer is too large or nested too deep
 */
export async function readJsonText(
  body: AsyncIterable<Buffer>,
  limit: AnswerLimit,
  streamed?: Streamed,
): Promise<string> {
  const scanner = new Scanner(limit, streamed);
  for await (const chunk of body) if (!scanner.feed(chunk)) break;
  return scanner.end();
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_OBJECT = 0x7b;
const OPEN_LIST = 0x5b;
const CLOSE_OBJECT = 0x7d;
const CLOSE_LIST = 0x5d;

/** Tracks the structure of JSON without parsing it. The JSON parser rejects invalid text later. */
class Scanner {
  readonly #limit: AnswerLimit;
  readonly #streamed: Streamed | undefined;
  readonly #decoder = new StringDecoder('utf8');
  #text = '';
  #json: boolean | undefined;
  #bytes = 0;
  #values = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** The last string in the outermost object, cut to one character more than the name of the streamed list. */
  #name = '';
  /** The parts of the current item that have arrived; undefined outside the streamed list. */
  #item: Buffer[] | undefined;
  #itemBytes = 0;
  #index = 0;

  constructor(limit: AnswerLimit, streamed: Streamed | undefined) {
    this.#limit = limit;
    this.#streamed = streamed;
  }

  /** Processes a chunk. Returns false if the rest of the answer is not needed. */
  feed(chunk: Buffer): boolean {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (this.#inString) at = this.#passString(chunk, at);
      else if (byte === QUOTE) this.#openString();
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        this.#open();
        if (this.#beginsItems(byte)) {
          this.#keep(chunk.subarray(from, at + 1));
          from = at + 1;
          this.#item = [];
        }
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        if (this.#item && this.#depth === 2) {
          this.#endItem(chunk.subarray(from, at), true);
          from = at;
          this.#item = undefined;
        }
        this.#depth--;
      } else if (byte === COMMA) {
        if (this.#item && this.#depth === 2) {
          this.#endItem(chunk.subarray(from, at), false);
          from = at + 1;
        } else this.#count();
      }
    }
    const rest = chunk.subarray(from);
    if (this.#item) this.#keepOfItem(rest);
    else this.#keep(rest);
    return this.#isJson() || this.#bytes < LARGEST_PAGE_BYTES;
  }

  end(): string {
    return this.#text + this.#decoder.end();
  }

  /** Reads a string. Returns the index of its closing quote, or the length of the chunk if the string continues. */
  #passString(chunk: Buffer, start: number): number {
    let at = start;
    for (; at < chunk.length; at++) {
      const byte = chunk[at];
      if (this.#escaped) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) {
        this.#inString = false;
        break;
      }
    }
    const { field = '' } = this.#streamed ?? {};
    // One character more than the name is enough to detect a longer string.
    const room = field.length + 1 - this.#name.length;
    if (this.#depth === 1 && room > 0) {
      this.#name += chunk.toString('latin1', start, Math.min(at, start + room));
    }
    return at;
  }

  #openString(): void {
    this.#inString = true;
    if (this.#depth === 1) this.#name = '';
  }

  #open(): void {
    this.#depth++;
    if (this.#depth > DEEPEST) throw new UnreadableAnswer(`it is nested deeper than ${DEEPEST} levels`);
    this.#count();
  }

  #beginsItems(byte: number): boolean {
    return byte === OPEN_LIST && this.#depth === 2 && !this.#item && this.#name === this.#streamed?.field;
  }

  #count(): void {
    // Does not count the values in an item: its size is limited, and it is not kept.
    if (this.#item) return;
    this.#values++;
    if (this.#values > this.#limit.values) {
      throw new UnreadableAnswer(`it has more than ${this.#limit.values} values`);
    }
  }

  /** Tests the start of the text once, because the text grows with each chunk. */
  #isJson(): boolean {
    this.#json ??= /^\uFEFF?\s*[[{"\dtfn-]/.test(this.#text.slice(0, 200));
    return this.#json;
  }

  #keep(piece: Buffer): void {
    this.#bytes += piece.length;
    if (this.#bytes > this.#limit.bytes) {
      throw new UnreadableAnswer(`it is larger than ${this.#limit.bytes / MIB} MiB`);
    }
    this.#text += this.#decoder.write(piece);
  }

  #keepOfItem(piece: Buffer): void {
    this.#itemBytes += piece.length;
    if (this.#itemBytes > LARGEST_ITEM_BYTES) {
      throw new UnreadableAnswer(
        `an item of ${this.#streamed?.field} is larger than ${LARGEST_ITEM_BYTES / MIB} MiB`,
      );
    }
    // Copies the piece, because the chunk that contains it may be many times larger.
    if (piece.length > 0) this.#item?.push(Buffer.from(piece));
  }

  #endItem(last: Buffer, isLast: boolean): void {
    const pieces = this.#item ?? [];
    const text = (): string => Buffer.concat([...pieces, last]).toString('utf8');
    // An empty list ends without an item.
    if (!isLast || this.#index > 0 || text().trim() !== '') this.#streamed?.take(text, this.#index++);
    this.#item = [];
    this.#itemBytes = 0;
  }
}
