import { act, get, type OdcCalls, segment } from './requests.ts';
import * as wire from './wire.ts';

const ANALYSES = 'dependency-management/v1/deployment-analyses';

/** What a deployment would affect: impact analyses and producers. All parameters are keys. */
export interface AnalysesApi {
  /** Starts an impact analysis and returns its key. */
  startAnalysis(asset: string, revision: number, stage: string, signal: AbortSignal): Promise<string>;
  analysis(analysis: string, signal: AbortSignal): Promise<wire.Analysis>;
  /** Returns the graph of the deployable producers of a revision. */
  producers(
    asset: string,
    revision: number,
    stage: string,
    signal: AbortSignal,
  ): Promise<readonly wire.ProducerNode[]>;
}

/** Creates the client for impact analyses and producers. */
export function createAnalysesApi({ one }: OdcCalls): AnalysesApi {
  return {
    // An analysis changes nothing, so the request can be repeated.
    startAnalysis: (assetKey, revision, environmentKey, signal) =>
      one(
        { ...act(ANALYSES, { assetKey, revision, environmentKey }, signal), retry: 'read' },
        wire.readAnalysisKey,
      ),
    analysis: (key, signal) => one(get(`${ANALYSES}/${segment(key)}`, signal), wire.readAnalysis),
    producers: (key, revision, stage, signal) => {
      const query = `environmentKey=${encodeURIComponent(stage)}&producerTypeFilter=Deployable`;
      const path = `dependency-management/v1/assets/${segment(key)}/revisions/${revision}/producer-graph?${query}`;
      return one(get(path, signal), wire.readProducers);
    },
  };
}
