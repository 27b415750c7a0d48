import { sequentialKey } from '../keys.ts';
import { type Answer, json } from '../simulated-api.ts';
import { bodyOf } from './body.ts';
import { Refused } from './errors.ts';
import { odcLooks } from './phases.ts';
import { assetOf, type RequestContext, revisionOf } from './site.ts';
import { stamp } from './views.ts';
import type { SimulatedAsset } from './world.ts';

/** A code analysis of a revision. */
export interface CodeAnalysis {
  readonly key: string;
  readonly asset: SimulatedAsset;
  readonly revision: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Number of polls. */
  looks: number;
}

/** The types of assets whose code can be analysed. */
const analysedTypes: ReadonlySet<string> = new Set([
  'WebApplication',
  'MobileApplication',
  'LowCodeLibrary',
  'MobileLibrary',
]);

const none = { lowSeverity: 0, mediumSeverity: 0, highSeverity: 0, criticalSeverity: 0 };
const some = { lowSeverity: 4, mediumSeverity: 2, highSeverity: 1, criticalSeverity: 0 };

/** The result of every analysis. */
const rating = {
  qualityScore: 87,
  summary: {
    categories: { security: none, performance: some, architecture: none, maintainability: none },
  },
};

const statusOf = (
  { looks }: CodeAnalysis,
  { codeAnalysisStatus = 'Completed' }: RequestContext['site']['scenario'],
): string => (looks <= odcLooks.analysis ? 'Running' : codeAnalysisStatus);

/** Handles `POST code-analyses`. */
export function startCodeAnalysis(context: RequestContext): Answer {
  const { request, site, now } = context;
  const body = bodyOf(request, { assetKey: 'string', assetRevision: 'integer' });
  const asset = assetOf(context, body['assetKey']);
  const revision = revisionOf(asset, body['assetRevision']);
  if (!analysedTypes.has(asset.type)) {
    throw new Refused(400, `The code of an asset of type ${asset.type} cannot be analysed.`);
  }
  const key = sequentialKey('a2', site.codeAnalyses.length + 1);
  const analysis: CodeAnalysis = { key, asset, revision, startedAt: now, looks: 0 };
  site.codeAnalyses.push(analysis);
  return json(200, { analysisKey: key, status: statusOf(analysis, site.scenario) });
}

/** Handles `GET code-analyses/{key}`. */
export function oneCodeAnalysis({ site, keys: [key] }: RequestContext): Answer {
  const analysis = site.codeAnalyses.find((each) => each.key === key);
  if (!analysis) throw new Refused(404, `The code analysis '${key}' was not found.`);
  analysis.looks += 1;
  const status = statusOf(analysis, site.scenario);
  return json(200, { analysisKey: key, status, findings: [], ...(status === 'Completed' && rating) });
}

/** Handles `GET assets/{key}/revisions/{n}/analysis-summary`: 404 until an analysis has completed. */
export function analysisSummary(context: RequestContext): Answer {
  const { site } = context;
  const asset = assetOf(context, context.keys[0]);
  const revision = revisionOf(asset, context.keys[1]);
  const done = site.codeAnalyses.findLast(
    (each) =>
      each.asset === asset && each.revision === revision && statusOf(each, site.scenario) === 'Completed',
  );
  if (!done) throw new Refused(404, `The revision ${revision} of '${asset.name}' was not analysed.`);
  return json(200, {
    assetKey: asset.key,
    assetRevision: revision,
    analysisDate: stamp(done.startedAt).slice(0, 10),
    ...rating,
  });
}
