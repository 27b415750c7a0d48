import type { InputProblem } from '../../inputs/problems.ts';
import type { CheckupRun, Findings } from '../../release/checkup.ts';
import { type Choice, type Chosen, chooseApplications, chooseEnvironments } from './choose.ts';
import type { LifeTime } from './client.ts';
import { explaining } from './explain.ts';
import { versionsOf, zoneOf } from './resolve.ts';
import type { LifeTimeApplication, LifeTimeEnvironment } from './wire.ts';

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
  const places = chooseEnvironments(choice, environments);
  const { target, source } = 'value' in places ? places.value : { target: undefined, source: undefined };
  const wrong: InputProblem[] = [...places.problems];
  const found: string[] = [...namesOf(environments, target, source)];
  if (choice.applications.length > 0) {
    await attempt(async () => {
      const known = await explaining('resolve', () => lifetime.applications(signal));
      found.push(...(await examineApplications(lifetime, { choice, known, target, source }, wrong, signal)));
    });
  }
  const aimed = choice.environment === undefined ? undefined : target;
  if (aimed !== undefined) {
    // LifeTime refuses the list of plans (403) to an account without access to the environment.
    await attempt(() => explaining('resolve', () => lifetime.plans(aimed.Key, clock.now(), signal)));
    if (choice.zone !== undefined)
      await attempt(() =>
        explaining('resolve', () => zoneOf(lifetime, { wanted: choice.zone, target: aimed }, wrong, signal)),
      );
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

interface Wanted {
  readonly choice: Choice;
  readonly known: readonly LifeTimeApplication[];
  readonly target: LifeTimeEnvironment | undefined;
  readonly source: LifeTimeEnvironment | undefined;
}

/** Returns the applications that are there, and adds a problem to `wrong` for each other one. */
async function examineApplications(
  lifetime: LifeTime,
  { choice, known, target, source }: Wanted,
  wrong: InputProblem[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { chosen, problems } = chooseApplications(choice.applications, known, source, target);
  wrong.push(...problems);
  const pinned = chosen.filter(({ wanted }) => wanted !== undefined);
  await explaining('resolve', () =>
    Promise.all(pinned.map((each) => versionsOf(lifetime, each, wrong, signal))),
  );
  return wrong.some(({ input }) => input === 'application') ? [] : chosen.map(formatChosen);
}

function formatChosen({ application: { Name }, wanted }: Chosen): string {
  return `application "${Name}"${wanted === undefined ? '' : ` ${wanted}`}`;
}
