import { examine, placesOf, specialOf, titleOf } from './adapters.ts';
import type { RunFacts } from './ci/ci.ts';
import type { Inputs } from './inputs/definition.ts';
import { derivePlan } from './inputs/derive.ts';
import { type InputProblem, needed, toMend } from './inputs/problems.ts';
import type { Reading } from './inputs/read.ts';
import type { Preflight } from './platforms/adapter.ts';
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
  const reporting = { ci, ...tools, summary: reading.values.summary !== false };
  let account: Account;
  try {
    const examined = await examine(reading.values, setting.variable, startedAt);
    tools.redact.hide(examined.secrets ?? []);
    const problems = [...reading.problems, ...examined.problems, ...misplaced(reading, ci.facts)];
    account =
      problems.length > 0
        ? stillborn(toMend(problems, 'nothing was sent'), startedAt, clock.now())
        : await deploy(setting, reading.values as Inputs, examined, tools, startedAt);
  } catch (error) {
    account = stillborn(outcomeOf(error, 'The platform', 'no'), startedAt, clock.now());
  }
  const strict = reading.values['on-tracker-error'] === 'fail';
  const { report } = await import('./carry-out.ts');
  return report(account, { ...reporting, strict });
}

async function deploy(
  setting: Setting,
  inputs: Inputs,
  { payload, warnings, notes = [] }: Preflight,
  tools: Tools,
  startedAt: number,
): Promise<Account> {
  const { ci } = setting;
  const plan = derivePlan(inputs, titleOf(inputs), payload, ci.facts);
  showPlan(tools.log, plan, inputs, specialOf(inputs, payload), placesOf(inputs, ci.facts));
  for (const note of notes) tools.log.info(note);
  for (const warning of warnings) tools.log.warning(warning);
  const { carryOut } = await import('./carry-out.ts');
  return carryOut(setting, inputs, plan, payload, tools, startedAt);
}

/** GitHub itself can only be told by a job that it runs: nobody else says which repository and commit are meant. */
function misplaced({ values }: Reading, { github, commit }: RunFacts): readonly InputProblem[] {
  if (values['github-deployment'] !== 'create' || (github && commit)) return [];
  return [
    needed(
      'github-deployment',
      'must be off here: no GITHUB_REPOSITORY, GITHUB_API_URL and GITHUB_SHA tell what it would be of',
    ),
  ];
}
