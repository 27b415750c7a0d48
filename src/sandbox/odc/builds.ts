import { sequentialKey } from '../keys.ts';
import { type Answer, json } from '../simulated-api.ts';
import { bodyOf } from './body.ts';
import { defaultBuild, lookAtBuild, openBuild, type SimulatedBuild } from './build.ts';
import { Refused } from './errors.ts';
import { assetOf, type RequestContext, revisionOf } from './site.ts';
import { showBuild, showBuildMessage } from './views.ts';
import { isDeployable } from './world.ts';

/** Handles `GET build-operations`: a list without pages. */
export function buildList({ site, request: { query, object }, now }: RequestContext): Answer {
  const matches = (name: string, value: string | number): boolean =>
    [null, '', String(value)].includes(query.get(name));
  const found = site.builds.filter(
    ({ view }) =>
      matches('assetKey', view.asset) &&
      matches('assetRevision', view.revision) &&
      matches('byBuildType', view.type),
  );
  if (query.has('buildType')) object('buildType: not a documented parameter; the filter is byBuildType');
  for (const build of found) lookAtBuild(build, now);
  const shown = site.scenario.hidesBuilds ? [] : found.toReversed();
  return json(200, { builds: shown.map((build) => showBuild(build, site.scenario)) });
}

/** Handles `POST build-operations`. */
export function startBuild(context: RequestContext): Answer {
  const { request, site, shared, now } = context;
  const body = bodyOf(request, { assetKey: 'string', assetRevision: 'integer', buildType: 'string' });
  const asset = assetOf(context, body['assetKey']);
  const revision = revisionOf(asset, body['assetRevision']);
  const type = body['buildType'];
  if (type !== 'Debug' && type !== 'Release') {
    throw new Refused(400, `The value '${String(type)}' is not valid for buildType.`);
  }
  if (!isDeployable(asset.type)) throw new Refused(400, `An asset of type ${asset.type} cannot be built.`);
  const { scenario } = site;
  const build = openBuild({
    key: sequentialKey('b1', shared.state.builds.length + 1),
    asset,
    revision,
    type,
    by: shared.account,
    startedAt: now,
    phases: scenario.refusesBuild ? [{ status: 'NotStarted' }] : (scenario.build ?? defaultBuild),
  });
  shared.state.builds.push(build.view);
  if (!scenario.refusesBuild) site.builds.push(build);
  return json(201, { buildKey: build.view.key, isSuccessful: !scenario.refusesBuild });
}

/** Handles `GET build-operations/{key}`. */
export function oneBuild(context: RequestContext): Answer {
  const build = buildOf(context, context.keys[0]);
  lookAtBuild(build, context.now);
  return json(200, showBuild(build, context.site.scenario));
}

/** Handles `GET build-operations/{key}/log-messages`: a list without pages. */
export function buildLog(context: RequestContext): Answer {
  const { messages, asset } = buildOf(context, context.keys[0]);
  return json(200, { results: messages.map((message) => showBuildMessage(asset.key, message)) });
}

/** Returns the build with this key, in any scenario. @throws Refused (404) if there is none */
export function buildOf({ shared }: Pick<RequestContext, 'shared'>, key: unknown): SimulatedBuild {
  for (const { builds } of shared.sites.values()) {
    const build = builds.find(({ view }) => view.key === key);
    if (build) return build;
  }
  throw new Refused(404, `The build '${String(key)}' was not found.`);
}
