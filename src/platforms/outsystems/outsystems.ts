import { saveText } from '../../http/save.ts';
import type { Deployment, Platform, PlatformRun, Verdict } from '../../release/platform.ts';
import { attachPlan, tracesOf } from './attach.ts';
import { createBusyWatch } from './busy.ts';
import { explaining } from './explain.ts';
import { exportPackage } from './export.ts';
import { createFollower } from './follower.ts';
import { find } from './names.ts';
import type { OutSystemsOptions } from './options.ts';
import { deleteTwins, discardDraft } from './plan.ts';
import { type Prepared, prepareRelease } from './prepare.ts';
import { planUrl } from './site.ts';
import { startPlan } from './start.ts';
import { bddStep } from './tests/bdd-step.ts';
import type { LifeTimeEnvironment } from './wire.ts';

export { createLifeTime } from './client.ts';

/** Creates the platform for OutSystems 11 and the LifeTime API v2. */
export function createOutSystems(options: OutSystemsOptions): Platform {
  const { lifetime, choice, marker } = options;
  const follower = createFollower(lifetime, options.onIntervention);
  // While this is false, a draft to discard comes from another process.
  let preparing = false;
  let prepared: Prepared | undefined;
  let attachedTo: LifeTimeEnvironment | undefined;
  let names: readonly string[] = [];

  /** Returns the target. The environments are requested only if this process has not prepared or found the plan. */
  async function environment(run: PlatformRun): Promise<LifeTimeEnvironment | undefined> {
    const known = prepared?.target ?? attachedTo;
    if (known) return known;
    const found = find('environment', choice.environment ?? '', await lifetime.environments(run.signal));
    return 'value' in found ? found.value : undefined;
  }

  const target = async (run: PlatformRun): Promise<string> => (await environment(run))?.Key ?? '';
  const tests = options.tests && bddStep(options.tests, environment);

  return {
    name: 'LifeTime',

    async prepare(run): Promise<Verdict> {
      preparing = true;
      const result = await prepareRelease(options, run);
      if ('prepared' in result) ({ names } = prepared = result.prepared);
      return result.verdict;
    },

    async launch(run): Promise<Deployment> {
      if (prepared === undefined) throw new Error('A deployment was launched without preparation.');
      const { key, url, target, doubtful, conflicts } = prepared;
      if (doubtful) await deleteTwins(lifetime, target.Key, marker, key, run);
      run.log.info(`Starting deployment ${key} to ${target.Name}`);
      const start = {
        plan: key,
        redeployOutdated: options.redeployOutdated,
        despiteConflicts: conflicts,
        patient: options.onBusy === 'wait',
        busy: createBusyWatch(lifetime, target),
      };
      await startPlan(lifetime, start, run);
      return { id: key, url, acceptedAt: run.clock.now() };
    },

    async attach(id, run) {
      const attached = await attachPlan(lifetime, id, run);
      if (attached) ({ names, target: attachedTo } = attached);
      return attached?.deployment;
    },

    async earlierMarkers(run) {
      const key = await target(run);
      return key === '' ? [] : tracesOf(lifetime, key, run);
    },

    readStatus: (deployment, run) => follower.look(deployment, names, run),

    log: async ({ id }, file, signal) => saveText(await follower.wholeLog(id, signal), file, options.redact),

    describeLeftRunning: ({ id }) => `Deployment ${id} goes on in LifeTime.`,

    async discard(draft, run) {
      const search = {
        target: () => target(run),
        searched: prepared?.doubtful ?? true,
        noted: !preparing,
      };
      const begun = await discardDraft(lifetime, draft, search, run);
      return typeof begun !== 'object'
        ? begun
        : { ...begun, url: begun.url || planUrl(lifetime.base, begun.id) };
    },

    async abort({ id }, run) {
      await explaining('abort', async () => {
        try {
          await lifetime.abort(id, run.signal);
        } catch (error) {
          // If the deployment stops for any reason, the abort succeeded.
          const { status } = await lifetime.status(id, run.signal);
          if (status !== 'aborting' && status !== 'aborted') throw error;
        }
      });
      run.log.info(`  LifeTime was asked to abort deployment ${id}.`);
    },

    afterwards: () => (tests ? [tests] : []),

    async export(folder, run) {
      const file = await exportPackage(lifetime, choice, folder, run);
      return { package: file, files: [file] };
    },
  };
}
