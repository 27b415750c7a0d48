import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe } from '@jest/globals';

/** A step of a workflow on a page. */
export interface PageStep {
  readonly id?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}

/** The step of a job that uses the action. */
export function ownStep(steps: readonly PageStep[] | undefined): PageStep {
  const step = steps?.find(({ uses }) => uses?.startsWith('lowcode-deploy/'));
  if (step === undefined) throw new Error('The job does not use the action.');
  return step;
}

/** The commands of the pages are written for a POSIX shell. */
export const describeWithShell = process.platform === 'win32' ? describe.skip : describe;

/** Runs a command of a page for hosts that are the sandbox, which counts looks: it looks more often than people would. */
export async function runScript(
  script: string,
  sandbox: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const here = script
    .replaceAll(/https:\/\/[\w-]+\.example\.com/g, sandbox)
    .replace(/--platform (appian|outsystems)/g, '$& --poll-interval 10ms');
  const { stdout } = await promisify(execFile)('sh', ['-euc', here], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
  });
  return stdout;
}
