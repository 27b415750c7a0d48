import type { Sent } from './job.ts';

/** One finding of an inspection. The message has different keys in errors and warnings of the answer. */
export interface ImportProblem {
  readonly message: string;
  readonly objectName: string;
  readonly objectUuid: string;
}

/** The findings of an inspection. */
export interface Findings {
  readonly errors?: readonly ImportProblem[];
  readonly warnings?: readonly ImportProblem[];
  /** Number of objects expected to fail; default: the number of objects in the errors. */
  readonly failedObjects?: number;
}

/** Numbers of objects that an import failed or skipped; default 0. */
export interface ImportCounts {
  readonly failed?: number;
  readonly skipped?: number;
}

/** Number of objects in every simulated package. */
const objectTotal = 22;
const adminSettingsTotal = 7;

/** Builds the result of `GET /inspections/<uuid>` after completion, with blocks only for the parts that were sent. */
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
 * Builds the result of `GET /deployments/<uuid>` for an import. After success or partial failure it has a summary
 * that contains the log's URL. After a failure it has the URL at top level and no summary.
 * Any other status stands alone.
 *
 * @param counts - null for a summary without blocks
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
