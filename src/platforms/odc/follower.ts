import type { Deployment, DeploymentEnd, PlatformRun, StatusReading } from '../../release/platform.ts';
import type { Odc } from './client.ts';
import { explaining } from './explain.ts';
import type { MessageLog } from './messages.ts';
import { interpret, isBusy } from './status.ts';

/** How long a 404 is retried: some nodes may not know a new operation yet. In milliseconds. */
const NOT_FOUND_GRACE_MS = 60_000;

/**
 * Reads the status of one operation, and logs its new messages.
 * @throws PollFailed, or the signal's reason
 */
export async function readOperation(
  odc: Odc,
  messages: MessageLog,
  { id, acceptedAt }: Pick<Deployment, 'id' | 'acceptedAt'>,
  run: PlatformRun,
): Promise<StatusReading<DeploymentEnd>> {
  const { status } = await explaining('look', () =>
    odc.operation(id, run.signal, { graceUntilMs: acceptedAt + NOT_FOUND_GRACE_MS }),
  );
  await (isBusy(status) ? messages.follow(id, run) : messages.finish(id, run));
  const meaning = interpret(status, messages.factsOf(id));
  if (meaning.phase === 'underway') return { phase: 'underway', status };
  return { phase: 'over', status, result: { outcome: meaning.outcome, counts: [] } };
}
