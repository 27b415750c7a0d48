import { keyOf } from '../keys.ts';
import { type Answer, content, json } from '../simulated-api.ts';
import { lifetimeError, Refusal } from './errors.ts';
import { list } from './infrastructure.ts';
import { look, type SimulatedPlan } from './plan.ts';
import { type LifetimeSite, planOf, type RequestContext } from './site.ts';
import { dayAfter, dayOf, daysBefore, stamp } from './time.ts';
import { mainName } from './world.ts';

/** Default age limit of the list without `MinDate`, in days. */
const defaultDays = 7;

/** Handles `GET /deployments/`: newest first, without any status. */
export function planList({ site, request }: RequestContext): Answer {
  const { query } = request;
  const now = Date.now();
  const dateOf = (name: string, otherwise: number): number => {
    const text = query.get(name) ?? '';
    const date = text === '' ? otherwise : dayOf(text);
    if (date === undefined) throw new Refusal(400, `${name} must be a date: YYYY-MM-DD.`);
    return date;
  };
  const from = dateOf('MinDate', daysBefore(now, defaultDays));
  const to = dayAfter(dateOf('MaxDate', now));
  const target = query.get('TargetEnvironmentKey') ?? '';
  const shown = site.plans.filter(
    ({ view, seed }) =>
      !view.deleted &&
      (target === '' || view.target === target) &&
      seed.createdAt >= from &&
      seed.createdAt < to,
  );
  return list(shown.toReversed().map((plan) => showPlan(site, plan)));
}

/** Handles `GET /deployments/{key}/`. */
export function planDetails(context: RequestContext): Answer {
  const { plan, site } = planOf(context, context.keys[0]);
  plan.view.reads += 1;
  const { scenario } = site;
  const isFromBinary = plan.view.kind === 'binary';
  return json(200, {
    Deployment: showPlan(site, plan),
    ...(isFromBinary && { ApplicationsToDeploy: binaryContents(site, plan) }),
    ApplicationsToRedeploy:
      scenario.isOutdated && !isFromBinary
        ? [keyOf('application', 'CustomerPortal'), keyOf('application', 'Inventory')]
        : [],
    ApplicationConflicts: conflictsOf(plan, site),
    ...(!scenario.isOld && { ModulesToDelete: [], ReservedForFutureUse: null }),
  });
}

/** Returns the conflicts of a plan; a plan from a package never has any. */
export function conflictsOf(plan: SimulatedPlan, { scenario }: LifetimeSite): readonly unknown[] {
  if (plan.view.kind === 'binary' || !scenario.conflicts) return [];
  return scenario.conflicts({ operations: plan.operations, target: plan.seed.target.name });
}

function binaryContents({ applications }: LifetimeSite, { view }: SimulatedPlan): unknown {
  return applications
    .filter(({ name }) => name === mainName)
    .map(({ key, name, modules, places }) => ({
      ApplicationKey: key,
      ApplicationName: name,
      IsNew: !places.has(view.target),
      ModulesInBinary: modules.map((module) => ({ Key: module.key, Name: module.name })),
    }));
}

function showPlan(site: LifetimeSite, plan: SimulatedPlan): unknown {
  const { view, seed } = plan;
  const { by } = seed;
  const starter = view.started ? by : { name: '', user: '' };
  const aborter = plan.abortedBy ?? { name: '', user: '' };
  return {
    Key: view.key,
    SourceEnvironmentKey: view.source,
    TargetEnvironmentKey: view.target,
    Notes: view.notes,
    CreatedOn: stamp(seed.createdAt),
    CreatedBy: by.name,
    CreatedByUsername: by.user,
    SavedOn: stamp(seed.createdAt + 853),
    SavedBy: by.name,
    SavedByUsername: by.user,
    StartedOn: stamp(plan.startedAt),
    StartedBy: starter.name,
    StartedByUsername: starter.user,
    AbortedOn: stamp(plan.abortedAt),
    AbortedBy: aborter.name,
    AbortedByUsername: aborter.user,
    ApplicationOperations: plan.operations.map(({ shown }) => shown),
    ...(!site.scenario.isOld && {
      DetailsURL: `https://lifetime.company.com/lifetime/Stagings_List.aspx?StagingKey=${view.key}`,
      ReservedForFutureUse: [],
    }),
  };
}

/** Handles `GET /deployments/{key}/status/`: the status with the whole log so far. */
export function planStatus(context: RequestContext): Answer {
  const { plan } = planOf(context, context.keys[0]);
  const { status, info = '' } = look(plan);
  const head = JSON.stringify({ DeploymentStatus: status, Info: info });
  // The log is already JSON text, because serializing a long log at each poll would be slow.
  const body = `${head.slice(0, -1)},"DeploymentLog":[${plan.log.text}]}`;
  return content(200, 'application/json;charset=UTF-8', body);
}

/** Handles `DELETE /deployments/{key}/`. */
export function deletePlan(context: RequestContext): Answer {
  const { plan } = planOf(context, context.keys[0]);
  if (plan.view.started) {
    return lifetimeError(400, 'Only a deployment plan that was not started can be deleted.');
  }
  plan.view.deleted = true;
  return content(204, 'application/json', '');
}
