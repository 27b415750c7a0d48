import type { Log } from '../shared/log.ts';
import { Halt } from './outcome.ts';

/** What to do if the target has a newer version than the one to deploy. */
export type OnDowngrade = 'warn' | 'fail' | 'allow';

/** An application that would go back to an older version. The versions are as people read them. */
export interface Downgrade {
  readonly name: string;
  /** The version that the target has. */
  readonly from: string;
  /** The older version to deploy. */
  readonly to: string;
}

const MOST_SHOWN = 20;

/**
 * Applies `on-downgrade` to the applications that would go back.
 * @param target the name of the target
 * @throws Halt with status `refused` under `fail`
 */
export function checkDowngrades(
  target: string,
  downgrades: readonly Downgrade[],
  policy: OnDowngrade,
  log: Log,
): void {
  if (downgrades.length === 0) return;
  const newer = `${target} has a newer version than the one to deploy`;
  const list = formatDowngrades(downgrades);
  switch (policy) {
    case 'allow':
      log.info(`  ${newer}, as \`on-downgrade\` allows: ${list}.`);
      return;
    case 'warn':
      log.warning(`${newer}. This goes back: ${list}.`);
      return;
    case 'fail':
      throw new Halt({
        status: 'refused',
        reason: `${newer}, and \`on-downgrade\` is fail: ${list}. Nothing was deployed.`,
        advice:
          'Deploy a newer version. To go back on purpose, use `operation: rollback`, or set `on-downgrade: allow`.',
      });
  }
}

/** Formats what goes back as `Portal from 1.3.0 to 1.2.0`, one after the other. */
export function formatDowngrades(downgrades: readonly Downgrade[]): string {
  const shown = downgrades.slice(0, MOST_SHOWN).map(({ name, from, to }) => `${name} from ${from} to ${to}`);
  const rest = downgrades.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}
