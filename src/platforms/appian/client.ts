import type { Readable } from 'node:stream';
import type { ApiClient, RequestOptions } from '../../http/client.ts';
import { multipart, type Part } from '../../http/multipart.ts';
import type { PlatformRun } from '../../release/platform.ts';
import { APPIAN_BUDGETS_MS, statusRequest } from './status-request.ts';
import {
  type DeploymentAnswer,
  type InspectionAnswer,
  readBegun,
  readDeployment,
  readInspection,
} from './wire.ts';

/** Clock and signal of a run. */
type Run = Pick<PlatformRun, 'clock' | 'signal'>;

/**
 * The deployment API of the site that is deployed to, with one method for each endpoint. All methods throw HttpFailure
 * or the signal's reason.
 */
export interface AppianClient {
  readonly base: URL;
  /** Starts an inspection and returns its id. */
  beginInspection(form: readonly Part[], run: Run): Promise<string>;
  /** @param began when the inspection began, in milliseconds since the Unix epoch */
  inspection(id: string, began: number, run: Run): Promise<InspectionAnswer>;
  /** Starts an import and returns its id. */
  beginImport(form: readonly Part[], run: Run): Promise<string>;
  /** Reads a deployment of which nothing is known but its id. */
  deployment(id: string, run: Run): Promise<DeploymentAnswer>;
  /**
   * Reads a deployment under way: the request is repeated until the signal aborts.
   * @param acceptedAt milliseconds since the Unix epoch
   */
  deploymentUnderway(id: string, acceptedAt: number, run: Run): Promise<DeploymentAnswer>;
  /** Reads the log of a deployment and passes its stream to `take`. */
  log<T>(id: string, signal: AbortSignal, take: (body: Readable) => Promise<T>): Promise<T>;
}

/** Creates a client for the deployment API. */
export function createAppianClient(server: ApiClient): AppianClient {
  return {
    base: server.base,
    // An inspection changes nothing, so the request can be repeated.
    beginInspection: (form, { signal }) =>
      server.json({ ...post('inspections', form, signal), retry: 'read' }, readBegun),
    inspection: (id, began, run) =>
      server.json(statusRequest(`inspections/${encodeURIComponent(id)}`, began, run), readInspection),
    beginImport: (form, { signal }) =>
      server.json(
        { ...post('deployments', form, signal), retry: 'effect', headers: { 'action-type': 'import' } },
        readBegun,
      ),
    deployment: (id, run) => server.json(statusRequest(deploymentPath(id), 0, run), readDeployment),
    deploymentUnderway: (id, acceptedAt, run) =>
      server.json(
        { ...statusRequest(deploymentPath(id), acceptedAt, run), patienceMs: APPIAN_BUDGETS_MS.underway },
        readDeployment,
      ),
    log: (id, signal, take) =>
      server.stream(
        {
          method: 'GET',
          path: `${deploymentPath(id)}/log`,
          retry: 'read',
          patienceMs: APPIAN_BUDGETS_MS.log,
          headers: { accept: 'text/plain, */*' },
          signal,
        },
        take,
      ),
  };
}

/** The URL of a deployment in the API, with a slash at its end. */
export function deploymentUrl(base: URL, id: string): string {
  return new URL(`${deploymentPath(id)}/`, base).href;
}

function deploymentPath(id: string): string {
  return `deployments/${encodeURIComponent(id)}`;
}

function post(path: string, form: readonly Part[], signal: AbortSignal): Omit<RequestOptions, 'retry'> {
  return {
    method: 'POST',
    path,
    patienceMs: APPIAN_BUDGETS_MS.begin,
    body: multipart(form),
    signal,
    thinks: true,
  };
}
