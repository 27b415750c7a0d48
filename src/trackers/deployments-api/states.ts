import type { RecordStatus } from './wire.ts';

/** Which status may follow which; the server refuses every other step, that to the same status included. */
const transitions: Readonly<Record<RecordStatus, readonly RecordStatus[]>> = {
  pending: ['in_progress', 'failed'],
  in_progress: ['succeeded', 'failed'],
  succeeded: ['rolled_back'],
  failed: ['pending'],
  rolled_back: ['pending'],
};

/**
 * The steps that lead a record to where it should be: none where it is there, undefined where no way is right.
 * What somebody has rolled back since has ended, and going on with it would undo their word.
 */
export function stepsTo(from: RecordStatus, to: RecordStatus): readonly RecordStatus[] | undefined {
  if (from === to) return [];
  if (from === 'rolled_back') return to === 'pending' ? ['pending'] : [];
  // A success is never taken back to be told otherwise.
  if (from === 'succeeded') return to === 'rolled_back' ? ['rolled_back'] : undefined;
  // Nothing is rolled back that did not succeed.
  if (to === 'rolled_back') return undefined;
  const queue: (readonly RecordStatus[])[] = [[from]];
  for (const way of queue) {
    const last = way.at(-1) ?? from;
    if (last === to) return way.slice(1);
    for (const next of transitions[last]) if (!way.includes(next)) queue.push([...way, next]);
  }
  return undefined;
}
