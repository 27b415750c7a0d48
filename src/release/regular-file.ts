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

/** As many links in a row as Linux follows. */
const MOST_LINKS = 40;

/**
 * The file behind a path: symbolic links are followed, also to a file that is not there yet.
 * @returns an absolute path
 * @throws where something else than a regular file is there, or the links lead in a circle
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
  throw new Error('its links lead in a circle');
}

/**
 * The text of a regular file, or undefined where there is none. Never waits for the other end of a pipe.
 * @throws where it is no regular file, is larger than `mostBytes` or can't be read
 */
export function readRegular(path: string, mostBytes: number): string | undefined {
  let handle: number;
  try {
    // Without O_NONBLOCK, a pipe that takes the file's place would block for ever.
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
 * Replaces the content of the file behind a path at once: a reader finds the old text or the new one, whole. A link
 * stays a link.
 * @throws where it is no regular file or can't be written
 */
export function replaceRegular(path: string, text: string): void {
  const file = realFile(path);
  mkdirSync(dirname(file), { recursive: true });
  const next = `${file}.${process.pid}.tmp`;
  try {
    // Whatever an earlier process with this id has left is removed, never written through.
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
