import { join } from 'node:path';
import type { Inputs } from '../definition.ts';
import { trackers as adapters } from '../registry.ts';
import { exportPackage } from '../release/export-package.ts';
import { type Gate, isGated } from '../release/gate.ts';
import { blankEntry, openJournal } from '../release/journal.ts';
import type { Published } from '../release/phases.ts';
import type { Payload, ReleaseOperation, ReleasePlan } from '../release/plan.ts';
import type { ReleaseDetails } from '../release/platform.ts';
import { release } from '../release/release.ts';
import type { ReleaseResult } from '../release/result.ts';
import { type FoundState, findState, stateIn } from '../release/state-file.ts';
import type { VersionHistory } from '../release/version-history.ts';
import { showCompleted } from '../report/plan.ts';
import { report } from '../report/report.ts';
import { messageOf } from '../shared/format.ts';
import { addressesOf } from './addresses.ts';
import { connectPlatform, connectTrackers } from './connect.ts';
import type { RunContext, RunTools } from './context.ts';
import { completePlan } from './derive-plan.ts';
import { gateOf } from './examine.ts';
import { lockStates } from './lock-states.ts';
import { deleteOldReports, reportOptions } from './report-options.ts';
import { stateSaver, unusable } from './save-state.ts';

export { report, reportOptions };

/**
 * Executes the plan.
 * @param startedAt milliseconds since the Unix epoch
 * @throws Halt if another run holds the state, or if `state-file` cannot be used
 */
export async function executePlan(
  context: RunContext,
  inputs: Inputs,
  plan: ReleasePlan,
  payload: Payload,
  tools: RunTools,
  startedAt: number,
): Promise<ReleaseResult> {
  const { ci, clock, cancel } = context;
  deleteOldReports(reportOptions(inputs));
  // Loaded now: a file of this program that disappears during the release must not prevent its report.
  await import('../report/render.ts');
  const trackers = await connectTrackers(inputs, ci.facts, tools);
  const history = trackers.map((tracker) => tracker.versionHistory).find((each) => each !== undefined);
  const shared = {
    plan,
    complete(plan: ReleasePlan, details: ReleaseDetails): ReleasePlan {
      const completed = completePlan(plan, inputs, details);
      showCompleted(tools.log, completed);
      return completed;
    },
    startedAt,
    platform: await connectPlatform(inputs, plan, payload, tools, history),
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
      journal: openJournal(
        stateSaver(context, { named: inputs['state-file'], earlier: earlier?.file }, tools),
        {
          ...(earlier?.entry ?? blankEntry(plan, startedAt)),
          addresses: addressesOf(inputs, ci.facts),
          onCancel: inputs['on-cancel'],
        },
        tools.redact,
      ),
      ...(earlier && { earlier: earlier.entry, stateFile: earlier.file }),
      ...(inputs['deployment-id'] && { deploymentId: inputs['deployment-id'] }),
      onTimeout: inputs['on-timeout'],
      onCancel: inputs['on-cancel'],
      logFile: join(ci.folder, 'deployment.log'),
      publish(known) {
        try {
          for (const [name, value] of outputsNow(known)) ci.output(name, tools.redact(value));
        } catch (error) {
          tools.log.debug(`An output could not be written yet: ${messageOf(error)}`);
        }
      },
    });
  } finally {
    locks.release();
  }
}

/**
 * Finds the state that an earlier process saved about this release.
 * @returns undefined if there is none
 * @throws Halt if `state-file` cannot be read or contains another unfinished release
 */
function findSavedState(
  { ci }: RunContext,
  inputs: Inputs,
  plan: ReleasePlan,
  { log }: RunTools,
): FoundState | undefined {
  const { 'state-file': file, 'deployment-id': deploymentId } = inputs;
  if (file === undefined) {
    const passOver = (stray: string, problem: string): void =>
      log.warning(`${stray} is ignored: ${problem.replace(/\.$/, '')}. Delete it if you do not need it.`);
    return findState(ci.earlierStates(), plan, { deploymentId, passOver });
  }
  try {
    return stateIn(file, plan, deploymentId);
  } catch (error) {
    throw unusable(file, error);
  }
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
