import type { CommonInputs } from '../inputs/common.ts';
import type { PlanDetails } from '../platforms/adapter.ts';
import { isGated, type ReleasePlan } from '../release/plan.ts';
import type { Identity } from '../release/platform.ts';
import { formatBytes, formatDuration } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';

/** The data of the plan in the log. Holds no secret. */
interface ShownPlan {
  readonly plan: ReleasePlan;
  readonly inputs: CommonInputs;
  /** The details that the platform adds. */
  readonly details: PlanDetails;
  /** The title and the address of each tracker. */
  readonly trackers: readonly string[];
  /** The names of the secrets that were given. */
  readonly secrets: readonly string[];
  /** The environment where the version must have succeeded; undefined if that is not required. */
  readonly gate: string | undefined;
}

/** Logs the plan, including all derived values, before anything is sent. */
export function showPlan(log: Log, { plan, inputs, details, trackers, secrets, gate }: ShownPlan): void {
  const { asked, edition, settings } = details;
  /** The value, or a note that only the platform knows it. */
  const known = (name: keyof Identity, value: string): string =>
    asked.includes(name) && inputs[name] === undefined ? `as ${plan.platform} reports` : value;
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
    [
      'timeout',
      `${formatDuration(inputs.timeout)}, status read every ${formatPace(inputs['poll-interval'])}`,
    ],
    ['secrets', secrets.join(', ')],
    ['trackers', trackers.join(', ') || 'none'],
    ...gateRow(plan, gate),
  ];
  log.group(
    titleOf(plan, asked.length > 0 ? inputs.version : plan.version),
    rows.map(([name, value]) => `${name.padEnd(12)}${value}`),
  );
}

/** The gate's row. A rollback needs no gate, because its version was there before. */
function gateRow({ operation }: ReleasePlan, from: string | undefined): (readonly [string, string])[] {
  if (from === undefined || !isGated(operation)) return [];
  return [['gate', `must have succeeded in ${from}`]];
}

function titleOf({ operation, component, environment }: ReleasePlan, version: string | undefined): string {
  return [titles[operation], component, version, operation === 'export' ? 'from' : '→', environment]
    .filter(Boolean)
    .join(' ');
}

/** Logs the values that the platform has reported for the plan. */
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
  doctor: 'Check',
} as const;

function formatPace(pace: 'auto' | number): string {
  return pace === 'auto' ? '1 s to 14 s, longer with time' : formatDuration(pace);
}
