import * as z from 'zod/mini';

/**
 * A list whose check stops at the first invalid item. `z.array` reports every invalid item, which takes a kilobyte of
 * memory for each `{}`.
 */
export function arrayOf<T extends z.ZodMiniType>(item: T) {
  return z.pipe(
    z.custom<readonly unknown[]>(Array.isArray),
    z.transform((found, payload): z.output<T>[] => {
      const good: z.output<T>[] = [];
      for (const [at, each] of found.entries()) {
        const result = item.safeParse(each);
        if (!result.success) {
          payload.issues.push(firstOf(result.error, at, each));
          return z.NEVER;
        }
        good.push(result.data);
      }
      return good;
    }),
  );
}

/** An object with arbitrary names, whose check stops at the first invalid value. */
export function recordOf<T extends z.ZodMiniType>(value: T) {
  return z.pipe(
    z.custom<Readonly<Record<string, unknown>>>(
      (found) => typeof found === 'object' && found !== null && !Array.isArray(found),
    ),
    z.transform((found, payload): Record<string, z.output<T>> => {
      const good: [string, z.output<T>][] = [];
      for (const [name, each] of Object.entries(found)) {
        const result = value.safeParse(each);
        if (!result.success) {
          payload.issues.push(firstOf(result.error, name, each));
          return z.NEVER;
        }
        good.push([name, result.data]);
      }
      return Object.fromEntries(good);
    }),
  );
}

function firstOf({ issues }: z.core.$ZodError, at: string | number, input: unknown) {
  const [first] = issues;
  return {
    code: 'custom' as const,
    input,
    message: first?.message ?? '',
    path: [at, ...(first?.path ?? [])],
  };
}
