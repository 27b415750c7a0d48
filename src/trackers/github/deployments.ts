import type { ApiClient, RequestOptions } from '../../http/client.ts';
import type { Announcement } from '../../release/announcement.ts';
import { formatMarker, isEarlierAttempt, parseMarker } from '../../release/run-marker.ts';
import type { Clock } from '../../shared/clock.ts';
import { persist } from '../persist.ts';
import { deploymentOf, type NewStatus, TASK } from './bodies.ts';
import { isLimit } from './failure.ts';
import { createCaller } from './octokit.ts';
import { type Found, type FoundStatus, readCreated, readDeployments, readStatuses } from './wire.ts';

/** Maximum number of deployments whose statuses are read, because each costs one request. */
export const MOST_TRACES = 5;

type Reading = Pick<RequestOptions, 'retry' | 'patienceMs' | 'signal' | 'alsoPassing'>;

/** The limits of a request. */
export interface Asking {
  readonly signal: AbortSignal;
  /** How long it may be repeated, in milliseconds. */
  readonly patienceMs: number;
}

/** The repository that the deployments belong to. */
export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/**
 * The deployments of a repository, with one method for each endpoint
 * (https://docs.github.com/en/rest/deployments/deployments). All methods throw HttpFailure or the signal's reason.
 */
export interface GitHubDeployments {
  /** Returns the deployments of this program to the environment of the release, newest first. */
  list(announcement: Announcement, asking: Asking): Promise<readonly Found[]>;
  /** Returns the statuses of a deployment, newest first. */
  statuses(id: string, asking: Asking): Promise<readonly FoundStatus[]>;
  /** Creates a deployment and returns its id. The request is sent once. */
  create(announcement: Announcement, asking: Asking): Promise<string>;
  /** Adds a status to a deployment. The request is sent once. */
  add(id: string, body: NewStatus, asking: Asking): Promise<void>;
}

/** Creates the client for the deployments of a repository. */
export function createDeployments(server: ApiClient, repository: Repository): GitHubDeployments {
  const call = createCaller(server);
  return {
    list: ({ environment }, asking) =>
      call(reading(asking), readDeployments, ({ rest }, through) =>
        rest.repos.listDeployments({ ...repository, ...through, environment, task: TASK, per_page: 100 }),
      ),
    statuses: (id, asking) =>
      call(reading(asking), readStatuses, ({ rest }, through) =>
        rest.repos.listDeploymentStatuses({
          ...repository,
          ...through,
          deployment_id: Number(id),
          per_page: 100,
        }),
      ),
    create: (announcement, asking) =>
      call(writing(asking), readCreated, ({ rest }, through) =>
        rest.repos.createDeployment({ ...repository, ...through, ...deploymentOf(announcement) }),
      ),
    add: (id, body, asking) =>
      call(writing(asking), readNothing, ({ rest }, through) =>
        rest.repos.createDeploymentStatus({
          ...repository,
          ...through,
          ...body,
          deployment_id: Number(id),
        }),
      ),
  };
}

/** Creates the deployment. After a lost answer, searches for the deployment before it tries again. */
export function createOnce(
  deployments: GitHubDeployments,
  clock: Clock,
  announcement: Announcement,
  asking: Asking,
): Promise<string> {
  return persist({ clock, ...asking, alsoPassing: isLimit }, async (last) => {
    if (last?.mayHaveActed) {
      const trace = formatMarker(announcement.plan);
      for (const { id, payload } of await deployments.list(announcement, { ...asking, patienceMs: 0 })) {
        if (payload.trace !== trace) continue;
        if (!isEnd((await deployments.statuses(id, { ...asking, patienceMs: 0 }))[0]?.state)) return id;
      }
      if (last.facts.kind === 'unreadable') throw last;
    }
    return deployments.create(announcement, asking);
  });
}

/** A status to add to a deployment. */
interface StatusAddition {
  readonly id: string;
  readonly body: NewStatus;
}

/** Adds a status, unless a request without an answer already added it. */
export function addOnce(
  deployments: GitHubDeployments,
  clock: Clock,
  { id, body }: StatusAddition,
  asking: Asking,
): Promise<void> {
  return persist({ clock, ...asking, alsoPassing: isLimit }, async (last) => {
    if (last?.mayHaveActed) {
      const [newest] = await deployments.statuses(id, { ...asking, patienceMs: 0 });
      if (newest?.state === body.state) return;
    }
    await deployments.add(id, body, asking);
  });
}

/**
 * Finds the open deployment of this step or of an earlier attempt. If the run resumes a deployment, also finds one of
 * the same component and version.
 */
export async function findOpen(
  deployments: GitHubDeployments,
  announcement: Announcement,
  asking: Asking,
): Promise<string | undefined> {
  const { plan } = announcement;
  const trace = formatMarker(plan);
  const isOwn = ({ payload }: Found): boolean => {
    const read = parseMarker(payload.trace);
    return payload.trace === trace || (read !== undefined && isEarlierAttempt(read, plan));
  };
  const isSame = ({ payload }: Found): boolean =>
    plan.operation === 'resume' &&
    payload.component === announcement.component &&
    payload.version === announcement.version;
  const found = await deployments.list(announcement, asking);
  for (const { id } of [...found.filter(isOwn), ...found.filter(isSame)].slice(0, MOST_TRACES)) {
    if (!isEnd((await deployments.statuses(id, asking))[0]?.state)) return id;
  }
  return undefined;
}

/** Whether a status of this name ends a deployment. */
export const isEnd = (state: string | undefined): boolean =>
  state === 'success' || state === 'failure' || state === 'error' || state === 'inactive';

function reading({ signal, patienceMs }: Asking): Reading {
  return { retry: 'read', patienceMs, signal, alsoPassing: isLimit };
}

/** The client does not repeat a write, because `persist` first checks whether it took effect. */
function writing({ signal }: Asking): Omit<Reading, 'alsoPassing'> {
  return { retry: 'report', patienceMs: 0, signal };
}

/** The answer to a new status has no value that is needed. */
const readNothing = (): void => {};
