import { sequentialKey } from '../keys.ts';
import { type Answer, json } from '../simulated-api.ts';
import { bodyOf } from './body.ts';
import type { SimulatedBuild } from './build.ts';
import { buildOf } from './builds.ts';
import { Refused } from './errors.ts';
import { lookAtOperation, openOperation, type SimulatedOperation } from './operation.ts';
import { cursorPage } from './paging.ts';
import { blockedPhases } from './producers.ts';
import { assetOf, type OdcSite, type RequestContext, revisionOf, stageOf } from './site.ts';
import { showMessage, showOperation } from './views.ts';
import { colleague, isDeployable, placeIn, type SimulatedAsset, type Stage } from './world.ts';

type Operation = 'Deploy' | 'Undeploy' | 'ApplyConfigs';

const operations: readonly string[] = ['Deploy', 'Undeploy', 'ApplyConfigs'] satisfies Operation[];

const isOperation = (value: unknown): value is Operation =>
  typeof value === 'string' && operations.includes(value);

/** Handles `POST deployment-operations`. */
export function startOperation(context: RequestContext): Answer {
  const { request, site, shared, now } = context;
  const { scenario } = site;
  const body = bodyOf(request, {
    operation: 'string',
    assetKey: 'string',
    buildKey: 'string?',
    revision: 'integer?',
    environmentKey: 'string',
  });
  const { operation } = body;
  if (!isOperation(operation)) {
    throw new Refused(400, `The value '${String(operation)}' is not valid for operation.`);
  }
  const asset = assetOf(context, body['assetKey']);
  const stage = stageOf(context, body['environmentKey']);
  const build = operation === 'Deploy' ? deployableBuild(context, asset, body) : undefined;
  if (operation === 'ApplyConfigs' && typeof body['revision'] !== 'number') {
    request.object('revision is missing: the schema demands it for ApplyConfigs');
  }
  const place = placeIn(asset, stage.key);
  if (operation !== 'Deploy' && !place) {
    throw new Refused(400, `The asset '${asset.name}' is not deployed to '${stage.name}'.`);
  }
  if (scenario.isExclusive) refuseWhileBusy(site, asset, stage, now);
  const blocked = operation === 'Deploy' ? blockedPhases(site, asset, stage) : undefined;
  const opened = openOperation({
    key: sequentialKey('d1', shared.state.operations.length + 1),
    operation,
    asset,
    revision: build?.revision ?? place?.revision ?? 0,
    stage,
    by: shared.account,
    scenario,
    startedAt: now,
    ...(build && { build }),
    ...(blocked && { phases: blocked }),
  });
  shared.state.operations.push(opened.view);
  site.operations.push(opened);
  if (scenario.twin) addTwin(context, opened);
  return json(201, showOperation(opened, scenario));
}

/** Starts the same operation once more, as a concurrent run or another user would. */
function addTwin(
  { site, shared, now }: RequestContext,
  { asset, view, stage, build }: SimulatedOperation,
): void {
  const twin = openOperation({
    key: sequentialKey('f1', shared.state.others.length + 1),
    operation: view.operation,
    asset,
    revision: view.revision,
    stage,
    by: site.scenario.twin === 'same client' ? shared.account : colleague,
    scenario: site.scenario,
    startedAt: now,
    ...(build && { build }),
  });
  shared.state.others.push(twin.view);
  site.operations.push(twin);
}

/** Returns the Release build that a body names. @throws Refused (400, 404) if it cannot be deployed */
function deployableBuild(
  context: RequestContext,
  asset: SimulatedAsset,
  body: Readonly<Record<string, unknown>>,
): SimulatedBuild {
  const { analysis, enforcesAnalysis } = context.site.scenario;
  if (!isDeployable(asset.type)) {
    throw new Refused(400, `An asset of type ${asset.type} cannot be deployed.`);
  }
  if (typeof body['revision'] !== 'number') throw new Refused(400, 'The revision field is required.');
  const revision = revisionOf(asset, body['revision']);
  if (typeof body['buildKey'] !== 'string') throw new Refused(400, 'The buildKey field is required.');
  const build = buildOf(context, body['buildKey']);
  if (build.view.asset !== asset.key || build.revision !== revision) {
    throw new Refused(400, `The build '${build.view.key}' belongs to another revision.`);
  }
  if (build.type !== 'Release') throw new Refused(400, 'Only a build of type Release can be deployed.');
  if (build.view.status !== 'Finished') {
    throw new Refused(400, `The build '${build.view.key}' has the status ${build.view.status}.`);
  }
  if (enforcesAnalysis && analysis?.status === 'ErrorsFound') {
    throw new Refused(400, 'The deployment has errors in its impact analysis.');
  }
  return build;
}

function refuseWhileBusy({ operations }: OdcSite, asset: SimulatedAsset, stage: Stage, now: number): void {
  const busy = operations.filter(
    ({ view }) => !view.isOver && view.asset === asset.key && view.environment === stage.key,
  );
  // A repeated request counts as a poll, so that a client that only repeats it also succeeds.
  for (const operation of busy) lookAtOperation(operation, now);
  if (busy.length > 0)
    throw new Refused(400, `Another operation of '${asset.name}' runs in '${stage.name}'.`);
}

/** Returns the operation with this key, in any scenario. @throws Refused (404) if there is none */
function operationOf({ shared, site, keys: [key] }: RequestContext): SimulatedOperation {
  for (const { operations: known } of shared.sites.values()) {
    const found = known.find(({ view }) => view.key === key);
    if (found && site.stages.some((stage) => stage.key === found.stage.key)) return found;
  }
  throw new Refused(404, `The deployment operation '${key}' was not found.`);
}

/** Handles `GET deployment-operations/{key}`. */
export function oneOperation(context: RequestContext): Answer {
  const operation = operationOf(context);
  lookAtOperation(operation, context.now);
  return json(200, showOperation(operation, context.site.scenario));
}

/** Handles `GET deployment-operations/{key}/messages`: pages with text offsets. */
export function operationMessages(context: RequestContext): Answer {
  const { messages, asset, view } = operationOf(context);
  view.reads += 1;
  const list = messages.map((message) => showMessage(asset.key, message));
  return cursorPage(context, list, context.site.scenario.cursorEnd ?? 'null');
}
