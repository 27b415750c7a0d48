import { HttpFailure } from '../../http/failure.ts';
import type { PlatformRun } from '../../release/platform.ts';
import { formatNames } from '../../shared/format.ts';
import type { Odc } from './client.ts';
import type { Part } from './parts.ts';
import type { Configuration, ConfigurationValue, Stage } from './wire.ts';

/** The most values that are named. */
const MOST_NAMED = 10;

/**
 * Warns about values of the configuration that somebody has set and that are not applied yet, because the deployment
 * applies them too. A configuration that cannot be read changes nothing.
 */
export async function notePending(
  odc: Odc,
  parts: readonly Part[],
  target: Stage,
  run: PlatformRun,
): Promise<void> {
  for (const { key, name, type, inTarget } of parts) {
    if (inTarget.length === 0) continue;
    try {
      const kind = type === 'Agent' ? 'agents' : 'applications';
      const pending = pendingIn(await odc.configuration(target.key, kind, key, run.signal));
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

/** The names of the values that the next deployment changes, with the element that they belong to. */
export function pendingIn(configuration: Configuration): readonly string[] {
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
    values.filter(isPending).map(({ name }) => [element, name].filter(Boolean).join(': ')),
  );
}

function isPending({ value, deployedValue, isSecret, valueSetAfterDeploy }: ConfigurationValue): boolean {
  if (isSecret) return valueSetAfterDeploy === true;
  return (value ?? '') !== (deployedValue ?? '');
}
