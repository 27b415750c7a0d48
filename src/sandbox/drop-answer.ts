import type { Answer } from './simulated-api.ts';

/** How answers to accepted writes fail: `stalled`: all of them; `lost-once`: the first of each kind. */
export type WriteAnswers = 'stalled' | 'lost-once';

/**
 * Drops the answer to an accepted write; any other answer arrives.
 *
 * @param lost - kinds of writes whose answer has been lost so far
 */
export function dropAnswer(
  answer: Answer,
  how: WriteAnswers | undefined,
  kind: string,
  lost: Set<string>,
): Answer {
  if (!how || answer.status >= 300) return answer;
  if (how === 'stalled') return { ...answer, fault: 'stall' };
  if (lost.has(kind)) return answer;
  lost.add(kind);
  return { ...answer, fault: 'reset-after' };
}
