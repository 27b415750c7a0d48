import { createHash, randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { readRegular } from './regular-file.ts';

/** Identifies a process, so that another process can recognize it. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** Differs with each boot of the system; empty if the system does not report it. */
  readonly boot: string;
  /** The process namespace in which `pid` is valid; empty if the system has none. */
  readonly namespace: string;
  /** When the process started, in clock ticks since the boot; empty if the system does not report it. */
  readonly started: string;
  /** When it took the lock, in ISO 8601. */
  readonly since: string;
}

/** Whether the holder of a lock runs. `unknown`: it may run where this process cannot see it. */
export type HolderLife = 'alive' | 'dead' | 'unknown';

/** The functions for processes that a lock needs. */
export interface Processes {
  readonly self: LockHolder;
  life(holder: LockHolder): HolderLife;
}

/** A lock that this process holds. */
export interface HeldLock {
  /** Releases the lock; a second call does nothing. Never throws. */
  release(): void;
}

/** Thrown if another process holds the lock, or may hold it. */
export class LockTaken extends Error {
  /** The path of the lock file. */
  readonly file: string;

  constructor(file: string, message: string) {
    super(message);
    this.name = 'LockTaken';
    this.file = file;
  }
}

const MOST_BYTES = 4096;
/** The number of attempts, because another process may be faster to take over the lock of a dead holder. */
const MOST_TRIES = 5;

/**
 * Takes a lock by creating its file, which only one process can do. Takes over the lock of a dead holder.
 * @throws LockTaken if another process holds it or may hold it
 * @throws Error if the file cannot be created
 */
export function takeLock(file: string, processes: Processes): HeldLock {
  mkdirSync(dirname(file), { recursive: true });
  const own = JSON.stringify({ ...processes.self, id: randomUUID() });
  for (let attempt = 1; attempt <= MOST_TRIES; attempt++) {
    if (create(file, own)) return held(file, own);
    const found = readRegular(file, MOST_BYTES);
    if (found === undefined) continue;
    mustBeDead(file, found, processes);
    removeDead(file, found, processes);
  }
  throw new LockTaken(file, 'Several processes are locking it at the same time.');
}

/**
 * Creates the lock file.
 * @returns false if it exists already
 */
function create(file: string, text: string): boolean {
  let handle: number;
  try {
    handle = openSync(file, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    writeSync(handle, text);
  } catch (error) {
    // The disk may be full: an empty lock file would block every process.
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
  return true;
}

/** The releases of all locks that this process holds: one listener, because Node warns about more than ten. */
const releases = new Set<() => void>();

function releaseAll(): void {
  for (const release of releases) release();
}

function held(file: string, own: string): HeldLock {
  const release = (): void => {
    releases.delete(release);
    if (releases.size === 0) process.off('exit', releaseAll);
    try {
      if (readRegular(file, MOST_BYTES) === own) rmSync(file, { force: true });
    } catch {
      // If the file stays, the next process takes it over from a dead holder.
    }
  };
  if (releases.size === 0) process.once('exit', releaseAll);
  releases.add(release);
  return { release };
}

function mustBeDead(file: string, text: string, { life }: Processes): void {
  const holder = parseHolder(text);
  if (holder === undefined)
    throw new LockTaken(file, 'It names no holder: it is incomplete, or another process is locking it now.');
  const { pid, host, since } = holder;
  const who = `Process ${pid} on ${host} holds it since ${since}`;
  switch (life(holder)) {
    case 'dead':
      return;
    case 'alive':
      throw new LockTaken(file, `${who}.`);
    case 'unknown':
      throw new LockTaken(file, `${who}; whether it still runs cannot be seen from here.`);
  }
}

/**
 * Removes the lock of a dead holder. The removal has its own lock, because a slower process must not remove the lock
 * that a faster process has created meanwhile.
 */
function removeDead(file: string, found: string, processes: Processes): void {
  const digest = createHash('sha256').update(found).digest('hex').slice(0, 12);
  const claim = takeLock(`${file}.${digest}`, processes);
  try {
    if (readRegular(file, MOST_BYTES) === found) rmSync(file, { force: true });
  } finally {
    claim.release();
  }
}

/** Parses the holder of a lock; undefined if the text names none. */
export function parseHolder(text: string): LockHolder | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { pid, host, boot, namespace, started, since } = value as Partial<Record<keyof LockHolder, unknown>>;
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid < 1) return undefined;
  if (!isWord(host) || !isWord(boot) || !isWord(namespace) || !isWord(started) || !isWord(since))
    return undefined;
  return { pid, host, boot, namespace, started, since };
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 300 && /^[\x20-\x7e]*$/.test(value);
}
