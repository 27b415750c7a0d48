import { writeFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import type { ApiClient } from '../../http/client.ts';
import { json } from '../../http/multipart.ts';
import type {
  Deployment,
  DeploymentEnd,
  Platform,
  PlatformRun,
  StatusReading,
} from '../../release/platform.ts';

const answer = z.object({ id: z.string(), state: z.string() });

/** Toyland: a box is unpacked once, and is done when it says so. */
export function createToyland(server: ApiClient, box: string): Platform {
  const ask = (id: string, { signal }: PlatformRun) =>
    server.json({ method: 'GET', path: `boxes/${id}`, retry: 'read', patienceMs: 30_000, signal }, (value) =>
      answer.parse(value),
    );
  const deployment = (id: string, at: number): Deployment => ({
    id,
    url: new URL(`boxes/${id}`, server.base).href,
    acceptedAt: at,
  });
  const unpack = async ({ signal, clock }: PlatformRun): Promise<Deployment> => {
    const { id } = await server.json(
      { method: 'POST', path: 'boxes', retry: 'effect', patienceMs: 0, body: json({ box }), signal },
      (value) => answer.parse(value),
    );
    return deployment(id, clock.now());
  };
  return {
    name: 'Toyland',
    async prepare(run) {
      run.noteInspection({ id: 'look-1', status: 'fine', errors: 0, warnings: 0, problems: [], counts: [] });
      return { kind: 'go', warned: false, reason: 'The box is whole.', launch: unpack };
    },
    async readStatus({ id }, run): Promise<StatusReading<DeploymentEnd>> {
      const { state } = await ask(id, run);
      if (state === 'busy') return { phase: 'underway', status: state };
      const outcome =
        state === 'done'
          ? ({ status: 'succeeded', reason: 'Toyland unpacked the box.' } as const)
          : ({ status: 'unknown', reason: `Toyland says "${state}", which nobody has documented.` } as const);
      return { phase: 'over', status: state, result: { outcome, counts: [] } };
    },
    async log(_deployment, file) {
      await writeFile(file, 'unpacked\n');
      return 'unpacked';
    },
    async attach(id, run) {
      await ask(id, run);
      return deployment(id, run.clock.now());
    },
    describeLeftRunning: ({ id }) => `Box ${id} goes on in Toyland.`,
  };
}
