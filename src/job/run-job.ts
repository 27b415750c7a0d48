import { explainLoss } from '../ci/lost-inputs.ts';
import type { Inputs } from '../definition.ts';
import { type InputProblem, invalidInputs } from '../inputs/problems.ts';
import type { Preflight } from '../platforms/adapter.ts';
import { outcomeOf } from '../release/outcome.ts';
import { type ReleaseResult, resultWithoutRelease } from '../release/result.ts';
import { showPlan } from '../report/plan.ts';
import type { Reported } from '../report/report.ts';
import { prepareJob, type RunContext, type RunTools } from './context.ts';
import { derivePlan } from './derive-plan.ts';
import { detailsOf, examine, gateOf, placesOf, secretsGiven } from './examine.ts';

/**
 * Runs the whole job in every environment: reads and checks the inputs, releases, reports. The modules for the steps
 * after the plan are imported only after the plan is logged (`execute-plan.ts`), because loading them takes half of
 * the start-up time.
 */
export async function runJob(context: RunContext): Promise<Reported> {
  const { ci, clock } = context;
  const startedAt = clock.now();
  const { reading, tools } = prepareJob(context);
  let result: ReleaseResult;
  try {
    const { variable, lost } = context;
    const examined = await examine(reading.values, { variable, facts: ci.facts, now: startedAt });
    tools.redact.hide(examined.secrets ?? []);
    // Lost inputs cause further problems, which would mislead the user.
    const problems = lost.length > 0 ? [lostProblem(lost)] : [...reading.problems, ...examined.problems];
    if (problems.length > 0) {
      result = resultWithoutRelease(invalidInputs(problems, 'nothing was sent'), startedAt, clock.now());
    } else {
      ci.checkOutputs();
      result = await deploy(context, reading.values as Inputs, examined, tools, startedAt);
    }
  } catch (error) {
    result = resultWithoutRelease(outcomeOf(error, 'The platform', 'no'), startedAt, clock.now());
  }
  const strict = reading.values['on-tracker-error'] === 'fail';
  const { report, reportOptions } = await import('./execute-plan.ts');
  return report(result, { ci, ...tools, ...reportOptions(reading.values), strict });
}

function lostProblem(lost: RunContext['lost']): InputProblem {
  return { input: lost[0] ?? 'platform', message: explainLoss(lost) };
}

async function deploy(
  context: RunContext,
  inputs: Inputs,
  { payload, warnings, notes = [] }: Preflight,
  tools: RunTools,
  startedAt: number,
): Promise<ReleaseResult> {
  const { ci } = context;
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
  const { executePlan } = await import('./execute-plan.ts');
  return executePlan(context, inputs, plan, payload, tools, startedAt);
}
