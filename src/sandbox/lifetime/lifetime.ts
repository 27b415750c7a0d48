import { findRoute, ignoringCase } from '../routes.ts';
import {
  type Answer,
  htmlPage,
  type Received,
  type SimulatedApi,
  type SimulatedApiModule,
} from '../simulated-api.ts';
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
import { propertyRoutes } from './properties.ts';
import type { LifetimeScenario } from './scenario.ts';
import { lifetimeScenarios } from './scenarios.ts';
import { type LifetimeSite, openSite, publishTags, type RequestContext, type SharedState } from './site.ts';
import { exportSourceCode, sourceCodeContent, sourceCodeStatus } from './source-code.ts';
import type { LifetimeCommand, LifetimeState } from './state.ts';
import { probeRoutes, testRoutes } from './test-components.ts';
import * as versions from './versions.ts';

/** OutSystems LifeTime API, and its add-ons: Properties API, CI/CD Probe, BDD Framework. */
export const lifetime: SimulatedApiModule<LifetimeState> = {
  title:
    'OutSystems LifeTime API v2 and v1, /lifetimeapi/rest/v2, Authorization: Bearer <token>; with /PropertiesAPI, /CI_CDProbe, /BDDFramework and /TestRunner_API',
  scenarios: lifetimeScenarios.map(({ name, about }) => ({ name, about })),
  open: openLifetime,
};

/** Path prefix of each part of LifeTime, in any letter case. v1 has the same calls as v2. */
const bases = {
  lifetime: /^\/lifetimeapi\/rest\/v[12]\//i,
  properties: /^\/propertiesapi\/rest\/v1\//i,
  probe: /^\/ci_cdprobe\/rest\/v[12]\//i,
  tests: /^\/(?:bddframework|testrunner_api)\/rest\/v1\//i,
} as const;

type Part = keyof typeof bases;

/** Returns the part that a path belongs to, and the path below its prefix. */
function partOf(path: string): { readonly part: Part; readonly rest: string } | undefined {
  for (const part of Object.keys(bases) as readonly Part[]) {
    const [start] = bases[part].exec(path) ?? [];
    if (start !== undefined) return { part, rest: path.slice(start.length) };
  }
  return undefined;
}

type Handler = (context: RequestContext) => Answer;

type Routes = Readonly<Record<string, Readonly<Record<string, Handler>>>>;

/** Handlers by path pattern (a star for each key), then by method. */
const lifetimeRoutes: Routes = {
  environments: { GET: infrastructure.environmentList },
  'environments/*': { GET: infrastructure.oneEnvironment },
  'environments/*/maintenancemode': { PUT: infrastructure.maintenance },
  'environments/*/deploymentzones': { GET: infrastructure.zoneList },
  'environments/*/applications': { GET: infrastructure.placedApplicationList },
  'environments/*/applications/*': { GET: infrastructure.onePlacedApplication },
  'environments/*/applications/*/versions': { POST: versions.tagVersion },
  'environments/*/applications/*/content': { GET: placedContent },
  'environments/*/applications/*/sourcecodeaccess': { POST: exportSourceCode },
  'environments/*/applications/*/sourcecodeaccess/*/status': { GET: sourceCodeStatus },
  'environments/*/applications/*/sourcecodeaccess/*/download': { GET: sourceCodeContent },
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

const routes: Readonly<Record<Part, Routes>> = {
  lifetime: lifetimeRoutes,
  properties: propertyRoutes,
  probe: probeRoutes,
  tests: testRoutes,
};

/** Calls that a plan records, even when they are refused. */
const commands: Readonly<Record<string, LifetimeCommand['command']>> = {
  'PUT deployments/*': 'update',
  'DELETE deployments/*': 'delete',
  'POST deployments/*/configuration': 'configuration',
  'POST deployments/*/start': 'start',
  'POST deployments/*/continue': 'continue',
  'POST deployments/*/abort': 'abort',
};

function openLifetime(foreignOrigin: string): SimulatedApi<LifetimeState> {
  const state: SharedState['state'] = {
    plans: [],
    others: [],
    tags: [],
    uploads: [],
    solutions: [],
    settings: [],
    testRuns: [],
  };
  const shared: SharedState = {
    foreignOrigin,
    sites: new Map(),
    state,
    solutions: [],
    sources: [],
    downloads: new Map(),
    latest: 'happy',
  };

  return {
    state,
    prefixes: ['/lifetimeapi/', '/propertiesapi/', '/ci_cdprobe/', '/bddframework/', '/testrunner_api/'],
    ignoresCase: true,
    takesBytes: true,
    refuse: refuseLifetime,
    credential: (headers) => bearer(headers) ?? bare(headers) ?? headers['x-cicdprobe-key'],
    handle(request) {
      const part = partOf(request.path)?.part ?? 'lifetime';
      const own = request.token?.scenario;
      const name = own ?? (needsToken[part] ? undefined : shared.latest);
      const scenario = lifetimeScenarios.find((each) => each.name === name);
      if (scenario && own !== undefined) shared.latest = own;
      return scenario ? serve(shared, request, scenario) : refuseLifetime(401);
    },
  };
}

function siteOf(shared: SharedState, scenario: LifetimeScenario): LifetimeSite {
  const site = shared.sites.get(scenario.name) ?? openSite(scenario, shared, Date.now());
  shared.sites.set(scenario.name, site);
  return site;
}

function serve(shared: SharedState, request: Received, scenario: LifetimeScenario): Answer {
  const at = partOf(request.path);
  const table = at && routes[at.part];
  if (!at || !table || isNotInstalled(at.part, scenario)) return notInstalled(request.path);
  const found = findRoute(Object.keys(table), at.rest, ignoringCase);
  if (!found) return refuseLifetime(404);
  const { route, keys } = found;
  if (needsToken[at.part] && !isAllowedIn(request, route, scenario)) return refuseLifetime(401);
  const handler = table[route]?.[request.method];
  if (!handler) return refuseLifetime(405);
  const site = siteOf(shared, scenario);
  const call = `${request.method} ${route}`;
  const nth = (site.calls.get(call) ?? 0) + 1;
  site.calls.set(call, nth);
  const answer = scenario.refuse?.(call, nth, request) ?? attempt(handler, { request, site, shared, keys });
  remember(shared, { call, key: keys[0], status: answer.status }, request);
  if (!call.endsWith('/versions')) publishTags(site);
  return answer;
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
  { call, key, status }: { readonly call: string; readonly key: string | undefined; readonly status: number },
  request: Received,
): void {
  const command = commands[call];
  if (!command) return;
  const plans = [...shared.sites.values()].flatMap((site) => site.plans);
  const plan = plans.find(({ view }) => view.key === key);
  plan?.view.commands.push({ command, query: Object.fromEntries(request.query), status });
}

/** Whether a part requires LifeTime's token; the test components do not. */
const needsToken: Readonly<Record<Part, boolean>> = {
  lifetime: true,
  properties: true,
  probe: false,
  tests: false,
};

/** Returns true for an add-on that the scenario does not have: Properties API, probe or test framework. */
function isNotInstalled(part: Part, { withoutAddOns }: LifetimeScenario): boolean {
  return part !== 'lifetime' && (withoutAddOns ?? false);
}

/** Returns the answer of IIS to a path of a missing component. */
function notInstalled(path: string): Answer {
  return bases.lifetime.test(path) || path.toLowerCase().startsWith('/lifetimeapi/')
    ? refuseLifetime(404)
    : htmlPage(404, '404 - File or directory not found.');
}

/**
 * Returns true when the form of the token is allowed. Downloads also accept the token without `Bearer`, as the
 * official client sends it. All other calls accept that form only in the scenario `bare-token`.
 */
function isAllowedIn(
  { headers, isTokenInPath }: Received,
  route: string,
  { isBareDownload, takesBareToken }: LifetimeScenario,
): boolean {
  if (takesBareToken || isTokenInPath) return true;
  const hasScheme = bearer(headers) !== undefined;
  return route === 'downloads/*' ? !(hasScheme && isBareDownload) : hasScheme;
}

function bare(headers: Readonly<Record<string, string>>): string | undefined {
  return /^\S+$/.exec(headers['authorization'] ?? '')?.[0];
}
