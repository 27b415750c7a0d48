import { type Answer, json } from '../simulated-api.ts';
import { Refusal } from './errors.ts';
import type { RequestContext } from './site.ts';
import { mainName } from './world.ts';

/** Screens with BDD tests, by module. */
const screens: Readonly<Record<string, readonly string[]>> = { [mainName]: ['LoginTest', 'SaveTest'] };

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
  const name = request.query.get('ApplicationName') ?? '';
  const isUnreadable = !isPattern(
    request.query.get(isV1 ? 'WebFlowExcludePattern' : 'TestFlowExcludePattern'),
  );
  if (isUnreadable) throw new Refusal(400, 'The exclude pattern is not a regular expression.');
  const found = site.scenario.tests === 'none' || !Object.hasOwn(screens, name) ? [] : (screens[name] ?? []);
  if (found.length === 0) return json(200, []);
  const names = found.map((screen) => ({ Name: screen }));
  return json(200, [
    isV1
      ? { BDDTestEndpointsInfo: { EspaceName: name, WebFlows: [{ WebScreens: names }] } }
      : { EspaceName: name, BDDFrameworkType: 'server', TestFlows: [{ TestScreens: names }] },
  ]);
}

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

/** Handles `GET BDDTestRunner/{module}/{screen}`; the scenario can make the last screen fail or break. */
function runTest({ site, shared, keys: [module = '', screen = ''] }: RequestContext): Answer {
  const known = Object.hasOwn(screens, module) ? (screens[module] ?? []) : [];
  if (!known.includes(screen)) throw new Refusal(404, `There is no test screen ${module}/${screen}.`);
  shared.state.testRuns.push(`${module}/${screen}`);
  const outcome = screen === known.at(-1) ? site.scenario.tests : undefined;
  return json(200, {
    SuiteSuccess: outcome === undefined,
    SuccessfulScenarios: outcome === undefined ? 3 : outcome === 'failing' ? 2 : 0,
    FailedScenarios: outcome === 'failing' ? 1 : 0,
    FailureReports: outcome === 'failing' ? ['Scenario "Save": expected 1 but found 2.'] : [],
    ErrorMessage: outcome === 'broken' ? 'The test data could not be created.' : '',
  });
}
