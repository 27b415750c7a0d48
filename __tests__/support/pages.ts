import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe } from '@jest/globals';
import { customizationFile, packageFile } from './release.ts';
import { tlsFile } from './tls-sites.ts';

/** A workflow step in an example on a page. */
export interface PageStep {
  readonly id?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}

/** Returns the step that uses the action. @throws Error if there is none */
export function ownStep(steps: readonly PageStep[] | undefined): PageStep {
  const step = steps?.find(({ uses }) => uses?.startsWith('lowcode-deploy/'));
  if (step === undefined) throw new Error('The job does not use the action.');
  return step;
}

/** Returns the inputs of a step with the user's own values filled in: site, files, secrets. */
export function filledIn(step: PageStep | undefined, url: string): Readonly<Record<string, string>> {
  const given = step?.with ?? {};
  const own: Readonly<Record<string, string>> = {
    url,
    'deployments-api-url': url,
    'cdevents-url': `${url}/cdevents`,
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
    ...('pagerduty-routing-key' in given && { 'pagerduty-url': url }),
    ...('datadog-api-key' in given && { 'datadog-site': url }),
    // GitHub itself provides this value.
    ...('github-deployment' in given && { 'github-token': 'sandbox-happy' }),
    'poll-interval': '10ms',
  };
}

/** `describe` for commands of the pages, which need a POSIX shell; skipped on Windows. */
export const describeWithShell = process.platform === 'win32' ? describe.skip : describe;

/** Replaces the addresses that a page names with that of the sandbox. */
export function atSandbox(text: string, sandbox: string): string {
  return text.replaceAll(
    /https:\/\/[\w-]+\.(?:example\.com|outsystems\.dev|appiancloud\.com|acme\.com)|http:\/\/127\.0\.0\.1:8089/g,
    sandbox,
  );
}

/**
 * Runs a command of a page against the sandbox instead of the hosts it names. It polls more often than usual, because
 * the sandbox counts polls. Returns stdout.
 */
export async function runScript(
  script: string,
  sandbox: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-euc', atSandbox(script, sandbox)], {
    cwd,
    env: { PATH: process.env['PATH'], LOWCODE_DEPLOY_POLL_INTERVAL: '10ms', ...env },
  });
  return stdout;
}
