import { type Answer, json } from '../vendor.ts';
import {
  bodyOf,
  descriptionIn,
  type Fields,
  refuseField,
  refuseRequest,
  textIn,
  webAddressIn,
} from './fields.ts';
import { type Desk, deploymentOf, now, type OpenDeployment, type Visit } from './site.ts';
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

/** `POST deployments/{id}/statuses` */
export function createStatus(visit: Visit): Answer {
  const { request, desk } = visit;
  const { object } = request;
  const deployment = deploymentOf(visit);
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
  const status = add(desk, deployment, { ...given, isAutomatic: false });
  if (state === 'success' && body['auto_inactive'] !== false) retire(desk, deployment);
  return json(201, showStatus(visit, deployment, status));
}

/** Appends a status, with the next identifier. */
function add(
  desk: Desk,
  deployment: OpenDeployment,
  given: Omit<GitHubStatus, 'id' | 'createdAt'>,
): GitHubStatus {
  const count = desk.deployments.reduce((sum, { statuses }) => sum + statuses.length, 0);
  const status = { ...given, id: firstId + count + 1, createdAt: now() };
  deployment.statuses.push(status);
  return status;
}

const firstId = 5_000_000_000;

/** Earlier deployments to the same place make room for the one that succeeded. */
function retire(desk: Desk, successor: OpenDeployment): void {
  for (const earlier of desk.deployments.slice(0, desk.deployments.indexOf(successor))) {
    const last = earlier.statuses.at(-1);
    const isReplaced =
      last?.state === 'success' &&
      !earlier.isTransient &&
      !earlier.isProduction &&
      earlier.repository === successor.repository &&
      earlier.environment === successor.environment;
    if (isReplaced) add(desk, earlier, { ...last, state: 'inactive', description: '', isAutomatic: true });
  }
}

/** `GET deployments/{id}/statuses`, newest first */
export function statusList(visit: Visit): Answer {
  const deployment = deploymentOf(visit);
  return page(visit, deployment.statuses.toReversed(), (status) => showStatus(visit, deployment, status));
}
