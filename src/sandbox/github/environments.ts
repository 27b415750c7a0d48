import { type Answer, content, json } from '../simulated-api.ts';
import { Refused, refuseGitHub } from './errors.ts';
import { now, type OpenEnvironment, type RequestContext } from './site.ts';
import { pageOf } from './views.ts';

const firstId = 7_000_000_000;

/** Creates an environment that does not exist yet, as a deployment to it does. */
export function addEnvironment({ shared, repository }: RequestContext, name: string): void {
  const isKnown = shared.environments.some((each) => each.repository === repository && each.name === name);
  if (isKnown) return;
  const id = firstId + shared.environments.length + 1;
  shared.environments.push({ repository, name, id, createdAt: now() });
}

/** Handles `GET environments`. */
export function environmentList(context: RequestContext): Answer {
  const found = context.shared.environments.filter(({ repository }) => repository === context.repository);
  const { items, headers } = pageOf(context.request, found);
  return json(
    200,
    { total_count: found.length, environments: items.map((each) => show(context, each)) },
    headers,
  );
}

/** Handles `GET environments/{name}`. */
export function oneEnvironment(context: RequestContext): Answer {
  return json(200, show(context, environmentOf(context)));
}

/** Handles `DELETE environments/{name}`; the deployments of the environment remain. */
export function deleteEnvironment(context: RequestContext): Answer {
  const { environments } = context.shared;
  environments.splice(environments.indexOf(environmentOf(context)), 1);
  return content(204, 'application/json', '');
}

function environmentOf({ shared, repository, id = '' }: RequestContext): OpenEnvironment {
  const name = decodeURIComponent(id);
  const found = shared.environments.find((each) => each.repository === repository && each.name === name);
  if (!found) throw new Refused(refuseGitHub(404));
  return found;
}

function show({ request, repository }: RequestContext, { id, name, createdAt }: OpenEnvironment): unknown {
  return {
    id,
    node_id: `EN_${id}`,
    name,
    url: `${request.origin}/api/v3/repos/${repository}/environments/${encodeURIComponent(name)}`,
    created_at: createdAt,
    updated_at: createdAt,
    protection_rules: [],
    deployment_branch_policy: null,
  };
}
