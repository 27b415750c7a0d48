import type { ApiClient } from '../../http/client.ts';
import { type FailureFacts, UnreadableAnswer } from '../../http/failure.ts';
import type { Findings } from '../../release/checkup.ts';
import { checkupQuery } from '../checkup-query.ts';
import { explaining } from '../failure.ts';

/**
 * Lets Datadog validate the key: https://docs.datadoghq.com/api/latest/authentication/#validate-api-key
 * @throws TrackerFailure
 */
export async function examineDatadog(
  server: ApiClient,
  advise: (facts: Pick<FailureFacts, 'status'>) => string,
  signal: AbortSignal,
): Promise<Findings> {
  await explaining(advise, () => server.json(checkupQuery('api/v1/validate', signal), readValid));
  return { reached: 'credentials', found: [], unknown: [], problems: [] };
}

/** @throws UnreadableAnswer for everything but `{"valid": true}` */
function readValid(value: unknown): void {
  const isValid = typeof value === 'object' && value !== null && 'valid' in value && value.valid === true;
  if (!isValid) throw new UnreadableAnswer('it does not say that the key is valid');
}
