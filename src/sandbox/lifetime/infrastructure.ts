import { type Answer, content, isObject, json } from '../vendor.ts';
import { Refusal } from './errors.ts';
import { applicationOf, blockKey, environmentOf, flag, type Visit } from './site.ts';
import { type Detail, showApplication, showEnvironment, showZones } from './views.ts';

/** A list, or the 204 that stands for an empty one. */
export function list(values: readonly unknown[]): Answer {
  return values.length === 0 ? nothing : json(200, values);
}

/** 204, without a body. */
export const nothing: Answer = content(204, 'application/json', '');

/** The JSON body as an object; anything else is a 400. */
export function bodyOf({ request }: Visit): Readonly<Record<string, unknown>> {
  const { body, headers } = request;
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    request.object('Content-Type is not application/json');
  }
  if (body.kind === 'json' && isObject(body.value)) return body.value;
  request.object(body.kind === 'unreadable' ? body.reason : 'body is not a JSON object');
  throw new Refusal(400, 'The request body is not a valid JSON object.');
}

/** Notes a complaint and refuses with it. */
export function complain({ request }: Visit, text: string): never {
  request.object(text);
  throw new Refusal(400, text);
}

/** `GET /environments/` */
export function environmentList({ site }: Visit): Answer {
  return list(site.environments.map((environment) => showEnvironment(site, environment)));
}

/** `GET /environments/{key}/` */
export function oneEnvironment(visit: Visit): Answer {
  return json(200, showEnvironment(visit.site, environmentOf(visit, visit.keys[0])));
}

/** `GET /environments/{key}/deploymentzones/` */
export function zoneList(visit: Visit): Answer {
  return json(200, showZones(environmentOf(visit, visit.keys[0])));
}

/** `PUT /environments/{key}/maintenancemode` */
export function maintenance(visit: Visit): Answer {
  const { key } = environmentOf(visit, visit.keys[0]);
  const { IsMaintenanceModeEnabled: isEnabled } = bodyOf(visit);
  if (typeof isEnabled !== 'boolean') complain(visit, 'IsMaintenanceModeEnabled: must be a boolean');
  if (isEnabled) visit.site.maintenance.add(key);
  else visit.site.maintenance.delete(key);
  return content(200, 'text/plain', '');
}

function detailOf(visit: Visit, environment?: string): Detail {
  const withModules = flag(visit, 'IncludeModules') ?? false;
  const withStatus = flag(visit, 'IncludeEnvStatus') ?? visit.site.scenario.isGenerous ?? false;
  if (withModules && !withStatus) {
    throw new Refusal(400, 'IncludeModules can only be true when IncludeEnvStatus is true.');
  }
  return { withModules, withStatus, ...(environment !== undefined && { environment }) };
}

/** `GET /applications/` */
export function applicationList(visit: Visit): Answer {
  const detail = detailOf(visit);
  return list(visit.site.applications.map((each) => showApplication(visit.site, each, detail)));
}

/** `GET /applications/{key}/` */
export function oneApplication(visit: Visit): Answer {
  const detail = detailOf(visit);
  return json(200, showApplication(visit.site, applicationOf(visit, visit.keys[0]), detail));
}

/** `GET /environments/{key}/applications/` */
export function placedApplicationList(visit: Visit): Answer {
  const { key } = environmentOf(visit, visit.keys[0]);
  const detail = detailOf(visit, key);
  const placed = visit.site.applications.filter(({ places }) => places.has(key));
  return list(placed.map((each) => showApplication(visit.site, each, detail)));
}

/** `GET /environments/{key}/applications/{key}/`; a 404 when it is not there */
export function onePlacedApplication(visit: Visit): Answer {
  const { key, name } = environmentOf(visit, visit.keys[0]);
  const detail = detailOf(visit, key);
  const application = applicationOf(visit, visit.keys[1]);
  if (!application.places.has(key)) {
    throw new Refusal(404, `Application '${application.name}' does not exist in environment '${name}'.`);
  }
  return json(200, showApplication(visit.site, application, detail));
}

/** `GET /applications/{key}/configurations/`: where it may not be deployed to; the one place whose fields start in lower case. */
export function readBlocks(visit: Visit): Answer {
  const { key } = applicationOf(visit, visit.keys[0]);
  const configurations = visit.site.environments.map((environment) => {
    const reason = visit.site.blocked.get(blockKey(environment.key, key));
    return {
      environmentKey: environment.key,
      isBlocked: reason !== undefined,
      isBlockedChangeReason: reason ?? '',
    };
  });
  return json(200, { configurations });
}

/** `PUT /applications/{key}/configurations/` */
export function writeBlocks(visit: Visit): Answer {
  const { key } = applicationOf(visit, visit.keys[0]);
  const { configurations } = bodyOf(visit);
  if (!Array.isArray(configurations)) complain(visit, 'configurations: must be a list');
  for (const each of configurations as readonly unknown[]) {
    const { environmentKey, isBlocked, isBlockedChangeReason: reason } = isObject(each) ? each : {};
    if (typeof environmentKey !== 'string') complain(visit, 'environmentKey: required');
    const at = blockKey(environmentOf(visit, environmentKey).key, key);
    if (isBlocked === true) visit.site.blocked.set(at, typeof reason === 'string' ? reason : '');
    else visit.site.blocked.delete(at);
  }
  return nothing;
}
