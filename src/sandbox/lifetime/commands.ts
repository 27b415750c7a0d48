import { type Answer, content, isObject, json } from '../simulated-api.ts';
import { conflictsOf } from './deployments.ts';
import { lifetimeError } from './errors.ts';
import { plainLog } from './log.ts';
import { aborting, isTerminal, type Phase, running, succeeded, withWarnings } from './phases.ts';
import {
  account,
  advance,
  applicationsOf,
  begin,
  divert,
  isUnderWay,
  phaseOf,
  type SimulatedPlan,
} from './plan.ts';
import { cannotExecute } from './scenario.ts';
import { flag, type LifetimeSite, planOf, type RequestContext } from './site.ts';
import { isOffline } from './views.ts';
import { type Module, mainName, type SimulatedApplication } from './world.ts';

const accepted: Answer = content(202, 'text/plain', '');

/** Default number of log lines per poll. */
const defaultLinesPerLook = 4;

/** The database connection that {@link missingMappings} lists. */
const logicalDatabase = 'PaymentsDB';

/** Handles `POST /deployments/{key}/start/`. */
export function startPlan(context: RequestContext): Answer {
  const { plan, site } = planOf(context, context.keys[0]);
  const redeployOutdated = flag(context, 'RedeployOutdated');
  const includeErrorDetails = flag(context, 'IncludeErrorDetails');
  const continueWithErrors = flag(context, 'ContinueWithErrors');
  expectNoBody(context);
  const refusal = whyNotStart(plan, site, continueWithErrors ?? false);
  if (refusal) return refusal;

  if (redeployOutdated !== undefined) plan.view.redeployOutdated = redeployOutdated;
  if (includeErrorDetails !== undefined) plan.view.includeErrorDetails = includeErrorDetails;
  if (continueWithErrors !== undefined) plan.view.continueWithErrors = continueWithErrors;
  const { scenario } = site;
  const names = applicationsOf(plan).map(({ name }) => name);
  const source = (scenario.log ?? plainLog)({
    source: site.environments.find(({ key }) => key === plan.view.source)?.name ?? '',
    target: plan.seed.target.name,
    applications: names.length > 0 ? names : [mainName],
  });
  const phases = scenario.run ?? defaultRun(scenario.isOutdated === true && redeployOutdated !== true);
  begin(plan, phases, { source, linesPerLook: scenario.linesPerLook ?? defaultLinesPerLook }, Date.now());
  return accepted;
}

function defaultRun(leavesOutdated: boolean): readonly Phase[] {
  return [running(), leavesOutdated ? withWarnings : succeeded];
}

function whyNotStart(
  plan: SimulatedPlan,
  site: LifetimeSite,
  isInSpiteOfErrors: boolean,
): Answer | undefined {
  if (plan.view.started) return cannotExecute('The deployment plan was already started.');
  if (plan.view.kind === 'tagged' && plan.operations.length === 0) {
    return cannotExecute('The deployment plan has no applications.');
  }
  const unreachable = whyUnreachable(plan, site);
  if (unreachable) return unreachable;
  const { onConflicts = 400 } = site.scenario;
  const isForced = onConflicts === 'continue' && isInSpiteOfErrors;
  if (conflictsOf(plan, site).length > 0 && !isForced) {
    const status = onConflicts === 500 ? 500 : 400;
    return lifetimeError(status, 'The command cannot be executed. The deployment plan has conflicts.');
  }
  const mine = applicationsOf(plan);
  const conflicting = site.plans.find(
    (other) =>
      isUnderWay(other) && other.view.target === plan.view.target && overlap(mine, applicationsOf(other)),
  );
  return conflicting && cannotExecute('Modules of this plan are part of another running deployment plan.');
}

function overlap(some: readonly SimulatedApplication[], others: readonly SimulatedApplication[]): boolean {
  return some.some(({ key }) => others.some((other) => other.key === key));
}

function whyUnreachable({ seed: { target } }: SimulatedPlan, site: LifetimeSite): Answer | undefined {
  if (isOffline(site, target.order)) return cannotExecute(`Environment '${target.name}' is offline.`);
  return site.maintenance.has(target.key)
    ? cannotExecute(`Environment '${target.name}' is in maintenance mode.`)
    : undefined;
}

/** Handles `POST /deployments/{key}/continue/`. */
export function continuePlan(context: RequestContext): Answer {
  const { plan, site } = planOf(context, context.keys[0]);
  expectNoBody(context);
  const { status, info = '' } = phaseOf(plan);
  const isWaiting = status === 'needs_user_intervention';
  if (!isWaiting || !['deployment_prepared', 'deployment_suspended'].includes(info)) {
    return cannotExecute('The deployment does not wait to be continued.');
  }
  const unreachable = whyUnreachable(plan, site);
  if (unreachable) return unreachable;
  advance(plan);
  return accepted;
}

/** Handles `POST /deployments/{key}/abort/`. */
export function abortPlan(context: RequestContext): Answer {
  const { plan, site } = planOf(context, context.keys[0]);
  expectNoBody(context);
  const { status, started } = plan.view;
  if (!started || isTerminal(status) || status === 'aborting') {
    return cannotExecute('The deployment is not running.');
  }
  const { abort = aborting() } = site.scenario;
  if (abort === null) {
    if (phaseOf(plan).looks === undefined) advance(plan);
    return cannotExecute('It is too late to abort: the applications are being deployed.');
  }
  divert(plan, abort, account, Date.now());
  return accepted;
}

/** Handles `GET /deployments/{key}/getmissingdbmappings/`. */
export function missingMappings(context: RequestContext): Answer {
  const { plan, site } = planOf(context, context.keys[0]);
  if (phaseOf(plan).status !== 'needs_user_intervention') {
    return lifetimeError(400, 'The deployment does not wait for configuration.');
  }
  return json(
    200,
    awaited(plan, site).map(({ key, name }) => ({
      ExtensionKey: key,
      ExtensionName: name,
      LogicalDatabase: logicalDatabase,
    })),
  );
}

/** Handles `POST /deployments/{key}/configuration/`: maps the connections and resumes the deployment. */
export function configurePlan(context: RequestContext): Answer {
  const { plan, site } = planOf(context, context.keys[0]);
  const { body } = context.request;
  const wanted = awaited(plan, site);
  if (wanted.length === 0) return lifetimeError(400, 'The deployment does not wait for configuration.');
  const sent = body.kind === 'json' && Array.isArray(body.value) ? (body.value as readonly unknown[]) : [];
  const mapped = sent.flatMap((each) =>
    isObject(each) && isMapping(each['DBMapping']) ? [each['ExtensionKey']] : [],
  );
  if (mapped.length < sent.length || wanted.some(({ key }) => !mapped.includes(key))) {
    return lifetimeError(400, 'The mapping is incomplete or names what does not exist.');
  }
  advance(plan);
  return content(200, 'text/plain', 'Mapping succeeded and deployment triggered');
}

function isMapping(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    (value as readonly unknown[]).every(
      (each) =>
        isObject(each) &&
        each['LogicalDatabaseName'] === logicalDatabase &&
        typeof each['DatabaseName'] === 'string' &&
        each['DatabaseName'] !== '',
    )
  );
}

/** Returns the extensions whose connection mapping the deployment waits for. */
function awaited(plan: SimulatedPlan, site: LifetimeSite): readonly Module[] {
  const isWaiting = phaseOf(plan).info === 'needs_configuration_or_confirmation';
  if (!isWaiting || !site.scenario.isMappingMissing) return [];
  return site.applications.flatMap(({ modules }) => modules.filter(({ kind }) => kind === 'Extension'));
}

function expectNoBody({ request }: RequestContext): void {
  const { body } = request;
  // Some clients send `null` as an empty body.
  const isNothing = body.kind === 'none' || (body.kind === 'json' && body.value === null);
  if (!isNothing) request.object('a command takes no body');
}
