import * as z from 'zod/mini';
import { UnreadableAnswer } from '../../http/client.ts';
import { arrayOf } from '../../http/collections.ts';

export interface Found {
  readonly id: string;
  readonly payload: { readonly trace: string; readonly component: unknown; readonly version: unknown };
}

export interface FoundStatus {
  readonly state: string;
  readonly description: string;
}

const created = z.looseObject({ id: z.int().check(z.positive()) });
const deployments = arrayOf(z.looseObject({ id: z.int().check(z.positive()), payload: z.unknown() }));
const statusList = arrayOf(z.looseObject({ state: z.string(), description: z.nullish(z.string()) }));

export function readCreated(value: unknown): string {
  return String(decode(created, value).id);
}

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

export function readStatuses(value: unknown): readonly FoundStatus[] {
  return decode(statusList, value).map(({ state, description }) => ({
    state,
    description: description ?? '',
  }));
}

function decode<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw new UnreadableAnswer('it is not what GitHub documents');
  return result.data;
}
