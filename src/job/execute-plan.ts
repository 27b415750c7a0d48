import { join } from 'node:path';
import type { Inputs } from '../definition.ts';
import { trackers as adapters } from '../registry.ts';
import { exportPackage } from '../release/export-package.ts';
import type { Gate } from '../release/gate.ts';
import {
  blankEntry,
  concerns,
  continues,
  hasDeployed,
  type Journal,
  openJournal,
} from '../release/journal.ts';
import type { Published } from '../release/phases.ts';
import { isGated, type ReleaseOperation, type ReleasePlan } from '../release/plan.ts';
import type { ReleaseDetails } from '../release/platform.ts';
import { release } from '../release/release.ts';
import type { ReleaseResult } from '../release/result.ts';
import { type FoundState, findState, stateIn } from '../release/state-file.ts';
import type { VersionHistory } from '../release/version-history.ts';
import { showCompleted } from '../report/plan.ts';
import { report } from '../report/report.ts';
import { messageOf } from '../shared/format.ts';
import { addressesOf } from './addresses.ts';
import { connectPlatform, connectTrackers, type PlannedRelease } from './connect.ts';
import type { RunContext, RunTools } from './context.ts';
import { addReported } from './derive-plan.ts';
import { gateOf } from './examine.ts';
import { lockStates } from './lock-states.ts';
import { deleteOldReports, reportOptions } from './report-options.ts';
import { stateSaver, unusable } from './save-state.ts';

export { report, reportOptions };

/** A planned release, with the time when it began. */
export interface PlannedRun extends PlannedRelease {
  /** Milliseconds since the Unix epoch. */
  readonly startedAt: number;
}

/** Loads the code of a checkup. It is loaded from here because it shares most of its modules with this file. */
export const loadCheckup = () => import('./doctor.ts');

/**
 * Executes the plan.
 * @throws Halt if another run holds the state, or if `state-file` cannot be used
 */
export async function executePlan(
  context: RunContext,
  tools: RunTools,
  planned: PlannedRun,
): Promise<ReleaseResult> {
  const { ci, clock, cancel } = context;
  const { inputs, plan, startedAt } = planned;
  deleteOldReports(reportOptions(inputs));
  // Loaded now: a file of this program that disappears during the release must not prevent its report.
  await import('../report/render.ts');
  const trackers = await connectTrackers(inputs, ci.facts, tools);
  const history = trackers.map((tracker) => tracker.versionHistory).find((each) => each !== undefined);
  const shared = {
    plan,
    complete(plan: ReleasePlan, details: ReleaseDetails): ReleasePlan {
      const completed = addReported(plan, { ...tools, inputs }, details);
      showCompleted(tools.log, completed);
      return completed;
    },
    startedAt,
    platform: await connectPlatform(planned, tools, history),
    clock,
    log: tools.log,
    cancel,
    timeoutMs: inputs.timeout,
    pace: inputs['poll-interval'],
  };
  if (inputs.operation === 'export') return exportPackage({ ...shared, folder: ci.folder });
  const locks = lockStates(context, inputs, plan);
  try {
    const earlier = findSavedState(context, inputs, plan, tools);
    if (earlier) locks.alsoOf(earlier.entry.plan.fingerprint);
    return await release({
      ...shared,
      trackers: keepsRecords(inputs.operation) ? trackers : [],
      ...gateBy(inputs, history),
      journal: journalOf(context, tools, planned, earlier),
      ...(earlier && { earlier: earlier.entry, stateFile: earlier.file }),
      keepsSuccess: keepsSuccess(context, inputs),
      ...(inputs['deployment-id'] && { deploymentId: inputs['deployment-id'] }),
      onTimeout: inputs['on-timeout'],
      onCancel: inputs['on-cancel'],
      logFile: join(ci.folder, 'deployment.log'),
      publish: publisherOf(context, tools),
    });
  } finally {
    locks.release();
  }
}

/** Opens the journal of this run, which continues that of the earlier process if there was one. */
function journalOf(
  context: RunContext,
  tools: RunTools,
  { inputs, plan, startedAt }: PlannedRun,
  earlier: FoundState | undefined,
): Journal {
  const save = stateSaver(context, { named: inputs['state-file'], earlier: earlier?.file }, tools);
  const entry = {
    ...(earlier?.entry ?? blankEntry(plan, startedAt)),
    addresses: addressesOf(inputs, context.ci.facts),
    onCancel: inputs['on-cancel'],
  };
  return openJournal(save, entry, tools.redact);
}

/** Returns a function that writes outputs as soon as they are known. */
function publisherOf({ ci }: RunContext, { log, redact }: RunTools): (known: Published) => void {
  return (known) => {
    try {
      for (const [name, value] of outputsNow(known)) ci.output(name, redact(value));
    } catch (error) {
      log.debug(`An output could not be written yet: ${messageOf(error)}`);
    }
  };
}

/**
 * Finds the state that an earlier process saved about this release.
 * @returns undefined if there is none
 * @throws Halt if `state-file` cannot be read or contains another unfinished release
 */
function findSavedState(
  context: RunContext,
  inputs: Inputs,
  plan: ReleasePlan,
  { log }: RunTools,
): FoundState | undefined {
  const { 'state-file': file, 'deployment-id': deploymentId } = inputs;
  if (file === undefined) {
    const passOver = (stray: string, problem: string): void =>
      log.warning(`${stray} is ignored: ${problem.replace(/\.$/, '')}. Delete it if you do not need it.`);
    return findState(context.ci.earlierStates(), plan, { deploymentId, passOver });
  }
  try {
    return stateIn(file, plan, deploymentId, matcherOf(context, inputs));
  } catch (error) {
    throw unusable(file, error);
  }
}

/** Decides whether a saved entry is about the release of this job. */
function matcherOf(context: RunContext, inputs: Inputs): typeof concerns {
  if (!context.isContinued) return concerns;
  if (keepsSuccess(context, inputs)) return continues;
  return (entry, plan, deploymentId) => !hasDeployed(entry) && continues(entry, plan, deploymentId);
}

/** Whether a deployment that succeeded before counts: not if its content comes from a system where it may have changed. */
function keepsSuccess({ isContinued = false }: RunContext, { application }: Inputs): boolean {
  return isContinued && application === undefined;
}

function gateBy(inputs: Inputs, history: VersionHistory | undefined): { readonly gate?: Gate } {
  const from = gateOf(inputs);
  return from !== undefined && history && isGated(inputs.operation) ? { gate: { history, from } } : {};
}

/**
 * The outputs that are known before the end. All outputs are written again at the end, and a failure is an error
 * then.
 */
function outputsNow(known: Published): readonly (readonly [string, string])[] {
  if ('inspectionId' in known) return [['inspection-id', known.inspectionId]];
  if ('deployment' in known) {
    const { id, url } = known.deployment;
    return [
      ['deployment-id', id],
      ['deployment-url', url],
    ];
  }
  const output = recordOutputs.get(known.record);
  return output ? [[output.name, known.id]] : [];
}

const recordOutputs = new Map<string, { readonly name: string } | undefined>(
  adapters.map(({ name, recordOutput }) => [name, recordOutput]),
);

function keepsRecords(operation: ReleaseOperation): boolean {
  return operation === 'deploy' || operation === 'resume' || operation === 'rollback';
}
