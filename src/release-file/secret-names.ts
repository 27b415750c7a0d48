import { platforms } from '../registry.ts';
import type { ReleaseFile, Scope } from './schema.ts';

/** The names of secrets or of environment variables that a release file gives, in any of its parts. */
export function secretNamesOf(file: ReleaseFile): ReadonlySet<string> {
  const scopes: readonly (Scope | undefined)[] = [
    file,
    ...file.environments.flatMap((environment) => [
      environment,
      ...platforms.map(({ name }) => environment[name]),
    ]),
    ...file.items.flatMap((item) => [item, ...Object.values(item.overrides ?? {})]),
  ];
  return new Set(scopes.flatMap((scope) => Object.values(scope?.secrets ?? {})));
}
