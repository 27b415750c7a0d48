import type { PlatformRun } from '../../release/platform.ts';
import type { LifeTime } from './client.ts';
import { explaining } from './explain.ts';

/** Aborts a running deployment. @throws Halt with the reason of a refusal */
export async function abortPlan(lifetime: LifeTime, id: string, run: PlatformRun): Promise<void> {
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
}
