import { sequentialKey } from '../keys.ts';
import { type Answer, isObject, json } from '../simulated-api.ts';
import { Refused } from './errors.ts';
import { entryOf, type OpenRecord, type RequestContext } from './site.ts';
import { type DeploymentRecord, type DeploymentStatus, deploymentStatuses } from './state.ts';
import {
  bodyOf,
  filledText,
  isoDate,
  isUuid,
  object,
  oneOf,
  optional,
  required,
  type Shape,
  text,
  uuid,
} from './validation.ts';
import { page, showFully, showRecord } from './views.ts';

/** Permitted next statuses of each status. */
const transitions: Readonly<Record<DeploymentStatus, readonly DeploymentStatus[]>> = {
  pending: ['in_progress', 'failed'],
  in_progress: ['succeeded', 'failed'],
  succeeded: ['rolled_back'],
  failed: ['pending'],
  rolled_back: ['pending'],
};

const filters: Shape = {
  componentId: optional(uuid),
  environmentId: optional(uuid),
  status: optional(oneOf(deploymentStatuses)),
};

/** Handles `GET deployments`, newest first. */
export function deploymentList(context: RequestContext): Answer {
  const { request, site } = context;
  const isWanted = (name: keyof DeploymentRecord, record: DeploymentRecord): boolean => {
    const value = request.query.get(name);
    return value === null || record[name] === value;
  };
  const found = site.records.filter((record) =>
    (['componentId', 'environmentId', 'status'] as const).every((name) => isWanted(name, record)),
  );
  return page(context, filters, found.toReversed(), (record) => showFully(site, record));
}

function recordOf({ request, site, keys }: RequestContext): OpenRecord {
  const [id] = keys;
  const known = site.records.find((record) => record.id === id);
  if (known) return known;
  if (!isUuid(id)) {
    request.object('the id in the path is not a UUID');
    throw new Refused(500, 'Internal server error');
  }
  return entryOf(site.records, id, 'Deployment');
}

/** Handles `GET deployments/{id}`. */
export function oneDeployment(context: RequestContext): Answer {
  return json(200, showFully(context.site, recordOf(context)));
}

const created: Shape = {
  componentId: required(uuid),
  environmentId: required(uuid),
  version: required(filledText),
  deployedBy: optional(text),
  commitSha: optional(text),
  description: optional(text),
  metadata: optional(object),
};

const createdInEraC: Shape = { ...created, pipelineRunId: optional(uuid) };

/** Handles `POST deployments`. @throws Refused for an invalid body or an unknown component or environment */
export function createDeployment({ request, site, shared }: RequestContext): Answer {
  const sent = bodyOf(request, site.scenario.era === 'c' ? createdInEraC : created);
  const component = entryOf(site.components, sent['componentId'], 'Component');
  const environment = entryOf(site.environments, sent['environmentId'], 'Environment');
  const given = JSON.stringify(sent);
  const twin = shared.state.deployments.find(
    ({ status, writes: [first] }) =>
      (status === 'pending' || status === 'in_progress') && JSON.stringify(first?.sent) === given,
  );
  if (twin) request.object(`the same deployment is open already: ${twin.id}`);

  const now = new Date().toISOString();
  const optionalText = (name: string): string | null => {
    const value = sent[name];
    return typeof value === 'string' ? value : null;
  };
  const record: OpenRecord = {
    id: site.scenario.deploymentId ?? sequentialKey('da', shared.state.deployments.length + 1),
    component: component.name,
    environment: environment.name,
    componentId: component.id,
    environmentId: environment.id,
    version: String(sent['version']),
    status: 'pending',
    deployedBy: optionalText('deployedBy'),
    commitSha: optionalText('commitSha'),
    description: optionalText('description'),
    metadata: isObject(sent['metadata']) ? sent['metadata'] : null,
    startedAt: now,
    finishedAt: null,
    createdAt: now,
    updatedAt: now,
    writes: [{ status: 'pending', sent }],
  };
  site.records.push(record);
  shared.state.deployments.push(record);
  return json(201, showRecord(record));
}

const changed: Shape = {
  status: optional(oneOf(deploymentStatuses)),
  finishedAt: optional(isoDate),
  metadata: optional(object),
};

/** Handles `PATCH deployments/{id}`. @throws Refused for an invalid body or a forbidden transition */
export function updateDeployment(context: RequestContext): Answer {
  const { request, site } = context;
  const sent = bodyOf(request, changed);
  const record = recordOf(context);
  const { metadata } = sent;
  const status = deploymentStatuses.find((known) => known === sent['status']);
  if (status) expectTransition(context, record, status);
  if (Object.keys(sent).length === 0) request.object('nothing to change');

  if (typeof sent['finishedAt'] === 'string') {
    record.finishedAt = new Date(sent['finishedAt']).toISOString();
  } else if (status === 'succeeded' || status === 'failed') {
    request.object('finishedAt is left out, and the server does not set it');
  }
  if (isObject(metadata)) record.metadata = { ...record.metadata, ...metadata };
  record.status = status ?? record.status;
  record.updatedAt = new Date().toISOString();
  record.writes.push({ status: record.status, sent });
  const answer = json(200, showFully(site, record));

  if (status === 'in_progress') {
    site.starts += 1;
    if (site.scenario.isFailedElsewhere) {
      record.status = 'failed';
      site.touched.add(record);
    }
  }
  return answer;
}

function expectTransition({ request, site }: RequestContext, record: OpenRecord, to: DeploymentStatus): void {
  const allowed = transitions[record.status];
  if (allowed.includes(to)) return;
  const problem =
    `Invalid status transition from "${record.status}" to "${to}". ` +
    `Allowed transitions: ${allowed.join(', ')}`;
  // This client did not cause a change that another user made.
  if (!site.touched.has(record)) request.object(problem);
  throw new Refused(400, problem);
}
