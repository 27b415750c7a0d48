import { type Answer, type AnswerHeaders, json, type Received } from '../simulated-api.ts';
import type { OpenDeployment, RequestContext } from './site.ts';
import type { GitHubDeployment, GitHubStatus } from './state.ts';

const creator = { login: 'github-actions[bot]', id: 41_898_282, type: 'Bot', site_admin: false };

const addressOf = ({ request, repository }: RequestContext): string =>
  `${request.origin}/api/v3/repos/${repository}`;

/** Converts a deployment into the JSON that GitHub answers. */
export function showDeployment(context: RequestContext, deployment: GitHubDeployment) {
  const repositoryUrl = addressOf(context);
  const url = `${repositoryUrl}/deployments/${deployment.id}`;
  return {
    url,
    id: deployment.id,
    node_id: `DE_${deployment.id}`,
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: deployment.payload,
    original_environment: deployment.originalEnvironment,
    environment: deployment.environment,
    description: deployment.description === '' ? null : deployment.description,
    creator,
    created_at: deployment.createdAt,
    updated_at: deployment.statuses.at(-1)?.createdAt ?? deployment.createdAt,
    statuses_url: `${url}/statuses`,
    repository_url: repositoryUrl,
    transient_environment: deployment.isTransient,
    production_environment: deployment.isProduction,
  };
}

/** Converts a deployment status into the JSON that GitHub answers. */
export function showStatus(context: RequestContext, deployment: OpenDeployment, status: GitHubStatus) {
  const repositoryUrl = addressOf(context);
  const deploymentUrl = `${repositoryUrl}/deployments/${deployment.id}`;
  return {
    url: `${deploymentUrl}/statuses/${status.id}`,
    id: status.id,
    node_id: `DES_${status.id}`,
    state: status.state,
    creator,
    description: status.description,
    environment: status.environment,
    target_url: status.logUrl,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    deployment_url: deploymentUrl,
    repository_url: repositoryUrl,
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
  };
}

/** Answers with a page of a list: `per_page` (default 30, at most 100), `page`, and a `Link` to the next page. */
export function page<Item>(
  { request }: RequestContext,
  all: readonly Item[],
  show: (item: Item) => unknown,
): Answer {
  const { items, headers } = pageOf(request, all);
  return json(200, items.map(show), headers);
}

/** Returns the items of the requested page, and the headers that point to the next page. */
export function pageOf<Item>(
  request: Received,
  items: readonly Item[],
): { readonly items: readonly Item[]; readonly headers: AnswerHeaders } {
  const asked = (name: string, otherwise: number): number => {
    const number = Number(request.query.get(name) ?? otherwise);
    return Number.isInteger(number) && number > 0 ? number : otherwise;
  };
  const size = Math.min(asked('per_page', 30), 100);
  const at = asked('page', 1);
  const shown = items.slice((at - 1) * size, at * size);
  if (items.length <= at * size) return { items: shown, headers: {} };
  const query = new URLSearchParams(request.query);
  query.set('page', String(at + 1));
  const next = `${request.origin}${request.path}?${query.toString()}`;
  return { items: shown, headers: { Link: `<${next}>; rel="next"` } };
}
