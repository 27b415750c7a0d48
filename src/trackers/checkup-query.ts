import type { RequestOptions } from '../http/client.ts';
import { CHECKUP_MS } from '../release/budgets.ts';

/** Returns the options of a GET of a checkup. @param path relative to the base of the client */
export function checkupQuery(path: string, signal: AbortSignal): RequestOptions {
  return { method: 'GET', path, retry: 'read', patienceMs: CHECKUP_MS.patience, signal };
}
