import { Halt } from '../../release/outcome.ts';
import type { DeploymentProblem, Inspection, PlatformRun, Verdict } from '../../release/platform.ts';
import { pollUntilEnd } from '../../release/poll.ts';
import { count, cutText } from '../../shared/format.ts';
import type { Odc } from './client.ts';
import { explaining } from './explain.ts';
import type { Part } from './parts.ts';
import type { Analysis, ImpactedAsset, ImpactIssue, Stage } from './wire.ts';

/** The most analyses that run at the same time. */
const AT_ONCE = 5;

/**
 * Analyses the impact of each application on the stage.
 * @throws Halt if an analysis fails or cannot be read: nothing is deployed without it
 */
export async function analyse(
  odc: Odc,
  parts: readonly Part[],
  target: Stage,
  run: PlatformRun,
): Promise<Inspection> {
  const names = new Map(parts.map(({ key, name }) => [key.toLowerCase(), name]));
  const problems: DeploymentProblem[] = [];
  let id = '';
  for (let from = 0; from < parts.length; from += AT_ONCE) {
    const some = parts.slice(from, from + AT_ONCE);
    const found = await Promise.all(some.map((part) => analysePart(odc, part, target, run)));
    for (const [at, { key, analysis }] of found.entries()) {
      id ||= key;
      problems.push(...problemsOf(analysis, some[at]?.name ?? '', names));
    }
  }
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const status = errors > 0 ? 'ErrorsFound' : warnings > 0 ? 'WarningsFound' : 'NoIssuesFound';
  return { id, status, errors, warnings, problems, counts: [] };
}

async function analysePart(
  odc: Odc,
  { key: asset, name, revision }: Part,
  target: Stage,
  run: PlatformRun,
): Promise<{ readonly key: string; readonly analysis: Analysis }> {
  const key = await explaining('analyse', () => odc.startAnalysis(asset, revision, target.key, run.signal));
  run.noteInspection({ id: key, status: 'InProgress', errors: 0, warnings: 0, problems: [], counts: [] });
  run.log.info(`  impact analysis ${key} of ${name}`);
  const analysis = await pollUntilEnd(
    `impact analysis of ${name}`,
    async () => {
      const found = await explaining('analyse', () => odc.analysis(key, run.signal));
      const status = found.processStatus;
      if (status === 'InProgress') return { phase: 'underway', status };
      return { phase: 'over', status, result: found };
    },
    run,
  );
  return { key, analysis: conclusive(analysis, name) };
}

/** @throws Halt if an analysis ended without a report that this program knows */
export function conclusive(analysis: Analysis, name: string): Analysis {
  const { processStatus, report, error } = analysis;
  const known = ['NoIssuesFound', 'WarningsFound', 'ErrorsFound'].includes(report?.status ?? '');
  if (processStatus === 'Finished' && known) return analysis;
  const what =
    processStatus === 'Failed'
      ? `failed${error ? `: ${cutText(textOf(error), LONGEST)}` : ', and ODC gives no reason'}`
      : processStatus === 'Finished'
        ? `finished with a report whose status is not documented: ${report?.status ?? 'none'}`
        : `ended with a status that is not documented: ${processStatus}`;
  throw new Halt({
    status: 'error',
    reason: `The impact analysis of ${name} ${what}. Nothing was deployed.`,
    advice: 'Run this again; if it stays so, look at the impact analysis in the ODC Portal.',
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * Converts the issues of an analysis to problems, by asset and element. An issue that is no documented warning is an
 * error, and so is a report that names errors without listing them.
 * @param name the application that was analysed
 * @param names names of the release's applications by their lower-case keys
 */
export function problemsOf(
  { report }: Analysis,
  name: string,
  names: ReadonlyMap<string, string>,
): readonly DeploymentProblem[] {
  const problems = (report?.impactedAssets ?? []).flatMap((asset) => problemsOfAsset(asset, names));
  const hasError = problems.some(({ severity }) => severity === 'error');
  if (report?.status === 'ErrorsFound' && !hasError) return [...problems, unlisted('error', name)];
  if (report?.status === 'WarningsFound' && problems.length === 0) return [unlisted('warning', name)];
  return problems;
}

function unlisted(severity: 'error' | 'warning', object: string): DeploymentProblem {
  return { severity, object, uuid: '', message: `the impact analysis found ${severity}s and lists none` };
}

function problemsOfAsset(
  { assetKey, name, applicationLevelIssues, elementLevelIssues }: ImpactedAsset,
  names: ReadonlyMap<string, string>,
): readonly DeploymentProblem[] {
  const uuid = assetKey ?? '';
  const object = name || (names.get(uuid.toLowerCase()) ?? '');
  const issues = [...(applicationLevelIssues ?? []), ...(elementLevelIssues ?? [])];
  return issues.map((issue) => ({
    severity: issue.conflictSeverity === 'Warning' ? 'warning' : 'error',
    object,
    uuid,
    message: formatIssue(issue),
  }));
}

/** Explanations of `conflictType`. */
const meanings: Readonly<Record<string, string>> = {
  NameCollision: 'the stage has another application with this name',
  MissingApplication: 'an application that it needs is not in the stage',
  UrlDiscrepancy: 'its URL differs from the one in the stage',
  UnsupportedRuntime: 'the stage does not support its runtime',
  MissingElement: 'it is used and will not be there',
  IncompatibleElement: 'it is used and has changed so that it does not fit',
};

function formatIssue({ name, type, conflictType, incompatibilityType, hint }: ImpactIssue): string {
  const element = name ? `${type ? `${type} ` : ''}"${name}": ` : '';
  const meaning = meanings[conflictType ?? ''];
  const kind = [conflictType, meaning].filter(Boolean).join(': ') || 'ODC names no reason';
  const detail = [incompatibilityType, hint].filter(Boolean).join('. ');
  return `${element}${kind}${detail ? `. ${detail}` : ''}`;
}

/** The policies of the inspection. */
export interface AnalysisPolicy {
  readonly onConflict: 'fail' | 'continue';
  readonly onWarnings: 'allow' | 'fail';
}

/** Decides whether the applications may be deployed. */
export function judge(inspection: Inspection, { onConflict, onWarnings }: AnalysisPolicy): Verdict {
  const { errors, warnings, problems } = inspection;
  if (errors > 0) {
    const found = `The impact analysis found ${count(errors, 'error')}: ${formatProblems(problems, 'error')}.`;
    if (onConflict === 'continue')
      return { kind: 'go', warned: true, reason: `${found} \`on-conflict\` is continue.` };
    return stopped('conflicts', found, 'set `on-conflict: continue`');
  }
  if (warnings === 0) return { kind: 'go', warned: false, reason: 'The impact analysis found no issues.' };
  const found = `The impact analysis found ${count(warnings, 'warning')}: ${formatProblems(problems, 'warning')}.`;
  if (onWarnings === 'allow') return { kind: 'go', warned: true, reason: found };
  return stopped('inspection-failed', `${found} \`on-warnings\` is fail.`, 'set `on-warnings: allow`');
}

function stopped(status: 'conflicts' | 'inspection-failed', found: string, otherwise: string): Verdict {
  const advice = `Correct what the impact analysis names, deploy what is missing first, or ${otherwise}.`;
  return { kind: 'stop', outcome: { status, reason: `${found} Nothing was deployed.`, advice } };
}

const MOST = 5;
const LONGEST = 1_000;

function formatProblems(problems: readonly DeploymentProblem[], severity: 'error' | 'warning'): string {
  const all = problems.filter((each) => each.severity === severity);
  const shown = all
    .slice(0, MOST)
    .map(({ object, uuid, message }) => cutText(`${object || uuid}: ${message.replace(/\.$/, '')}`, LONGEST));
  const rest = all.length - shown.length;
  return [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ');
}
