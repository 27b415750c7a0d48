import { jsonOf } from '../body.ts';
import { dropAnswer } from '../drop-answer.ts';
import { findRoute } from '../routes.ts';
import {
  type Answer,
  isObject,
  type Received,
  type SimulatedApi,
  type SimulatedApiModule,
} from '../simulated-api.ts';
import { bearer } from '../token.ts';
import { createDeployment, deleteDeployment, deploymentList, oneDeployment } from './deployments.ts';
import { deleteEnvironment, environmentList, oneEnvironment } from './environments.ts';
import { gitHubError, Refused, refuseGitHub } from './errors.ts';
import { type GitHubScenario, gitHubScenarios } from './scenarios.ts';
import type { RequestContext, SharedState } from './site.ts';
import type { GitHubDeploymentsState } from './state.ts';
import { createStatus, statusList } from './statuses.ts';

/** GitHub's deployments API, at the path of a GitHub Enterprise Server. */
export const github: SimulatedApiModule<GitHubDeploymentsState> = {
  title:
    'GitHub Deployments, /api/v3/repos/{owner}/{repo}/deployments and /environments, Authorization: Bearer <token>',
  scenarios: gitHubScenarios.map(({ name, about }) => ({ name, about })),
  open: openGitHub,
};

type Handler = (context: RequestContext) => Answer;

/** Handlers by path pattern (a star for each key), then by method. */
const routes: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  'repos/*/*/deployments': { GET: deploymentList, POST: createDeployment },
  'repos/*/*/deployments/*': { GET: oneDeployment, DELETE: deleteDeployment },
  'repos/*/*/deployments/*/statuses': { GET: statusList, POST: createStatus },
  'repos/*/*/environments': { GET: environmentList },
  'repos/*/*/environments/*': { GET: oneEnvironment, DELETE: deleteEnvironment },
};

const base = '/api/v3/';

function openGitHub(): SimulatedApi<GitHubDeploymentsState> {
  const shared: SharedState = {
    deployments: [],
    created: 0,
    createdStatuses: 0,
    environments: [],
    calls: new Map(),
    lost: new Set(),
  };

  const serve = (request: Received, scenario: GitHubScenario): Answer => {
    const found = findRoute(Object.keys(routes), request.path.slice(base.length));
    if (!found) return refuseGitHub(404);
    const call = `${request.credential} ${request.method} ${found.route}`;
    const nth = (shared.calls.get(call) ?? 0) + 1;
    shared.calls.set(call, nth);
    const refusal = scenario.refuse?.(request, nth);
    if (refusal) return refusal;
    const handler = routes[found.route]?.[request.method];
    if (!handler) return refuseGitHub(404);
    const [owner, name, id] = found.keys;
    const answer = attempt(handler, { request, scenario, shared, repository: `${owner}/${name}`, id });
    const sent = jsonOf(request.body);
    const kind = `${call} ${isObject(sent) ? String(sent['state']) : ''}`;
    return request.method === 'POST' ? dropAnswer(answer, scenario.writeAnswers, kind, shared.lost) : answer;
  };

  return {
    state: { deployments: shared.deployments },
    prefixes: [base],
    refuse: refuseGitHub,
    credential: (headers) => bearer(headers) ?? /^token +(\S+)$/i.exec(headers['authorization'] ?? '')?.[1],
    handle(request) {
      if (!request.headers['user-agent']) {
        request.object('User-Agent is missing');
        return gitHubError(
          403,
          'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
        );
      }
      const scenario = gitHubScenarios.find(({ name }) => name === request.token?.scenario);
      return scenario ? serve(request, scenario) : refuseGitHub(401);
    },
  };
}

function attempt(handler: Handler, context: RequestContext): Answer {
  try {
    return handler(context);
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    throw error;
  }
}
