import { htmlPage, type Received } from '../simulated-api.ts';
import { problem } from './errors.ts';
import { type OdcScenario, refusing } from './scenario.ts';
import { promotionOrder } from './world.ts';

const deploy = 'POST deployments/deployment-operations';
const build = 'POST builds/build-operations';
const analyse = 'POST dependency-management/deployment-analyses';
const tag = 'PATCH asset-repository/assets/*/revisions/*';
const configure = 'PATCH asset-configurations/environments/*/applications/*/configurations';
const readConfiguration = 'GET asset-configurations/environments/*/applications/*/revisions/*/configurations';
const look = 'GET deployments/deployment-operations/*';

const production = promotionOrder.at(-1)?.key ?? '';

/** Returns true for a request that names Production in its path, query or body. */
function concernsProduction({ path, query, body }: Received): boolean {
  return (
    path.includes(production) ||
    query.toString().includes(production) ||
    (body.kind === 'json' && body.text.includes(production))
  );
}

const status =
  (code: number, detail?: string) =>
  (path: string): ReturnType<typeof problem> =>
    problem(code, path, detail);

/** Scenarios that refuse requests regardless of their content. */
export const refusalScenarios: readonly OdcScenario[] = [
  { name: 'forbidden', about: '403 on everything', refuse: (_call, _nth, { path }) => problem(403, path) },
  {
    name: 'forbidden-production',
    about: '403 on everything that concerns Production',
    refuse: (_call, _nth, request) => (concernsProduction(request) ? problem(403, request.path) : undefined),
  },
  { name: 'forbidden-deploy', about: '403 on a deployment', refuse: refusing([deploy], status(403)) },
  { name: 'forbidden-build', about: '403 on a new build', refuse: refusing([build], status(403)) },
  {
    name: 'forbidden-analysis',
    about: '403 on an impact analysis',
    refuse: refusing([analyse], status(403)),
  },
  { name: 'forbidden-tag', about: '403 on a tag', refuse: refusing([tag], status(403)) },
  ...[400, 404, 409, 422].map((code) => ({
    name: `deploy-${code}`,
    about: `a deployment is refused with ${code}`,
    refuse: refusing([deploy], status(code, 'The deployment is not valid.')),
  })),
  {
    name: 'deploy-500',
    about: 'a deployment fails with 500 and nothing is created',
    refuse: refusing([deploy], status(500)),
  },
  { name: 'build-422', about: 'a new build is refused with 422', refuse: refusing([build], status(422)) },
  {
    name: 'tag-refused',
    about: 'a tag is refused with 400',
    refuse: refusing([tag], status(400, 'The tag is not valid.')),
  },

  {
    name: 'settings-refused',
    about: 'a change of the configuration is refused with 400',
    refuse: refusing([configure], status(400, 'The configuration is not valid.')),
  },
  {
    name: 'settings-read-only',
    about: '403 on a change of the configuration',
    refuse: refusing([configure], status(403)),
  },
  {
    name: 'settings-forbidden',
    about: '403 on reading and changing the configuration',
    refuse: refusing([configure, readConfiguration], status(403)),
  },

  {
    name: 'null-problems',
    about: 'a deployment is refused (400) with a problem whose properties are all null',
    hasNullProblems: true,
    refuse: refusing([deploy], status(400)),
  },
  {
    name: 'gateway',
    about: '502 with an HTML page on the first look at an operation',
    refuse: (call, nth) => (call === look && nth === 1 ? htmlPage(502, '502 Bad Gateway') : undefined),
  },
  {
    name: 'flaky',
    about: '503 with an HTML page on every second look at an operation',
    refuse: (call, nth) =>
      call === look && nth % 2 === 1 ? htmlPage(503, '503 Service Unavailable') : undefined,
  },
  {
    name: 'operation-gone',
    about: '404 on every look at an operation after the second',
    refuse: (call, nth, { path }) => (call === look && nth > 2 ? problem(404, path) : undefined),
  },
  {
    name: 'build-gone',
    about: '404 on every look at a build after the first',
    refuse: (call, nth, { path }) =>
      call === 'GET builds/build-operations/*' && nth > 1 ? problem(404, path) : undefined,
  },
  {
    name: 'messages-forbidden',
    about: '403 on the messages of an operation',
    refuse: refusing(['GET deployments/deployment-operations/*/messages'], status(403)),
  },
  {
    name: 'down',
    about: '503 with an HTML page, always',
    refuse: () => htmlPage(503, '503 Service Unavailable'),
  },
  {
    name: 'reset',
    about: 'drops every connection without an answer',
    refuse: (_call, _nth, { path }) => ({ ...problem(500, path), fault: 'reset-before' }),
  },
  {
    name: 'echo-token',
    about: 'a deployment is refused (400) with the access token in the text',
    refuse: (call, _nth, { path, headers, credential }) =>
      call === deploy
        ? problem(400, path, `not allowed: ${headers['authorization']} ${credential}`)
        : undefined,
  },
];
