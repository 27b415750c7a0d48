import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';

/** The number of links in a row that Linux follows. */
const MOST_LINKS = 40;

/**
 * Resolves a path to its file. Follows symbolic links, also to a file that does not exist yet.
 * @returns an absolute path
 * @throws Error if the path leads to anything but a regular file, or the links lead in a circle
 */
export function realFile(path: string): string {
  let file = resolve(path);
  for (let links = 0; links < MOST_LINKS; links++) {
    const stats = lstatSync(file, { throwIfNoEntry: false });
    if (stats?.isSymbolicLink() !== true) {
      if (stats) mustBeRegular(stats);
      return file;
    }
    file = resolve(dirname(file), readlinkSync(file));
  }
  throw new Error('its links are circular');
}

/**
 * Reads a regular file as UTF-8. Never blocks on a named pipe.
 * @returns undefined if the file does not exist
 * @throws Error if it is not a regular file, is larger than `mostBytes` or cannot be read
 */
export function readRegular(path: string, mostBytes: number): string | undefined {
  let handle: number;
  try {
    // Without O_NONBLOCK, a named pipe that replaces the file would block forever.
    handle = openSync(realFile(path), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const stats = fstatSync(handle);
    mustBeRegular(stats);
    if (stats.size > mostBytes)
      throw new Error(`it holds ${stats.size} bytes; at most ${mostBytes} are read`);
    return readFileSync(handle, 'utf8');
  } finally {
    closeSync(handle);
  }
}

/**
 * Replaces the content of a file atomically: a reader finds the whole old text or the whole new one. A symbolic link
 * stays a link.
 * @throws Error if it is not a regular file or cannot be written
 */
export function replaceRegular(path: string, text: string): void {
  const file = realFile(path);
  mkdirSync(dirname(file), { recursive: true });
  const next = `${file}.${process.pid}.tmp`;
  try {
    // A file that an earlier process with this id left is removed, never written through.
    rmSync(next, { force: true });
    writeFileSync(next, text, { mode: 0o600, flag: 'wx' });
    renameSync(next, file);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
}

function mustBeRegular(stats: Stats): void {
  if (stats.isFile()) return;
  throw new Error(`it is ${kindOf(stats)}, and must be a regular file: name another one`);
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a directory';
  if (stats.isFIFO()) return 'a named pipe';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}
