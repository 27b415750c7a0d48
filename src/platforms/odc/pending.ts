import { HttpFailure } from '../../http/failure.ts';
import type { PlatformRun } from '../../release/platform.ts';
import { formatNames } from '../../shared/format.ts';
import type { Odc } from './client.ts';
import { configurationKind, type Part } from './parts.ts';
import type { Configuration, ConfigurationValue, Stage } from './wire.ts';

/** The most values that are named. */
const MOST_NAMED = 10;

/** What is known of the configuration of a part: as it was read, and the values that this release sets itself. */
export interface KnownConfiguration {
  readonly configuration: Configuration;
  readonly own: ReadonlySet<ConfigurationValue>;
}

/** Where values may wait for a deployment. */
export interface PendingSearch {
  readonly odc: Odc;
  readonly target: Stage;
  /** Returns what is known of an application; undefined if its configuration was not read. @param key of the asset */
  readonly known: (key: string) => KnownConfiguration | undefined;
}

/**
 * Warns about values of the configuration that somebody has set and that are not applied yet, because the deployment
 * applies them too. A configuration that cannot be read changes nothing.
 */
export async function notePending(
  { odc, target, known }: PendingSearch,
  parts: readonly Part[],
  run: PlatformRun,
): Promise<void> {
  for (const part of parts) {
    const { key, name, inTarget } = part;
    if (inTarget.length === 0) continue;
    try {
      const place = { stage: target.key, kind: configurationKind(part), asset: key };
      const found = known(key) ?? {
        configuration: await odc.configuration(place, 'deployed', run.signal),
        own: new Set<never>(),
      };
      const pending = pendingIn(found.configuration, found.own);
      if (pending.length > 0)
        run.log.warning(
          `${name} in ${target.name} has values that are not applied yet. The deployment applies them: ${formatNames(pending, MOST_NAMED)}.`,
        );
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      run.log.info(`  The configuration of ${name} could not be read: ${error.message}`);
    }
  }
}

/**
 * The names of the values that the next deployment changes, with the element that they belong to.
 * @param own the values to leave out
 */
export function pendingIn(
  configuration: Configuration,
  own: ReadonlySet<ConfigurationValue> = new Set(),
): readonly string[] {
  const { settings, timers, integrations, libraries, systemConfigurations } = configuration;
  const groups = [
    { element: '', values: [...(settings ?? []), ...(systemConfigurations ?? [])] },
    ...[...(timers ?? []), ...(integrations ?? [])].map(({ name, configs }) => ({
      element: name,
      values: configs ?? [],
    })),
    ...(libraries ?? []).map(({ name, settings: own }) => ({ element: name, values: own ?? [] })),
  ];
  return groups.flatMap(({ element, values }) =>
    values
      .filter((value) => isPending(value) && !own.has(value))
      .map(({ name }) => [element, name].filter(Boolean).join(': ')),
  );
}

/** Whether somebody has set a value that the running revision does not have. */
export function isPending({
  value,
  deployedValue,
  isSecret,
  valueSetAfterDeploy,
}: ConfigurationValue): boolean {
  if (isSecret) return valueSetAfterDeploy === true;
  return (value ?? '') !== (deployedValue ?? '');
}
