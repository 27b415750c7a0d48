import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What users run: the committed bundle. */
export const COMMAND = fileURLToPath(new URL('../../dist/command/index.js', import.meta.url));

export interface CommandRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The folder that it ran in. */
  readonly folder: string;
}

/** Runs the command in a folder, its own unless one is given, with nothing in its environment but what is given. */
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
