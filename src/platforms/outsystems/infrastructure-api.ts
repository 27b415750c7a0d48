import type { ApiClient } from '../../http/client.ts';
import { json } from '../../http/multipart.ts';
import { act, applicationPath, environmentPath, get, segment } from './requests.ts';
import * as wire from './wire.ts';

/** The body of a request that tags an application. */
interface TagBody {
  readonly Version: string;
  readonly ChangeLog: string;
  readonly MobileVersions: readonly {
    readonly NativePlatform: string;
    readonly VersionNumber: string;
    readonly VersionDescription: string;
  }[];
}

/** The environments, applications and versions in LifeTime. Parameters are keys. */
export interface InfrastructureApi {
  environments(signal: AbortSignal): Promise<readonly wire.LifeTimeEnvironment[]>;
  /** Returns every application with its state in every environment. */
  applications(signal: AbortSignal): Promise<readonly wire.LifeTimeApplication[]>;
  versions(application: string, signal: AbortSignal): Promise<readonly wire.ApplicationVersion[]>;
  version(application: string, version: string, signal: AbortSignal): Promise<wire.ApplicationVersion>;
  zones(environment: string, signal: AbortSignal): Promise<readonly wire.KeyAndName[]>;
  modules(signal: AbortSignal): Promise<readonly wire.KeyAndName[]>;
  /** Tags the current state of an application in an environment, and returns the key of the new version. */
  tag(environment: string, application: string, body: TagBody, signal: AbortSignal): Promise<string>;
}

/** Exceeds the tags of any application. Without a number, LifeTime returns only the last five. */
const MOST_VERSIONS = 1_000;

/** Creates the client for environments, applications and versions. */
export function createInfrastructureApi(server: ApiClient): InfrastructureApi {
  return {
    environments: (signal) => server.json(get('environments/', signal), wire.readEnvironments),
    applications: (signal) =>
      server.json(
        get('applications/?IncludeModules=false&IncludeEnvStatus=true', signal),
        wire.readApplications,
      ),
    versions: (key, signal) =>
      server.json(
        get(`${applicationPath(key)}versions/?MaximumVersionsToReturn=${MOST_VERSIONS}`, signal),
        wire.readVersions,
      ),
    version: (key, version, signal) =>
      server.json(
        get(`${applicationPath(key)}versions/${segment(version)}/?IncludeModules=false`, signal),
        wire.readVersion,
      ),
    zones: (key, signal) =>
      server.json(get(`${environmentPath(key)}deploymentzones/`, signal), wire.readZones),
    modules: (signal) => server.json(get('modules/?IncludeEnvStatus=false', signal), wire.readModules),
    tag: (environment, application, body, signal) =>
      server.text(
        act(`${environmentPath(environment)}${applicationPath(application)}versions/`, signal, json(body)),
        wire.readKey,
      ),
  };
}
