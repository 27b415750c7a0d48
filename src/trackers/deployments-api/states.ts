import type { RecordStatus } from './wire.ts';

/** The allowed transitions. The server rejects all others, including a transition to the same status. */
const transitions: Readonly<Record<RecordStatus, readonly RecordStatus[]>> = {
  pending: ['in_progress', 'failed'],
  in_progress: ['succeeded', 'failed'],
  succeeded: ['rolled_back'],
  failed: ['pending'],
  rolled_back: ['pending'],
};

/**
 * Returns the steps from one status to another: empty if none is needed, undefined if there is no valid way. A record
 * that someone rolled back has ended, so it is not moved to any status other than `pending`.
 */
export function stepsTo(from: RecordStatus, to: RecordStatus): readonly RecordStatus[] | undefined {
  if (from === to) return [];
  if (from === 'rolled_back') return to === 'pending' ? ['pending'] : [];
  // A success is never changed to another result.
  if (from === 'succeeded') return to === 'rolled_back' ? ['rolled_back'] : undefined;
  // Only a success can be rolled back.
  if (to === 'rolled_back') return undefined;
  const queue: (readonly RecordStatus[])[] = [[from]];
  for (const way of queue) {
    const last = way.at(-1) ?? from;
    if (last === to) return way.slice(1);
    for (const next of transitions[last]) if (!way.includes(next)) queue.push([...way, next]);
  }
  return undefined;
}
