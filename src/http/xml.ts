import { UnreadableAnswer } from './failure.ts';

/** Receives the elements of an XML text in their order. Names have no namespace prefix. */
export interface XmlReader {
  /** An element begins. */
  open(name: string): void;
  /**
   * An element ends.
   * @param text its text, without the text of the elements in it
   */
  close(name: string, text: string): void;
}

/** The deepest nesting, in levels. */
const DEEPEST = 100;
const MOST_ELEMENTS = 2_000_000;

/**
 * Reads an XML text once, from its start to its end, and builds no tree. Attributes are skipped. A document type is
 * rejected, because it could define entities.
 * @throws UnreadableAnswer if the text is not XML, incomplete, too large or nested too deep
 */
export function readXml(xml: string, reader: XmlReader): void {
  new Scanner(xml, reader).scan();
}

class Scanner {
  readonly #xml: string;
  readonly #reader: XmlReader;
  /** The open elements, outermost first, with the text that each has so far. */
  readonly #open: { readonly name: string; text: string }[] = [];
  #elements = 0;

  constructor(xml: string, reader: XmlReader) {
    this.#xml = xml;
    this.#reader = reader;
  }

  scan(): void {
    let at = this.#xml.startsWith('\uFEFF') ? 1 : 0;
    for (;;) {
      const tag = this.#xml.indexOf('<', at);
      this.#addText(decodeEntities(this.#xml.slice(at, tag === -1 ? undefined : tag)));
      if (tag === -1) break;
      at = this.#readMarkup(tag);
    }
    if (this.#open.length > 0 || this.#elements === 0) throw new UnreadableAnswer('the XML is incomplete');
  }

  /** Reads the markup that starts at `at`. Returns the index after it. */
  #readMarkup(at: number): number {
    const xml = this.#xml;
    if (xml.startsWith('<!--', at)) return this.#after('-->', at + 4);
    if (xml.startsWith('<?', at)) return this.#after('?>', at + 2);
    if (xml.startsWith('<![CDATA[', at)) {
      const end = this.#after(']]>', at + 9);
      this.#addText(xml.slice(at + 9, end - 3));
      return end;
    }
    if (xml.startsWith('<!', at)) throw new UnreadableAnswer('the XML has a document type');
    const end = this.#tagEnd(at + 1);
    if (xml.startsWith('</', at)) this.#closeElement(localName(xml.slice(at + 2, end - 1)));
    else {
      const isEmpty = xml[end - 2] === '/';
      const name = localName(xml.slice(at + 1, end - (isEmpty ? 2 : 1)));
      this.#openElement(name);
      if (isEmpty) this.#closeElement(name);
    }
    return end;
  }

  #openElement(name: string): void {
    const isSecondRoot = this.#open.length === 0 && this.#elements > 0;
    if (name === '' || isSecondRoot) throw new UnreadableAnswer('it is not XML');
    this.#elements++;
    if (this.#elements > MOST_ELEMENTS || this.#open.length >= DEEPEST)
      throw new UnreadableAnswer('the XML has too many elements');
    this.#open.push({ name, text: '' });
    this.#reader.open(name);
  }

  #closeElement(name: string): void {
    const last = this.#open.pop();
    if (last?.name !== name) throw new UnreadableAnswer('it is not XML');
    this.#reader.close(name, last.text);
  }

  #addText(text: string): void {
    const element = this.#open.at(-1);
    if (element) element.text += text;
    else if (text.trim() !== '') throw new UnreadableAnswer('it is not XML');
  }

  /** Returns the index after the end of a tag. A `>` in a quoted attribute does not end it. */
  #tagEnd(from: number): number {
    for (let at = from; at < this.#xml.length; at++) {
      const character = this.#xml[at];
      if (character === '>') return at + 1;
      if (character === '"' || character === "'") at = this.#after(character, at + 1) - 1;
    }
    throw new UnreadableAnswer('the XML is incomplete');
  }

  #after(mark: string, from: number): number {
    const at = this.#xml.indexOf(mark, from);
    if (at === -1) throw new UnreadableAnswer('the XML is incomplete');
    return at + mark.length;
  }
}

/** The name in a tag without prefix and attributes. */
function localName(tag: string): string {
  const name = tag.split(/\s/, 1)[0] ?? '';
  return name.slice(name.indexOf(':') + 1);
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Replaces the predefined and the numeric entities. Any other stays as it is. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi,
    (whole, hex?: string, decimal?: string, name = '') => {
      const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : undefined;
      if (code === undefined) return NAMED[String(name)] ?? whole;
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
