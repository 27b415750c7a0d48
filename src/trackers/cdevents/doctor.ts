import type { ApiClient } from '../../http/client.ts';
import { type FailureFacts, HttpFailure } from '../../http/failure.ts';
import type { Findings } from '../../release/checkup.ts';
import { checkupQuery } from '../checkup-query.ts';
import { explaining } from '../failure.ts';

/**
 * Reads the address that takes events. A receiver need not answer a GET, so an error that is about the method or the
 * path only shows that something answers there.
 * @throws TrackerFailure
 */
export async function examineReceiver(
  server: ApiClient,
  advise: (facts: Pick<FailureFacts, 'status'>) => string,
  signal: AbortSignal,
): Promise<Findings> {
  await explaining(advise, async () => {
    try {
      await server.send(checkupQuery('', signal));
    } catch (error) {
      if (!(error instanceof HttpFailure) || !isAnswer(error.facts)) throw error;
    }
  });
  return {
    reached: 'connection',
    found: [],
    unknown: ['whether it takes events, with this token: CDEvents has no harmless question'],
    problems: [],
  };
}

/** Whether the answer says nothing against the address and the token. */
function isAnswer({ kind, status = 0 }: FailureFacts): boolean {
  if (kind === 'unreadable') return true;
  return kind === 'status' && status >= 400 && status < 500 && status !== 401 && status !== 403;
}
