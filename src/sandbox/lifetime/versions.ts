import { sequentialKey } from '../keys.ts';
import { type Answer, json } from '../vendor.ts';
import { lifetimeError, Refusal } from './errors.ts';
import { bodyOf, complain, list, nothing } from './infrastructure.ts';
import { applicationOf, environmentOf, flag, type Visit, versionOf } from './site.ts';
import { showModule, showModuleVersion, showVersion } from './views.ts';
import type { Version } from './world.ts';

/** `GET /applications/{key}/versions/` */
export function versionList(visit: Visit): Answer {
  const application = applicationOf(visit, visit.keys[0]);
  const { query } = visit.request;
  const filter = query.get('ChangeLogFilter') ?? '';
  const limit = limitOf(visit);
  // By creation, not by number: the newest may be lower than one before it.
  const newest = application.versions.toReversed().filter(({ changeLog }) => changeLog.includes(filter));
  return json(
    200,
    newest.slice(0, limit).map((version) => showVersion(visit.site, application, version, false)),
  );
}

function limitOf({ request }: Visit): number {
  const limit = Number(request.query.get('MaximumVersionsToReturn') || 5);
  if (!Number.isInteger(limit) || limit < 0) {
    throw new Refusal(400, 'MaximumVersionsToReturn must be a positive number.');
  }
  return limit;
}

/** `GET /applications/{key}/versions/{key}/` */
export function oneVersion(visit: Visit): Answer {
  const application = applicationOf(visit, visit.keys[0]);
  const version = versionOf(application, visit.keys[1]);
  const withModules = flag(visit, 'IncludeModules');
  if (withModules === undefined) visit.request.object('IncludeModules: required');
  return json(200, showVersion(visit.site, application, version, withModules ?? false));
}

/** `DELETE /applications/{key}/versions/{key}/` */
export function deleteVersion(visit: Visit): Answer {
  const application = applicationOf(visit, visit.keys[0]);
  const version = versionOf(application, visit.keys[1]);
  if ([...application.places.values()].some((place) => place.version === version)) {
    throw new Refusal(403, `Version ${version.label} is running and cannot be deleted.`);
  }
  application.versions.splice(application.versions.indexOf(version), 1);
  return nothing;
}

/** `POST /environments/{key}/applications/{key}/versions/`: tags what an environment runs; the new version takes the place of the untagged changes. */
export function tagVersion(visit: Visit): Answer {
  const { site, desk, request } = visit;
  const environment = environmentOf(visit, visit.keys[0]);
  const application = applicationOf(visit, visit.keys[1]);
  const place = application.places.get(environment.key);
  if (!place) throw new Refusal(404, `Application '${application.name}' is not in '${environment.name}'.`);
  const body = bodyOf(visit);
  const {
    ChangeLog: changeLog,
    Version: label,
    MobileVersions: mobile,
    ModuleVersionKeys: deprecated,
  } = body;
  if (typeof label !== 'string' || label.trim() === '') complain(visit, 'Version: required, a string');
  if (typeof changeLog !== 'string') complain(visit, 'ChangeLog: required, a string');
  if (mobile !== undefined && mobile !== null && !Array.isArray(mobile)) {
    complain(visit, 'MobileVersions: must be a list');
  }
  if (deprecated !== undefined) request.object('ModuleVersionKeys: deprecated since February 2019');
  if (application.versions.some((version) => version.label === label)) {
    return lifetimeError(400, `Version ${label} of application '${application.name}' already exists.`);
  }
  const key = sequentialKey('a0', desk.state.tags.length + 1);
  const unpublished = site.scenario.unpublishedFor ?? 1;
  const version: Version = { key, label, changeLog, createdAt: Date.now(), unpublished };
  application.versions.push(version);
  place.version = version;
  place.isModified = false;
  desk.state.tags.push({
    key,
    application: application.key,
    environment: environment.key,
    version: label,
    changeLog,
    body,
  });
  return json(201, { ApplicationVersionKey: key });
}

/** `GET /modules/` */
export function moduleList(visit: Visit): Answer {
  const withStatus = flag(visit, 'IncludeEnvStatus') ?? false;
  const modules = visit.site.applications.flatMap((application) => application.modules);
  return list(modules.map((module) => showModule(visit.site, module, withStatus)));
}

/** `GET /modules/{key}/` */
export function oneModule(visit: Visit): Answer {
  return json(200, showModule(visit.site, moduleOf(visit).module, flag(visit, 'IncludeEnvStatus') ?? false));
}

/** `GET /modules/{key}/versions/` */
export function moduleVersionList(visit: Visit): Answer {
  const { module, versions } = moduleOf(visit);
  const limit = limitOf(visit);
  return json(
    200,
    versions
      .toReversed()
      .slice(0, limit)
      .map((version) => showModuleVersion(module, version)),
  );
}

/** `GET /modules/{key}/versions/{key}/` */
export function oneModuleVersion(visit: Visit): Answer {
  const { module, versions } = moduleOf(visit);
  const [, key] = visit.keys;
  const shown = versions.map((version) => showModuleVersion(module, version)).find(({ Key }) => Key === key);
  if (!shown) throw new Refusal(404, `There is no version with the key ${key} of '${module.name}'.`);
  return json(200, shown);
}

function moduleOf({ site, keys: [key] }: Visit) {
  for (const { modules, versions } of site.applications) {
    const module = modules.find((each) => each.key === key);
    if (module) return { module, versions };
  }
  throw new Refusal(404, `There is no module with the key ${key}.`);
}
