import type { ApiClient } from '../../http/client.ts';
import { fileBody, json } from '../../http/multipart.ts';
import type { Artifact } from '../../release/plan.ts';
import { act, environmentPath, get, PATIENCE_MS, planPath } from './requests.ts';
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

/** How to start a plan. */
export interface StartOptions {
  /** Whether to deploy outdated consumers in the target again. */
  readonly redeployOutdated: boolean;
  readonly despiteConflicts: boolean;
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

/** The deployment plans in LifeTime. Parameters such as `plan` and `target` are keys. */
export interface PlansApi {
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
}

/**
 * Creates the client for deployment plans.
 * @param now returns milliseconds since the Unix epoch
 */
export function createPlansApi(server: ApiClient, now: () => number): PlansApi {
  const command = (key: string, word: string, signal: AbortSignal): Promise<void> =>
    server.send(act(`${planPath(key)}${word}`, signal));

  return {
    plans: (target, sinceMs, signal) => {
      const since = new Date(sinceMs).toISOString().slice(0, 10);
      const path = `deployments/?MinDate=${since}&TargetEnvironmentKey=${encodeURIComponent(target)}`;
      return server.json(get(path, signal), wire.readPlans);
    },
    create: (body, signal) => server.text(act('deployments/', signal, json(body)), wire.readKey),
    upload: (target, file, signal) =>
      server.text(act(`${environmentPath(target)}deployment/`, signal, fileBody(file)), wire.readKey),
    details: (key, signal) => server.json({ ...get(planPath(key), signal), thinks: true }, wire.readDetails),
    status: (key, signal, { graceUntilMs, line = () => {} } = {}) =>
      server.json(
        {
          ...get(`${planPath(key)}status/`, signal),
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
    abort: (key, signal) => server.send({ ...act(`${planPath(key)}abort/`, signal), retry: 'read' }),
    // Deleting a plan twice has no further effect, so repeating the request is safe.
    delete: (key, signal) => server.send({ ...get(planPath(key), signal), method: 'DELETE' }),
    missingMappings: (key, signal) =>
      server.json(get(`${planPath(key)}getmissingdbmappings/`, signal), wire.readMissingMappings),
  };
}
