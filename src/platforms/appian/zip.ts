import { type FileHandle, open } from 'node:fs/promises';
import { afterTag, before } from '../../http/scan.ts';

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
const LONGEST_NAME = 200;

interface Entry {
  readonly name: string;
  /** 0 as it is, 8 deflated. */
  readonly method: number;
  readonly bytes: number;
  readonly offset: number;
}

/** The files of a zip that say what it is. A zip can have a million others, so only these are kept. */
interface Contents {
  readonly manifest?: Entry;
  /** The first two. */
  readonly applications: readonly Entry[];
  /** The first file that only packages have. */
  readonly packageFile?: Entry;
}

/** What a zip says of itself, or a complaint about it that completes the sentence `input "x" …`. */
type Look = Contents | { readonly problem: string };

/** What a package tells of itself; a field that it does not tell, or not in a known form, is absent. */
export interface PackageFacts {
  /** The version of the Appian that wrote it: `25.3.335.0`. */
  readonly appianVersion?: string;
  /** The name of the one application in it. */
  readonly application?: string;
}

/** A zip begins with a file's header and ends with its directory: a cut download has the first and not the second. */
export async function checkZip(path: string): Promise<string | undefined> {
  const found = await withFile(path, (file) => lookInto(file, path));
  return 'problem' in found ? found.problem : undefined;
}

/** The same for a zip that must not be a package: what such a one holds is told from what stands in it. */
export async function checkOtherZip(path: string): Promise<string | undefined> {
  const found = await withFile(path, (file) => lookInto(file, path));
  if ('problem' in found) return found.problem;
  const { packageFile } = found;
  return packageFile && `is a package, for it holds ${packageFile.name}: give it as \`package\` (${path})`;
}

const APPLICATION = /^application\/[^/]+\.xml$/;

/** Reads what is needed of a package, however large it is. */
export async function readPackageFacts(path: string): Promise<PackageFacts> {
  return withFile(path, async (file) => {
    const found = await lookInto(file, path);
    if ('problem' in found) return {};
    const { applications } = found;
    const manifest = await textOf(file, found.manifest);
    const single = await textOf(file, applications.length === 1 ? applications[0] : undefined);
    const appianVersion = /^Appian-Version: *([\w.-]{1,60})\s*$/m.exec(manifest)?.[1];
    const application = nameIn(single);
    return { ...(appianVersion && { appianVersion }), ...(application && { application }) };
  });
}

/** The name right at the beginning of the first element `application`. */
function nameIn(xml: string): string | undefined {
  const inner = afterTag(xml, /<application(?=[\s/>])/)?.trimStart() ?? '';
  const name = inner.startsWith('<name>') ? before(inner, '</name>')?.slice('<name>'.length) : undefined;
  return name === undefined || name.length > LONGEST_NAME || /[<>&]/.test(name) ? undefined : name.trim();
}

async function withFile<T>(path: string, act: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path);
  try {
    return await act(file);
  } finally {
    await file.close();
  }
}

async function lookInto(file: FileHandle, path: string): Promise<Look> {
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
  if (bytes === ELSEWHERE || offset === ELSEWHERE || bytes > LARGEST_DIRECTORY_BYTES)
    return { applications: [] };
  if (offset + bytes > tailAt + end)
    return { problem: `lacks bytes in its middle: was it downloaded whole? (${path})` };
  const contents = parseDirectory(await read(file, offset, bytes));
  return contents ?? { problem: `has a damaged list of its files: was it downloaded whole? (${path})` };
}

/** Undefined where the directory is not made of whole entries. */
function parseDirectory(directory: Buffer): Contents | undefined {
  let contents: Contents = { applications: [] };
  let at = 0;
  while (at < directory.length) {
    if (directory.length < at + LENGTH.entry || !directory.subarray(at, at + 4).equals(ENTRY))
      return undefined;
    const nameEnd = at + LENGTH.entry + directory.readUInt16LE(at + 28);
    const entry = {
      name: directory.toString('utf8', at + LENGTH.entry, nameEnd),
      method: directory.readUInt16LE(at + 10),
      bytes: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    };
    contents = withEntry(contents, entry);
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return at === directory.length ? contents : undefined;
}

function withEntry(contents: Contents, entry: Entry): Contents {
  if (entry.name === 'META-INF/MANIFEST.MF') return { manifest: entry, ...contents };
  const isApplication = APPLICATION.test(entry.name);
  if (!isApplication && entry.name !== 'patches.xml') return contents;
  return {
    packageFile: entry,
    ...contents,
    ...(isApplication && { applications: [...contents.applications, entry].slice(0, 2) }),
  };
}

/** The text of one file; empty where it cannot be read. */
async function textOf(file: FileHandle, entry: Entry | undefined): Promise<string> {
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

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
