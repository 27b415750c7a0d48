import type { Outcome } from '../../release/outcome.ts';
import type { Count, Inspection, Verdict } from '../../release/platform.ts';
import { count } from '../../shared/format.ts';

/** What an Appian status means for the release. */
type Meaning =
  | { readonly phase: 'underway'; readonly note?: string }
  | { readonly phase: 'over'; readonly outcome: Outcome };

/** What to do while a deployment waits for a reviewer. */
interface ReviewPolicy {
  readonly onReview: 'wait' | 'stop';
}

const REVIEW = 'a reviewer must approve it in the Deploy view of Appian Designer';

/**
 * Interprets the status of an import (`GET /deployments/<uuid>`). The answer to the POST documents
 * COMPLETED_WITH_ERRORS; the result distinguishes import errors from publish errors. An undocumented status is never
 * a success.
 */
export function interpret(status: string, counts: readonly Count[], policy: ReviewPolicy): Meaning {
  switch (status) {
    case 'IN_PROGRESS':
      return { phase: 'underway' };
    case 'PENDING_REVIEW':
      if (policy.onReview === 'wait') return { phase: 'underway', note: REVIEW };
      return over('pending-review', `The deployment waits: ${REVIEW}.`);
    case 'COMPLETED': {
      const failed = counts.filter((each) => each.failed > 0);
      if (failed.length === 0) return over('succeeded', `Appian deployed it: ${formatCounts(counts)}.`);
      return over(
        'failed',
        `Appian reports COMPLETED but counts failures: ${formatCounts(counts)}.`,
        READ_LOG,
      );
    }
    case 'COMPLETED_WITH_ERRORS':
      return over('failed', `Appian deployed only a part, with errors: ${formatCounts(counts)}.`, READ_LOG);
    case 'COMPLETED_WITH_IMPORT_ERRORS':
      return over('failed', `Appian could not import everything: ${formatCounts(counts)}.`, READ_LOG);
    case 'COMPLETED_WITH_PUBLISH_ERRORS':
      return over(
        'failed',
        `Appian imported it and could not publish everything: ${formatCounts(counts)}.`,
        READ_LOG,
      );
    case 'FAILED':
      return over('failed', `The deployment failed on Appian: ${formatCounts(counts)}.`, READ_LOG);
    case 'REJECTED':
      return over(
        'rejected',
        'A reviewer rejected the deployment in Appian.',
        'Ask the reviewer, then deploy again.',
      );
    default:
      return over('unknown', `Appian reports a status that is not documented: ${status}.`, LOOK);
  }
}

/** The advice about a deployment whose end is not known. */
export const LOOK = 'Check the deployment in the Deploy view of Appian Designer before you run this again.';
const READ_LOG =
  'Read the deployment log. What was imported stays imported: Appian has no undo. Fix the package and deploy again.';

function over(status: Outcome['status'], reason: string, advice?: string): Meaning {
  return { phase: 'over', outcome: { status, reason, ...(advice && { advice }) } };
}

/** Formats counts as `22 objects (20 imported, 2 failed), 1 plug-ins (1 imported)`. */
export function formatCounts(counts: readonly Count[]): string {
  return formatWith(
    counts,
    (imported) => `${imported} imported`,
    (failed) => `${failed} failed`,
  );
}

/** Formats the counts of an inspection, which imports nothing. */
export function formatExpectedCounts(counts: readonly Count[]): string {
  return formatWith(
    counts,
    (imported) => `would import ${imported}`,
    (failed) => `${failed} would fail`,
  );
}

function formatWith(
  counts: readonly Count[],
  ofImported: (imported: number) => string,
  ofFailed: (failed: number) => string,
): string {
  const parts = counts.map(({ what, total, imported, failed, skipped }) => {
    const details = [
      imported ? ofImported(imported) : '',
      failed ? ofFailed(failed) : '',
      skipped ? `${skipped} unchanged or skipped` : '',
    ].filter(Boolean);
    return `${total} ${what}${details.length > 0 ? ` (${details.join(', ')})` : ''}`;
  });
  return parts.join(', ') || 'it reports no counts';
}

/** Decides whether a completed inspection allows the deployment. */
export function judge(inspection: Inspection, onWarnings: 'allow' | 'fail'): Verdict {
  const { errors, warnings, counts } = inspection;
  const failing = counts.filter(({ failed }) => failed > 0);
  if (errors > 0 || failing.length > 0) {
    const failed = failing.length > 0 ? `; ${formatExpectedCounts(failing)}` : '';
    return stop(
      `The inspection expects ${count(errors, 'error')} and ${count(warnings, 'warning')}${failed}. Nothing was deployed.`,
      'Fix the package: the problems are listed by object.',
    );
  }
  if (warnings > 0 && onWarnings === 'fail') {
    return stop(
      `The inspection expects ${count(warnings, 'warning')} and \`on-warnings\` is fail. Nothing was deployed.`,
      'Fix the package, or set `on-warnings: allow`.',
    );
  }
  const expected = counts.length > 0 ? ` ${formatExpectedCounts(counts)}.` : '';
  return warnings > 0
    ? {
        kind: 'go',
        warned: true,
        reason: `The inspection expects no errors and ${count(warnings, 'warning')}.${expected}`,
      }
    : { kind: 'go', warned: false, reason: `The inspection expects no problems.${expected}` };
}

function stop(reason: string, advice: string): Verdict {
  return { kind: 'stop', outcome: { status: 'inspection-failed', reason, advice } };
}
