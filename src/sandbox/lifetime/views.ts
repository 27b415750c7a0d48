import { keyOf } from '../keys.ts';
import type { LifetimeSite } from './site.ts';
import { stamp } from './time.ts';
import type { Module, SimulatedApplication, SimulatedEnvironment, SimulatedVersion } from './world.ts';

/** An undocumented field, which clients must ignore. */
const undocumentedFields = { ReservedForFutureUse: { Level: 1, Names: ['x'] } };

/** Converts an environment to JSON; an old LifeTime omits `IsOffline` and the details address. */
export function showEnvironment(
  site: LifetimeSite,
  { key, name, order, hostName }: SimulatedEnvironment,
): unknown {
  return {
    Key: key,
    Name: name,
    OSVersion: '11.28.2.43123',
    Order: order,
    HostName: hostName,
    UseHTTPS: true,
    EnvironmentType: site.scenario.isOld ? '' : name,
    NumberOfFrontEnds: order + 1,
    ApplicationServerType: '.NET',
    ApplicationServer: 'IIS',
    DatabaseProvider: 'SQLServer',
    IsCloudEnvironment: false,
    ...(!site.scenario.isOld && {
      DetailsURL: `https://lifetime.company.com/lifetime/Environment_Detail.aspx?EnvironmentKey=${key}`,
      IsOffline: isOffline(site, order),
      ...undocumentedFields,
    }),
  };
}

/** Returns true for the environments that are offline in this scenario. */
export function isOffline({ scenario }: LifetimeSite, order: number): boolean {
  return (scenario.isOffline ?? false) && order > 0;
}

/** Converts the deployment zones of an environment to JSON. */
export function showZones({ zones }: SimulatedEnvironment): unknown {
  return zones.map(({ key, name, isDefault }) => ({
    Key: key,
    Name: name,
    IsDefault: isDefault,
    DeploymentTechnology: { Key: keyOf('technology', 'Classic'), Name: 'Classic Virtual Machines' },
    ...undocumentedFields,
  }));
}

/** The requested details of an application. */
export interface Detail {
  readonly withStatus: boolean;
  readonly withModules: boolean;
  /** Key of the only environment whose status is shown; default: all. */
  readonly environment?: string;
}

/** Converts an application to JSON with the requested details. */
export function showApplication(
  site: LifetimeSite,
  application: SimulatedApplication,
  detail: Detail,
): unknown {
  const { key, name } = application;
  return {
    Key: key,
    Name: name,
    Kind: application.kind,
    Team: '',
    Description: application.description,
    URLPath: `/${name.replaceAll(' ', '')}`,
    IconHash: `IconHash${keyOf('icon', name)}`,
    IconURL: `/LifeTimeSDK/ApplicationIcon.aspx?ApplicationKey=${key}`,
    IsSystem: application.isSystem,
    AppStatusInEnvs: detail.withStatus
      ? [...application.places.keys()]
          .filter((environment) => environment === (detail.environment ?? environment))
          .map((environment) => showStatus(site, application, environment, detail.withModules))
      : [],
    ...(!site.scenario.isOld && {
      DetailsURL: `https://lifetime.company.com/lifetime/Application_Detail.aspx?ApplicationKey=${key}`,
      ...undocumentedFields,
    }),
  };
}

function showStatus(
  site: LifetimeSite,
  { key, kind, modules, places }: SimulatedApplication,
  environment: string,
  withModules: boolean,
): unknown {
  const place = places.get(environment);
  const version = place?.version;
  const isModified = place?.isModified ?? false;
  return {
    EnvironmentKey: environment,
    BaseApplicationVersionKey: version?.key,
    ...(!site.scenario.isOld && { BaseApplicationVersionLabel: version?.label }),
    IsModified: isModified,
    IsModifiedReason: isModified ? 'Module_Modified' : '',
    IsModifiedMessage: isModified
      ? `At least one module was modified since the version ${version?.label}`
      : '',
    ConsistencyStatus: '',
    ConsistencyStatusMessages: '',
    MobileAppsStatus:
      kind === 'Mobile'
        ? ['Android', 'iOS'].map((platform) => ({
            EnvironmentKey: environment,
            NativePlatform: platform,
            VersionNumber: version?.label,
            HasBinaryAvailable: platform === 'Android',
            IsConfigured: true,
            IsConfigurationChanged: false,
            IsModified: isModified,
          }))
        : [],
    ModuleStatusInEnvs: withModules
      ? modules.map((module) => ({
          ApplicationKey: key,
          EnvironmentKey: environment,
          ModuleVersionKey: keyOf('module version', module.name, version?.label ?? ''),
          ConsistencyStatus: '',
          ConsistencyStatusMessages: '',
        }))
      : [],
    DeploymentZoneKey: place?.zone,
  };
}

/** Converts a version to JSON; an old LifeTime omits change log and date. */
export function showVersion(
  site: LifetimeSite,
  application: SimulatedApplication,
  version: SimulatedVersion,
  withModules: boolean,
): unknown {
  const { modules, places, kind } = application;
  const { key, label, createdAt } = version;
  return {
    Key: key,
    ApplicationKey: application.key,
    Version: label,
    InUse: [...places.values()].some((place) => place.version === version),
    MobileVersions:
      kind === 'Mobile'
        ? ['Android', 'iOS'].map((platform) => ({
            NativePlatform: platform,
            VersionNumber: label,
            VersionDescription: '',
          }))
        : [],
    PrimaryColor: '#0066CC',
    NativeHash: '',
    ModuleVersions: withModules ? modules.map((module) => showModuleVersion(module, version)) : [],
    ...(!site.scenario.isOld && {
      ChangeLog: version.changeLog,
      CreatedOn: stamp(createdAt),
      ...undocumentedFields,
    }),
  };
}

/** Converts a module to JSON. */
export function showModule(site: LifetimeSite, module: Module, withStatus: boolean): unknown {
  const application = site.applications.find(({ modules }) => modules.includes(module));
  return {
    Key: module.key,
    Name: module.name,
    Description: '',
    Kind: module.kind,
    ModuleStatusInEnv:
      withStatus && application
        ? [...application.places].map(([environment, { version }]) => ({
            ApplicationKey: application.key,
            EnvironmentKey: environment,
            ModuleVersionKey: keyOf('module version', module.name, version.label),
            ConsistencyStatus: '',
            ConsistencyStatusMessages: '',
          }))
        : [],
    ...undocumentedFields,
  };
}

/** Converts the state of a module in a version of its application to JSON. */
export function showModuleVersion(module: Module, { label, createdAt }: SimulatedVersion) {
  return {
    Key: keyOf('module version', module.name, label),
    ModuleKey: module.key,
    CreatedOn: stamp(createdAt),
    CreatedBy: 'John Doe',
    CreatedByUsername: 'jdoe',
    GeneralHash: keyOf('hash', module.name, label).replaceAll('-', ''),
    DirectUpgradeFromHash: '',
  };
}
