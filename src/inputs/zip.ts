import { type FileHandle, open } from 'node:fs/promises';

const LOCAL_HEADER = Buffer.from('PK\x03\x04');
const ENTRY = Buffer.from('PK\x01\x02');
const END_OF_DIRECTORY = Buffer.from('PK\x05\x06');
const LENGTH = { localHeader: 30, entry: 46, end: 22 } as const;
/** The end record and the longest comment that can follow it. */
const TAIL_BYTES = LENGTH.end + 65_535;
/** In place of a number that does not fit: then a larger directory, which is not read here, has it. */
const ELSEWHERE = 0xffff_ffff;
/** A directory of 65,535 files with long names is smaller. */
const LARGEST_DIRECTORY_BYTES = 64 * 1024 * 1024;
const LARGEST_TEXT_BYTES = 4 * 1024 * 1024;

/** One file in a zip. */
export interface Entry {
  readonly name: string;
  /** 0 as it is, 8 deflated. */
  readonly method: number;
  readonly bytes: number;
  readonly offset: number;
}

/** What is wrong with a zip, as the end of the sentence `input "x" …`. */
interface Flaw {
  readonly problem: string;
}

/** A zip begins with a file's header and ends with its directory: a cut download has the first and not the second. */
export async function checkZip(path: string): Promise<string | undefined> {
  return withFile(path, async (file) => (await eachEntry(file, path, () => {}))?.problem);
}

/** Opens a file for as long as `act` takes. */
export async function withFile<T>(path: string, act: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path);
  try {
    return await act(file);
  } finally {
    await file.close();
  }
}

/**
 * Hands over each entry of a zip, however many there are; none where a larger directory has the numbers, which is not
 * read here.
 */
export async function eachEntry(
  file: FileHandle,
  path: string,
  visit: (entry: Entry) => void,
): Promise<Flaw | undefined> {
  const { size } = await file.stat();
  const head = await read(file, 0, 4);
  if (head.equals(END_OF_DIRECTORY)) return { problem: `is a zip without any files (${path})` };
  if (!head.equals(LOCAL_HEADER)) return { problem: `is not a zip, whatever its name says (${path})` };
  const tailAt = Math.max(0, size - TAIL_BYTES);
  const tail = await read(file, tailAt, size - tailAt);
  const end = tail.lastIndexOf(END_OF_DIRECTORY);
  const partial = { problem: `is only the beginning of a zip: was it downloaded whole? (${path})` };
  if (end === -1 || tail.length < end + LENGTH.end) return partial;
  const bytes = tail.readUInt32LE(end + 12);
  const offset = tail.readUInt32LE(end + 16);
  if (bytes === ELSEWHERE || offset === ELSEWHERE || bytes > LARGEST_DIRECTORY_BYTES) return undefined;
  if (offset + bytes > tailAt + end)
    return { problem: `lacks bytes in its middle: was it downloaded whole? (${path})` };
  const isWhole = visitDirectory(await read(file, offset, bytes), visit);
  return isWhole
    ? undefined
    : { problem: `has a damaged list of its files: was it downloaded whole? (${path})` };
}

/** @returns whether the directory is made of whole entries */
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

/** The text of one file; empty where it cannot be read. */
export async function textOf(file: FileHandle, entry: Entry | undefined): Promise<string> {
  if (entry === undefined || entry.bytes > LARGEST_TEXT_BYTES) return '';
  const header = await read(file, entry.offset, LENGTH.localHeader);
  if (header.length < LENGTH.localHeader || !header.subarray(0, 4).equals(LOCAL_HEADER)) return '';
  const start = entry.offset + LENGTH.localHeader + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = await read(file, start, entry.bytes);
  if (entry.method === 0) return packed.toString('utf8');
  if (entry.method !== 8) return '';
  // Loaded by those who have a zip: it takes 2 ms.
  const { inflateRawSync } = await import('node:zlib');
  try {
    return inflateRawSync(packed, { maxOutputLength: LARGEST_TEXT_BYTES }).toString('utf8');
  } catch {
    return '';
  }
}

/** The first bytes of a file, or all of a shorter one. */
export async function startOf(path: string, bytes: number): Promise<Buffer> {
  return withFile(path, (file) => read(file, 0, bytes));
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
