import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe } from '@jest/globals';
import { customizationFile, packageFile } from './release.ts';
import { tlsFile } from './tls-sites.ts';

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

/** The inputs that a user would have after putting in what is theirs: site, files, secrets. */
export function filledIn(step: PageStep | undefined, url: string): Readonly<Record<string, string>> {
  const given = step?.with ?? {};
  const own: Readonly<Record<string, string>> = {
    url,
    'deployments-api-url': url,
    package: packageFile,
    'customization-file': customizationFile,
    'client-certificate': tlsFile('client-certificate'),
    'client-key': readFileSync(tlsFile('client-key'), 'utf8'),
  };
  const filled = Object.entries(given).map(([name, value]) => [
    name,
    own[name] ?? (value.startsWith('${{ secrets.') ? 'sandbox-happy' : value),
  ]);
  return {
    ...(Object.fromEntries(filled) as Readonly<Record<string, string>>),
    ...('bigpanda-token' in given && { 'bigpanda-url': url }),
    // What GitHub itself would fill in.
    ...('github-deployment' in given && { 'github-token': 'sandbox-happy' }),
    'poll-interval': '10ms',
  };
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
