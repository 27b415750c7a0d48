import { findRoute, type Route } from '../routes.ts';
import type { Answer } from '../simulated-api.ts';
import { oneAnalysis, startAnalysis } from './analyses.ts';
import { assetList, highestTag, latestRevision, oneRevision, patchRevision, revisionList } from './assets.ts';
import { buildList, buildLog, oneBuild, startBuild } from './builds.ts';
import { patchConfiguration, readConfiguration } from './configurations.ts';
import { operationList } from './operation-list.ts';
import { oneOperation, operationMessages, startOperation } from './operations.ts';
import { producerGraph, producerList } from './producers.ts';
import { onePublication, publicationList, publicationMessages, startPublication } from './publications.ts';
import { analysisSummary, oneCodeAnalysis, startCodeAnalysis } from './quality.ts';
import type { RequestContext } from './site.ts';
import { deployedAssets, stageList } from './stages.ts';

/** Answers one call. @throws Refused if it cannot be served */
export type Handler = (context: RequestContext) => Answer;

type Endpoints = Readonly<Record<string, Readonly<Record<string, Handler>>>>;

const configurations = 'asset-configurations/environments/*';

/** Handlers by API domain and path pattern (a star for each key), then by method. */
export const endpoints: Endpoints = {
  'portfolios/environments': { GET: stageList },
  'portfolios/deployed-assets': { GET: deployedAssets },
  'asset-repository/assets': { GET: assetList },
  'asset-repository/assets/*': { GET: latestRevision },
  'asset-repository/assets/*/latest-revision': { GET: latestRevision },
  'asset-repository/assets/*/highest-tag-revision': { GET: highestTag },
  'asset-repository/assets/*/revisions': { GET: revisionList },
  'asset-repository/assets/*/revisions/*': { GET: oneRevision, PATCH: patchRevision },
  'builds/build-operations': { GET: buildList, POST: startBuild },
  'builds/build-operations/*': { GET: oneBuild },
  'builds/build-operations/*/log-messages': { GET: buildLog },
  'dependency-management/deployment-analyses': { POST: startAnalysis },
  'dependency-management/deployment-analyses/*': { GET: oneAnalysis },
  'dependency-management/assets/*/revisions/*/producer-graph': { GET: producerGraph },
  'dependency-management/assets/*/revisions/*/producers': { GET: producerList },
  [`${configurations}/applications/*/configurations`]: { PATCH: patchConfiguration },
  [`${configurations}/applications/*/revisions/*/configurations`]: { GET: readConfiguration },
  [`${configurations}/agents/*/configurations`]: { PATCH: patchConfiguration },
  [`${configurations}/agents/*/revisions/*/configurations`]: { GET: readConfiguration },
  'deployments/deployment-operations': { GET: operationList, POST: startOperation },
  'deployments/deployment-operations/*': { GET: oneOperation },
  'deployments/deployment-operations/*/messages': { GET: operationMessages },
  'deployments/publish-operations': { GET: publicationList, POST: startPublication },
  'deployments/publish-operations/*': { GET: onePublication },
  'deployments/publish-operations/*/messages': { GET: publicationMessages },
  'code-quality/assets/*/revisions/*/analysis-summary': { GET: analysisSummary },
  'code-quality/code-analyses': { POST: startCodeAnalysis },
  'code-quality/code-analyses/*': { GET: oneCodeAnalysis },
};

const domains = [...new Set(Object.keys(endpoints).map((route) => route.split('/', 1)[0]))];

/** Path prefixes of the API domains. Version 1 of portfolios is deprecated and answers like version 2. */
export const prefixes: readonly string[] = [
  ...domains.map((domain) => `/api/${domain}/v1/`),
  '/api/portfolios/v2/',
];

/** Finds the endpoint of a path; undefined if there is none. */
export function endpointAt(path: string): Route | undefined {
  const prefix = prefixes.find((each) => path.startsWith(each));
  if (prefix === undefined) return undefined;
  const [, , domain] = prefix.split('/');
  return findRoute(Object.keys(endpoints), `${domain}/${path.slice(prefix.length)}`);
}
