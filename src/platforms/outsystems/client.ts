import type { Readable } from 'node:stream';
import type { ApiClient, RequestOptions } from '../../http/client.ts';
import { HttpFailure } from '../../http/failure.ts';
import { fileBody, json } from '../../http/multipart.ts';
import type { Artifact } from '../../release/plan.ts';
import * as wire from './wire.ts';

/** What a plan is made of. A zone's key is empty where the application stays in the zone it is in. */
export interface PlanBody {
  readonly Notes: string;
  readonly SourceEnvironmentKey: string;
  readonly TargetEnvironmentKey: string;
  readonly ApplicationOperations: readonly {
    readonly ApplicationVersionKey: string;
    readonly DeploymentZoneKey: string;
  }[];
}

export interface TagBody {
  readonly Version: string;
  readonly ChangeLog: string;
  readonly MobileVersions: readonly {
    readonly NativePlatform: string;
    readonly VersionNumber: string;
    readonly VersionDescription: string;
  }[];
}

export interface StartOptions {
  readonly redeployOutdated: boolean;
  readonly despiteConflicts: boolean;
}

/** LifeTime API v2, one method for each endpoint. All of them throw `HttpFailure` or the signal's reason. */
export interface LifeTime {
  readonly base: URL;
  environments(signal: AbortSignal): Promise<readonly wire.LifeTimeEnvironment[]>;
  /** Every application with its state in every environment, in one request. */
  applications(signal: AbortSignal): Promise<readonly wire.LifeTimeApplication[]>;
  versions(application: string, signal: AbortSignal): Promise<readonly wire.ApplicationVersion[]>;
  version(application: string, version: string, signal: AbortSignal): Promise<wire.ApplicationVersion>;
  zones(environment: string, signal: AbortSignal): Promise<readonly wire.KeyAndName[]>;
  modules(signal: AbortSignal): Promise<readonly wire.KeyAndName[]>;
  /** Tags what is in an environment, and returns the new version's key. */
  tag(environment: string, application: string, body: TagBody, signal: AbortSignal): Promise<string>;
  /** The plans of a target that were created since a day (UTC), newest first. */
  plans(target: string, sinceMs: number, signal: AbortSignal): Promise<readonly wire.LifeTimePlan[]>;
  create(body: PlanBody, signal: AbortSignal): Promise<string>;
  upload(target: string, file: Artifact, signal: AbortSignal): Promise<string>;
  /** Validates the plan on the way, which takes its time: asked for once. */
  details(plan: string, signal: AbortSignal): Promise<wire.LifeTimePlanDetails>;
  status(plan: string, signal: AbortSignal, options?: StatusOptions): Promise<wire.Progress>;
  start(plan: string, options: StartOptions, signal: AbortSignal): Promise<void>;
  resume(plan: string, signal: AbortSignal): Promise<void>;
  abort(plan: string, signal: AbortSignal): Promise<void>;
  /** Only a plan that was not started can be deleted. */
  delete(plan: string, signal: AbortSignal): Promise<void>;
  missingMappings(plan: string, signal: AbortSignal): Promise<readonly wire.MissingMapping[]>;
  /** The key under which the binary of a version, or of what an environment has now, can be downloaded. */
  versionBinary(application: string, version: string, signal: AbortSignal): Promise<string | undefined>;
  environmentBinary(
    environment: string,
    application: string,
    signal: AbortSignal,
  ): Promise<string | undefined>;
  createSolution(
    environment: string,
    name: string,
    keys: readonly string[],
    signal: AbortSignal,
  ): Promise<string>;
  solutionStatus(environment: string, solution: string, signal: AbortSignal): Promise<wire.SolutionProgress>;
  solutionBinary(environment: string, solution: string, signal: AbortSignal): Promise<string | undefined>;
  download<T>(key: string, signal: AbortSignal, take: (body: Readable) => Promise<T>): Promise<T>;
}

export interface StatusOptions {
  /**
   * Of a plan that was started, which is asked for as long as the signal lets it: until when it need not be known, in
   * milliseconds since the Unix epoch.
   */
  readonly graceUntilMs?: number;
  /** Called with the JSON text of each line of the log and its place, from 0. */
  readonly line?: (json: () => string, index: number) => void;
}

/** How long one request may be repeated after its first failure, in milliseconds. */
const PATIENCE_MS = { ask: 60_000, look: 300_000, effect: 60_000, underway: Infinity } as const;
/** More tags than any application has; without a number LifeTime gives the last five. */
const MOST_VERSIONS = 1_000;

/**
 * @param bare the same server, asked with the token alone as the official client does for downloads
 * @param now milliseconds since the Unix epoch
 */
export function createLifeTime(server: ApiClient, bare: ApiClient, now: () => number): LifeTime {
  const command = (key: string, word: string, signal: AbortSignal): Promise<void> =>
    server.send(act(`${plan(key)}${word}`, signal));

  return {
    base: server.base,
    environments: (signal) => server.json(get('environments/', signal), wire.readEnvironments),
    applications: (signal) =>
      server.json(
        get('applications/?IncludeModules=false&IncludeEnvStatus=true', signal),
        wire.readApplications,
      ),
    versions: (key, signal) =>
      server.json(
        get(`${app(key)}versions/?MaximumVersionsToReturn=${MOST_VERSIONS}`, signal),
        wire.readVersions,
      ),
    version: (key, version, signal) =>
      server.json(
        get(`${app(key)}versions/${segment(version)}/?IncludeModules=false`, signal),
        wire.readVersion,
      ),
    zones: (key, signal) => server.json(get(`${env(key)}deploymentzones/`, signal), wire.readZones),
    modules: (signal) => server.json(get('modules/?IncludeEnvStatus=false', signal), wire.readModules),
    tag: (environment, application, body, signal) =>
      server.text(act(`${env(environment)}${app(application)}versions/`, signal, json(body)), wire.readKey),

    plans: (target, sinceMs, signal) => {
      const since = new Date(sinceMs).toISOString().slice(0, 10);
      const path = `deployments/?MinDate=${since}&TargetEnvironmentKey=${encodeURIComponent(target)}`;
      return server.json(get(path, signal), wire.readPlans);
    },
    create: (body, signal) => server.text(act('deployments/', signal, json(body)), wire.readKey),
    upload: (target, file, signal) =>
      server.text(act(`${env(target)}deployment/`, signal, fileBody(file)), wire.readKey),
    details: (key, signal) => server.json({ ...get(plan(key), signal), thinks: true }, wire.readDetails),
    status: (key, signal, { graceUntilMs, line = () => {} } = {}) =>
      server.json(
        {
          ...get(`${plan(key)}status/`, signal),
          patienceMs: graceUntilMs === undefined ? PATIENCE_MS.look : PATIENCE_MS.underway,
          streamed: { field: wire.LOG_FIELD, take: line },
          alsoPassing: ({ facts }) => facts.status === 404 && now() < (graceUntilMs ?? 0),
        },
        wire.readProgress,
      ),
    start: (key, { redeployOutdated, despiteConflicts }, signal) => {
      const despite = despiteConflicts ? '&ContinueWithErrors=true' : '';
      const query = `RedeployOutdated=${redeployOutdated}&IncludeErrorDetails=true${despite}`;
      return command(key, `start/?${query}`, signal);
    },
    resume: (key, signal) => command(key, 'continue/', signal),
    // Only what runs is aborted, so asking twice is safe.
    abort: (key, signal) => server.send({ ...act(`${plan(key)}abort/`, signal), retry: 'read' }),
    // Deleting what is gone is no deletion, so asking twice is safe.
    delete: (key, signal) => server.send({ ...get(plan(key), signal), method: 'DELETE' }),
    missingMappings: (key, signal) =>
      server.json(get(`${plan(key)}getmissingdbmappings/`, signal), wire.readMissingMappings),

    versionBinary: (key, version, signal) =>
      server.json(get(`${app(key)}versions/${segment(version)}/content/`, signal), wire.readDownload),
    environmentBinary: (environment, key, signal) =>
      server.json(get(`${env(environment)}${app(key)}content/?Type=oap`, signal), wire.readDownload),
    createSolution: (environment, SolutionName, ApplicationKeys, signal) =>
      server.text(
        // Gathering a solution changes nothing that lasts, so it may be asked for again.
        {
          ...act(
            `${env(environment)}solution`,
            signal,
            json({ SolutionName, ApplicationKeys, IncludeReferences: true }),
          ),
          retry: 'read',
        },
        wire.readKey,
      ),
    solutionStatus: (environment, key, signal) =>
      server.json(
        { ...get(`${env(environment)}solutionstatus/${segment(key)}`, signal), patienceMs: PATIENCE_MS.look },
        wire.readSolution,
      ),
    solutionBinary: (environment, key, signal) =>
      server.json(get(`${env(environment)}solution/${segment(key)}`, signal), wire.readDownload),
    async download(key, signal, take) {
      const query = { ...get(`downloads/${segment(key)}`, signal), headers: { accept: '*/*' } };
      try {
        return await server.stream(query, take);
      } catch (error) {
        if (!isStatus(error, 401, 403)) throw error;
        return bare.stream(query, take);
      }
    },
  };
}

export function isStatus(error: unknown, ...statuses: readonly number[]): error is HttpFailure {
  return error instanceof HttpFailure && statuses.includes(error.facts.status ?? 0);
}

function segment(key: string): string {
  return encodeURIComponent(key);
}

function get(path: string, signal: AbortSignal): RequestOptions {
  return { method: 'GET', path, retry: 'read', patienceMs: PATIENCE_MS.ask, signal };
}

function act(path: string, signal: AbortSignal, body?: RequestOptions['body']): RequestOptions {
  const patienceMs = PATIENCE_MS.effect;
  const query = { method: 'POST', path, retry: 'effect', patienceMs, signal, thinks: true } as const;
  return body ? { ...query, body } : query;
}

const plan = (key: string): string => `deployments/${segment(key)}/`;
const app = (key: string): string => `applications/${segment(key)}/`;
const env = (key: string): string => `environments/${segment(key)}/`;
