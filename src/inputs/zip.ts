import { type FileHandle, open } from 'node:fs/promises';

const LOCAL_HEADER = Buffer.from('PK\x03\x04');
const ENTRY = Buffer.from('PK\x01\x02');
const END_OF_DIRECTORY = Buffer.from('PK\x05\x06');
const LENGTH = { localHeader: 30, entry: 46, end: 22 } as const;
/** The length of the end record and of the longest comment after it. */
const TAIL_BYTES = LENGTH.end + 65_535;
/**
 * Replaces a number that does not fit in 32 bits. A larger directory (zip64), which this module does not read, then
 * contains the number.
 */
const ELSEWHERE = 0xffff_ffff;
/** The directory of 65,535 files with long names is smaller than this. */
const LARGEST_DIRECTORY_BYTES = 64 * 1024 * 1024;
const LARGEST_TEXT_BYTES = 4 * 1024 * 1024;

/** One entry of a zip file's directory. */
export interface Entry {
  readonly name: string;
  /** The compression method: 0 for stored, 8 for deflated. */
  readonly method: number;
  /** The compressed size. */
  readonly bytes: number;
  /** The position of the local header in the zip file, in bytes. */
  readonly offset: number;
}

/** A problem with a zip file. Completes the sentence `input "x" …`. */
interface Flaw {
  readonly problem: string;
}

/**
 * Checks that a file is a complete zip. A zip starts with a file header and ends with its directory, which is missing
 * in an incomplete download. Returns a problem that completes the sentence `input "x" …`; undefined if there is none.
 */
export async function checkZip(path: string): Promise<string | undefined> {
  return withFile(path, async (file) => (await eachEntry(file, path, () => {}))?.problem);
}

/** Opens a file, passes it to `act`, and closes it afterwards. */
export async function withFile<T>(path: string, act: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path);
  try {
    return await act(file);
  } finally {
    await file.close();
  }
}

/**
 * Calls `visit` for each entry of a zip. Reads no entries of a zip64 file. Returns the problem of a damaged zip;
 * undefined if there is none.
 */
export async function eachEntry(
  file: FileHandle,
  path: string,
  visit: (entry: Entry) => void,
): Promise<Flaw | undefined> {
  const { size } = await file.stat();
  const head = await read(file, 0, 4);
  if (head.equals(END_OF_DIRECTORY)) return { problem: `is a zip without any files (${path})` };
  if (!head.equals(LOCAL_HEADER)) return { problem: `is not a zip, despite its name (${path})` };
  const tailAt = Math.max(0, size - TAIL_BYTES);
  const tail = await read(file, tailAt, size - tailAt);
  const end = tail.lastIndexOf(END_OF_DIRECTORY);
  const partial = { problem: `is an incomplete zip: was it downloaded completely? (${path})` };
  if (end === -1 || tail.length < end + LENGTH.end) return partial;
  const bytes = tail.readUInt32LE(end + 12);
  const offset = tail.readUInt32LE(end + 16);
  if (bytes === ELSEWHERE || offset === ELSEWHERE || bytes > LARGEST_DIRECTORY_BYTES) return undefined;
  if (offset + bytes > tailAt + end)
    return { problem: `is a zip with missing bytes: was it downloaded completely? (${path})` };
  const isWhole = visitDirectory(await read(file, offset, bytes), visit);
  return isWhole
    ? undefined
    : { problem: `is a zip with a damaged directory: was it downloaded completely? (${path})` };
}

/** Calls `visit` for each entry of the directory. Returns true if it consists of complete entries only. */
function visitDirectory(directory: Buffer, visit: (entry: Entry) => void): boolean {
  let at = 0;
  while (at < directory.length) {
    if (directory.length < at + LENGTH.entry || !directory.subarray(at, at + 4).equals(ENTRY)) return false;
    const nameEnd = at + LENGTH.entry + directory.readUInt16LE(at + 28);
    visit({
      name: directory.toString('utf8', at + LENGTH.entry, nameEnd),
      method: directory.readUInt16LE(at + 10),
      bytes: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    });
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return at === directory.length;
}

/** Returns the text of one entry; empty if it can't be read or is too large. */
export async function textOf(file: FileHandle, entry: Entry | undefined): Promise<string> {
  if (entry === undefined || entry.bytes > LARGEST_TEXT_BYTES) return '';
  const header = await read(file, entry.offset, LENGTH.localHeader);
  if (header.length < LENGTH.localHeader || !header.subarray(0, 4).equals(LOCAL_HEADER)) return '';
  const start = entry.offset + LENGTH.localHeader + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = await read(file, start, entry.bytes);
  if (entry.method === 0) return packed.toString('utf8');
  if (entry.method !== 8) return '';
  // Loaded only when needed, because loading takes 2 ms.
  const { inflateRawSync } = await import('node:zlib');
  try {
    return inflateRawSync(packed, { maxOutputLength: LARGEST_TEXT_BYTES }).toString('utf8');
  } catch {
    return '';
  }
}

/** Returns the first bytes of a file, or all bytes of a shorter file. */
export async function startOf(path: string, bytes: number): Promise<Buffer> {
  return withFile(path, (file) => read(file, 0, bytes));
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
