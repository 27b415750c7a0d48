import type { HttpFailure } from '../../http/failure.ts';
import { act, aside, get, type OdcCalls, PATIENCE_MS, paged, segment } from './requests.ts';
import * as wire from './wire.ts';

const OPERATIONS = 'deployments/v1/deployment-operations';

/** The body of `POST deployment-operations`. */
export interface DeployBody {
  readonly operation: 'Deploy';
  readonly assetKey: string;
  readonly buildKey: string;
  readonly revision: number;
  readonly environmentKey: string;
}

/** Which operations to list. */
export interface OperationQuery {
  readonly assetKey: string;
  readonly environmentKey: string;
  /** Milliseconds since the Unix epoch of the server's clock; undefined for all. */
  readonly since?: number | undefined;
}

/** Options of a status request. */
export interface StatusOptions {
  /** Until this time, a 404 is retried. Milliseconds since the Unix epoch. */
  readonly graceUntilMs: number;
}

/** The deployment operations and their messages. */
export interface OperationsApi {
  /** Lists the Deploy operations of an asset in a stage. */
  operations(query: OperationQuery, signal: AbortSignal): Promise<readonly wire.Operation[]>;
  deploy(body: DeployBody, signal: AbortSignal): Promise<wire.Operation>;
  /** @param options set for an operation under way: the request is retried until the signal aborts */
  operation(operation: string, signal: AbortSignal, options?: StatusOptions): Promise<wire.Operation>;
  /** @param offset as the page before named it; undefined for the first page */
  messages(
    operation: string,
    offset: string | undefined,
    signal: AbortSignal,
  ): Promise<wire.Page<wire.Message>>;
}

/**
 * Creates the client for deployment operations.
 * @param now returns milliseconds since the Unix epoch
 */
export function createOperationsApi({ one, list }: OdcCalls, now: () => number): OperationsApi {
  return {
    operations: ({ assetKey, environmentKey, since }, signal) => {
      const asked = { assetKey, environmentKey, operations: 'Deploy' };
      const query = new URLSearchParams({
        ...asked,
        ...(since !== undefined && { createdDateSince: new Date(since).toISOString() }),
      });
      return list(`${OPERATIONS}?${query.toString()}`, wire.readOperations, signal);
    },
    deploy: (body, signal) => one(act(OPERATIONS, body, signal), wire.readOperation),
    operation: (key, signal, options) =>
      one(
        {
          ...get(`${OPERATIONS}/${segment(key)}`, signal),
          ...(options && {
            patienceMs: PATIENCE_MS.underway,
            alsoPassing: ({ facts }: HttpFailure) => facts.status === 404 && now() < options.graceUntilMs,
          }),
        },
        wire.readOperation,
      ),
    messages: (key, offset, signal) =>
      one(aside(paged(`${OPERATIONS}/${segment(key)}/messages`, offset), signal), wire.readMessages),
  };
}
