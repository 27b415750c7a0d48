import { keyOf } from '../keys.ts';
import { type Answer, content, json } from '../simulated-api.ts';
import { addEnvironment } from './environments.ts';
import { gitHubError, Refused } from './errors.ts';
import { bodyOf, descriptionIn, type Fields, refuseRequest, textIn } from './fields.ts';
import { deploymentOf, now, type OpenDeployment, type RequestContext } from './site.ts';
import { page, showDeployment } from './views.ts';

const fields: Fields = {
  ref: 'string',
  task: 'string',
  auto_merge: 'boolean',
  required_contexts: 'array',
  payload: 'object or string',
  environment: 'string',
  description: 'string',
  transient_environment: 'boolean',
  production_environment: 'boolean',
};

/** The default branch, another branch, and tags. Full commit ids are always accepted. */
const refs: ReadonlySet<string> = new Set(['main', 'develop', 'v1.2.2', 'v1.2.3']);

/** Returns the commit id of a ref; undefined for an unknown ref. */
function commitOf(ref: string): string | undefined {
  if (/^[0-9a-f]{40}$/.test(ref)) return ref;
  const name = ref.replace(/^refs\/(?:heads|tags)\//, '');
  return refs.has(name) ? keyOf('commit', name).replaceAll('-', '').padEnd(40, '0') : undefined;
}

/** More than 32 bits, as GitHub's ids are. */
const firstId = 3_000_000_000;

const ends: ReadonlySet<string> = new Set(['error', 'failure', 'inactive', 'success']);

/**
 * Handles `POST deployments`.
 *
 * @throws Refused for a body outside the schema or an unknown ref
 */
export function createDeployment(context: RequestContext): Answer {
  const { request, scenario, shared, repository } = context;
  const { object } = request;
  const body = bodyOf(request, fields);
  const ref = textIn(body, 'ref');
  if (ref === '') refuseRequest(object, '"ref" wasn\'t supplied.');
  const description = descriptionIn(body, 'Deployment', object);
  const sha = scenario.hasNoRefs ? undefined : commitOf(ref);
  if (sha === undefined) throw new Refused(gitHubError(422, `No ref found for: ${ref}`));
  if (body['auto_merge'] !== false) {
    object('auto_merge is not false: GitHub merges the default branch instead of making a deployment');
    return json(202, { message: `Auto-merged main into ${ref} on deployment.` });
  }
  const contexts = body['required_contexts'];
  if (!Array.isArray(contexts) || contexts.length > 0) {
    object('required_contexts is not []: the check that runs this very request is still pending');
    return gitHubError(409, `Conflict: Commit status checks failed for ${ref}.`);
  }

  const environment = textIn(body, 'environment', 'production');
  const payload = body['payload'] ?? {};
  const deployment: OpenDeployment = {
    id: firstId + ++shared.created,
    repository,
    ref,
    sha,
    task: textIn(body, 'task', 'deploy'),
    payload,
    originalEnvironment: environment,
    environment,
    description,
    isTransient: body['transient_environment'] === true,
    isProduction: (body['production_environment'] ?? environment === 'production') === true,
    createdAt: now(),
    statuses: [],
  };
  const twin = shared.deployments.find(
    (other) => isOpen(other) && identityOf(other) === identityOf(deployment),
  );
  if (twin) object(`the same deployment is open already: ${twin.id}`);
  shared.deployments.push(deployment);
  addEnvironment(context, environment);
  return json(201, showDeployment(context, deployment));
}

function isOpen({ statuses }: OpenDeployment): boolean {
  return !ends.has(statuses.at(-1)?.state ?? 'pending');
}

/** Returns a key that is equal only for repetitions of the same deployment. */
function identityOf({ repository, sha, task, originalEnvironment, payload }: OpenDeployment): string {
  return JSON.stringify([repository, sha, task, originalEnvironment, payload]);
}

/** Handles `GET deployments`, newest first. */
export function deploymentList(context: RequestContext): Answer {
  const { request, shared, repository } = context;
  const filters = ['sha', 'ref', 'task', 'environment'] as const;
  const found = shared.deployments.filter(
    (deployment) =>
      deployment.repository === repository &&
      filters.every((name) => {
        const wanted = request.query.get(name) ?? 'none';
        return wanted === 'none' || deployment[name] === wanted;
      }),
  );
  return page(context, found.toReversed(), (deployment) => showDeployment(context, deployment));
}

/** Handles `GET deployments/{id}`. */
export function oneDeployment(context: RequestContext): Answer {
  return json(200, showDeployment(context, deploymentOf(context)));
}

/** Handles `DELETE deployments/{id}`: deletes an inactive deployment, or the only one of the repository. */
export function deleteDeployment(context: RequestContext): Answer {
  const { shared, repository } = context;
  const deployment = deploymentOf(context);
  const count = shared.deployments.filter((each) => each.repository === repository).length;
  if (count > 1 && deployment.statuses.at(-1)?.state !== 'inactive') {
    return gitHubError(422, 'We cannot delete an active deployment unless it is the only deployment.');
  }
  shared.deployments.splice(shared.deployments.indexOf(deployment), 1);
  return content(204, 'application/json', '');
}
