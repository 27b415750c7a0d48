import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import type { HolderLife, LockHolder, Processes } from './lock.ts';

/** The facts about another process that this system reports. */
export interface ObservedProcess {
  /** Undefined if there is no such process, or if it is a zombie. */
  readonly process?: { readonly started: string };
  /** When the system started, in milliseconds since the Unix epoch. */
  readonly bootedAt: number;
}

/**
 * Clocks are adjusted and start times are rounded, so times that differ by less than this count as equal. In
 * milliseconds.
 */
const SLACK_MS = 60_000;

/**
 * Whether the holder of a lock still runs. This process sees only processes on the same system and in the same
 * namespace.
 */
export function holderLife(holder: LockHolder, self: LockHolder, sighted: ObservedProcess): HolderLife {
  if (holder.host !== self.host) return 'unknown';
  if (holder.boot !== self.boot) {
    // A process that took the lock after this system started runs on another system with the same name.
    return Date.parse(holder.since) + SLACK_MS < sighted.bootedAt ? 'dead' : 'unknown';
  }
  if (holder.namespace !== self.namespace) return 'unknown';
  if (sighted.process === undefined) return 'dead';
  return holder.started === sighted.process.started ? 'alive' : 'dead';
}

/**
 * The processes of this system. Without `/proc`, only their ids are known.
 * @param now in milliseconds since the Unix epoch
 */
export function systemProcesses(now: number): Processes {
  const self: LockHolder = {
    pid: process.pid,
    host: printable(hostname()),
    boot: read(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    namespace: read(() => readlinkSync('/proc/self/ns/pid')),
    started: startOf('self') ?? '',
    since: new Date(now).toISOString(),
  };
  const bootedAt = now - uptime() * 1000;
  return {
    self,
    life: (holder) => holderLife(holder, self, { ...sight(holder.pid, self.started !== ''), bootedAt }),
  };
}

function sight(pid: number, proc: boolean): Omit<ObservedProcess, 'bootedAt'> {
  if (proc) {
    const started = startOf(pid);
    return started === undefined ? {} : { process: { started } };
  }
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return {};
  }
  return { process: { started: '' } };
}

/**
 * Reads field 22 of `/proc/<pid>/stat` (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html): clock ticks
 * since the system started. Undefined if the process is gone or a zombie.
 */
function startOf(pid: number | 'self'): string | undefined {
  return parseStart(read(() => readFileSync(`/proc/${pid}/stat`, 'utf8')));
}

/** Parses the start time in the text of a `stat` file; undefined if the process has ended. */
export function parseStart(stat: string): string | undefined {
  // The name is in parentheses and may contain any character, including blanks and parentheses.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 1)
    .trim()
    .split(' ');
  const [state, started] = [fields[0], fields[19]];
  return started === undefined || state === 'Z' || state === 'X' ? undefined : started;
}

function read(from: () => string): string {
  try {
    return from();
  } catch {
    return '';
  }
}

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 255);
}
