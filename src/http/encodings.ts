import { scratch } from './scratch.ts';
import type { Units } from './word-index.ts';

/** A text, or the result of decoding it, with the position of each unit in the original text. */
interface View {
  readonly units: Units;
  /** The start and the end (exclusive) of each unit in the original text; undefined for the original text itself. */
  readonly places?: { readonly from: Uint32Array; readonly to: Uint32Array };
}

/** The largest number of text units that encode one unit of a secret, in any supported encoding. */
export const LONGEST_ENCODING = 12;

/** How many encodings may be nested, such as JSON in JSON, or a URL in a web page. */
const DEEPEST = 2;

/**
 * Calls `take` with everything that a text may say to those who decode it: as it stands, and with the escapes of URLs,
 * forms, JSON (also Java and JavaScript), HTML and base64 undone. Undoing them finds a secret however its characters
 * were written: `%2f`, `%2F`, `\u002f`, `\/`, `&#47;`, `&#x2F;` and `&sol;` are all one.
 * @param shortest the length of the shortest word that is searched for: no shorter run of base64 is decoded
 * @param take gets a view that is overwritten when it returns
 */
export function eachView(units: Units, shortest: number, take: (view: View) => void): void {
  const view = { units };
  take(view);
  eachDecoded(view, 0, take);
  const base64 = decodeBase64(units, Math.ceil((shortest * BITS_PER_BYTE) / BITS_PER_CHARACTER));
  if (base64.units.length > 0) take(base64);
}

/** What a view says with one escape after another undone. @param depth how many were undone in it */
function eachDecoded(view: View, depth: number, take: (view: View) => void): void {
  const room = rooms[depth];
  if (room === undefined) return;
  for (const escape of escapes) {
    const decoded = decode(view, escape, room);
    if (decoded === undefined) continue;
    take(decoded);
    eachDecoded(decoded, depth + 1, take);
  }
}

/** Memory for one view. */
const createRoom = () => ({
  units: scratch((length) => new Uint16Array(length)),
  from: scratch((length) => new Uint32Array(length)),
  to: scratch((length) => new Uint32Array(length)),
});
type Room = ReturnType<typeof createRoom>;

/** Views of the same depth are looked at one after the other, and in the same memory. */
const rooms: readonly Room[] = Array.from({ length: DEEPEST }, createRoom);
const roomForBase64 = createRoom();

/** One way of escaping characters. */
interface Escape {
  /** The first unit of every escape of this syntax. */
  readonly sign: number;
  /** Decodes the escape that starts at `at`, where the unit is `sign`; undefined if there is no valid escape. */
  read(units: Units, at: number): Escaped | undefined;
}

/** A decoded escape. */
interface Escaped {
  /** The code point that the escape stands for. */
  readonly point: number;
  /** The length of the escape in units. */
  readonly length: number;
}

const code = (character: string): number => character.charCodeAt(0);
const PERCENT = code('%');
const PLUS = code('+');
const BACKSLASH = code('\\');
const AMPERSAND = code('&');
const SEMICOLON = code(';');
const EQUALS = code('=');

/** What an escape makes of a view; undefined where it changes nothing. */
function decode({ units, places }: View, { sign, read }: Escape, room: Room): View | undefined {
  if (!units.includes(sign)) return undefined;
  const decoded = room.units(units.length);
  const begins = room.from(units.length);
  const ends = room.to(units.length);
  let length = 0;
  let changed = false;
  const put = (unit: number, at: number, last: number): void => {
    decoded[length] = unit;
    begins[length] = places ? (places.from[at] ?? 0) : at;
    ends[length] = places ? (places.to[last] ?? 0) : last + 1;
    length += 1;
  };
  for (let at = 0; at < units.length; ) {
    const unit = units[at] ?? 0;
    const escaped = unit === sign ? read(units, at) : undefined;
    if (escaped === undefined) {
      put(unit, at, at);
      at += 1;
      continue;
    }
    changed = true;
    const last = at + escaped.length - 1;
    const { point } = escaped;
    // The arrays are long enough: an escape has at least as many units as its code point.
    if (point < 0x1_00_00) put(point, at, last);
    else for (const half of halvesOf(point)) put(half, at, last);
    at += escaped.length;
  }
  if (!changed) return undefined;
  return {
    units: decoded.subarray(0, length),
    places: { from: begins.subarray(0, length), to: ends.subarray(0, length) },
  };
}

/** The surrogate pair of a code point above U+FFFF. */
function halvesOf(point: number): readonly number[] {
  return [0xd8_00 + ((point - 0x1_00_00) >> 10), 0xdc_00 + ((point - 0x1_00_00) & 0x3_ff)];
}

/** Reads up to `most` digits from `at`. Returns their value and their count. */
function readDigits(
  units: Units,
  at: number,
  { base, most }: { readonly base: 10 | 16; readonly most: number },
): { readonly value: number; readonly count: number } {
  let value = 0;
  let count = 0;
  while (count < most) {
    const digit = digitOf(units[at + count] ?? 0);
    if (digit >= base) break;
    value = value * base + digit;
    count += 1;
  }
  return { value, count };
}

/** The value of a hexadecimal digit, 0 to 15; 16 for any other unit. */
function digitOf(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  const lower = unit | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : 16;
}

/** URLs: `%2F`. The bytes are UTF-8; bytes that are not valid UTF-8 count as Latin-1. */
const percent: Escape = {
  sign: PERCENT,
  read(units, at) {
    const first = percentByte(units, at);
    if (first === undefined) return undefined;
    const more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
    let point = more === 0 ? first : first & (0x3f >> more);
    for (let each = 1; each <= more; each++) {
      const byte = percentByte(units, at + 3 * each);
      if (byte === undefined || byte >> 6 !== 0b10) return { point: first, length: 3 };
      point = point * 64 + (byte & 0x3f);
    }
    return point > 0x10_ff_ff ? { point: first, length: 3 } : { point, length: 3 * (more + 1) };
  },
};

function percentByte(units: Units, at: number): number | undefined {
  if (units[at] !== PERCENT) return undefined;
  const { value, count } = readDigits(units, at + 1, { base: 16, most: 2 });
  return count === 2 ? value : undefined;
}

/** Forms encode a space as `+`. Their other escapes are those of URLs; the next round decodes them. */
const plus: Escape = { sign: PLUS, read: () => ({ point: 0x20, length: 1 }) };

const NAMED_CONTROLS = new Map(
  Object.entries({ b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }).map(([key, value]) => [
    code(key),
    code(value),
  ]),
);

/** JSON, JavaScript, Java and Java property files: `\n`, `\x2f`, `\u002f`, and `\` before a literal character. */
const backslash: Escape = {
  sign: BACKSLASH,
  read(units, at) {
    const next = units[at + 1];
    if (next === undefined) return undefined;
    const most = next === code('u') ? 4 : next === code('x') ? 2 : 0;
    const { value, count } = readDigits(units, at + 2, { base: 16, most });
    if (most > 0 && count === most) return { point: value, length: 2 + most };
    return { point: NAMED_CONTROLS.get(next) ?? next, length: 2 };
  },
};

/**
 * The HTML 5 entities for characters on keyboards, and the HTML 4 entities for U+00A0 to U+00FF in code point order.
 */
const ENTITIES = new Map<string, number>([
  ...Object.entries({
    Tab: '\t',
    NewLine: '\n',
    excl: '!',
    quot: '"',
    QUOT: '"',
    num: '#',
    dollar: '$',
    percnt: '%',
    amp: '&',
    AMP: '&',
    apos: "'",
    lpar: '(',
    rpar: ')',
    ast: '*',
    midast: '*',
    plus: '+',
    comma: ',',
    period: '.',
    sol: '/',
    colon: ':',
    semi: ';',
    lt: '<',
    LT: '<',
    equals: '=',
    gt: '>',
    GT: '>',
    quest: '?',
    commat: '@',
    lsqb: '[',
    lbrack: '[',
    bsol: '\\',
    rsqb: ']',
    rbrack: ']',
    Hat: '^',
    lowbar: '_',
    UnderBar: '_',
    grave: '`',
    lcub: '{',
    lbrace: '{',
    verbar: '|',
    vert: '|',
    VerticalLine: '|',
    rcub: '}',
    rbrace: '}',
    euro: '€',
  }).map(([name, character]) => [name, code(character)] as const),
  ...(
    'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute ' +
    'micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig ' +
    'Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash ' +
    'Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ' +
    'ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc ' +
    'uuml yacute thorn yuml'
  )
    .split(' ')
    .map((name, index) => [name, 0xa0 + index] as const),
]);
const LONGEST_ENTITY = Math.max(...[...ENTITIES.keys()].map((name) => name.length));
const MOST_DIGITS = 8;

/** HTML and XML: `&amp;`, `&#38;`, `&#x26;`. */
const entity: Escape = {
  sign: AMPERSAND,
  read(units, at) {
    if (units[at + 1] === code('#')) return readNumeric(units, at);
    let name = '';
    for (let end = at + 1; end <= at + 1 + LONGEST_ENTITY; end++) {
      const unit = units[end] ?? SEMICOLON;
      if (unit === SEMICOLON) break;
      name += String.fromCharCode(unit);
    }
    const point = ENTITIES.get(name);
    return point === undefined ? undefined : { point, length: name.length + 2 };
  },
};

function readNumeric(units: Units, at: number): Escaped | undefined {
  const hex = ((units[at + 2] ?? 0) | 0x20) === code('x');
  const start = at + (hex ? 3 : 2);
  const { value: point, count } = readDigits(units, start, { base: hex ? 16 : 10, most: MOST_DIGITS });
  if (count === 0 || point > 0x10_ff_ff) return undefined;
  const end = start + count;
  return { point, length: end - at + (units[end] === SEMICOLON ? 1 : 0) };
}

const escapes = [percent, plus, backslash, entity] as const;

const BITS_PER_BYTE = 8;
/** Each character of base64 stands for so many. */
const BITS_PER_CHARACTER = 6;
/** Separates the decoded runs, so that no word matches across two of them. U+FFFF is not a character in any text. */
const SEPARATOR = 0xff_ff;

/** At most so many bytes for each character: four ways of reading a run give three quarters each, and a separator. */
const MOST_BYTES_PER_UNIT = 4;

/**
 * Decodes every run of base64, in both alphabets. Each run is decoded from each of four start positions, because a
 * secret may start at any position in the encoded bytes. Each byte maps to the whole run, so a match hides all of it:
 * the rest of an encoded run is of no use to a reader.
 * @param fewest the length of the shortest run to decode, in characters
 */
function decodeBase64(units: Units, fewest: number): View {
  const sextets = sextetsOf(units);
  const most = MOST_BYTES_PER_UNIT * units.length;
  const bytes = roomForBase64.units(most);
  const begins = roomForBase64.from(most);
  const ends = roomForBase64.to(most);
  let length = 0;
  for (let from = 0; from < units.length; ) {
    let to = from;
    while (to < units.length && (sextets[to] ?? 0) >= 0) to += 1;
    let end = to;
    while (end < to + 2 && units[end] === EQUALS) end += 1;
    if (to - from >= fewest) {
      const start = length;
      length = putBytes({ sextets, from, to }, bytes, start);
      begins.fill(from, start, length);
      ends.fill(end, start, length);
    }
    from = Math.max(end, from + 1);
  }
  return {
    units: bytes.subarray(0, length),
    places: { from: begins.subarray(0, length), to: ends.subarray(0, length) },
  };
}

/** A run of base64 characters in a text. */
interface Run {
  readonly sextets: Int8Array;
  readonly from: number;
  /** The index after the last character. */
  readonly to: number;
}

/** Writes what a run says from `start` on, a separator behind each way of reading it, and returns where that ends. */
function putBytes({ sextets, from, to }: Run, bytes: Units, start: number): number {
  let length = start;
  for (let shift = 0; shift < 4; shift++) {
    let bits = 0;
    let buffer = 0;
    for (let at = from + shift; at < to; at++) {
      buffer = ((buffer << 6) | (sextets[at] ?? 0)) & 0x3f_ff;
      bits += 6;
      if (bits < 8) continue;
      bits -= 8;
      bytes[length++] = (buffer >> bits) & 0xff;
    }
    bytes[length++] = SEPARATOR;
  }
  return length;
}

/** The value of each base64 character in both alphabets; -1 for any other character. */
const SEXTETS = new Int8Array(0x80).fill(-1);
for (const alphabet of ['+/', '-_']) {
  const characters = `ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789${alphabet}`;
  for (const [value, character] of characters.split('').entries()) SEXTETS[code(character)] = value;
}

const sextetsFor = scratch((length) => new Int8Array(length));

function sextetsOf(units: Units): Int8Array {
  const sextets = sextetsFor(units.length);
  for (let at = 0; at < units.length; at++) sextets[at] = SEXTETS[units[at] ?? 0] ?? -1;
  return sextets;
}
