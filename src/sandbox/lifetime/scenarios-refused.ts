import { hostileProblems } from '../appian/problems.ts';
import { content, htmlPage, type Received } from '../simulated-api.ts';
import { lifetimeError, refuseLifetime } from './errors.ts';
import { cannotExecute, type LifetimeScenario, refusing } from './scenario.ts';
import { environments } from './world.ts';

const create = 'POST deployments';
const details = 'GET deployments/*';
const start = 'POST deployments/*/start';
const upload = 'POST environments/*/deployment';
const tag = 'POST environments/*/applications/*/versions';

const production = environments.find(({ name }) => name === 'Production')?.key ?? '';

const overlapping = cannotExecute(
  'Modules of this plan, their producers or their consumers are part of another running deployment plan.',
);

const denied = (request: Received) => {
  const [, key] = /\/deployments\/([^/]+)/.exec(request.path) ?? [];
  return lifetimeError(
    403,
    key === undefined
      ? "Service Account doesn't have permissions to create deployments in the environment."
      : `Service Account doesn't have permissions to the deployment with key ${key}.`,
  );
};

/** Scenarios that refuse requests regardless of their content. */
export const refusalScenarios: readonly LifetimeScenario[] = [
  { name: 'unauthorized', about: '401 with JSON on everything', refuse: () => refuseLifetime(401) },
  {
    name: 'unauthorized-html',
    about: '401 with an HTML page on everything',
    refuse: () => htmlPage(401, '401 - Unauthorized: Access is denied due to invalid credentials.'),
  },
  {
    name: 'no-permission',
    about: 'a read-only account: 403 on everything but GET, no deployments are shown',
    refuse(call, _nth, request) {
      if (!call.startsWith('GET ')) return denied(request);
      if (call !== 'GET deployments') return undefined;
      return request.query.has('TargetEnvironmentKey')
        ? content(204, 'application/json', '')
        : refuseLifetime(403);
    },
  },
  {
    name: 'no-access',
    about: '403 on every single environment and application, and on the applications of an environment',
    refuse: refusing(
      [
        'GET environments/*',
        'GET environments/*/applications',
        'GET environments/*/applications/*',
        'GET applications/*',
      ],
      lifetimeError(
        403,
        'Failed to retrieve the application. The user does not have the required permissions.',
      ),
    ),
  },
  {
    name: 'create-400',
    about: 'create is refused',
    refuse: refusing([create], lifetimeError(400, 'The deployment plan is not valid.')),
  },
  {
    name: 'create-500',
    about: 'create fails with 500 and nothing is created',
    refuse: refusing([create], refuseLifetime(500)),
  },
  {
    name: 'overlap',
    about: 'start is refused (400) twice because another running plan has the same modules',
    refuse: refusing([start], overlapping, 2),
  },
  {
    name: 'overlap-forever',
    about: 'the same on every start',
    refuse: refusing([start], overlapping),
  },
  {
    name: 'tag-and-deploy',
    about: 'start is refused (400): the plan has Tag & Deploy items',
    refuse: refusing(
      [start],
      cannotExecute("The deployment plan has 'Tag & Deploy' operations, which the API does not support."),
    ),
  },
  {
    name: 'start-403',
    about: 'start is refused: no permission',
    refuse: refusing([start], refuseLifetime(403)),
  },
  { name: 'start-500', about: 'start fails with 500', refuse: refusing([start], refuseLifetime(500)) },
  {
    name: 'details-500',
    about: 'the details of a plan are a 500',
    refuse: refusing([details], refuseLifetime(500)),
  },
  {
    name: 'delete-500',
    about: 'start is refused, and so is the deletion of the plan',
    refuse: refusing([start, 'DELETE deployments/*'], refuseLifetime(500)),
  },
  {
    name: 'status-403',
    about: 'the status of a plan is refused',
    refuse: refusing(['GET deployments/*/status'], refuseLifetime(403)),
  },
  {
    name: 'html-503',
    about: '503 with an HTML page on the first look at a status',
    refuse: refusing(['GET deployments/*/status'], htmlPage(503, '503 Service Unavailable'), 1),
  },
  {
    name: 'wait-400',
    about: '503 with Retry-After: 400 on the first look at a status',
    refuse: refusing(
      ['GET deployments/*/status'],
      htmlPage(503, '503 Service Unavailable', { 'Retry-After': '400' }),
      1,
    ),
  },
  {
    name: 'tag-refused',
    about: 'tagging is refused (400)',
    refuse: refusing([tag], lifetimeError(400, 'The application has modules that were never published.')),
  },
  {
    name: 'binary-disabled',
    about: 'a package for Production is refused (403)',
    refuse: (call, _nth, request) =>
      call === upload && request.path.includes(production)
        ? lifetimeError(403, "Deploying binaries to the environment 'Production' is disabled in LifeTime.")
        : undefined,
  },
  {
    name: 'binary-protected',
    about: 'a package is refused (400): a module is protected',
    refuse: refusing([upload], lifetimeError(400, "Module 'EmployeeBackoffice_CS' is protected (IPP).")),
  },
  {
    name: 'no-binary',
    about: '204: there is no package to download',
    refuse: refusing(
      ['GET applications/*/versions/*/content', 'GET environments/*/applications/*/content'],
      content(204, 'application/json', ''),
    ),
  },
  {
    name: 'solution-disabled',
    about: '405: solutions cannot be exported',
    refuse: refusing(['POST environments/*/solution'], lifetimeError(405, 'The feature is not available.')),
  },
  {
    name: 'hostile-refusal',
    about: 'create is refused in words that try to command',
    refuse: refusing([create], lifetimeError(400, ...hostileProblems.map(({ message }) => message))),
  },
  {
    name: 'echo-token',
    about: 'create is refused with the token in the text',
    refuse: (call, _nth, request) =>
      call === create
        ? lifetimeError(403, `Service Account ${request.credential} (${request.headers['authorization']})`)
        : undefined,
  },
];
