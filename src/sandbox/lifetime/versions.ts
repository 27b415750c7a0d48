import { sequentialKey } from '../keys.ts';
import { type Answer, json } from '../simulated-api.ts';
import { lifetimeError, Refusal } from './errors.ts';
import { bodyOf, complain, list, nothing } from './infrastructure.ts';
import { applicationOf, environmentOf, flag, type RequestContext, versionOf } from './site.ts';
import { showModule, showModuleVersion, showVersion } from './views.ts';
import type { SimulatedVersion } from './world.ts';

/** Handles `GET /applications/{key}/versions/`. */
export function versionList(context: RequestContext): Answer {
  const application = applicationOf(context, context.keys[0]);
  const { query } = context.request;
  const filter = query.get('ChangeLogFilter') ?? '';
  const limit = limitOf(context);
  // The order is by creation, not by number: the newest version may have a lower number than an older one.
  const newest = application.versions.toReversed().filter(({ changeLog }) => changeLog.includes(filter));
  return json(
    200,
    newest.slice(0, limit).map((version) => showVersion(context.site, application, version, false)),
  );
}

function limitOf({ request }: RequestContext): number {
  const limit = Number(request.query.get('MaximumVersionsToReturn') || 5);
  if (!Number.isInteger(limit) || limit < 0) {
    throw new Refusal(400, 'MaximumVersionsToReturn must be a positive number.');
  }
  return limit;
}

/** Handles `GET /applications/{key}/versions/{key}/`. */
export function oneVersion(context: RequestContext): Answer {
  const application = applicationOf(context, context.keys[0]);
  const version = versionOf(application, context.keys[1]);
  const withModules = flag(context, 'IncludeModules');
  if (withModules === undefined) context.request.object('IncludeModules: required');
  return json(200, showVersion(context.site, application, version, withModules ?? false));
}

/** Handles `DELETE /applications/{key}/versions/{key}/`. */
export function deleteVersion(context: RequestContext): Answer {
  const application = applicationOf(context, context.keys[0]);
  const version = versionOf(application, context.keys[1]);
  if ([...application.places.values()].some((place) => place.version === version)) {
    throw new Refusal(403, `Version ${version.label} is running and cannot be deleted.`);
  }
  application.versions.splice(application.versions.indexOf(version), 1);
  return nothing;
}

/**
 * Handles `POST /environments/{key}/applications/{key}/versions/`: tags the content of an environment.
 * The new version replaces the untagged changes.
 */
export function tagVersion(context: RequestContext): Answer {
  const { site, shared, request } = context;
  const environment = environmentOf(context, context.keys[0]);
  const application = applicationOf(context, context.keys[1]);
  const place = application.places.get(environment.key);
  if (!place) throw new Refusal(404, `Application '${application.name}' is not in '${environment.name}'.`);
  const body = bodyOf(context);
  const {
    ChangeLog: changeLog,
    Version: label,
    MobileVersions: mobile,
    ModuleVersionKeys: deprecated,
  } = body;
  if (typeof label !== 'string' || label.trim() === '') complain(context, 'Version: required, a string');
  if (typeof changeLog !== 'string') complain(context, 'ChangeLog: required, a string');
  if (mobile !== undefined && mobile !== null && !Array.isArray(mobile)) {
    complain(context, 'MobileVersions: must be a list');
  }
  if (deprecated !== undefined) request.object('ModuleVersionKeys: deprecated since February 2019');
  if (application.versions.some((version) => version.label === label)) {
    return lifetimeError(400, `Version ${label} of application '${application.name}' already exists.`);
  }
  const key = sequentialKey('a0', shared.state.tags.length + 1);
  const unpublished = site.scenario.unpublishedFor ?? 1;
  const version: SimulatedVersion = { key, label, changeLog, createdAt: Date.now(), unpublished };
  application.versions.push(version);
  place.version = version;
  place.isModified = false;
  shared.state.tags.push({
    key,
    application: application.key,
    environment: environment.key,
    version: label,
    changeLog,
    body,
  });
  return json(201, { ApplicationVersionKey: key });
}

/** Handles `GET /modules/`. */
export function moduleList(context: RequestContext): Answer {
  const withStatus = flag(context, 'IncludeEnvStatus') ?? false;
  const modules = context.site.applications.flatMap((application) => application.modules);
  return list(modules.map((module) => showModule(context.site, module, withStatus)));
}

/** Handles `GET /modules/{key}/`. */
export function oneModule(context: RequestContext): Answer {
  return json(
    200,
    showModule(context.site, moduleOf(context).module, flag(context, 'IncludeEnvStatus') ?? false),
  );
}

/** Handles `GET /modules/{key}/versions/`. */
export function moduleVersionList(context: RequestContext): Answer {
  const { module, versions } = moduleOf(context);
  const limit = limitOf(context);
  return json(
    200,
    versions
      .toReversed()
      .slice(0, limit)
      .map((version) => showModuleVersion(module, version)),
  );
}

/** Handles `GET /modules/{key}/versions/{key}/`. */
export function oneModuleVersion(context: RequestContext): Answer {
  const { module, versions } = moduleOf(context);
  const [, key] = context.keys;
  const shown = versions.map((version) => showModuleVersion(module, version)).find(({ Key }) => Key === key);
  if (!shown) throw new Refusal(404, `There is no version with the key ${key} of '${module.name}'.`);
  return json(200, shown);
}

function moduleOf({ site, keys: [key] }: RequestContext) {
  for (const { modules, versions } of site.applications) {
    const module = modules.find((each) => each.key === key);
    if (module) return { module, versions };
  }
  throw new Refusal(404, `There is no module with the key ${key}.`);
}
