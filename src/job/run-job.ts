import { explainLoss } from '../ci/lost-inputs.ts';
import { type Inputs, inputNames } from '../definition.ts';
import { type InputProblem, invalidInputs } from '../inputs/problems.ts';
import { outcomeOf } from '../release/outcome.ts';
import { type ReleaseResult, resultWithoutRelease } from '../release/result.ts';
import { showPlan } from '../report/plan.ts';
import type { Reported } from '../report/report.ts';
import { prepareJob, type RunContext, type RunTools } from './context.ts';
import { derivePlan } from './derive-plan.ts';
import { type Examination, examine, gateOf, placesOf, secretsGiven } from './examine.ts';
import type { Reading } from './read-inputs.ts';

/** The inputs of a job and the result of their check. Nothing was sent yet. */
export interface CheckedJob {
  readonly reading: Reading;
  readonly tools: RunTools;
  /** When the job began, in milliseconds since the Unix epoch. */
  readonly startedAt: number;
  /** The files and addresses, or the error that stopped their check. */
  readonly examined: Examination | { readonly failure: unknown };
  /** Every problem of the inputs and of their files. */
  readonly problems: readonly InputProblem[];
}

/** Runs the whole job in every environment: reads and checks the inputs, releases, reports. */
export async function runJob(context: RunContext): Promise<Reported> {
  return runCheckedJob(context, await checkJob(context));
}

/** Reads and checks the inputs and their files. Never throws. */
export async function checkJob(context: RunContext): Promise<CheckedJob> {
  const { ci, clock, variable, lost } = context;
  const startedAt = clock.now();
  const checked = { startedAt, ...prepareJob(context) };
  const { values, problems: found } = checked.reading;
  try {
    const examined = await examine(values, { variable, facts: ci.facts, now: startedAt });
    checked.tools.redact.hide(examined.secrets ?? []);
    // Lost inputs cause further problems, which would mislead the user.
    const problems =
      lost.length > 0
        ? [lostProblem(lost)]
        : [...(await strangeVariables(context.unknownVariables)), ...found, ...examined.problems];
    return { ...checked, examined, problems };
  } catch (failure) {
    return { ...checked, examined: { failure }, problems: [] };
  }
}

/**
 * Runs a job whose inputs were checked: releases and reports. The modules for the steps after the plan are imported
 * only after the plan is logged (`execute-plan.ts`), because loading them takes half of the start-up time.
 */
export async function runCheckedJob(context: RunContext, checked: CheckedJob): Promise<Reported> {
  const { ci, clock, words } = context;
  const { reading, tools, startedAt, examined, problems } = checked;
  let result: ReleaseResult;
  try {
    if ('failure' in examined) throw examined.failure;
    if (problems.length > 0) {
      result = resultWithoutRelease(invalidInputs(problems, 'nothing was sent'), startedAt, clock.now());
    } else {
      ci.checkOutputs();
      const inputs = reading.values as Inputs;
      if (inputs.operation === 'doctor') {
        const { runCheckup } = await (await import('./execute-plan.ts')).loadCheckup();
        return await runCheckup(context, inputs, tools, startedAt);
      }
      result = await deploy(context, checked, examined);
    }
  } catch (error) {
    result = resultWithoutRelease(outcomeOf(error, 'The platform', 'no'), startedAt, clock.now());
  }
  const strict = reading.values['on-tracker-error'] === 'fail';
  const { report, reportOptions } = await import('./execute-plan.ts');
  const options = reportOptions(reading.values);
  return report(result, { ci, ...tools, ...options, ...(words && { words }), strict });
}

function lostProblem(lost: RunContext['lost']): InputProblem {
  return { input: lost[0] ?? 'platform', message: explainLoss(lost) };
}

async function deploy(
  context: RunContext,
  { reading, tools, startedAt }: CheckedJob,
  { release, warnings, notes = [] }: Examination,
): Promise<ReleaseResult> {
  const { ci } = context;
  // Every input is valid, so the required ones have a value.
  const inputs = reading.values as Inputs;
  if (release === undefined) throw new Error('Inputs without a platform were accepted.');
  const plan = derivePlan(inputs, release.contents, ci.facts);
  showPlan(tools.log, {
    plan,
    inputs,
    details: release.details(inputs),
    trackers: placesOf(inputs, ci.facts),
    secrets: secretsGiven(inputs),
    gate: gateOf(inputs),
  });
  for (const note of notes) tools.log.info(note);
  for (const warning of warnings) tools.log.warning(warning);
  const { executePlan } = await import('./execute-plan.ts');
  return executePlan(context, tools, { inputs, plan, release, startedAt });
}

async function strangeVariables(
  found: RunContext['unknownVariables'] = [],
): Promise<readonly InputProblem[]> {
  if (found.length === 0) return [];
  const { unknownVariable } = await import('../inputs/unknown-variables.ts');
  return found.map((variable) => unknownVariable(variable, inputNames));
}
