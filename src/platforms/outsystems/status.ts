import type { Outcome } from '../../release/outcome.ts';
import type { MissingMapping } from './wire.ts';

/** What a LifeTime status means for the release. */
type Meaning =
  | { readonly phase: 'underway'; readonly note?: string }
  /** The first of two steps is done, and the second must be requested. */
  | { readonly phase: 'prepared' }
  | { readonly phase: 'over'; readonly outcome: Outcome };

/** What to do when a deployment waits for a person, as the input `on-intervention` states. */
export type OnIntervention = 'fail' | 'wait' | 'continue';

/** The advice about a deployment whose end is not known. */
export const LOOK = 'Check the deployment in LifeTime before you run this again.';

/**
 * Interprets `DeploymentStatus` and `Info`. `saved` can appear shortly after a start, and `aborting` precedes
 * `aborted`, so neither is an end. An undocumented status is never a success.
 */
export function interpret(status: string, info: string, onIntervention: OnIntervention): Meaning {
  switch (status) {
    case 'saved':
      return { phase: 'underway', note: 'the start is not visible yet' };
    case 'running':
      return { phase: 'underway' };
    case 'aborting':
      return { phase: 'underway', note: 'it is being aborted' };
    case 'needs_user_intervention':
      return interpretWait(info, onIntervention);
    case 'finished_successful':
      return over('succeeded', 'LifeTime deployed it.');
    case 'finished_with_warnings':
      return over(
        'succeeded-with-warnings',
        'LifeTime deployed it, with warnings.',
        'Read the deployment log.',
      );
    case 'finished_with_errors':
      return over('failed', 'The deployment ended with errors.', 'Read the deployment log.');
    case 'force_finished':
      return over(
        'failed',
        'Somebody forced the deployment to finish in LifeTime: not everything was deployed.',
        LOOK,
      );
    case 'aborted':
      return over(
        'aborted',
        'The deployment was aborted.',
        'Ask who aborted it in LifeTime, then deploy again.',
      );
    default:
      return over('unknown', `LifeTime reports a status that is not documented: ${status}.`, LOOK);
  }
}

interface Wait {
  readonly what: string;
  readonly advice: string;
}

const waits: Readonly<Record<string, Wait>> = {
  deployment_prepared: {
    what: 'the first of two steps is done and the second waits to be started',
    advice: 'Continue the deployment in LifeTime, or set `on-intervention: continue`.',
  },
  needs_configuration_or_confirmation: {
    what: 'settings of the target must be filled in or confirmed',
    advice: 'Open the deployment in LifeTime and fill in or confirm the settings.',
  },
  business_process_impact: {
    what: 'it has an impact on business processes that a person must confirm',
    advice: 'Open the deployment in LifeTime, read the warnings, then continue or abort it.',
  },
  deployment_suspended: {
    what: 'a step failed and the deployment is suspended',
    advice: 'Read the deployment log, then continue or abort the deployment in LifeTime.',
  },
};

/** Describes why the deployment waits, and what to do. */
export function formatWait(info: string): Wait {
  return (
    waits[info] ?? {
      what: info ? `for a reason that is not documented: ${info}` : 'for an unknown reason',
      advice: 'Open the deployment in LifeTime.',
    }
  );
}

/** Only a prepared deployment is continued: a person must decide in every other case. */
function interpretWait(info: string, onIntervention: OnIntervention): Meaning {
  const { what, advice } = formatWait(info);
  if (onIntervention === 'wait') return { phase: 'underway', note: `it waits for a person: ${what}` };
  if (onIntervention === 'continue' && info === 'deployment_prepared') return { phase: 'prepared' };
  return over('needs-intervention', `The deployment waits for a person: ${what}.`, advice);
}

/** Formats the missing database connections of extensions as one text; empty if there are none. */
export function formatMappings(missing: readonly MissingMapping[]): string {
  const each = missing.map(
    ({ ExtensionName, ExtensionKey, LogicalDatabase }) =>
      `extension "${ExtensionName || ExtensionKey || '?'}" needs a database connection for its logical database "${LogicalDatabase || '?'}"`,
  );
  return each.join('; ');
}

function over(status: Outcome['status'], reason: string, advice?: string): Meaning {
  return { phase: 'over', outcome: { status, reason, ...(advice && { advice }) } };
}

/** Whether another deployment with this status occupies its target. */
export function isBusy(status: string): boolean {
  return status === 'running' || status === 'needs_user_intervention' || status === 'aborting';
}
