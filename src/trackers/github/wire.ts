import * as z from 'zod/mini';
import { UnreadableAnswer } from '../../http/client.ts';
import { arrayOf } from '../../http/collections.ts';

/** A deployment in the list of `GET deployments`. `trace` is the run marker; empty if there is none. */
export interface Found {
  readonly id: string;
  readonly payload: { readonly trace: string; readonly component: unknown; readonly version: unknown };
}

/** A status in the list of `GET deployments/<id>/statuses`. */
export interface FoundStatus {
  readonly state: string;
  readonly description: string;
}

const created = z.looseObject({ id: z.int().check(z.positive()) });
const deployments = arrayOf(z.looseObject({ id: z.int().check(z.positive()), payload: z.unknown() }));
const statusList = arrayOf(z.looseObject({ state: z.string(), description: z.nullish(z.string()) }));

/**
 * Reads the id of a new deployment.
 * @throws UnreadableAnswer
 */
export function readCreated(value: unknown): string {
  return String(decode(created, value).id);
}

/**
 * Reads the answer to `GET deployments`.
 * @throws UnreadableAnswer
 */
export function readDeployments(value: unknown): readonly Found[] {
  return decode(deployments, value).map(({ id, payload }) => {
    const { trace, component, version } = (
      typeof payload === 'object' && payload !== null ? payload : {}
    ) as {
      readonly [name: string]: unknown;
    };
    return { id: String(id), payload: { trace: typeof trace === 'string' ? trace : '', component, version } };
  });
}

/**
 * Reads the answer to `GET deployments/<id>/statuses`.
 * @throws UnreadableAnswer
 */
export function readStatuses(value: unknown): readonly FoundStatus[] {
  return decode(statusList, value).map(({ state, description }) => ({
    state,
    description: description ?? '',
  }));
}

function decode<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw new UnreadableAnswer('it does not match the documentation of GitHub');
  return result.data;
}
