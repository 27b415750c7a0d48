import { explainLoss } from './ci/lost-inputs.ts';
import type { Inputs } from './definition.ts';
import { type InputProblem, toMend } from './inputs/problems.ts';
import { derivePlan } from './job/derive-plan.ts';
import { detailsOf, examine, gateOf, placesOf, secretsGiven } from './job/examine.ts';
import type { Preflight } from './platforms/adapter.ts';
import { trackers } from './registry.ts';
import { type Account, stillborn } from './release/account.ts';
import { outcomeOf } from './release/outcome.ts';
import { showPlan } from './report/plan.ts';
import type { Reported } from './report/report.ts';
import { prepare, type Setting, type Tools } from './setting.ts';

/**
 * The whole job, the same for every door: read and check the inputs, release, report. What comes after the plan is
 * loaded after it was said (`carry-out.ts`): loading is half of what a start takes.
 */
export async function perform(setting: Setting): Promise<Reported> {
  const { ci, clock } = setting;
  const startedAt = clock.now();
  const { reading, tools } = prepare(setting);
  const reporting = { ci, ...tools, trackers, summary: reading.values.summary !== false };
  let account: Account;
  try {
    const { variable, lost } = setting;
    const examined = await examine(reading.values, { variable, facts: ci.facts, now: startedAt });
    tools.redact.hide(examined.secrets ?? []);
    // What is lost makes problems of its own that are none.
    const problems = lost.length > 0 ? [lostProblem(lost)] : [...reading.problems, ...examined.problems];
    if (problems.length > 0) {
      account = stillborn(toMend(problems, 'nothing was sent'), startedAt, clock.now());
    } else {
      ci.checkOutputs();
      account = await deploy(setting, reading.values as Inputs, examined, tools, startedAt);
    }
  } catch (error) {
    account = stillborn(outcomeOf(error, 'The platform', 'no'), startedAt, clock.now());
  }
  const strict = reading.values['on-tracker-error'] === 'fail';
  const { report } = await import('./carry-out.ts');
  return report(account, { ...reporting, strict });
}

function lostProblem(lost: Setting['lost']): InputProblem {
  return { input: lost[0] ?? 'platform', message: explainLoss(lost) };
}

async function deploy(
  setting: Setting,
  inputs: Inputs,
  { payload, warnings, notes = [] }: Preflight,
  tools: Tools,
  startedAt: number,
): Promise<Account> {
  const { ci } = setting;
  const plan = derivePlan(inputs, payload, ci.facts);
  showPlan(tools.log, {
    plan,
    inputs,
    details: detailsOf(inputs, payload),
    trackers: placesOf(inputs, ci.facts),
    secrets: secretsGiven(inputs),
    gate: gateOf(inputs),
  });
  for (const note of notes) tools.log.info(note);
  for (const warning of warnings) tools.log.warning(warning);
  const { carryOut } = await import('./carry-out.ts');
  return carryOut(setting, inputs, plan, payload, tools, startedAt);
}
