import { join } from 'node:path';
import { connectPlatform, connectTrackers } from './connect.ts';
import type { Inputs } from './definition.ts';
import { sayProblems, toMend } from './inputs/problems.ts';
import { completePlan } from './job/derive-plan.ts';
import { gateOf } from './job/examine.ts';
import { trackers as adapters } from './registry.ts';
import type { Account } from './release/account.ts';
import { close, closeDraft } from './release/close.ts';
import { fetchPackage } from './release/fetch.ts';
import { type Gate, isGated } from './release/gate.ts';
import { blankEntry, openJournal, parseJournal } from './release/journal.ts';
import type { Ledger } from './release/ledger.ts';
import { Halt } from './release/outcome.ts';
import type { Operation, Payload, Plan } from './release/plan.ts';
import type { Details } from './release/platform.ts';
import { release } from './release/release.ts';
import { type FoundState, findState, mustBeFree, readState, writeState } from './release/state-file.ts';
import { messageOf } from './release/words.ts';
import { showCompleted } from './report/plan.ts';
import { report } from './report/report.ts';
import { prepare, type Setting, type Tools } from './setting.ts';

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
  const earlier = recallState(setting, inputs, plan);
  return release({
    ...cast,
    trackers: keepsRecords(inputs.operation) ? trackers : [],
    ...gateBy(inputs, ledger),
    journal: openJournal(
      saver(setting, inputs, tools, earlier?.file),
      earlier?.entry ?? blankEntry(plan, startedAt),
    ),
    ...(earlier && { earlier: earlier.entry, stateFile: earlier.file }),
    ...(inputs['deployment-id'] && { deploymentId: inputs['deployment-id'] }),
    onTimeout: inputs['on-timeout'],
    onCancel: inputs['on-cancel'],
    logFile: join(ci.folder, 'deployment.log'),
    publish(known) {
      if ('inspectionId' in known) ci.output('inspection-id', known.inspectionId);
      else if ('deployment' in known) {
        ci.output('deployment-id', known.deployment.id);
        ci.output('deployment-url', known.deployment.url);
      } else {
        const output = recordOutputs.get(known.record);
        if (output) ci.output(output.name, known.id);
      }
    },
  });
}

/**
 * What an earlier process noted of the release that is wanted.
 * @throws Halt where `state-file` is needed for another release
 */
function recallState({ ci }: Setting, inputs: Inputs, plan: Plan): FoundState | undefined {
  const { 'state-file': file, 'deployment-id': wanted } = inputs;
  if (file === undefined) return findState(ci.earlierStates(), plan, wanted);
  try {
    const found = findState(readState(file), plan, wanted);
    if (found === undefined) mustBeFree(file);
    return found;
  } catch (error) {
    const problem = { input: 'state-file', message: `can't be used (${file}): ${messageOf(error)}` } as const;
    throw new Halt(toMend([problem], 'nothing was sent'), error);
  }
}

function gateBy(inputs: Inputs, ledger: Ledger | undefined): { readonly gate?: Gate } {
  const from = gateOf(inputs);
  return from !== undefined && ledger && isGated(inputs.operation) ? { gate: { ledger, from } } : {};
}

const recordOutputs = new Map<string, { readonly name: string } | undefined>(
  adapters.map(({ name, recordOutput }) => [name, recordOutput]),
);

function keepsRecords(operation: Operation): boolean {
  return operation === 'deploy' || operation === 'resume' || operation === 'rollback';
}

/**
 * Saves where this step's post phase looks, in `state-file`, and over the earlier state that is gone on with. A state
 * that can't be saved is a warning: the story goes on, only nobody else could finish it.
 */
function saver({ ci }: Setting, inputs: Inputs, { redact, log }: Tools, earlier?: string) {
  const files = new Set([inputs['state-file'], earlier].filter((file) => file !== undefined));
  return (text: string): void => {
    const state = redact(text);
    try {
      ci.saveState(state);
      for (const file of files) writeState(file, state);
    } catch (error) {
      log.warning(`The state of this run could not be saved: ${messageOf(error)}`);
    }
  };
}

/**
 * What runs after the job: nothing when the story was finished; otherwise it is finished here. Warns and never
 * throws, for the job's result is not to be changed any more.
 */
export async function performPost(setting: Setting): Promise<void> {
  const { ci, clock } = setting;
  const { reading, tools } = prepare(setting);
  try {
    const entry = parseJournal(ci.savedState());
    if (entry === undefined || (entry.closed && !entry.draft)) return;
    if (reading.problems.length > 0) throw new Error(sayProblems(reading.problems).join(' '));
    const inputs = reading.values as Inputs;
    const platform = await connectPlatform(inputs, entry.plan, {}, tools);
    if (entry.closed) {
      await closeDraft({ entry, platform, clock, log: tools.log });
      return;
    }
    tools.log.info('The step was stopped before it could finish its story; finishing it now.');
    const account = await close({
      entry,
      platform,
      trackers: await connectTrackers(inputs, ci.facts, tools),
      clock,
      log: tools.log,
      journal: openJournal(saver(setting, inputs, tools), entry),
      onCancel: inputs['on-cancel'],
    });
    await report(account, {
      ci,
      ...tools,
      trackers: adapters,
      summary: inputs.summary,
      strict: false,
      afterwards: true,
    });
  } catch (error) {
    tools.log.warning(`The story of this step could not be finished: ${messageOf(error)}`);
  }
}
