import { saveText } from '../../http/save.ts';
import { valueOf } from '../../inputs/found.ts';
import type { Examinable } from '../../release/checkup.ts';
import { type FollowUp, type Platform, type PlatformRun, withLaunch } from '../../release/platform.ts';
import { abortPlan } from './abort.ts';
import { attachPlan, tracesOf } from './attach.ts';
import { examineLifeTime } from './doctor.ts';
import { exportPackage } from './export.ts';
import { createFollower } from './follower.ts';
import { launchPlan } from './launch.ts';
import { find } from './names.ts';
import type { OutSystemsOptions } from './options.ts';
import { discardDraft } from './plan.ts';
import { prepareRelease } from './prepare.ts';
import { bddStep, type FindTarget } from './tests/bdd-step.ts';
import type { LifeTimeEnvironment } from './wire.ts';

/** What this process knows of the plan that it made or joined. */
interface KnownPlan {
  /** Its target; undefined if this process has not found it. */
  readonly target?: LifeTimeEnvironment | undefined;
  /** The names of its applications. */
  readonly names: readonly string[];
  /** Whether this process makes the plan. Otherwise a draft to discard comes from another process. */
  readonly isOwn: boolean;
  /** Whether plans of this run may exist whose key is unknown. */
  readonly doubtful: boolean;
}

/** Creates the platform for OutSystems 11 and the LifeTime API v2. */
export function createOutSystems(options: OutSystemsOptions): Platform {
  const { lifetime, choice, configurator } = options;
  const follower = createFollower(lifetime, options.onIntervention);
  let known: KnownPlan = { names: [], isOwn: false, doubtful: true };

  /** The environments are requested only if this process has not prepared or found the plan. */
  const environment: FindTarget = async (run) => known.target ?? findTarget(options, run);
  const target = async (run: PlatformRun): Promise<string> => (await environment(run))?.Key ?? '';
  const steps = stepsOf(options, environment);

  return {
    name: 'LifeTime',

    async prepare(run) {
      known = { ...known, isOwn: true };
      const check = await prepareRelease(options, run);
      if (check.kind === 'stop') return check;
      const { verdict, prepared } = check;
      const { names, doubtful } = prepared;
      known = { target: prepared.target, names, isOwn: true, doubtful };
      return withLaunch(verdict, (launching) => launchPlan(options, prepared, launching));
    },

    async attach(id, run) {
      const attached = await attachPlan(lifetime, id, run);
      if (attached) known = { ...known, names: attached.names, target: attached.target ?? known.target };
      if (attached?.target) configurator?.aimAt(attached.target);
      return attached?.deployment;
    },

    async earlierMarkers(run) {
      const key = await target(run);
      return key === '' ? [] : tracesOf(lifetime, key, run);
    },

    readStatus: (deployment, run) => follower.look(deployment, known.names, run),

    log: async ({ id }, file, signal) => saveText(await follower.wholeLog(id, signal), file, options.redact),

    examinable: () => [lifetimeIn(options)],

    describeLeftRunning: ({ id }) => `Deployment ${id} goes on in LifeTime.`,

    discard(draft, run) {
      const search = { target: () => target(run), searched: known.doubtful, noted: !known.isOwn };
      return discardDraft(lifetime, draft, search, run);
    },

    abort: ({ id }, run) => abortPlan(lifetime, id, run),

    afterwards: () => steps,
    configuration: () => configurator?.items() ?? [],
    export: (folder, run) => exportPackage(lifetime, choice, folder, run),
  };
}

/** The steps after the deployment, in their order: the tests judge the application with its configuration. */
function stepsOf({ configurator, tests }: OutSystemsOptions, target: FindTarget): readonly FollowUp[] {
  return [...(configurator ? [configurator] : []), ...(tests ? [bddStep(tests, target)] : [])];
}

/** LifeTime as one of the systems that can be examined. */
function lifetimeIn({ lifetime, choice }: OutSystemsOptions): Examinable {
  return {
    title: `LifeTime at ${lifetime.base.host}`,
    examine: (run) => examineLifeTime(lifetime, choice, run),
  };
}

async function findTarget(
  { lifetime, choice }: OutSystemsOptions,
  { signal }: PlatformRun,
): Promise<LifeTimeEnvironment | undefined> {
  return valueOf(find('environment', choice.environment ?? '', await lifetime.environments(signal)));
}
