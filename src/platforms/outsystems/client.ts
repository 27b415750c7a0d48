import type { Readable } from 'node:stream';
import type { ApiClient, RequestOptions } from '../../http/client.ts';
import { isStatus } from '../../http/failure.ts';
import { fileBody, json } from '../../http/multipart.ts';
import type { Artifact } from '../../release/plan.ts';
import * as wire from './wire.ts';

/** The body of `POST deployments/`. `DeploymentZoneKey` is empty if the application stays in its current zone. */
interface PlanBody {
  readonly Notes: string;
  readonly SourceEnvironmentKey: string;
  readonly TargetEnvironmentKey: string;
  readonly ApplicationOperations: readonly {
    readonly ApplicationVersionKey: string;
    readonly DeploymentZoneKey: string;
  }[];
}

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

/** How to start a plan. */
export interface StartOptions {
  /** Whether to deploy outdated consumers in the target again. */
  readonly redeployOutdated: boolean;
  readonly despiteConflicts: boolean;
}

/**
 * The LifeTime API v2, with one method for each endpoint. Parameters such as `application` and `plan` are keys. All
 * methods throw HttpFailure or the signal's reason.
 */
export interface LifeTime {
  readonly base: URL;
  environments(signal: AbortSignal): Promise<readonly wire.LifeTimeEnvironment[]>;
  /** Returns every application with its state in every environment. */
  applications(signal: AbortSignal): Promise<readonly wire.LifeTimeApplication[]>;
  versions(application: string, signal: AbortSignal): Promise<readonly wire.ApplicationVersion[]>;
  version(application: string, version: string, signal: AbortSignal): Promise<wire.ApplicationVersion>;
  zones(environment: string, signal: AbortSignal): Promise<readonly wire.KeyAndName[]>;
  modules(signal: AbortSignal): Promise<readonly wire.KeyAndName[]>;
  /** Tags the current state of an application in an environment, and returns the key of the new version. */
  tag(environment: string, application: string, body: TagBody, signal: AbortSignal): Promise<string>;
  /**
   * Returns the plans of a target, newest first.
   * @param sinceMs milliseconds since the Unix epoch; only the UTC day counts
   */
  plans(target: string, sinceMs: number, signal: AbortSignal): Promise<readonly wire.LifeTimePlan[]>;
  /** Creates a plan and returns its key. */
  create(body: PlanBody, signal: AbortSignal): Promise<string>;
  /** Creates a plan from a package file and returns its key. */
  upload(target: string, file: Artifact, signal: AbortSignal): Promise<string>;
  /** Returns the details of a plan. LifeTime validates the plan first, which is slow, so request this once. */
  details(plan: string, signal: AbortSignal): Promise<wire.LifeTimePlanDetails>;
  status(plan: string, signal: AbortSignal, options?: StatusOptions): Promise<wire.Progress>;
  start(plan: string, options: StartOptions, signal: AbortSignal): Promise<void>;
  /** Continues a plan that waits for its second step. */
  resume(plan: string, signal: AbortSignal): Promise<void>;
  abort(plan: string, signal: AbortSignal): Promise<void>;
  /** Deletes a plan. LifeTime deletes only plans that were not started. */
  delete(plan: string, signal: AbortSignal): Promise<void>;
  missingMappings(plan: string, signal: AbortSignal): Promise<readonly wire.MissingMapping[]>;
  /** Returns the key to download the binary of a version; undefined if there is no file. */
  versionBinary(application: string, version: string, signal: AbortSignal): Promise<string | undefined>;
  /** Returns the key to download the current binary in an environment; undefined if there is no file. */
  environmentBinary(
    environment: string,
    application: string,
    signal: AbortSignal,
  ): Promise<string | undefined>;
  /** Starts to build a solution from applications of an environment, and returns its key. */
  createSolution(
    environment: string,
    name: string,
    keys: readonly string[],
    signal: AbortSignal,
  ): Promise<string>;
  solutionStatus(environment: string, solution: string, signal: AbortSignal): Promise<wire.SolutionProgress>;
  /** Returns the key to download a solution; undefined if there is no file. */
  solutionBinary(environment: string, solution: string, signal: AbortSignal): Promise<string | undefined>;
  /** Downloads the file with this key and passes its stream to `take`. */
  download<T>(key: string, signal: AbortSignal, take: (body: Readable) => Promise<T>): Promise<T>;
}

/** Options of a status request. */
interface StatusOptions {
  /**
   * Set for a started plan: the request is retried until the signal aborts. Until this time, a 404 is retried too.
   * Milliseconds since the Unix epoch.
   */
  readonly graceUntilMs?: number;
  /** Called for each line of the log with a function that returns its JSON text, and with its position, from 0. */
  readonly line?: (json: () => string, index: number) => void;
}

/** How long one request may be repeated after its first failure, in milliseconds. */
const PATIENCE_MS = { ask: 60_000, look: 300_000, effect: 60_000, underway: Infinity } as const;
/** Exceeds the tags of any application. Without a number, LifeTime returns only the last five. */
const MOST_VERSIONS = 1_000;

/**
 * Creates a client for the LifeTime API.
 * @param bare client for the same server that sends the token without `Bearer`, as the official client does for
 * downloads
 * @param now returns milliseconds since the Unix epoch
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
    // LifeTime aborts only running plans, so repeating the request is safe.
    abort: (key, signal) => server.send({ ...act(`${plan(key)}abort/`, signal), retry: 'read' }),
    // Deleting a plan twice has no further effect, so repeating the request is safe.
    delete: (key, signal) => server.send({ ...get(plan(key), signal), method: 'DELETE' }),
    missingMappings: (key, signal) =>
      server.json(get(`${plan(key)}getmissingdbmappings/`, signal), wire.readMissingMappings),

    versionBinary: (key, version, signal) =>
      server.json(get(`${app(key)}versions/${segment(version)}/content/`, signal), wire.readDownload),
    environmentBinary: (environment, key, signal) =>
      server.json(get(`${env(environment)}${app(key)}content/?Type=oap`, signal), wire.readDownload),
    createSolution: (environment, SolutionName, ApplicationKeys, signal) =>
      server.text(
        // Building a solution changes nothing permanent, so the request can be repeated.
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
