import { join } from 'node:path';
import { connectPlatform, connectTrackers } from './connect.ts';
import type { Inputs } from './definition.ts';
import { addressesOf } from './job/addresses.ts';
import { completePlan } from './job/derive-plan.ts';
import { gateOf } from './job/examine.ts';
import { lockStates } from './lock-states.ts';
import { trackers as adapters } from './registry.ts';
import type { Account } from './release/account.ts';
import { fetchPackage } from './release/fetch.ts';
import { type Gate, isGated } from './release/gate.ts';
import { blankEntry, openJournal } from './release/journal.ts';
import type { Ledger } from './release/ledger.ts';
import type { Operation, Payload, Plan } from './release/plan.ts';
import type { Details } from './release/platform.ts';
import { release } from './release/release.ts';
import { type FoundState, findState, stateIn } from './release/state-file.ts';
import type { Published } from './release/story.ts';
import { messageOf } from './release/words.ts';
import { showCompleted } from './report/plan.ts';
import { report } from './report/report.ts';
import { stateSaver, unusable } from './save-state.ts';
import type { Setting, Tools } from './setting.ts';

export { report };

/** Does what the plan says. */
export async function carryOut(
  setting: Setting,
  inputs: Inputs,
  plan: Plan,
  payload: Payload,
  tools: Tools,
  startedAt: number,
): Promise<Account> {
  const { ci, clock, cancel } = setting;
  const trackers = await connectTrackers(inputs, ci.facts, tools);
  const ledger = trackers.map((tracker) => tracker.ledger).find((each) => each !== undefined);
  const cast = {
    plan,
    complete(plan: Plan, details: Details): Plan {
      const completed = completePlan(plan, inputs, details);
      showCompleted(tools.log, completed);
      return completed;
    },
    startedAt,
    platform: await connectPlatform(inputs, plan, payload, tools, ledger),
    clock,
    log: tools.log,
    cancel,
    timeoutMs: inputs.timeout,
    pace: inputs['poll-interval'],
  };
  if (inputs.operation === 'export') return fetchPackage({ ...cast, folder: ci.folder });
  const locks = lockStates(setting, inputs, plan);
  try {
    const earlier = recallState(setting, inputs, plan, tools);
    if (earlier) locks.alsoOf(earlier.entry.plan.fingerprint);
    return await release({
      ...cast,
      trackers: keepsRecords(inputs.operation) ? trackers : [],
      ...gateBy(inputs, ledger),
      journal: openJournal(
        stateSaver(setting, { named: inputs['state-file'], earlier: earlier?.file }, tools),
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
 * What an earlier process noted of the release that is wanted.
 * @throws Halt where `state-file` is needed for another release
 */
function recallState({ ci }: Setting, inputs: Inputs, plan: Plan, { log }: Tools): FoundState | undefined {
  const { 'state-file': file, 'deployment-id': deploymentId } = inputs;
  if (file === undefined) {
    const passOver = (stray: string, problem: string): void =>
      log.warning(`${stray} is passed over: ${problem.replace(/\.$/, '')}. Delete it if it is of no use.`);
    return findState(ci.earlierStates(), plan, { deploymentId, passOver });
  }
  try {
    return stateIn(file, plan, deploymentId);
  } catch (error) {
    throw unusable(file, error);
  }
}

function gateBy(inputs: Inputs, ledger: Ledger | undefined): { readonly gate?: Gate } {
  const from = gateOf(inputs);
  return from !== undefined && ledger && isGated(inputs.operation) ? { gate: { ledger, from } } : {};
}

/** What is known before the end. All outputs are written at the end, and what can't be written then is an error. */
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

function keepsRecords(operation: Operation): boolean {
  return operation === 'deploy' || operation === 'resume' || operation === 'rollback';
}
