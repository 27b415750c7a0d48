import { htmlPage, type Received } from '../simulated-api.ts';
import { problem } from './errors.ts';
import { documentedLimits, tooMany } from './limits.ts';
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
  {
    name: 'secret-expired',
    about: 'the client secret has expired: no access token (401)',
    loginRefusal: { status: 401, error: 'invalid_client', text: 'The client secret has expired.' },
  },
  {
    name: 'client-revoked',
    about: 'the API client is revoked: no access token (400)',
    loginRefusal: { status: 400, error: 'unauthorized_client', text: 'Client not enabled.' },
  },
  {
    name: 'echo-secret',
    about: 'no access token (401), with the client secret in the text',
    loginRefusal: { status: 401, error: 'invalid_client', text: 'Invalid client credentials:' },
    echoesSecret: true,
  },
  { name: 'token-no-life', about: 'the answer has no expires_in', omitsLife: true },
  { name: 'token-short', about: 'an access token lives 60 seconds', tokenSeconds: 60 },
  { name: 'token-uses', about: 'an access token is refused (401) after 10 requests', tokenUses: 10 },
  {
    name: 'unauthorized',
    about: '401 for every access token',
    refuse: (_call, _nth, { path }) => problem(401, path),
  },
  {
    name: 'identity-elsewhere',
    about: 'in the address: the token endpoint is on another host',
    discovery: 'elsewhere',
  },
  {
    name: 'discovery-page',
    about: 'in the address: the discovery document is a login page',
    discovery: 'page',
  },
  { name: 'discovery-missing', about: 'in the address: no discovery document (404)', discovery: 'missing' },
  {
    name: 'discovery-empty',
    about: 'in the address: the discovery document has no token_endpoint',
    discovery: 'no endpoint',
  },

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
    name: 'limited',
    about: '10 POSTs a minute for each endpoint and 100 requests for each API domain, else 429',
    limits: documentedLimits,
  },
  {
    name: 'limited-retry-after',
    about: 'the same, with Retry-After',
    limits: { ...documentedLimits, hasRetryAfter: true },
  },
  {
    name: 'throttled',
    about: '429 without Retry-After on the first deployment, build and analysis',
    refuse: refusing([deploy, build, analyse], (path) => tooMany(path), 1),
  },
  {
    name: 'throttled-retry-after',
    about: 'the same with Retry-After: 7',
    refuse: refusing([deploy, build, analyse], (path) => tooMany(path, 7), 1),
  },
  {
    name: 'throttled-looks',
    about: '429 without Retry-After on the first two looks at an operation',
    refuse: refusing([look], (path) => tooMany(path), 2),
  },
  {
    name: 'throttled-forever',
    about: '429 on every deployment',
    refuse: refusing([deploy], (path) => tooMany(path)),
  },

  {
    name: 'lost-answers',
    about: 'carries out writes and drops the connection: the first of each kind and asset',
    writeAnswers: 'lost-once',
  },
  {
    name: 'lost-late',
    about: 'the same; the first list of operations does not show the new one',
    writeAnswers: 'lost-once',
    listDelay: 1,
  },
  {
    name: 'lost-hidden',
    about: 'the same; the list of operations is always empty',
    writeAnswers: 'lost-once',
    hidesOperations: true,
  },
  {
    name: 'lost-twin',
    about: 'the same; another run of the same API client starts the same operation at the same moment',
    writeAnswers: 'lost-once',
    twin: 'same client',
  },
  {
    name: 'lost-foreign-twin',
    about: 'the same; another user starts the same operation at the same moment',
    writeAnswers: 'lost-once',
    twin: 'other user',
  },
  {
    name: 'stalled-answers',
    about: 'carries out every write and never answers it; reads are answered',
    writeAnswers: 'stalled',
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
