import { sequentialKey } from '../keys.ts';
import { type Answer, content, isObject, json } from '../vendor.ts';
import { lifetimeError, Refusal } from './errors.ts';
import { bodyOf, complain } from './infrastructure.ts';
import { account, look, openPlan, type Plan, type PlannedOperation, type PlanSeed, rewrite } from './plan.ts';
import { blockKey, environmentOf, openPlans, operation, planOf, type Site, type Visit } from './site.ts';
import type { Environment } from './world.ts';

/** What a create or an update asks for, checked. */
interface Wish {
  readonly notes: string;
  readonly source: Environment;
  readonly target: Environment;
  readonly operations: readonly PlannedOperation[];
}

const fields = new Set(['Notes', 'SourceEnvironmentKey', 'TargetEnvironmentKey', 'ApplicationOperations']);

/** `POST /deployments/` */
export function createPlan(visit: Visit): Answer {
  const { site, request } = visit;
  const { notes, source, target, operations } = wishOf(visit, site, request.object);
  const others = site.scenario.isSinglePlan ? openPlans(site, target.key) : [];
  if (others.length > 0) {
    // Asking again is a look too: whoever only repeats the create gets there as well.
    for (const other of others) look(other);
    return lifetimeError(
      400,
      `There is already an open deployment plan for the environment '${target.name}'.`,
    );
  }
  for (const { version } of operations) {
    if (version.unpublished > 0) {
      version.unpublished -= 1;
      return lifetimeError(
        400,
        'Failed to include application version in staging because it was never published in source environment ' +
          `'${source.name}'`,
      );
    }
  }
  const plan = register(visit, { kind: 'tagged', notes, source: source.key, target, operations });
  return keyAnswer(site, site.scenario.createStatus ?? 201, plan.face.key);
}

/** `POST /environments/{key}/deployment/` */
export function createFromBinary(visit: Visit): Answer {
  const { site, request, desk, keys } = visit;
  const target = environmentOf(visit, keys[0]);
  const { body } = request;
  if (body.kind !== 'bytes') complain(visit, 'The request body must be of type application/octet-stream.');
  const { bytes, sha256 } = body.file;
  if (bytes === 0) complain(visit, 'The package is empty.');
  const plan = register(visit, { kind: 'binary', notes: '', source: '', target, operations: [] });
  desk.state.uploads.push({
    environment: target.key,
    bytes,
    plan: plan.face.key,
    ...(sha256 !== undefined && { sha256 }),
  });
  return keyAnswer(site, 201, plan.face.key);
}

/** `PUT /deployments/{key}/` */
export function updatePlan(visit: Visit): Answer {
  const { plan, site } = planOf(visit, visit.keys[0]);
  const { notes, source, target, operations } = wishOf(visit, site, visit.request.object);
  if (plan.face.status !== 'saved' || plan.face.kind === 'binary') {
    return lifetimeError(400, 'Only a saved deployment plan can be changed.');
  }
  if (source.key !== plan.face.source || target.key !== plan.face.target) {
    return lifetimeError(400, 'The environments of a deployment plan cannot be changed.');
  }
  rewrite(plan, notes, operations);
  return json(200, {
    Notes: notes,
    SourceEnvironmentKey: source.key,
    TargetEnvironmentKey: target.key,
    ApplicationOperations: plan.face.operations,
  });
}

function register({ site, desk }: Visit, seed: Omit<PlanSeed, 'key' | 'by' | 'createdAt'>): Plan {
  const key = site.scenario.deploymentKey ?? sequentialKey('d0', desk.state.plans.length + 1);
  const plan = openPlan({ ...seed, key, by: account, createdAt: Date.now() }, !site.scenario.isOld);
  site.plans.push(plan);
  desk.state.plans.push(plan.face);
  return plan;
}

/** A key as bare text, as a JSON string, or in an object: the documents disagree. */
export function keyAnswer({ scenario }: Site, status: number, key: string): Answer {
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

function wishOf(visit: Visit, site: Site, object: (violation: string) => void): Wish {
  const body = bodyOf(visit);
  const { Notes: notes, ApplicationOperations: operations } = body;
  for (const field of Object.keys(body)) {
    if (!fields.has(field)) object(`${field}: not a documented field of a deployment`);
  }
  if (typeof notes !== 'string') complain(visit, 'Notes: required, a string');
  const { SourceEnvironmentKey: from, TargetEnvironmentKey: to } = body;
  if (typeof from !== 'string') complain(visit, 'SourceEnvironmentKey: required, a string');
  if (typeof to !== 'string') complain(visit, 'TargetEnvironmentKey: required, a string');
  if (!Array.isArray(operations)) complain(visit, 'ApplicationOperations: required, a list');
  const source = environmentOf({ ...visit, site }, from);
  const target = environmentOf({ ...visit, site }, to);
  if (source === target) complain(visit, 'Source and target environment are the same.');
  const planned = (operations as readonly unknown[]).map((each) => planOperation(visit, site, target, each));
  const applications = planned.map(({ application }) => application);
  if (new Set(applications).size < applications.length) complain(visit, 'An application is named twice.');
  return { notes, source, target, operations: planned };
}

function planOperation(visit: Visit, site: Site, target: Environment, each: unknown): PlannedOperation {
  const { ApplicationVersionKey: key, DeploymentZoneKey: zone } = isObject(each) ? each : {};
  if (typeof key !== 'string') complain(visit, 'ApplicationVersionKey: required, a string');
  if (typeof zone !== 'string')
    complain(visit, 'DeploymentZoneKey: required, a string, empty for the default');
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
