import { type Answer, json } from '../simulated-api.ts';
import {
  bodyOf,
  descriptionIn,
  type Fields,
  refuseField,
  refuseRequest,
  textIn,
  webAddressIn,
} from './fields.ts';
import { deploymentOf, now, type OpenDeployment, type RequestContext, type SharedState } from './site.ts';
import { type GitHubStatus, gitHubStates } from './state.ts';
import { page, showStatus } from './views.ts';

const fields: Fields = {
  state: 'string',
  target_url: 'string',
  log_url: 'string',
  description: 'string',
  environment: 'string',
  environment_url: 'string',
  auto_inactive: 'boolean',
};

const resource = 'DeploymentStatus';

/**
 * Handles `POST deployments/{id}/statuses`.
 *
 * @throws Refused for an unknown deployment or an invalid body
 */
export function createStatus(context: RequestContext): Answer {
  const { request, shared } = context;
  const { object } = request;
  const deployment = deploymentOf(context);
  const body = bodyOf(request, fields);
  const wanted = textIn(body, 'state');
  if (wanted === '') refuseRequest(object, '"state" wasn\'t supplied.');
  const state = gitHubStates.find((known) => known === wanted);
  if (!state)
    refuseField(object, resource, 'state', `state is not included in the list: ${gitHubStates.join(', ')}`);
  const description = descriptionIn(body, resource, object);
  const targetUrl = webAddressIn(body, 'target_url', object);
  const logUrl = webAddressIn(body, 'log_url', object) || targetUrl;
  const environmentUrl = webAddressIn(body, 'environment_url', object);
  if (targetUrl !== '') object('target_url: log_url has replaced it');

  deployment.environment = textIn(body, 'environment', deployment.environment);
  const given = { state, description, environment: deployment.environment, environmentUrl, logUrl };
  const status = add(shared, deployment, { ...given, isAutomatic: false });
  if (state === 'success' && body['auto_inactive'] !== false) deactivateEarlier(shared, deployment);
  return json(201, showStatus(context, deployment, status));
}

/** Appends a status with the next identifier. */
function add(
  shared: SharedState,
  deployment: OpenDeployment,
  given: Omit<GitHubStatus, 'id' | 'createdAt'>,
): GitHubStatus {
  const status = { ...given, id: firstId + ++shared.createdStatuses, createdAt: now() };
  deployment.statuses.push(status);
  return status;
}

const firstId = 5_000_000_000;

/** Marks earlier deployments to the same environment as inactive. */
function deactivateEarlier(shared: SharedState, successor: OpenDeployment): void {
  for (const earlier of shared.deployments.slice(0, shared.deployments.indexOf(successor))) {
    const last = earlier.statuses.at(-1);
    const isReplaced =
      last?.state === 'success' &&
      !earlier.isTransient &&
      !earlier.isProduction &&
      earlier.repository === successor.repository &&
      earlier.environment === successor.environment;
    if (isReplaced) add(shared, earlier, { ...last, state: 'inactive', description: '', isAutomatic: true });
  }
}

/** Handles `GET deployments/{id}/statuses`, newest first. */
export function statusList(context: RequestContext): Answer {
  const deployment = deploymentOf(context);
  return page(context, deployment.statuses.toReversed(), (status) => showStatus(context, deployment, status));
}
