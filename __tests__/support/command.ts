import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Path of the committed bundle of the command. */
const COMMAND = fileURLToPath(new URL('../../dist/command/index.js', import.meta.url));

/** Result of a run of the command. */
export interface CommandRun {
  /** Exit code; null if a signal ended the process. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Working directory of the run. */
  readonly folder: string;
}

/** Returns the variable that runs a module before the command. */
export function preloading(module: string): Readonly<Record<string, string>> {
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(module)}` };
}

/** Runs the command in a new folder or the given one, with only these variables, PATH and the temporary folder. */
export async function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  during?: (child: ChildProcess) => Promise<void>,
  cwd = mkdtempSync(join(tmpdir(), 'step-')),
): Promise<CommandRun> {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], TMPDIR: tmpdir(), TEMP: tmpdir(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await during?.(child);
  return { code: await ended, ...texts, folder: cwd };
}
