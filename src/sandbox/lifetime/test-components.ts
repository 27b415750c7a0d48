import { type Answer, htmlPage, json } from '../simulated-api.ts';
import { Refusal } from './errors.ts';
import type { RequestContext } from './site.ts';
import { runSuite, type SimulatedSuite, suitesOf } from './test-suites.ts';

/** `/CI_CDProbe/rest/{v1,v2}` of the Forge component CI/CD Probe, in the regression environment. */
export const probeRoutes = {
  ScanBDDTestEndpoints: { GET: findTests },
  GetApplicationDependencies: { GET: dependencies },
};

/** `/BDDFramework/rest/v1` (server) and `/TestRunner_API/rest/v1` (client): each request runs a test suite. */
export const testRoutes = { 'BDDTestRunner/*/*': { GET: runTest } };

/** Handles `GET ScanBDDTestEndpoints`; answers `[]` for an unknown application or one without tests. */
function findTests({ request, site }: RequestContext): Answer {
  const isV1 = /\/v1\//i.test(request.path);
  const { tests = {} } = site.scenario;
  if (tests.probe === 'page') return htmlPage(200, 'Log in');
  if (tests.probe === 'v1' && !isV1) return htmlPage(404, '404 - File or directory not found.');
  if (tests.probe === 'key' && request.headers['x-cicdprobe-key'] === undefined)
    throw new Refusal(401, 'The key of the CI/CD Probe is missing or wrong.');
  const name = request.query.get('ApplicationName') ?? '';
  const isUnreadable = !isPattern(
    request.query.get(isV1 ? 'WebFlowExcludePattern' : 'TestFlowExcludePattern'),
  );
  if (isUnreadable) throw new Refusal(400, 'The exclude pattern is not a regular expression.');
  const found = suitesOf(tests).filter(({ application }) => application === name);
  const modules = [...new Set(found.map(({ module }) => module))];
  return json(
    200,
    modules.map((module) => moduleView(module, found, isV1 ? 'v1' : 'v2')),
  );
}

/** The flows of a module as the version of the probe shows them. A second screen of the same name is in a second flow. */
function moduleView(module: string, all: readonly SimulatedSuite[], version: 'v1' | 'v2'): object {
  const suites = all.filter((each) => each.module === module);
  const names = suites.map(({ screen }) => screen);
  const flows = [
    names.filter((name, at) => names.indexOf(name) === at),
    names.filter((name, at) => names.indexOf(name) !== at),
  ].filter((flow) => flow.length > 0);
  return version === 'v1'
    ? {
        BDDTestEndpointsInfo: {
          EspaceName: module,
          WebFlows: flows.map((flow) => ({ WebScreens: screensIn(flow) })),
        },
      }
    : {
        EspaceName: module,
        BDDFrameworkType: suites[0]?.side ?? 'server',
        TestFlows: flows.map((flow) => ({ TestScreens: screensIn(flow) })),
      };
}

const screensIn = (flow: readonly string[]): readonly object[] => flow.map((Name) => ({ Name }));

function isPattern(text: string | null): boolean {
  try {
    return text === null || new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

/** Handles `GET GetApplicationDependencies`: the libraries of an application. */
function dependencies({ request, site }: RequestContext): Answer {
  const name = request.query.get('ApplicationName') ?? '';
  const application = site.applications.find((each) => each.name === name);
  if (!application) throw new Refusal(404, `There is no application with the name ${name}.`);
  const producers = site.applications.filter(({ kind }) => kind === 'Library');
  return json(
    200,
    producers.filter((each) => each !== application).map(({ key }) => ({ ApplicationKey: key })),
  );
}

/** Handles `GET BDDTestRunner/{module}/{screen}` of both frameworks. */
function runTest({ request, site, shared, keys: [module = '', screen = ''] }: RequestContext): Answer {
  const { tests = {} } = site.scenario;
  const side = /^\/testrunner_api\//i.test(request.path) ? 'client' : 'server';
  if (tests.missingFramework === side) return htmlPage(404, '404 - File or directory not found.');
  const suite = suitesOf(tests).find(
    (each) =>
      encodeURIComponent(each.module) === module &&
      encodeURIComponent(each.screen) === screen &&
      each.side === side,
  );
  if (!suite) throw new Refusal(404, `There is no test screen ${module}/${screen}.`);
  if (request.headers['x-cicdprobe-key'] !== undefined)
    request.object('the key of the probe was sent to the test framework');
  shared.state.testRuns.push(`${suite.module}/${suite.screen}`);
  return runSuite(suite);
}
