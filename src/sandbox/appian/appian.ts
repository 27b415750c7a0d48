import type { SimulatedApi, SimulatedApiModule } from '../simulated-api.ts';
import { bearer } from '../token.ts';
import { refuseAppian } from './errors.ts';
import { answerCall } from './routes.ts';
import { openRuleTests } from './rule-tests.ts';
import { appianScenarios } from './scenarios.ts';
import { type AppianState, openSite } from './state.ts';

/** Appian's Deployment REST API, v1 and v2, and the Web APIs for rule tests of its documentation. */
export const appian: SimulatedApiModule<AppianState> = {
  title:
    'Appian Deployment REST API, /suite/deployment-management/{v1,v2}, and rule tests, /suite/webapi, appian-api-key: <token>',
  scenarios: appianScenarios.map(({ name, about }) => ({ name, about })),
  open: openAppian,
};

function openAppian(foreignOrigin: string): SimulatedApi<AppianState> {
  const site = openSite(foreignOrigin);
  const testWithRules = openRuleTests(site.state.testRuns);
  return {
    state: site.state,
    prefixes: ['/suite/'],
    refuse: refuseAppian,
    credential: apiKey,
    handle(request) {
      const { headers, token, path } = request;
      if (headers['appian-api-key'] !== undefined && headers['authorization'] !== undefined) {
        request.object('two credentials in one request');
      }
      const scenario = appianScenarios.find(({ name }) => name === token?.scenario);
      if (!scenario) return refuseAppian(401, path);
      const refusal = scenario.refuse?.(request);
      if (refusal) return refusal;
      if (path.startsWith('/suite/webapi/')) return testWithRules(request, scenario.tests ?? {});
      const [, version, rest] = /^\/suite\/deployment-management\/(v[1-9]\d*)\/(.*?)\/?$/.exec(path) ?? [];
      if (rest === undefined) return refuseAppian(404, path);
      return answerCall({ site, request, scenario, isV1: version === 'v1' }, rest);
    },
  };
}

/** Returns the API key from its own header, a bearer token, or Basic with an empty user or an empty password. */
function apiKey(headers: Readonly<Record<string, string>>): string | undefined {
  const own = headers['appian-api-key'] ?? bearer(headers);
  if (own !== undefined) return own;
  const [, encoded] = /^basic +(\S+)$/i.exec(headers['authorization'] ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  const [user, password] = [pair.slice(0, colon), pair.slice(colon + 1)];
  return colon >= 0 && (user === '' || password === '') ? user || password : undefined;
}
