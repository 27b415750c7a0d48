import { type Answer, content, isObject, json } from '../simulated-api.ts';
import { Refusal } from './errors.ts';
import { applicationOf, blockKey, environmentOf, flag, type RequestContext } from './site.ts';
import { type Detail, showApplication, showEnvironment, showZones } from './views.ts';

/** Answers with a list; with 204 for an empty one. */
export function list(values: readonly unknown[]): Answer {
  return values.length === 0 ? nothing : json(200, values);
}

/** A 204 answer without a body. */
export const nothing: Answer = content(204, 'application/json', '');

/** Returns the JSON body as an object. @throws Refusal (400) for any other body */
export function bodyOf({ request }: RequestContext): Readonly<Record<string, unknown>> {
  const { body, headers } = request;
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    request.object('Content-Type is not application/json');
  }
  if (body.kind === 'json' && isObject(body.value)) return body.value;
  request.object(body.kind === 'unreadable' ? body.reason : 'body is not a JSON object');
  throw new Refusal(400, 'The request body is not a valid JSON object.');
}

/** Records a violation. @throws Refusal (400) always, with the same text */
export function complain({ request }: RequestContext, text: string): never {
  request.object(text);
  throw new Refusal(400, text);
}

/** Handles `GET /environments/`. */
export function environmentList({ site }: RequestContext): Answer {
  return list(site.environments.map((environment) => showEnvironment(site, environment)));
}

/** Handles `GET /environments/{key}/`. */
export function oneEnvironment(context: RequestContext): Answer {
  return json(200, showEnvironment(context.site, environmentOf(context, context.keys[0])));
}

/** Handles `GET /environments/{key}/deploymentzones/`. */
export function zoneList(context: RequestContext): Answer {
  return json(200, showZones(environmentOf(context, context.keys[0])));
}

/** Handles `PUT /environments/{key}/maintenancemode`. */
export function maintenance(context: RequestContext): Answer {
  const { key } = environmentOf(context, context.keys[0]);
  const { IsMaintenanceModeEnabled: isEnabled } = bodyOf(context);
  if (typeof isEnabled !== 'boolean') complain(context, 'IsMaintenanceModeEnabled: must be a boolean');
  if (isEnabled) context.site.maintenance.add(key);
  else context.site.maintenance.delete(key);
  return content(200, 'text/plain', '');
}

function detailOf(context: RequestContext, environment?: string): Detail {
  const withModules = flag(context, 'IncludeModules') ?? false;
  const withStatus = flag(context, 'IncludeEnvStatus') ?? context.site.scenario.isGenerous ?? false;
  if (withModules && !withStatus) {
    throw new Refusal(400, 'IncludeModules can only be true when IncludeEnvStatus is true.');
  }
  return { withModules, withStatus, ...(environment !== undefined && { environment }) };
}

/** Handles `GET /applications/`. */
export function applicationList(context: RequestContext): Answer {
  const detail = detailOf(context);
  return list(context.site.applications.map((each) => showApplication(context.site, each, detail)));
}

/** Handles `GET /applications/{key}/`. */
export function oneApplication(context: RequestContext): Answer {
  const detail = detailOf(context);
  return json(200, showApplication(context.site, applicationOf(context, context.keys[0]), detail));
}

/** Handles `GET /environments/{key}/applications/`. */
export function placedApplicationList(context: RequestContext): Answer {
  const { key } = environmentOf(context, context.keys[0]);
  const detail = detailOf(context, key);
  const placed = context.site.applications.filter(({ places }) => places.has(key));
  return list(placed.map((each) => showApplication(context.site, each, detail)));
}

/** Handles `GET /environments/{key}/applications/{key}/`. @throws Refusal (404) if the environment lacks it */
export function onePlacedApplication(context: RequestContext): Answer {
  const { key, name } = environmentOf(context, context.keys[0]);
  const detail = detailOf(context, key);
  const application = applicationOf(context, context.keys[1]);
  if (!application.places.has(key)) {
    throw new Refusal(404, `Application '${application.name}' does not exist in environment '${name}'.`);
  }
  return json(200, showApplication(context.site, application, detail));
}

/**
 * Handles `GET /applications/{key}/configurations/`: the environments that block the application.
 * Only in this endpoint do field names start in lower case.
 */
export function readBlocks(context: RequestContext): Answer {
  const { key } = applicationOf(context, context.keys[0]);
  const configurations = context.site.environments.map((environment) => {
    const reason = context.site.blocked.get(blockKey(environment.key, key));
    return {
      environmentKey: environment.key,
      isBlocked: reason !== undefined,
      isBlockedChangeReason: reason ?? '',
    };
  });
  return json(200, { configurations });
}

/** Handles `PUT /applications/{key}/configurations/`. */
export function writeBlocks(context: RequestContext): Answer {
  const { key } = applicationOf(context, context.keys[0]);
  const { configurations } = bodyOf(context);
  if (!Array.isArray(configurations)) complain(context, 'configurations: must be a list');
  for (const each of configurations as readonly unknown[]) {
    const { environmentKey, isBlocked, isBlockedChangeReason: reason } = isObject(each) ? each : {};
    if (typeof environmentKey !== 'string') complain(context, 'environmentKey: required');
    const at = blockKey(environmentOf(context, environmentKey).key, key);
    if (isBlocked === true) context.site.blocked.set(at, typeof reason === 'string' ? reason : '');
    else context.site.blocked.delete(at);
  }
  return nothing;
}
