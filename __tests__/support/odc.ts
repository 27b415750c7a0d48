import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from '../../src/sandbox/index.ts';
import type { Step } from './action.ts';
import { transcript } from './transcript.ts';

/** The inputs of a deployment to the simulated organization, which the client secret selects. */
export function odcRelease(
  url: string,
  scenario: string,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    platform: 'odc',
    url,
    'client-id': 'release-pipeline',
    'client-secret': `sandbox-${scenario}`,
    'source-environment': 'Development',
    environment: 'Test',
    application: 'EmployeeBackoffice',
    'poll-interval': '10ms',
    'bigpanda-url': url,
    'bigpanda-token': 'sandbox-happy',
    ...more,
  };
}

/** Applications whose operations run one after the other: each consumes the one after it. */
export const threeApplications = 'EmployeeBackoffice\nIdentityService\nClaimsEngine';

/** The secret in {@link withConfiguration}. */
export const CONFIGURED_SECRET = 'correct-horse-battery';

/** A configuration file of the main application, and the values that fill it. */
export function withConfiguration(): Readonly<Record<string, string>> {
  const file = join(mkdtempSync(join(tmpdir(), 'odc-')), 'test.yml');
  writeFileSync(file, 'MaxRetries: 5\nApiKey: ${API_KEY}\nSendReminders:\n  IsActive: false\n');
  return {
    'configuration-file': file,
    'configuration-values': JSON.stringify({ API_KEY: CONFIGURED_SECRET }),
  };
}

/** The golden record of a step, without what differs from run to run. */
export function odcTranscript(step: Step, sandbox: Sandbox): string {
  return transcript(step, sandbox)
    .replace(/^::add-mask::\S{100,}\n/gm, '')
    .replace(/traceId [0-9a-f]+/g, 'traceId TRACE')
    .replace(/createdDateSince=[^&\s]*/g, 'createdDateSince=TIME')
    .replace(/^( {4})\d\d:\d\d:\d\d /gm, '$1TIME ');
}

/** The operations that a run has begun, as `CustomerPortal@22 to Test: Finished`. */
export function operationsIn({ odc }: Sandbox): readonly string[] {
  return odc.operations.map(
    ({ assetName, revision, stage, status }) => `${assetName}@${revision} to ${stage}: ${status}`,
  );
}
