import { sequentialKey } from '../keys.ts';
import { type Answer, json } from '../simulated-api.ts';
import { type AnalysisCourse, showReport } from './analysis-reports.ts';
import { bodyOf } from './body.ts';
import { Refused } from './errors.ts';
import { odcLooks } from './phases.ts';
import { assetOf, type RequestContext, revisionOf, stageOf } from './site.ts';
import type { OdcAnalysis } from './state.ts';
import { stamp } from './views.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** An impact analysis. */
export interface SimulatedAnalysis {
  readonly view: Mutable<OdcAnalysis>;
  readonly course: AnalysisCourse;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** Handles `POST deployment-analyses`. */
export function startAnalysis(context: RequestContext): Answer {
  const { request, site, shared, now } = context;
  const body = bodyOf(request, { assetKey: 'string', revision: 'integer', environmentKey: 'string' });
  const asset = assetOf(context, body['assetKey']);
  const revision = revisionOf(asset, body['revision']);
  const stage = stageOf(context, body['environmentKey']);
  const { analysis, analysisOf } = site.scenario;
  const key = sequentialKey('a1', shared.state.analyses.length + 1);
  const view = { key, asset: asset.key, revision, environment: stage.key, looks: 0 };
  site.analyses.push({ view, course: analysisOf?.[asset.name] ?? analysis ?? {}, startedAt: now });
  shared.state.analyses.push(view);
  return json(201, { analysisKey: key });
}

/** Handles `GET deployment-analyses/{key}`. */
export function oneAnalysis({ site, shared, keys: [key] }: RequestContext): Answer {
  const analysis = [...shared.sites.values()]
    .flatMap(({ analyses }) => analyses)
    .find(({ view }) => view.key === key);
  if (!analysis) throw new Refused(404, `The analysis '${key}' was not found.`);
  const { view, course, startedAt } = analysis;
  view.looks += 1;
  const head = {
    analysisKey: view.key,
    type: 'Deployment',
    assetKey: view.asset,
    environmentKey: view.environment,
    startedAt: stamp(startedAt),
  };
  if (view.looks <= (course.looks ?? odcLooks.analysis)) {
    return json(200, { ...head, processStatus: 'InProgress', error: null, report: null });
  }
  const { processStatus = 'Finished', error = null } = course;
  const keyByName = (name: string): string | undefined =>
    site.assets.find((asset) => asset.name === name)?.key;
  const report = processStatus === 'Failed' ? null : showReport(course, keyByName);
  return json(200, { ...head, processStatus, error, report });
}
