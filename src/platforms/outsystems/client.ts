import type { ApiClient } from '../../http/client.ts';
import { type BinariesApi, createBinariesApi } from './binaries-api.ts';
import { createInfrastructureApi, type InfrastructureApi } from './infrastructure-api.ts';
import { createPlansApi, type PlansApi } from './plans-api.ts';

/**
 * The LifeTime API v2, with one method for each endpoint. Parameters such as `application` and `plan` are keys. All
 * methods throw HttpFailure or the signal's reason.
 */
export interface LifeTime extends InfrastructureApi, PlansApi, BinariesApi {
  readonly base: URL;
}

/**
 * Creates a client for the LifeTime API.
 * @param bare client for the same server that sends the token without `Bearer`, as the official client does for
 * downloads
 * @param now returns milliseconds since the Unix epoch
 */
export function createLifeTime(server: ApiClient, bare: ApiClient, now: () => number): LifeTime {
  return {
    base: server.base,
    ...createInfrastructureApi(server),
    ...createPlansApi(server, now),
    ...createBinariesApi(server, bare),
  };
}
