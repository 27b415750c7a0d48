import type * as z from 'zod/mini';
import { UnreadableAnswer } from './failure.ts';

/**
 * Returns the value of an answer as its schema describes it.
 * @throws UnreadableAnswer that names the first member that does not match
 */
export function decode<T extends z.ZodMiniType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new UnreadableAnswer(`"${issue?.path.join('.') ?? ''}" is missing or not what this API sends`);
}
