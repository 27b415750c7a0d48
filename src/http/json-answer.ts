import { StringDecoder } from 'node:string_decoder';
import { UnreadableAnswer } from './failure.ts';

/** How much of a JSON answer is kept in memory. An answer that is larger is refused while it arrives. */
export interface AnswerLimit {
  readonly bytes: number;
  /** Members of objects and lists together: many small ones take far more memory than their text. */
  readonly values: number;
}

const MIB = 1024 * 1024;
/** Records of deployments, a page at a time. */
export const RECORD_LIMIT: AnswerLimit = { bytes: 4 * MIB, values: 200_000 };
/** Everything that a platform lists: a LifeTime with 3,000 applications in 15 environments answers with some 20 MB. */
export const PLATFORM_LIMIT: AnswerLimit = { bytes: 24 * MIB, values: 600_000 };
/** No API nests as deep. */
const DEEPEST = 100;
/** So much is kept of what is no JSON: enough for its title. */
const LARGEST_PAGE_BYTES = 64 * 1024;
const LARGEST_ITEM_BYTES = MIB;

/** A list in the outermost object whose items are handed over one by one and not kept, however many they are. */
export interface Streamed {
  /** The name of the list. */
  readonly field: string;
  /** @param item gives the JSON text of the item, before the next one is read */
  take(item: () => string, index: number): void;
}

/**
 * The text of a JSON answer, read to its end unless a limit is passed. A streamed list is empty in it.
 * @throws Unreadable where it is too large or nested too deep
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

/** Follows the structure of JSON without building it. Text that is no JSON is left to the parser to refuse. */
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
  /** The last text in the outermost object, as far as it can be the name of the streamed list. */
  #name = '';
  /** What has arrived of the current item; undefined outside the streamed list. */
  #item: Buffer[] | undefined;
  #itemBytes = 0;
  #index = 0;

  constructor(limit: AnswerLimit, streamed: Streamed | undefined) {
    this.#limit = limit;
    this.#streamed = streamed;
  }

  /** False when nothing more is wanted. */
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

  /** The place of the last byte that was passed: the end of the text, or of the chunk. */
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
    // One character more than the name has tells that a text is another.
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
    // The text of an item is bounded, and nothing of it is kept.
    if (this.#item) return;
    this.#values++;
    if (this.#values > this.#limit.values) {
      throw new UnreadableAnswer(`it has more than ${this.#limit.values} values`);
    }
  }

  /** Judged by the beginning: the text that grows is not looked at again. */
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
    // A copy: the chunk that it is a part of may be many times as large.
    if (piece.length > 0) this.#item?.push(Buffer.from(piece));
  }

  #endItem(last: Buffer, isLast: boolean): void {
    const pieces = this.#item ?? [];
    const text = (): string => Buffer.concat([...pieces, last]).toString('utf8');
    // An empty list, which has no item before its end.
    if (!isLast || this.#index > 0 || text().trim() !== '') this.#streamed?.take(text, this.#index++);
    this.#item = [];
    this.#itemBytes = 0;
  }
}
