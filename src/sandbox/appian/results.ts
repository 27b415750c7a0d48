import type { Sent } from './job.ts';

/** One finding of an inspection. The message's key on the wire differs between errors and warnings. */
export interface ImportProblem {
  readonly message: string;
  readonly objectName: string;
  readonly objectUuid: string;
}

/** What an inspection found. */
export interface Findings {
  readonly errors?: readonly ImportProblem[];
  readonly warnings?: readonly ImportProblem[];
  /** Objects expected to fail; default: the objects named by errors. */
  readonly failedObjects?: number;
}

/** What an import did to the objects of its package. */
export interface ImportCounts {
  readonly failed?: number;
  readonly skipped?: number;
}

/** Objects in every simulated package. */
const objectTotal = 22;
const adminSettingsTotal = 7;

/** `GET /inspections/<uuid>` of a completed inspection; blocks only for what was sent. */
export function inspectionResult(status: string, sent: Sent, findings: Findings): unknown {
  const { errors = [], warnings = [] } = findings;
  const failed = findings.failedObjects ?? new Set(errors.map(({ objectUuid }) => objectUuid)).size;
  const total = Math.max(objectTotal, failed);
  return {
    summary: {
      ...(sent.hasAdminSettings && {
        adminConsoleSettingsExpected: { total: adminSettingsTotal, imported: 5, failed: 0, skipped: 2 },
      }),
      ...(sent.hasPackage && {
        objectsExpected: { total, imported: total - failed, failed, skipped: 0 },
      }),
      problems: {
        totalErrors: errors.length,
        totalWarnings: warnings.length,
        ...(errors.length > 0 && {
          errors: errors.map(({ message, objectName, objectUuid }) => ({
            errorMessage: message,
            objectName,
            objectUuid,
          })),
        }),
        ...(warnings.length > 0 && {
          warnings: warnings.map(({ message, objectName, objectUuid }) => ({
            warningMessage: message,
            objectName,
            objectUuid,
          })),
        }),
      },
    },
    status,
  };
}

/**
 * `GET /deployments/<uuid>` of an import. Success and partial failure carry a summary with the log's address inside;
 * a failed import has the address at top level and no summary; every other status stands alone.
 *
 * @param counts - null: the summary comes without blocks
 */
export function importResult(
  status: string,
  sent: Sent,
  counts: ImportCounts | null,
  deploymentLogUrl: string,
): unknown {
  if (status === 'FAILED') return { deploymentLogUrl, status };
  if (['IN_PROGRESS', 'PENDING_REVIEW', 'REJECTED'].includes(status)) return { status };
  if (!counts) return { summary: {}, status };
  const { failed = 0, skipped = 0 } = counts;
  return {
    summary: {
      databaseScripts: sent.scripts,
      ...(sent.hasAdminSettings && {
        adminConsoleSettings: { total: adminSettingsTotal, imported: 6, failed: 0, skipped: 1 },
      }),
      ...(sent.hasPlugins && { plugins: { total: 3, imported: 3, skipped: 0 } }),
      ...(sent.hasPackage && {
        objects: { total: objectTotal, imported: objectTotal - failed - skipped, failed, skipped },
      }),
      deploymentLogUrl,
    },
    status,
  };
}
