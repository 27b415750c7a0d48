import { hostileProblems } from '../appian/problems.ts';
import { keyOf } from '../keys.ts';

/** One issue between two assets. */
interface Issue {
  readonly conflictType: string;
  readonly conflictSeverity: string;
  readonly hint: string | null;
  /** Element of the producer; undefined for an issue of whole applications. */
  readonly element?: { readonly name: string; readonly type: string; readonly incompatibilityType?: string };
}

/** An asset with its issues. */
interface ImpactedAsset {
  /** Name of an asset of the scenario, or of one that is not there. */
  readonly asset: string;
  readonly revision: number;
  readonly type: string;
  readonly referenceType: string;
  readonly issues: readonly Issue[];
}

/** The course and result of an analysis. */
export interface AnalysisCourse {
  /** Number of polls in progress; Infinity for an analysis that does not end. Default: a few. */
  readonly looks?: number;
  /** Default: Finished. */
  readonly processStatus?: string;
  /** A problem as in RFC 7807; default null. */
  readonly error?: unknown;
  /** Default: NoIssuesFound. */
  readonly status?: string;
  readonly impacted?: readonly ImpactedAsset[];
}

const element = (
  name: string,
  type: string,
  incompatibilityType?: string,
): NonNullable<Issue['element']> => ({
  name,
  type,
  ...(incompatibilityType !== undefined && { incompatibilityType }),
});

/** An analysis with warnings alone. */
export const withIssueWarnings: AnalysisCourse = {
  status: 'WarningsFound',
  impacted: [
    {
      asset: 'CustomerPortal',
      revision: 20,
      type: 'WebApplication',
      referenceType: 'Consumer',
      issues: [
        {
          conflictType: 'IncompatibleElement',
          conflictSeverity: 'Warning',
          hint: 'Refresh the dependencies of CustomerPortal and publish it.',
          element: element('GetEmployee', 'ServiceAction', 'SignatureChanged'),
        },
      ],
    },
  ],
};

/** An analysis with an issue of every kind. */
export const withEveryIssue: AnalysisCourse = {
  status: 'ErrorsFound',
  impacted: [
    ...(withIssueWarnings.impacted ?? []),
    {
      asset: 'ClaimsEngine',
      revision: 8,
      type: 'WebApplication',
      referenceType: 'Producer',
      issues: [
        {
          conflictType: 'MissingElement',
          conflictSeverity: 'Error',
          hint: 'Deploy ClaimsEngine first.',
          element: element('Claim', 'Entity'),
        },
        {
          conflictType: 'IncompatibleElement',
          conflictSeverity: 'Error',
          hint: null,
          element: element('ApproveClaim', 'ServiceAction', 'ParameterMissing'),
        },
      ],
    },
    {
      asset: 'MissingService',
      revision: 1,
      type: 'WebApplication',
      referenceType: 'Producer',
      issues: [
        {
          conflictType: 'MissingApplication',
          conflictSeverity: 'Error',
          hint: 'Deploy MissingService to the stage.',
        },
      ],
    },
    {
      asset: 'EmployeeBackoffice',
      revision: 17,
      type: 'WebApplication',
      referenceType: 'Deployed',
      issues: [
        { conflictType: 'NameCollision', conflictSeverity: 'Error', hint: 'Rename the application.' },
        { conflictType: 'UrlDiscrepancy', conflictSeverity: 'Warning', hint: null },
        { conflictType: 'UnsupportedRuntime', conflictSeverity: 'Error', hint: 'Publish it again.' },
      ],
    },
  ],
};

/** An analysis whose texts try to break out of their context. */
export const withEvilIssues: AnalysisCourse = {
  status: 'ErrorsFound',
  impacted: hostileProblems.map(({ message, objectName }, at) => ({
    asset: at === 0 ? 'EmployeeBackoffice' : objectName,
    revision: 1,
    type: objectName,
    referenceType: 'Producer',
    issues: [
      {
        conflictType: 'MissingElement',
        conflictSeverity: 'Error',
        hint: message,
        element: element(objectName, message),
      },
    ],
  })),
};

/** Returns the report in the form of the API. @param keyByName - returns the key of an asset; undefined if unknown */
export function showReport(
  { status = 'NoIssuesFound', impacted = [] }: AnalysisCourse,
  keyByName: (name: string) => string | undefined,
): unknown {
  return {
    status,
    impactedAssets: impacted.map(({ asset, revision, type, referenceType, issues }) => ({
      assetKey: keyByName(asset) ?? keyOf('asset', asset),
      revision,
      type,
      referenceType,
      applicationLevelIssues: issues
        .filter((issue) => !issue.element)
        .map(({ conflictType, conflictSeverity, hint }) => ({ conflictType, conflictSeverity, hint })),
      elementLevelIssues: issues.flatMap((issue) => (issue.element ? [showElementIssue(issue)] : [])),
    })),
  };
}

function showElementIssue({ element, conflictType, conflictSeverity, hint }: Issue): unknown {
  return {
    name: element?.name,
    type: element?.type,
    conflictType,
    incompatibilityType: element?.incompatibilityType ?? null,
    conflictSeverity,
    hint,
  };
}
