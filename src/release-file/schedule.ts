import { allowsNextStage, type ItemEnd } from './verdict.ts';

/** How to run the deployments of a release. */
export interface Schedule<D, E extends ItemEnd> {
  /** The number of deployments that run at the same time. */
  readonly concurrency: number;
  /** Once it is aborted, nothing more begins. */
  readonly cancel: AbortSignal;
  /** Runs one deployment. Must not reject. */
  readonly run: (deployment: D) => Promise<E>;
}

/**
 * Runs the stages one after the other, and the deployments of a stage side by side. If one fails or waits for a
 * reviewer, the others of its stage still run, and no later stage begins.
 * @returns the ends of the deployments that were started
 */
export async function runStages<D, E extends ItemEnd>(
  stages: readonly (readonly D[])[],
  schedule: Schedule<D, E>,
): Promise<ReadonlyMap<D, E>> {
  const ends = new Map<D, E>();
  for (const stage of stages) {
    for (const [deployment, end] of await runStage(stage, schedule)) ends.set(deployment, end);
    if (schedule.cancel.aborted) break;
    if (!allowsNextStage(stage.flatMap((deployment) => ends.get(deployment) ?? []))) break;
  }
  return ends;
}

async function runStage<D, E extends ItemEnd>(
  stage: readonly D[],
  { concurrency, cancel, run }: Schedule<D, E>,
): Promise<readonly (readonly [D, E])[]> {
  const ended: (readonly [D, E])[] = [];
  const waiting = stage.values();
  const work = async (): Promise<void> => {
    // The workers share one iterator, so each deployment is taken once.
    for (const deployment of waiting) {
      if (cancel.aborted) return;
      ended.push([deployment, await run(deployment)]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, stage.length) }, work));
  return ended;
}
