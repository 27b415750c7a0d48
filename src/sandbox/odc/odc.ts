import { jsonOf } from '../body.ts';
import { dropAnswer } from '../drop-answer.ts';
import { keyOf } from '../keys.ts';
import { findRoute } from '../routes.ts';
import {
  type Answer,
  isObject,
  type Received,
  type SimulatedApi,
  type SimulatedApiModule,
} from '../simulated-api.ts';
import { oneAnalysis, startAnalysis } from './analyses.ts';
import { assetList, highestTag, latestRevision, oneRevision, patchRevision, revisionList } from './assets.ts';
import { buildList, buildLog, oneBuild, startBuild } from './builds.ts';
import { problem, Refused, refuseOdc, withNulls } from './errors.ts';
import {
  credentialIn,
  discover,
  discoveryPath,
  issueToken,
  refuseToken,
  secretIn,
  tokenPath,
} from './identity.ts';
import { limit } from './limits.ts';
import { oneOperation, operationList, operationMessages, startOperation } from './operations.ts';
import { producerGraph, producerList } from './producers.ts';
import type { OdcScenario } from './scenario.ts';
import { odcScenarios } from './scenarios.ts';
import { type OdcOptions, type OdcSite, openSite, type RequestContext, type SharedState } from './site.ts';
import { deployedAssets, stageList } from './stages.ts';
import type { OdcState } from './state.ts';

/** A module whose organization depends on more than the foreign origin. */
interface OdcModule extends Omit<SimulatedApiModule<OdcState>, 'open'> {
  readonly open: (options: OdcOptions) => SimulatedApi<OdcState>;
}

/** OutSystems Developer Cloud: the APIs of the portal, and its identity server. */
export const odc: OdcModule = {
  title:
    'OutSystems Developer Cloud, /identity and /api/{deployments,builds,asset-repository,…}/v1, Authorization: Bearer <token>, or any client id with the token as client secret',
  scenarios: odcScenarios.map(({ name, about }) => ({ name, about })),
  open: openOdc,
};

type Handler = (context: RequestContext) => Answer;

/** Handlers by API domain and path pattern (a star for each key), then by method. */
const routes: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
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
  'deployments/deployment-operations': { GET: operationList, POST: startOperation },
  'deployments/deployment-operations/*': { GET: oneOperation },
  'deployments/deployment-operations/*/messages': { GET: operationMessages },
};

/** Path prefixes of the API domains. Version 1 of portfolios is deprecated and answers like version 2. */
const bases = [
  ...['deployments', 'builds', 'asset-repository', 'dependency-management', 'portfolios'].map(
    (domain) => `/api/${domain}/v1/`,
  ),
  '/api/portfolios/v2/',
];

function openOdc(options: OdcOptions): SimulatedApi<OdcState> {
  const state: SharedState['state'] = {
    operations: [],
    others: [],
    builds: [],
    analyses: [],
    tags: [],
    logins: [],
  };
  const account = keyOf('api-client');
  const shared: SharedState = { ...options, account, sites: new Map(), tokenUses: new Map(), state };

  const siteOf = (scenario: OdcScenario): OdcSite => {
    const site = shared.sites.get(scenario.name) ?? openSite(scenario, shared);
    shared.sites.set(scenario.name, site);
    return site;
  };

  const serve = (request: Received, scenario: OdcScenario): Answer => {
    const { method, path } = request;
    const found = locate(path);
    const site = siteOf(scenario);
    const call = `${method} ${found?.route ?? ''}`;
    const nth = (site.calls.get(call) ?? 0) + 1;
    site.calls.set(call, nth);
    const now = shared.now();
    const refusal =
      (scenario.limits && limit(site.times, scenario.limits, { call, path, now })) ??
      scenario.refuse?.(call, nth, request);
    if (refusal) return refusal;
    const handler = found && routes[found.route]?.[method];
    if (!handler) return problem(found ? 405 : 404, path);
    const answer = attempt(handler, { request, site, shared, keys: found.keys, now });
    return method === 'GET'
      ? answer
      : dropAnswer(answer, scenario.writeAnswers, kindOf(call, request), site.lost);
  };

  return {
    state,
    prefixes: ['/identity/', '/auth/realms/', ...bases],
    refuse: refuseOdc,
    credential: credentialIn,
    credentialIn: secretIn,
    handle(request) {
      const { method, path, token } = request;
      const scenario = odcScenarios.find(({ name }) => name === token?.scenario);
      if (method === 'GET' && path === discoveryPath) return discover(request, shared, scenario);
      if (method === 'POST' && path === tokenPath) return issueToken(request, shared, scenario);
      const answer = refuseToken(request, shared, scenario) ?? (scenario && serve(request, scenario));
      return answerOf(answer ?? problem(401, path), shared, scenario);
    },
  };
}

/** Adds the clock of the organization to an answer, and applies the form of problems that the scenario has. */
function answerOf(answer: Answer, { now }: SharedState, scenario: OdcScenario | undefined): Answer {
  const shown = scenario?.hasNullProblems ? withNulls(answer) : answer;
  return { ...shown, headers: { ...shown.headers, Date: new Date(now()).toUTCString() } };
}

function locate(path: string): ReturnType<typeof findRoute> {
  const base = bases.find((each) => path.startsWith(each));
  if (base === undefined) return undefined;
  const [, , domain] = base.split('/');
  return findRoute(Object.keys(routes), `${domain}/${path.slice(base.length)}`);
}

function attempt(handler: Handler, context: RequestContext): Answer {
  try {
    return handler(context);
  } catch (error) {
    if (error instanceof Refused) return problem(error.status, context.request.path, error.message);
    throw error;
  }
}

/** Returns the kind of a write, for answers that are lost once for each kind: an operation of each asset is one. */
function kindOf(call: string, { body }: Received): string {
  const sent = jsonOf(body);
  return `${call} ${isObject(sent) ? String(sent['assetKey']) : ''}`;
}
