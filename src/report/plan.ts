import type { CommonInputs } from '../inputs/common.ts';
import type { PlanDetails } from '../platforms/adapter.ts';
import { isGated } from '../release/gate.ts';
import type { ReleasePlan } from '../release/plan.ts';
import type { Identity } from '../release/platform.ts';
import { formatBytes, formatDuration } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';

/** What the log shows before anything is sent. Holds no secret. */
export interface ShownPlan {
  readonly plan: ReleasePlan;
  readonly inputs: CommonInputs;
  /** What only this platform adds. */
  readonly details: PlanDetails;
  /** Each tracker and where it is. */
  readonly trackers: readonly string[];
  /** The names of the secrets that were given. */
  readonly secrets: readonly string[];
  /** The environment where the version must have succeeded. */
  readonly gate: string | undefined;
}

/** The first thing in the log: what is going to be done, with everything that was derived. */
export function showPlan(log: Log, { plan, inputs, details, trackers, secrets, gate }: ShownPlan): void {
  const { asked, edition, settings } = details;
  /** The value, or that it is not known yet. */
  const known = (name: keyof Identity, value: string): string =>
    asked.includes(name) && inputs[name] === undefined ? `as ${plan.platform} tells` : value;
  const rows: (readonly [string, string])[] = [
    ['platform', `${plan.platform} at ${plan.host} (API ${edition})`],
    ['operation', plan.operation],
    ['environment', plan.environment],
    ['component', known('component', plan.component)],
    ['version', known('version', plan.version)],
    ['hosts', known('hosts', plan.hosts.join(', '))],
    ['owner', plan.owner],
    ['name', inputs.name ?? (asked.length > 0 ? 'component and version' : plan.name)],
    ...plan.files.map(
      ({ path, bytes, sha256 }) => ['file', `${path} (${formatBytes(bytes)}, sha256 ${sha256})`] as const,
    ),
    ...settings,
    ['timeout', `${formatDuration(inputs.timeout)}, looking every ${formatPace(inputs['poll-interval'])}`],
    ['secrets', secrets.join(', ')],
    ['trackers', trackers.join(', ') || 'none'],
    ...gateRow(plan, gate),
  ];
  log.group(
    titleOf(plan, asked.length > 0 ? inputs.version : plan.version),
    rows.map(([name, value]) => `${name.padEnd(12)}${value}`),
  );
}

/** A rollback passes no gate: what it brings back was there before. */
function gateRow({ operation }: ReleasePlan, from: string | undefined): (readonly [string, string])[] {
  if (from === undefined || !isGated(operation)) return [];
  return [['gate', `must have succeeded in ${from}`]];
}

function titleOf({ operation, component, environment }: ReleasePlan, version: string | undefined): string {
  return [titles[operation], component, version, operation === 'export' ? 'from' : '→', environment]
    .filter(Boolean)
    .join(' ');
}

/** The plan once the platform has told what the user left open. */
export function showCompleted(
  log: Log,
  { operation, component, version, environment, hosts }: ReleasePlan,
): void {
  const where = operation === 'export' ? `from ${environment}` : `→ ${environment} (${hosts.join(', ')})`;
  log.info(`  ${component} ${version} ${where}`);
}

const titles = {
  deploy: 'Deploy',
  inspect: 'Inspect',
  export: 'Export',
  resume: 'Resume',
  rollback: 'Roll back',
} as const;

function formatPace(pace: 'auto' | number): string {
  return pace === 'auto' ? '1 s to 14 s, less often with age' : formatDuration(pace);
}
