import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { basename, extname, isAbsolute } from 'node:path';
import type { Artifact } from '../release/plan.ts';
import { messageOf } from '../shared/format.ts';
import type { Found } from './found.ts';
import { pathInContainer } from './host-path.ts';
import { createTextCheck, isLfsPointer, LFS_PROBLEM, textProblem } from './text.ts';
import { oneOf } from './types.ts';

/** Options of {@link examineFile}. */
export interface Examination {
  /** Inspects the file; returns a problem, or undefined if there is none. */
  readonly check?: (path: string) => Promise<string | undefined>;
  /** `GITHUB_WORKSPACE`. In a container, it helps to recognize a path of the host. */
  readonly workspace?: string | undefined;
}

/**
 * Finds the only file that matches a path or glob, and determines its name, size and checksum.
 * @param extensions the accepted extensions, in lower case with their dot
 */
export async function examineFile(
  pattern: string,
  extensions: readonly string[],
  { check, workspace }: Examination = {},
): Promise<Found<Artifact>> {
  try {
    const found = await locate(pattern, workspace);
    if ('problem' in found) return found;
    const path = found.value;
    const name = basename(path);
    if (!extensions.includes(extname(name).toLowerCase()))
      return { problem: `must be a ${oneOf(extensions)} file (got "${name}")` };
    // The name may be used in an HTTP header, where these characters need escapes.
    if (/["\\\p{Cc}]/u.test(name))
      return { problem: 'has a file name with a quote, backslash or control character' };
    const before = await stat(path, { bigint: true });
    if (before.size === 0n) return { problem: `is an empty file (${path})` };
    const problem = (await lfsProblem(path)) ?? (await check?.(path));
    if (problem) return { problem };
    const sha256 = await checksum(path);
    const after = await stat(path, { bigint: true });
    return isSame(before, after)
      ? { value: { path, name, bytes: Number(after.size), sha256 } }
      : { problem: `was changed while it was being checked (${path}): let nothing write to it meanwhile` };
  } catch (error) {
    return { problem: `cannot be read: ${messageOf(error)}` };
  }
}

/** A small file with its whole content in memory. */
export interface TextFile {
  readonly file: Artifact;
  readonly content: Buffer;
}

/** What a small text file must be. */
export interface TextFileKind {
  /** Completes the sentence `is too large for …`. */
  readonly what: string;
  /** In lower case with their dot. */
  readonly extensions: readonly string[];
  readonly mostBytes: number;
}

/** Finds the only file that matches a path or glob, and reads it as text. */
export async function readTextFile(
  pattern: string,
  { what, extensions, mostBytes }: TextFileKind,
  workspace: string | undefined,
): Promise<Found<TextFile>> {
  const found = await examineFile(pattern, extensions, { workspace });
  if ('problem' in found) return found;
  const file = found.value;
  if (file.bytes > mostBytes) return { problem: `is too large for ${what} (${file.path})` };
  try {
    const content = await readFile(file.path);
    const problem = textProblem(content);
    return problem ? { problem: `${problem} (${file.path})` } : { value: { file, content } };
  } catch (error) {
    return { problem: `cannot be read: ${messageOf(error)}` };
  }
}

/** A Git LFS pointer is wrong for text and for packages. */
async function lfsProblem(path: string): Promise<string | undefined> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
    return isLfsPointer(buffer.subarray(0, bytesRead)) ? `${LFS_PROBLEM} (${path})` : undefined;
  } finally {
    await file.close();
  }
}

/** Returns true if the file system reports no change of the file between two calls of `stat`. */
function isSame(before: BigIntStats, after: BigIntStats): boolean {
  return (['dev', 'ino', 'size', 'mtimeNs', 'ctimeNs'] as const).every(
    (field) => before[field] === after[field],
  );
}

async function locate(pattern: string, workspace: string | undefined): Promise<Found<string>> {
  const found = await findFiles(pattern, workspace);
  if ('problem' in found) return found;
  const [path, ...others] = found.value;
  if (path !== undefined && others.length === 0) return { value: path };
  const paths = found.value.toSorted();
  const shown = paths.slice(0, 10).join(', ');
  return {
    problem: `must match exactly one file; ${pattern} matches ${paths.length}: ${shown}${paths.length > 10 ? ', …' : ''}`,
  };
}

/**
 * Finds all files that match a path or glob: at least one, in any order.
 * @param workspace `GITHUB_WORKSPACE`
 */
export async function findFiles(
  pattern: string,
  workspace: string | undefined,
): Promise<Found<readonly string[]>> {
  const isFile = await stat(pattern).then(
    (found) => found.isFile(),
    () => undefined,
  );
  if (isFile === true) return { value: [pattern] };
  if (isFile === false) return { problem: `is not a file (${pattern})` };
  const inside = pathInContainer(pattern, workspace);
  if (inside !== undefined)
    return {
      problem: `does not exist here (${pattern}): it is a path of the host, and this job runs in a container. Use ${inside}, or a path relative to the checkout`,
    };
  const { glob, isDynamicPattern } = await import('tinyglobby');
  if (!isDynamicPattern(pattern))
    return { problem: `does not exist (${pattern}, looked for in ${process.cwd()})` };
  const normalized = pattern.replaceAll('\\', '/');
  if (isTooWild(normalized))
    return {
      problem: `has more than ${MOST_STARS} stars between two slashes, or too many "**" (${pattern})`,
    };
  // Extended globs are disabled: a repeated group such as `*(a*)` backtracks in exponential time.
  const absolute = isAbsolute(pattern);
  const paths = await glob(normalized, { absolute, dot: false, onlyFiles: true, extglob: false });
  return paths.length > 0
    ? { value: paths }
    : { problem: `matches no file (${pattern}, looked for in ${process.cwd()})` };
}

/**
 * The most stars in one part of a path. Each star multiplies the matching time by the length of the name, and four
 * take seconds.
 */
const MOST_STARS = 3;

/** Returns true if a part of the path has too many stars, or if too many parts are `**`. */
function isTooWild(glob: string): boolean {
  const parts = glob.split('/');
  const folders = parts.filter((part) => part === '**').length;
  return folders > MOST_STARS || parts.some((part) => part.split(/\*+/).length - 1 > MOST_STARS);
}

/** Large enough to read as fast as the disk. */
const CHUNK_BYTES = 1024 * 1024;

/**
 * Reads a file without a stream, because creating a stream takes 5 ms of a start-up time of 50 ms.
 * @yields pieces that share one buffer; each is valid until the next one is requested
 */
async function* piecesOf(path: string): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** Returns the SHA-256 checksum of a file, hexadecimal. */
export async function checksum(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of piecesOf(path)) hash.update(piece);
  return hash.digest('hex');
}

/**
 * Checks that a file of any size is usable text. Returns a problem that completes the sentence `input "x" …`;
 * undefined if there is none.
 */
export async function textFileProblem(path: string): Promise<string | undefined> {
  const check = createTextCheck();
  for await (const piece of piecesOf(path)) if (!check.take(piece)) break;
  const problem = check.problem();
  return problem && `${problem} (${path})`;
}
