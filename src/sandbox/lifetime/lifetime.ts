import { findRoute } from '../routes.ts';
import type { Answer, Received, SimulatedApi, SimulatedApiModule } from '../simulated-api.ts';
import { bearer } from '../token.ts';
import { abortPlan, configurePlan, continuePlan, missingMappings, startPlan } from './commands.ts';
import { createFromBinary, createPlan, updatePlan } from './create.ts';
import { deletePlan, planDetails, planList, planStatus } from './deployments.ts';
import { Refusal, refuseLifetime } from './errors.ts';
import {
  download,
  exportSolution,
  placedContent,
  solutionContent,
  solutionStatus,
  versionContent,
} from './files.ts';
import * as infrastructure from './infrastructure.ts';
import type { LifetimeScenario } from './scenario.ts';
import { lifetimeScenarios } from './scenarios.ts';
import { openSite, type RequestContext, type SharedState, type Site } from './site.ts';
import type { LifetimeCommand, LifetimeState } from './state.ts';
import * as versions from './versions.ts';

/** OutSystems LifeTime API v2. */
export const lifetime: SimulatedApiModule<LifetimeState> = {
  title: 'OutSystems LifeTime API v2, /lifetimeapi/rest/v2, Authorization: Bearer <token>',
  scenarios: lifetimeScenarios.map(({ name, about }) => ({ name, about })),
  open: openLifetime,
};

const base = '/lifetimeapi/rest/v2/';

type Handler = (context: RequestContext) => Answer;

/** By path, a star for each key; then by method. */
const routes: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  environments: { GET: infrastructure.environmentList },
  'environments/*': { GET: infrastructure.oneEnvironment },
  'environments/*/maintenancemode': { PUT: infrastructure.maintenance },
  'environments/*/deploymentzones': { GET: infrastructure.zoneList },
  'environments/*/applications': { GET: infrastructure.placedApplicationList },
  'environments/*/applications/*': { GET: infrastructure.onePlacedApplication },
  'environments/*/applications/*/versions': { POST: versions.tagVersion },
  'environments/*/applications/*/content': { GET: placedContent },
  'environments/*/deployment': { POST: createFromBinary },
  'environments/*/solution': { POST: exportSolution },
  'environments/*/solution/*': { GET: solutionContent },
  'environments/*/solutionstatus/*': { GET: solutionStatus },
  applications: { GET: infrastructure.applicationList },
  'applications/*': { GET: infrastructure.oneApplication },
  'applications/*/configurations': { GET: infrastructure.readBlocks, PUT: infrastructure.writeBlocks },
  'applications/*/versions': { GET: versions.versionList },
  'applications/*/versions/*': { GET: versions.oneVersion, DELETE: versions.deleteVersion },
  'applications/*/versions/*/content': { GET: versionContent },
  modules: { GET: versions.moduleList },
  'modules/*': { GET: versions.oneModule },
  'modules/*/versions': { GET: versions.moduleVersionList },
  'modules/*/versions/*': { GET: versions.oneModuleVersion },
  deployments: { GET: planList, POST: createPlan },
  'deployments/*': { GET: planDetails, PUT: updatePlan, DELETE: deletePlan },
  'deployments/*/status': { GET: planStatus },
  'deployments/*/getmissingdbmappings': { GET: missingMappings },
  'deployments/*/configuration': { POST: configurePlan },
  'deployments/*/start': { POST: startPlan },
  'deployments/*/continue': { POST: continuePlan },
  'deployments/*/abort': { POST: abortPlan },
  'downloads/*': { GET: download },
};

/** Calls that a plan remembers, accepted or not. */
const commands: Readonly<Record<string, LifetimeCommand['command']>> = {
  'PUT deployments/*': 'update',
  'DELETE deployments/*': 'delete',
  'POST deployments/*/configuration': 'configuration',
  'POST deployments/*/start': 'start',
  'POST deployments/*/continue': 'continue',
  'POST deployments/*/abort': 'abort',
};

function openLifetime(foreignOrigin: string): SimulatedApi<LifetimeState> {
  const state: SharedState['state'] = { plans: [], others: [], tags: [], uploads: [], solutions: [] };
  const shared: SharedState = { foreignOrigin, sites: new Map(), state, solutions: [], downloads: new Map() };

  const siteOf = (scenario: LifetimeScenario): Site => {
    let site = shared.sites.get(scenario.name);
    if (!site) {
      site = openSite(scenario, shared, Date.now());
      shared.sites.set(scenario.name, site);
    }
    return site;
  };

  const serve = (request: Received, scenario: LifetimeScenario): Answer => {
    const found = request.path.startsWith(base)
      ? findRoute(Object.keys(routes), request.path.slice(base.length))
      : undefined;
    if (!found) return refuseLifetime(404);
    const { route, keys } = found;
    if (!isAllowedIn(request, route, scenario)) return refuseLifetime(401);
    const handler = routes[route]?.[request.method];
    if (!handler) return refuseLifetime(405);
    const site = siteOf(scenario);
    const call = `${request.method} ${route}`;
    const nth = (site.calls.get(call) ?? 0) + 1;
    site.calls.set(call, nth);
    const answer = scenario.refuse?.(call, nth, request) ?? attempt(handler, { request, site, shared, keys });
    remember(shared, call, keys[0], request, answer.status);
    return answer;
  };

  return {
    state,
    prefixes: ['/lifetimeapi/'],
    takesBytes: true,
    refuse: refuseLifetime,
    credential: (headers) => bearer(headers) ?? bare(headers),
    handle(request) {
      const scenario = lifetimeScenarios.find(({ name }) => name === request.token?.scenario);
      return scenario ? serve(request, scenario) : refuseLifetime(401);
    },
  };
}

function attempt(handler: Handler, context: RequestContext): Answer {
  try {
    return handler(context);
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

function remember(
  shared: SharedState,
  call: string,
  key: string | undefined,
  request: Received,
  status: number,
): void {
  const command = commands[call];
  if (!command) return;
  const plans = [...shared.sites.values()].flatMap((site) => site.plans);
  const plan = plans.find(({ view }) => view.key === key);
  plan?.view.commands.push({ command, query: Object.fromEntries(request.query), status });
}

/** Downloads take the token without `Bearer` too, as the official client sends it; nothing else does. */
function isAllowedIn({ headers }: Received, route: string, { isBareDownload }: LifetimeScenario): boolean {
  const hasScheme = bearer(headers) !== undefined;
  return route === 'downloads/*' ? !(hasScheme && isBareDownload) : hasScheme;
}

function bare(headers: Readonly<Record<string, string>>): string | undefined {
  return /^\S+$/.exec(headers['authorization'] ?? '')?.[0];
}
