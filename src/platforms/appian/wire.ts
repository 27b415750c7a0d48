import * as z from 'zod/mini';
import { arrayOf } from '../../http/collections.ts';
import { decode } from '../../http/decode.ts';
import type { Count, DeploymentProblem } from '../../release/platform.ts';

/**
 * The schemas of the Appian deployment API, v1 and v2. They require only the fields that this program needs. Any
 * block can be missing, unknown fields are accepted, and a status is any text until `status.ts` interprets it.
 */

/** Ids are used in URL paths, so only safe characters are accepted. */
const uuid = z.string().check(z.regex(/^(?!\.+$)[\w.-]{1,128}$/));

const number = z.nullish(z.number());

const tally = z.looseObject({ total: number, imported: number, failed: number, skipped: number });
type Tally = z.infer<typeof tally>;

const begun = z.looseObject({ uuid });

const problem = z.looseObject({
  errorMessage: z.nullish(z.string()),
  warningMessage: z.nullish(z.string()),
  objectName: z.nullish(z.string()),
  objectUuid: z.nullish(z.string()),
});

const inspectionResult = z.looseObject({
  status: z.string(),
  summary: z.nullish(
    z.looseObject({
      objectsExpected: z.nullish(tally),
      adminConsoleSettingsExpected: z.nullish(tally),
      problems: z.nullish(
        z.looseObject({
          totalErrors: number,
          totalWarnings: number,
          errors: z.nullish(arrayOf(problem)),
          warnings: z.nullish(arrayOf(problem)),
        }),
      ),
    }),
  ),
});

const deploymentResult = z.looseObject({
  status: z.string(),
  summary: z.nullish(
    z.looseObject({
      objects: z.nullish(tally),
      adminConsoleSettings: z.nullish(tally),
      plugins: z.nullish(tally),
      databaseScripts: number,
    }),
  ),
});

const packageList = z.looseObject({
  packages: arrayOf(
    z.looseObject({
      uuid,
      name: z.string(),
      ticketLink: z.nullish(z.string()),
      lastModifiedTimestamp: z.nullish(z.string()),
    }),
  ),
});

/** A file that the export offers. Only its presence counts; its address is not used. */
const offered = z.nullish(z.unknown());

const exportResult = z.looseObject({
  status: z.string(),
  packageZip: offered,
  pluginsZip: offered,
  customizationFile: offered,
  customizationFileTemplate: offered,
  dataSource: z.nullish(z.string()),
  databaseScripts: z.nullish(
    arrayOf(
      z.looseObject({
        // The documentation's table and its example spell it differently.
        fileName: z.nullish(z.string()),
        filename: z.nullish(z.string()),
        orderId: z.union([z.number(), z.string().check(z.regex(/^\d{1,6}$/))]),
      }),
    ),
  ),
});

/**
 * Reads the UUID from the answer to `POST /inspections` and `POST /deployments`. The field `url` is ignored, so that
 * the server cannot redirect requests.
 * @throws UnreadableAnswer
 */
export function readBegun(value: unknown): string {
  return decode(begun, value).uuid;
}

/** The answer to `GET /inspections/<uuid>`. `findings` is absent if the answer has no error count. */
export interface InspectionAnswer {
  readonly status: string;
  readonly findings?: {
    readonly errors: number;
    readonly warnings: number;
    readonly problems: readonly DeploymentProblem[];
    readonly counts: readonly Count[];
  };
}

/**
 * Reads the answer to `GET /inspections/<uuid>`.
 * @throws UnreadableAnswer
 */
export function readInspection(value: unknown): InspectionAnswer {
  const { status, summary } = decode(inspectionResult, value);
  const found = summary?.problems;
  const errorCount = found?.totalErrors ?? found?.errors?.length;
  if (!summary || !found || errorCount === undefined) return { status };
  const errors = (found.errors ?? []).map((each) => toProblem('error', each));
  const warnings = (found.warnings ?? []).map((each) => toProblem('warning', each));
  return {
    status,
    findings: {
      errors: Math.max(errorCount, errors.length),
      warnings: Math.max(found.totalWarnings ?? 0, warnings.length),
      problems: [...errors, ...warnings],
      counts: [
        ...toCount('objects', summary.objectsExpected),
        ...toCount('admin console settings', summary.adminConsoleSettingsExpected),
      ],
    },
  };
}

/** The answer to `GET /deployments/<uuid>` for an import. */
export interface DeploymentAnswer {
  readonly status: string;
  /** Whether this is an export: then the status does not describe an import. */
  readonly isExport: boolean;
  readonly counts: readonly Count[];
}

/**
 * Reads the answer to `GET /deployments/<uuid>`.
 * @throws UnreadableAnswer
 */
export function readDeployment(value: unknown): DeploymentAnswer {
  const { status, summary, ...others } = decode(deploymentResult, value);
  const scripts = summary?.databaseScripts ?? 0;
  return {
    status,
    isExport: Boolean(others['packageZip']) || status === 'COMPLETED_WITH_EXPORT_ERRORS',
    counts: [
      ...toCount('objects', summary?.objects),
      ...toCount('plug-ins', summary?.plugins),
      ...toCount('admin console settings', summary?.adminConsoleSettings),
      ...(scripts > 0
        ? [{ what: 'database scripts', total: scripts, imported: scripts, failed: 0, skipped: 0 }]
        : []),
    ],
  };
}

/** A package in flight, as `GET /applications/<uuid>/packages` lists it. */
export interface InFlight {
  readonly uuid: string;
  readonly name: string;
  /** Ticket link; empty if there is none. */
  readonly ticket: string;
  /** Time of the last change, in the site's own format without spaces. */
  readonly changed: string;
}

/**
 * Reads the answer to `GET /applications/<uuid>/packages`.
 * @throws UnreadableAnswer
 */
export function readPackages(value: unknown): readonly InFlight[] {
  return decode(packageList, value).packages.map(({ uuid, name, ticketLink, lastModifiedTimestamp }) => ({
    uuid,
    name,
    ticket: ticketLink ?? '',
    // The documentation's own sample has spaces inside its timestamps.
    changed: (lastModifiedTimestamp ?? '').replace(/\s+/g, ''),
  }));
}

/** The answer to `GET /deployments/<uuid>` for an export: its status and the files that can be downloaded. */
export interface ExportAnswer {
  readonly status: string;
  readonly packageZip: boolean;
  readonly pluginsZip: boolean;
  readonly customizationFile: boolean;
  readonly template: boolean;
  /** Name or UUID of the data source; empty if there is none. */
  readonly dataSource: string;
  /** In the order in which they run. */
  readonly scripts: readonly { readonly name: string; readonly order: number }[];
}

/**
 * Reads the answer to `GET /deployments/<uuid>` for an export.
 * @throws UnreadableAnswer
 */
export function readExport(value: unknown): ExportAnswer {
  const found = decode(exportResult, value);
  return {
    status: found.status,
    packageZip: Boolean(found.packageZip),
    pluginsZip: Boolean(found.pluginsZip),
    customizationFile: Boolean(found.customizationFile),
    template: Boolean(found.customizationFileTemplate),
    dataSource: found.dataSource ?? '',
    scripts: (found.databaseScripts ?? [])
      .map(({ fileName, filename, orderId }) => ({
        name: fileName ?? filename ?? '',
        order: Number(orderId),
      }))
      .toSorted((a, b) => a.order - b.order),
  };
}

function toCount(what: string, counted: Tally | null | undefined): Count[] {
  if (!counted) return [];
  const { imported, failed, skipped } = counted;
  return [
    {
      what,
      total: counted.total ?? (imported ?? 0) + (failed ?? 0) + (skipped ?? 0),
      imported: imported ?? 0,
      failed: failed ?? 0,
      skipped: skipped ?? 0,
    },
  ];
}

function toProblem(
  severity: DeploymentProblem['severity'],
  found: z.infer<typeof problem>,
): DeploymentProblem {
  return {
    severity,
    object: found.objectName ?? '',
    uuid: found.objectUuid ?? '',
    message: found.errorMessage ?? found.warningMessage ?? '',
  };
}
