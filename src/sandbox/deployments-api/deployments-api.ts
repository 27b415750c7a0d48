import { jsonOf } from '../body.ts';
import { dropAnswer } from '../drop-answer.ts';
import { findRoute } from '../routes.ts';
import {
  type Answer,
  content,
  type Received,
  type SimulatedApi,
  type SimulatedApiModule,
} from '../simulated-api.ts';
import { authenticate, authorize, credentialIn, isLogin, login, passwordIn, refresh } from './auth.ts';
import { Refused, refuseTracker, trackerError } from './errors.ts';
import { latest, matrix } from './overview.ts';
import { createDeployment, deploymentList, oneDeployment, updateDeployment } from './records.ts';
import { type DeploymentsApiScenario, deploymentsApiScenarios } from './scenarios.ts';
import { openSessions } from './sessions.ts';
import {
  type Era,
  eraOf,
  type RequestContext,
  type SharedState,
  siteOf,
  type TrackerSite,
  textIn,
} from './site.ts';
import type { DeploymentsApiState } from './state.ts';
import { componentList, environmentList } from './views.ts';

/** The Deployments API of a developer portal: it records component versions by environment. */
export const deploymentsApi: SimulatedApiModule<DeploymentsApiState> = {
  title:
    'Deployments API, /api/v1, Authorization: Bearer <token>, or a login with any name and the token as password',
  scenarios: deploymentsApiScenarios.map(({ name, about }) => ({ name, about })),
  open: openDeploymentsApi,
};

type Handler = (context: RequestContext) => Answer;

/** Handlers by path pattern (a star for the key), then by method. */
const routes: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  'auth/login': { POST: login },
  'auth/refresh': { POST: refresh },
  deployments: { GET: deploymentList, POST: createDeployment },
  'deployments/latest': { GET: latest },
  'deployments/matrix': { GET: matrix },
  'deployments/*': { GET: oneDeployment, PATCH: updateDeployment },
  environments: { GET: environmentList },
  'catalog/components': { GET: componentList },
};

const versioned = '/api/v1/';
const unversioned = '/api/';

function openDeploymentsApi(): SimulatedApi<DeploymentsApiState> {
  const state: SharedState['state'] = { deployments: [], history: [], logins: [] };
  const shared: SharedState = { sites: new Map(), sessions: openSessions(), state };

  const serve = (request: Received, scenario: DeploymentsApiScenario): Answer => {
    const { method, path } = request;
    const site = siteOf(scenario, shared);
    const found = locate(path, eraOf(site));
    const call = found ? `${method} ${found.route}` : '';
    const nth = (site.calls.get(call) ?? 0) + 1;
    site.calls.set(call, nth);
    const refusal = scenario.refuse?.(request, call, nth) ?? movedTo(request, site) ?? throttle(site, path);
    if (refusal) return refusal;
    const handler = found && routes[found.route]?.[method];
    const answer = handler
      ? attempt(handler, call, { request, site, shared, keys: found.keys })
      : trackerError(404, path, `Cannot ${method} ${path}`);
    const kind = `${call} ${textIn(jsonOf(request.body), 'status')}`;
    return withAllowance(
      isWrite(call) ? dropAnswer(answer, scenario.writeAnswers, kind, site.lost) : answer,
      site,
    );
  };

  return {
    state,
    prefixes: [unversioned],
    refuse: refuseTracker,
    credential: (headers) => credentialIn(headers, shared.sessions),
    credentialIn: (path, body) => passwordIn(path, body, shared.sessions),
    handle(request) {
      const { method, path, token } = request;
      const scenario = deploymentsApiScenarios.find(({ name }) => name === token?.scenario);
      if (scenario) return serve(request, scenario);
      if (!locate(path, 'b')) return trackerError(404, path, `Cannot ${method} ${path}`);
      return isLogin(path) ? trackerError(401, path, 'Invalid credentials') : refuseTracker(401, path);
    },
  };
}

function locate(path: string, era: Era): ReturnType<typeof findRoute> {
  const base = era === 'a' ? unversioned : versioned;
  return path.startsWith(base) ? findRoute(Object.keys(routes), path.slice(base.length)) : undefined;
}

/** Redirects a path without a version in era C; returns undefined for all other requests. */
function movedTo({ path, query }: Received, site: TrackerSite): Answer | undefined {
  if (eraOf(site) !== 'c' || path.startsWith(versioned)) return undefined;
  const rest = `${path.slice(unversioned.length)}${query.size > 0 ? `?${query.toString()}` : ''}`;
  return content(308, 'text/plain', '', { Location: `${versioned}${rest}`, Deprecation: 'true' });
}

function throttle(site: TrackerSite, path: string): Answer | undefined {
  const { limit } = site.scenario;
  if (limit === undefined) return undefined;
  if (site.sinceRefusal < limit) {
    site.sinceRefusal += 1;
    return undefined;
  }
  site.sinceRefusal = 0;
  const refusal = refuseTracker(429, path);
  return { ...refusal, headers: { ...refusal.headers, 'Retry-After': '1' } };
}

/** Adds the headers of the rate limit to an answer. */
function withAllowance(answer: Answer, { scenario: { limit }, sinceRefusal }: TrackerSite): Answer {
  if (limit === undefined || answer.status >= 300) return answer;
  const allowance = {
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(limit - sinceRefusal),
    'X-RateLimit-Reset': '1',
  };
  return { ...answer, headers: { ...answer.headers, ...allowance } };
}

function attempt(handler: Handler, call: string, context: RequestContext): Answer {
  const { request } = context;
  try {
    if (!call.includes(' auth/')) authenticate(context);
    if (isWrite(call)) authorize(context);
    return handler(context);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { status, texts, more } = error;
    if (typeof texts !== 'string') for (const text of texts) request.object(text);
    return trackerError(status, request.path, texts, more);
  }
}

const isWrite = (call: string): boolean => call === 'POST deployments' || call === 'PATCH deployments/*';
