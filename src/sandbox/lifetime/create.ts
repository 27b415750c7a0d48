import { sequentialKey } from '../keys.ts';
import { type Answer, content, isObject, json } from '../simulated-api.ts';
import { lifetimeError, Refusal } from './errors.ts';
import { bodyOf, complain } from './infrastructure.ts';
import {
  account,
  look,
  openPlan,
  type PlannedOperation,
  type PlanSeed,
  rewrite,
  type SimulatedPlan,
} from './plan.ts';
import {
  blockKey,
  environmentOf,
  type LifetimeSite,
  openPlans,
  operation,
  planOf,
  type RequestContext,
} from './site.ts';
import type { SimulatedEnvironment } from './world.ts';

/** The checked content of a create or an update. */
interface PlanRequest {
  readonly notes: string;
  readonly source: SimulatedEnvironment;
  readonly target: SimulatedEnvironment;
  readonly operations: readonly PlannedOperation[];
}

const fields = new Set(['Notes', 'SourceEnvironmentKey', 'TargetEnvironmentKey', 'ApplicationOperations']);

/** Maximum processing time of a new tag in milliseconds, unless a scenario counts creates. */
const processing = 3000;

/** Handles `POST /deployments/`. */
export function createPlan(context: RequestContext): Answer {
  const { site, request } = context;
  const { notes, source, target, operations } = readPlanRequest(context, site, request.object);
  const others = site.scenario.isSinglePlan ? openPlans(site, target.key) : [];
  if (others.length > 0) {
    // A repeated create counts as a poll, so a client that only repeats it also succeeds.
    for (const other of others) look(other);
    return lifetimeError(
      400,
      `There is already an open deployment plan for the environment '${target.name}'.`,
    );
  }
  for (const { version } of operations) {
    const isProcessed =
      site.scenario.unpublishedFor === undefined && Date.now() - version.createdAt >= processing;
    if (version.unpublished > 0 && !isProcessed) {
      version.unpublished -= 1;
      return lifetimeError(
        400,
        'Failed to include application version in staging because it was never published in source environment ' +
          `'${source.name}'`,
      );
    }
  }
  const plan = register(context, { kind: 'tagged', notes, source: source.key, target, operations });
  return keyAnswer(site, site.scenario.createStatus ?? 201, plan.view.key);
}

/** Handles `POST /environments/{key}/deployment/`. */
export function createFromBinary(context: RequestContext): Answer {
  const { site, request, shared, keys } = context;
  const target = environmentOf(context, keys[0]);
  const { body } = request;
  if (body.kind !== 'bytes') complain(context, 'The request body must be of type application/octet-stream.');
  const { bytes, sha256 } = body.file;
  if (bytes === 0) complain(context, 'The package is empty.');
  const plan = register(context, { kind: 'binary', notes: '', source: '', target, operations: [] });
  shared.state.uploads.push({
    environment: target.key,
    bytes,
    plan: plan.view.key,
    ...(sha256 !== undefined && { sha256 }),
  });
  return keyAnswer(site, 201, plan.view.key);
}

/** Handles `PUT /deployments/{key}/`. */
export function updatePlan(context: RequestContext): Answer {
  const { plan, site } = planOf(context, context.keys[0]);
  const { notes, source, target, operations } = readPlanRequest(context, site, context.request.object);
  if (plan.view.status !== 'saved' || plan.view.kind === 'binary') {
    return lifetimeError(400, 'Only a saved deployment plan can be changed.');
  }
  if (source.key !== plan.view.source || target.key !== plan.view.target) {
    return lifetimeError(400, 'The environments of a deployment plan cannot be changed.');
  }
  rewrite(plan, notes, operations);
  return json(200, {
    Notes: notes,
    SourceEnvironmentKey: source.key,
    TargetEnvironmentKey: target.key,
    ApplicationOperations: plan.view.operations,
  });
}

function register(
  { site, shared }: RequestContext,
  seed: Omit<PlanSeed, 'key' | 'by' | 'createdAt'>,
): SimulatedPlan {
  const key = site.scenario.deploymentKey ?? sequentialKey('d0', shared.state.plans.length + 1);
  const plan = openPlan({ ...seed, key, by: account, createdAt: Date.now() }, !site.scenario.isOld);
  site.plans.push(plan);
  shared.state.plans.push(plan.view);
  return plan;
}

/** Answers with a key as bare text, as a JSON string, or in an object: the vendor's documents disagree. */
export function keyAnswer({ scenario }: LifetimeSite, status: number, key: string): Answer {
  const { keyForm = 'bare' } = scenario;
  switch (keyForm) {
    case 'quoted':
      return json(status, key);
    case 'object':
      return json(status, { DeploymentKey: key });
    case 'bare':
      return content(status, 'text/plain', key);
  }
}

function readPlanRequest(
  context: RequestContext,
  site: LifetimeSite,
  object: (violation: string) => void,
): PlanRequest {
  const body = bodyOf(context);
  const isV1 = /\/v1\//i.test(context.request.path);
  const { Notes: notes, ApplicationVersionKeys: versionKeys } = body;
  const operations =
    isV1 && Array.isArray(versionKeys)
      ? (versionKeys as readonly unknown[]).map((key) => ({
          ApplicationVersionKey: key,
          DeploymentZoneKey: '',
        }))
      : body['ApplicationOperations'];
  for (const field of Object.keys(body)) {
    if (!fields.has(field) && !(isV1 && field === 'ApplicationVersionKeys'))
      object(`${field}: not a documented field of a deployment`);
  }
  if (typeof notes !== 'string') complain(context, 'Notes: required, a string');
  const { SourceEnvironmentKey: from, TargetEnvironmentKey: to } = body;
  if (typeof from !== 'string') complain(context, 'SourceEnvironmentKey: required, a string');
  if (typeof to !== 'string') complain(context, 'TargetEnvironmentKey: required, a string');
  if (!Array.isArray(operations)) complain(context, 'ApplicationOperations: required, a list');
  const source = environmentOf({ ...context, site }, from);
  const target = environmentOf({ ...context, site }, to);
  if (source === target) complain(context, 'Source and target environment are the same.');
  const planned = (operations as readonly unknown[]).map((each) =>
    planOperation(context, site, target, each),
  );
  const applications = planned.map(({ application }) => application);
  if (new Set(applications).size < applications.length) complain(context, 'An application is named twice.');
  return { notes, source, target, operations: planned };
}

function planOperation(
  context: RequestContext,
  site: LifetimeSite,
  target: SimulatedEnvironment,
  each: unknown,
): PlannedOperation {
  const { ApplicationVersionKey: key, DeploymentZoneKey: zone } = isObject(each) ? each : {};
  if (typeof key !== 'string') complain(context, 'ApplicationVersionKey: required, a string');
  if (typeof zone !== 'string')
    complain(context, 'DeploymentZoneKey: required, a string, empty for the default');
  if (zone !== '' && !target.zones.some((known) => known.key === zone)) {
    throw new Refusal(400, `There is no deployment zone with the key ${zone} in '${target.name}'.`);
  }
  for (const application of site.applications) {
    const version = application.versions.find((known) => known.key === key);
    if (!version) continue;
    if (site.blocked.has(blockKey(target.key, application.key))) {
      const words = `is blocked in environment '${target.name}' and cannot be included in the deployment.`;
      throw new Refusal(400, `Application '${application.name}' ${words}`);
    }
    return operation(application, version, zone);
  }
  throw new Refusal(400, `There is no application version with the key ${key}.`);
}
