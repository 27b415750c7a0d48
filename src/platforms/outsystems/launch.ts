import type { Deployment, PlatformRun } from '../../release/platform.ts';
import { createBusyWatch } from './busy.ts';
import type { OutSystemsOptions } from './options.ts';
import { deleteTwins } from './plan.ts';
import type { Prepared } from './prepare.ts';
import { startPlan } from './start.ts';

/** Starts the plan that was prepared. @throws Halt, or the signal's reason */
export async function launchPlan(
  { lifetime, marker, onBusy, redeployOutdated }: OutSystemsOptions,
  { key, url, target, doubtful, conflicts }: Prepared,
  run: PlatformRun,
): Promise<Deployment> {
  if (doubtful) await deleteTwins(lifetime, { target: target.Key, marker }, key, run);
  run.log.info(`Starting deployment ${key} to ${target.Name}`);
  const start = {
    plan: key,
    redeployOutdated,
    despiteConflicts: conflicts,
    patient: onBusy === 'wait',
    busy: createBusyWatch(lifetime, target),
  };
  await startPlan(lifetime, start, run);
  return { id: key, url, acceptedAt: run.clock.now() };
}
