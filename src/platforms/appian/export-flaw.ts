import { formatNumber } from '../../shared/format.ts';
import { MOST_SCRIPTS } from './script-name.ts';
import type { ExportAnswer } from './wire.ts';

/** Why an export cannot be used. */
export interface ExportFlaw {
  /** Follows "The export". */
  readonly end: string;
  /** The status of a run that only exports. */
  readonly word: 'failed' | 'error' | 'unknown';
}

/** Returns why an export cannot be used; undefined if it is complete. */
export function flawOf({ status, packageZip, scripts, dataSource }: ExportAnswer): ExportFlaw | undefined {
  switch (status) {
    case 'COMPLETED': {
      const end = packageZip ? flawOfScripts(scripts, dataSource) : 'completed without a package';
      return end === undefined ? undefined : { end, word: 'error' };
    }
    case 'COMPLETED_WITH_EXPORT_ERRORS':
    case 'COMPLETED_WITH_ERRORS':
      return { end: `is incomplete: not everything could be exported (${status})`, word: 'failed' };
    case 'FAILED':
      return { end: 'failed on the site', word: 'failed' };
    default:
      return { end: `ended with a status that is not documented: ${status}`, word: 'unknown' };
  }
}

function flawOfScripts(
  scripts: ExportAnswer['scripts'],
  dataSource: ExportAnswer['dataSource'],
): string | undefined {
  if (scripts.length > 0 && dataSource === '') return 'has database scripts but no data source';
  if (scripts.length > MOST_SCRIPTS)
    return `has ${formatNumber(scripts.length)} database scripts, more than ${formatNumber(MOST_SCRIPTS)}`;
  const orders = new Set(scripts.map(({ order }) => order));
  // The order is part of a script's address, so one of the two could not be fetched.
  return orders.size < scripts.length ? 'has two database scripts with the same order' : undefined;
}
