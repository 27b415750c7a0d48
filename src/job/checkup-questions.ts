import { HttpFailure } from '../http/failure.ts';
import { json } from '../http/multipart.ts';
import { connectionAdvice } from '../platforms/connection-advice.ts';
import { CHECKUP_MS } from '../release/budgets.ts';
import type { CheckupProblem, IncompletePost } from '../release/checkup.ts';
import { Halt } from '../release/outcome.ts';
import { TrackerFailure } from '../release/tracker.ts';
import { explaining, hasStatus } from '../trackers/failure.ts';

/** Converts a failed question into the problem that it shows; undefined for an error that is no answer of a system. */
export function problemOf(error: unknown): CheckupProblem | undefined {
  if (error instanceof HttpFailure) return { message: error.message };
  if (error instanceof TrackerFailure) return { message: error.message, advice: adviceOf(error) };
  if (!(error instanceof Halt)) return undefined;
  const { reason, advice } = error.outcome;
  // The reason of the outermost error adds that nothing was deployed, which nobody has asked for.
  const cause = problemOf(error.cause);
  return { ...(cause ?? { message: reason }), ...(advice !== undefined && { advice }) };
}

/** A tracker's own advice does not cover proxies and certificates. */
function adviceOf({ advice, cause }: TrackerFailure): string {
  if (!(cause instanceof HttpFailure)) return advice;
  const { kind, text } = cause.facts;
  return kind === 'proxy' || kind === 'distrusted' ? connectionAdvice(kind, text) : advice;
}

/**
 * Asks a question.
 * @returns the problem that a failed request shows; none if there is an answer
 * @throws any error that is no answer of the system
 */
export async function problemsWith(ask: () => Promise<unknown>): Promise<readonly CheckupProblem[]> {
  try {
    await ask();
    return [];
  } catch (error) {
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    return [problem];
  }
}

/**
 * Posts an incomplete body.
 * @returns the refusal of the body
 * @throws TrackerFailure for every other answer, or the signal's reason
 */
export async function refusalOf(post: IncompletePost, signal: AbortSignal): Promise<HttpFailure> {
  const { server, path, advise, elsewhere } = post;
  const refusal = await explaining(advise, () => refused(post, signal));
  if (refusal !== undefined) return refusal;
  const { host, pathname } = new URL(path, server.base);
  throw new TrackerFailure(
    `The answer to an incomplete request is not the refusal that the documentation names (POST ${host}${pathname}).`,
    true,
    elsewhere,
  );
}

/** Returns the refusal; undefined if the answer is another one than the server's own refusal. */
async function refused(
  { server, path, body = {} }: IncompletePost,
  signal: AbortSignal,
): Promise<HttpFailure | undefined> {
  const query = { method: 'POST', path, retry: 'read', patienceMs: CHECKUP_MS.patience } as const;
  try {
    await server.send({ ...query, body: json(body), signal });
    return undefined;
  } catch (error) {
    if (!hasStatus(error, 400, 422)) throw error;
    return error.says(/^a web page/) ? undefined : error;
  }
}
