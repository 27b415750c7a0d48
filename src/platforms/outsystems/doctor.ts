import { problemsOf } from '../../inputs/found.ts';
import type { InputProblem } from '../../inputs/problems.ts';
import type { CheckupRun, Findings } from '../../release/checkup.ts';
import { type Choice, type Chosen, chooseApplications, chooseEnvironments } from './choose.ts';
import type { LifeTime } from './client.ts';
import { explaining } from './explain.ts';
import { versionsOf, zoneOf } from './resolve.ts';
import type { LifeTimeEnvironment } from './wire.ts';

/**
 * Asks LifeTime for everything that the inputs name, and for the plans of the target.
 * @throws Halt if LifeTime cannot be used
 */
export async function examineLifeTime(
  lifetime: LifeTime,
  choice: Choice,
  { clock, signal, attempt }: CheckupRun,
): Promise<Findings> {
  const environments = await explaining('resolve', () => lifetime.environments(signal));
  if (environments.length === 0) return SEES_NOTHING;
  const { target, source, problems } = chooseEnvironments(choice, environments);
  const wrong: InputProblem[] = [...problems];
  const found: string[] = [...namesOf(environments, target, source)];
  if (choice.applications.length > 0) {
    await attempt(async () => {
      const known = await explaining('resolve', () => lifetime.applications(signal));
      const named = chooseApplications(choice.applications, known, source, target);
      wrong.push(...named.problems);
      const missing = await missingVersions(lifetime, named.chosen, signal);
      wrong.push(...missing);
      if (named.problems.length + missing.length === 0) found.push(...named.chosen.map(formatChosen));
    });
  }
  const aimed = choice.environment === undefined ? undefined : target;
  if (aimed !== undefined) {
    // LifeTime refuses the list of plans (403) to an account without access to the environment.
    await attempt(() => explaining('resolve', () => lifetime.plans(aimed.Key, clock.now(), signal)));
    if (choice.zone !== undefined)
      await attempt(async () => {
        const zone = { wanted: choice.zone, target: aimed };
        const key = await explaining('resolve', () => zoneOf(lifetime, zone, signal));
        wrong.push(...problemsOf('deployment-zone', key));
      });
  }
  return { reached: 'credentials', found, unknown: [RIGHTS], problems: [], wrong };
}

const RIGHTS =
  'whether the service account may deploy: LifeTime answers that only when a plan is created and started';

const SEES_NOTHING: Findings = {
  reached: 'credentials',
  found: [],
  unknown: [],
  problems: [
    {
      message: 'The service account sees no environment.',
      advice: 'Give it a role in LifeTime that may deploy in both environments.',
    },
  ],
};

function namesOf(
  environments: readonly LifeTimeEnvironment[],
  target: LifeTimeEnvironment | undefined,
  source: LifeTimeEnvironment | undefined,
): readonly string[] {
  return environments
    .filter((each) => each === target || each === source)
    .map(({ Name }) => `environment "${Name}"`);
}

/** Returns a problem for each application that lacks the version that the user names. */
async function missingVersions(
  lifetime: LifeTime,
  chosen: readonly Chosen[],
  signal: AbortSignal,
): Promise<readonly InputProblem[]> {
  const pinned = chosen.filter(({ wanted }) => wanted !== undefined);
  const found = await explaining('resolve', () =>
    Promise.all(pinned.map((each) => versionsOf(lifetime, each, signal))),
  );
  return found.flatMap((each) => problemsOf('application', each));
}

function formatChosen({ application: { Name }, wanted }: Chosen): string {
  return `application "${Name}"${wanted === undefined ? '' : ` ${wanted}`}`;
}
