import { act, aside, get, type OdcCalls, segment } from './requests.ts';
import * as wire from './wire.ts';

const ANALYSES = 'dependency-management/v1/deployment-analyses';

/** What a deployment would affect: impact analyses, producers and configurations. All parameters but `kind` are keys. */
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
  /** Returns the configuration of an application in a stage. @param kind agents have a path of their own */
  configuration(
    stage: string,
    kind: 'applications' | 'agents',
    asset: string,
    signal: AbortSignal,
  ): Promise<wire.Configuration>;
}

/** Creates the client for impact analyses, producers and configurations. */
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

    configuration: (stage, kind, key, signal) => {
      const place = `environments/${segment(stage)}/${kind}/${segment(key)}`;
      const path = `asset-configurations/v1/${place}/revisions/deployed/configurations`;
      return one(aside(path, signal), wire.readConfiguration);
    },
  };
}
