import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { Sandbox } from '../../src/sandbox/index.ts';
import type { Step } from './action.ts';
import { folder } from './release.ts';
import { transcript } from './transcript.ts';

/** The content of a small package: a zip with a manifest. */
export const packageBytes = zipSync(
  { 'Manifest.xml': strToU8('<Manifest/>') },
  { mtime: '2026-01-01T00:00:00Z' },
);
/** A binary package; the simulated LifeTime takes any bytes. */
const binary = join(folder, 'portal.oap');
writeFileSync(binary, packageBytes);

/** The inputs of a deployment to the simulated LifeTime; looking often, because it counts looks. */
export function lifetimeRelease(
  url: string,
  scenario: string,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    platform: 'outsystems',
    url,
    token: `sandbox-${scenario}`,
    'source-environment': 'Development',
    environment: 'Production',
    application: 'EmployeeBackoffice',
    'poll-interval': '10ms',
    'bigpanda-url': url,
    'bigpanda-token': 'sandbox-happy',
    ...more,
  };
}

/** What is left out of {@link lifetimeRelease} to deploy a package. */
export const fromPackage = { application: '', 'source-environment': '', package: binary };

/** The same, and the package is named after the application in it. */
const named = join(folder, 'EmployeeBackoffice-1.2.oap');
writeFileSync(named, packageBytes);
export const fromNamedPackage = { ...fromPackage, package: named };

export const exporting = { operation: 'export', environment: '' };

/** The golden record of a step, without what differs from run to run: marker, dates, and which of two came first. */
export function lifetimeTranscript(step: Step, sandbox: Sandbox): string {
  return transcript(step, sandbox)
    .replace(/lowcode-deploy\/4711\/1\/[^/]+\/[^/]+\/[0-9a-f]{16}\/[0-9a-f-]{36}/g, 'MARKER')
    .replace(/MinDate=\d{4}-\d\d-\d\d/g, 'MinDate=DATE')
    .replace(/^( {4})\d\d:\d\d:\d\d /gm, '$1TIME ')
    .replace(/^(GET \S+\/applications\/\S* .*)\n(GET \S+\/environments\/ .*)$/m, '$2\n$1');
}
