import type { JournalEntry } from '../../../src/release/journal.ts';
import type { Outcome } from '../../../src/release/outcome.ts';
import type { ReleasePlan } from '../../../src/release/plan.ts';
import type { Deployment } from '../../../src/release/platform.ts';
import type { ReleaseResult } from '../../../src/release/result.ts';
import { runStepOf } from '../../../src/release/run-marker.ts';
import type { Log } from '../../../src/shared/log.ts';
import { NEW_YEAR } from './clock.ts';

export const plan: ReleasePlan = {
  platform: 'Appian',
  operation: 'deploy',
  host: 'example.appiancloud.com',
  environment: 'production',
  component: 'customer-portal',
  version: '1.2.3',
  hosts: ['example.appiancloud.com'],
  owner: 'octocat',
  name: 'customer-portal 1.2.3',
  description: 'Deployed by https://ci.example.com/7',
  package: {
    path: 'out/customer-portal.zip',
    name: 'customer-portal.zip',
    bytes: 1234,
    sha256: 'ab'.repeat(32),
  },
  files: [],
  runUrl: 'https://ci.example.com/7',
  origin: runStepOf('7', 1, 'deploy', 'step'),
  fingerprint: '0123456789abcdef',
};

export const deployment: Deployment = {
  id: 'd-1',
  url: 'https://example.appiancloud.com/suite/deployment-management/v2/deployments/d-1/',
  acceptedAt: NEW_YEAR,
};

export function entry(change: Partial<JournalEntry> = {}): JournalEntry {
  return { format: 1, plan, startedAt: NEW_YEAR, trackers: {}, launch: 'none', closed: false, ...change };
}

export function releaseResult(outcome: Outcome, more: Partial<ReleaseResult> = {}): ReleaseResult {
  return {
    plan,
    outcome,
    startedAt: NEW_YEAR,
    endedAt: NEW_YEAR + 65_400,
    counts: [],
    trackers: {},
    recordIds: {},
    trackerTrouble: [],
    timeline: [],
    ...more,
  };
}

export interface RecordedLog extends Log {
  /** `kind: text`, in order. */
  readonly lines: readonly string[];
}

export function recordedLog(): RecordedLog {
  const lines: string[] = [];
  const note =
    (kind: string) =>
    (text: string): void => {
      lines.push(`${kind}: ${text}`);
    };
  return {
    lines,
    info: note('info'),
    debug: note('debug'),
    notice: note('notice'),
    warning: note('warning'),
    error: note('error'),
    group: (title, content) => lines.push(`group: ${title}`, ...content.map((line) => `  ${line}`)),
  };
}
