import { createHash } from 'node:crypto';
import { open, readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { InputProblem } from '../../inputs/read.ts';
import type { ReleaseFile } from '../../release/account.ts';
import { messageOf } from '../../release/words.ts';
import { lintCustomization } from './customization.ts';

/** The files of one deployment. */
export interface Payload {
  readonly package?: ReleaseFile;
  readonly customization?: ReleaseFile;
}

export interface Preflight {
  readonly payload: Payload;
  readonly problems: readonly InputProblem[];
  /** Sentences on what may not be meant. */
  readonly warnings: readonly string[];
}

/** A value, or a complaint that completes the sentence `input "x" …`. */
type Found<T> = { readonly value: T } | { readonly problem: string };

/**
 * Everything about the files that can be known before anything is sent. Appian tells the files of a request apart by
 * their base names; the extensions that are asked for here keep them apart.
 */
export async function preflight(paths: {
  readonly package?: string | undefined;
  readonly 'customization-file'?: string | undefined;
}): Promise<Preflight> {
  const problems: InputProblem[] = [];
  const accept = <T>(input: InputProblem['input'], found: Found<T> | undefined): T | undefined => {
    if (found === undefined || 'value' in found) return found?.value;
    problems.push({ input, message: found.problem });
    return undefined;
  };
  const { package: packagePath, 'customization-file': customizationPath } = paths;
  const packageFile = accept(
    'package',
    packagePath ? await examine(packagePath, '.zip', checkZip) : undefined,
  );
  const customization = accept(
    'customization-file',
    customizationPath ? await examine(customizationPath, '.properties') : undefined,
  );
  if (packagePath === undefined && customizationPath === undefined) {
    const message = 'is required: the path of the package, unless a `customization-file` is deployed alone';
    problems.push({ input: 'package', message });
  }
  return {
    payload: { ...(packageFile && { package: packageFile }), ...(customization && { customization }) },
    problems,
    warnings: customization ? lintCustomization(await readFile(customization.path, 'utf8')) : [],
  };
}

async function examine(
  pattern: string,
  extension: string,
  check?: (path: string) => Promise<string | undefined>,
): Promise<Found<ReleaseFile>> {
  try {
    const found = await locate(pattern);
    if ('problem' in found) return found;
    const path = found.value;
    const name = basename(path);
    if (extname(name).toLowerCase() !== extension)
      return { problem: `must be a ${extension} file (got "${name}")` };
    // Appian finds a file by the name in its part's header, where these characters cannot stand as they are.
    if (/["\\\p{Cc}]/u.test(name))
      return { problem: 'has a file name with a quote, backslash or control character' };
    const { size } = await stat(path);
    if (size === 0) return { problem: `is an empty file (${path})` };
    const problem = await check?.(path);
    return problem ? { problem } : { value: { path, name, bytes: size, sha256: await checksum(path) } };
  } catch (error) {
    return { problem: `cannot be read: ${messageOf(error)}` };
  }
}

async function locate(pattern: string): Promise<Found<string>> {
  const isFile = await stat(pattern).then(
    (found) => found.isFile(),
    () => undefined,
  );
  if (isFile === true) return { value: pattern };
  if (isFile === false) return { problem: `is not a file (${pattern})` };
  const { glob, isDynamicPattern } = await import('tinyglobby');
  if (!isDynamicPattern(pattern))
    return { problem: `does not exist (${pattern}, looked for in ${process.cwd()})` };
  const paths = await glob(pattern.replaceAll('\\', '/'), { dot: false, onlyFiles: true });
  const [path] = paths;
  if (path !== undefined && paths.length === 1) return { value: path };
  const found = paths.toSorted().slice(0, 10).join(', ');
  return {
    problem:
      path === undefined
        ? `matches no file (${pattern}, looked for in ${process.cwd()})`
        : `must match exactly one file; ${pattern} matches ${paths.length}: ${found}${paths.length > 10 ? ', …' : ''}`,
  };
}

async function checksum(path: string): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path);
  for await (const chunk of file.createReadStream({ highWaterMark: 1024 * 1024 }))
    hash.update(chunk as Buffer);
  return hash.digest('hex');
}

const LOCAL_HEADER = Buffer.from('PK\x03\x04');
const END_OF_DIRECTORY = Buffer.from('PK\x05\x06');
/** The end record and the longest comment that can follow it. */
const TAIL_BYTES = 22 + 65_535;

/** A zip begins with a file's header and ends with its directory: a cut download has the first and not the second. */
async function checkZip(path: string): Promise<string | undefined> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(4);
    await file.read(head, 0, 4, 0);
    if (head.equals(END_OF_DIRECTORY)) return `is a zip without any files (${path})`;
    if (!head.equals(LOCAL_HEADER)) return `is not a zip, whatever its name says (${path})`;
    const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
    await file.read(tail, 0, tail.length, size - tail.length);
    if (tail.includes(END_OF_DIRECTORY)) return undefined;
    return `is only the beginning of a zip: was it downloaded whole? (${path})`;
  } finally {
    await file.close();
  }
}
