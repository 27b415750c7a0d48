import { jsonOf } from '../body.ts';
import { dropAnswer } from '../drop-answer.ts';
import { keyOf } from '../keys.ts';
import {
  type Answer,
  isObject,
  type Received,
  type SimulatedApi,
  type SimulatedApiModule,
} from '../simulated-api.ts';
import { endpointAt, endpoints, type Handler, prefixes } from './endpoints.ts';
import { problem, Refused, refuseOdc, withNulls, withoutEmptyLists } from './errors.ts';
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
import type { OdcScenario } from './scenario.ts';
import { odcScenarios } from './scenarios.ts';
import { type OdcOptions, type OdcSite, openSite, type RequestContext, type SharedState } from './site.ts';
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

function openOdc(options: OdcOptions): SimulatedApi<OdcState> {
  const state: SharedState['state'] = {
    operations: [],
    others: [],
    builds: [],
    publications: [],
    analyses: [],
    tags: [],
    settings: [],
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
    const found = endpointAt(path);
    const site = siteOf(scenario);
    const call = `${method} ${found?.route ?? ''}`;
    const nth = (site.calls.get(call) ?? 0) + 1;
    site.calls.set(call, nth);
    const now = shared.now();
    const refusal =
      (scenario.limits && limit(site.times, scenario.limits, { call, path, now })) ??
      scenario.refuse?.(call, nth, request);
    if (refusal) return refusal;
    const handler = found && endpoints[found.route]?.[method];
    if (!handler) return problem(found ? 405 : 404, path);
    const answer = attempt(handler, { request, site, shared, keys: found.keys, now });
    return method === 'GET' ? answer : dropAnswer(answer, scenario.writeAnswers, kindOf(request), site.lost);
  };

  return {
    state,
    prefixes: ['/identity/', '/auth/realms/', ...prefixes],
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
  const listed = scenario?.hasNullLists ? withoutEmptyLists(answer) : answer;
  const shown = scenario?.hasNullProblems ? withNulls(listed) : listed;
  return { ...shown, headers: { ...shown.headers, Date: new Date(now()).toUTCString() } };
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
function kindOf({ method, path, body }: Received): string {
  const sent = jsonOf(body);
  return `${method} ${path} ${isObject(sent) ? String(sent['assetKey']) : ''}`;
}
