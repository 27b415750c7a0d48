import type { ApiClient, RequestOptions } from '../../http/client.ts';
import type { Announcement } from '../../release/announcement.ts';
import { TRACKER_PATIENCE_MS } from '../../release/budgets.ts';
import {
  formatMarker,
  isEarlierAttempt,
  isSameRun,
  parseMarker,
  type RunMarker,
} from '../../release/run-marker.ts';
import type { Tracker } from '../../release/tracker.ts';
import type { Clock } from '../../shared/clock.ts';
import { persist } from '../persist.ts';
import {
  deploymentOf,
  endOf,
  formatDeploymentId,
  type NewStatus,
  parseDeploymentId,
  statusOf,
  TASK,
} from './bodies.ts';
import { explainingGitHub, isLimit } from './failure.ts';
import { createCaller } from './octokit.ts';
import { type Found, type FoundStatus, readCreated, readDeployments, readStatuses } from './wire.ts';

/** Maximum number of deployments whose statuses are read, because each costs one request. */
const MOST_TRACES = 5;

type Reading = Pick<RequestOptions, 'retry' | 'patienceMs' | 'signal' | 'alsoPassing'>;

interface Asking {
  readonly signal: AbortSignal;
  readonly patienceMs: number;
}

/** The repository that the deployments belong to. */
export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/**
 * Creates the tracker for GitHub Deployments.
 * @param server the client for GitHub's API
 */
export function createGitHub(server: ApiClient, clock: Clock, repository: Repository): Tracker {
  const call = createCaller(server);
  const list = ({ environment }: Announcement, asking: Asking): Promise<readonly Found[]> =>
    call(reading(asking), readDeployments, ({ rest }, through) =>
      rest.repos.listDeployments({ ...repository, ...through, environment, task: TASK, per_page: 100 }),
    );
  const statuses = (id: string, asking: Asking): Promise<readonly FoundStatus[]> =>
    call(reading(asking), readStatuses, ({ rest }, through) =>
      rest.repos.listDeploymentStatuses({
        ...repository,
        ...through,
        deployment_id: Number(id),
        per_page: 100,
      }),
    );

  /** Creates the deployment. After a lost answer, it searches for the deployment before it tries again. */
  const create = (announcement: Announcement, asking: Asking): Promise<string> =>
    persist({ clock, ...asking, alsoPassing: isLimit }, async (last) => {
      if (last?.mayHaveActed) {
        const trace = formatMarker(announcement.plan);
        for (const { id, payload } of await list(announcement, { ...asking, patienceMs: 0 })) {
          if (payload.trace !== trace) continue;
          if (!isEnd((await statuses(id, { ...asking, patienceMs: 0 }))[0]?.state)) return id;
        }
        if (last.facts.kind === 'unreadable') throw last;
      }
      return call(writing(asking), readCreated, ({ rest }, through) =>
        rest.repos.createDeployment({ ...repository, ...through, ...deploymentOf(announcement) }),
      );
    });

  /** Adds a status, unless a request without an answer already added it. */
  const add = (id: string, body: NewStatus, asking: Asking): Promise<void> =>
    persist({ clock, ...asking, alsoPassing: isLimit }, async (last) => {
      if (last?.mayHaveActed) {
        const [newest] = await statuses(id, { ...asking, patienceMs: 0 });
        if (newest?.state === body.state) return;
      }
      await call(writing(asking), readNothing, ({ rest }, through) =>
        rest.repos.createDeploymentStatus({
          ...repository,
          ...through,
          ...body,
          deployment_id: Number(id),
        }),
      );
    });

  /**
   * Finds the open deployment of this step or of an earlier attempt. If the run resumes a deployment, also finds one
   * of the same component and version.
   */
  async function find(announcement: Announcement, asking: Asking): Promise<string | undefined> {
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
    const found = await list(announcement, asking);
    for (const { id } of [...found.filter(isOwn), ...found.filter(isSame)].slice(0, MOST_TRACES)) {
      if (!isEnd((await statuses(id, asking))[0]?.state)) return id;
    }
    return undefined;
  }

  return {
    name: 'github',
    title: 'GitHub',

    start: (announcement, record, signal) =>
      explainingGitHub(async () => {
        const asking = { signal, patienceMs: TRACKER_PATIENCE_MS.start };
        // A repeated attempt continues the open deployment of the attempt before.
        const left = announcement.plan.origin.attempt > 1 ? await find(announcement, asking) : undefined;
        record.keep(left ?? (await create(announcement, asking)));
      }),

    began: (announcement, deployment, record, signal) =>
      explainingGitHub(async () => {
        if (record.id === undefined) return;
        const text = formatDeploymentId(deployment.id);
        const status = statusOf(announcement, 'in_progress', text);
        await add(record.id, status, { signal, patienceMs: TRACKER_PATIENCE_MS.start });
      }),

    end: (announcement, conclusion, record, signal) =>
      explainingGitHub(async () => {
        const asking = { signal, patienceMs: TRACKER_PATIENCE_MS.end };
        const id = record.id ?? (await find(announcement, asking)) ?? (await create(announcement, asking));
        record.keep(id);
        await add(id, endOf(announcement, conclusion), asking);
      }),

    earlierMarkers: (announcement, signal) =>
      explainingGitHub(async () => {
        const asking = { signal, patienceMs: TRACKER_PATIENCE_MS.markers };
        const traces: RunMarker[] = [];
        for (const { id, payload } of await list(announcement, asking)) {
          const trace = parseMarker(payload.trace);
          if (trace === undefined || !isSameRun(trace, announcement.plan)) continue;
          const found = await statuses(id, asking);
          const deploymentId = found.map(({ description }) => parseDeploymentId(description)).find(Boolean);
          traces.push({
            ...trace,
            record: { tracker: 'github', id, isOpen: !isEnd(found[0]?.state) },
            ...(deploymentId && { deploymentId }),
          });
          if (traces.length === MOST_TRACES) break;
        }
        return traces;
      }),

    examine: async (_place, run) => (await import('./doctor.ts')).examineGitHub(server, repository, run),
  };
}

function reading({ signal, patienceMs }: Asking): Reading {
  return { retry: 'read', patienceMs, signal, alsoPassing: isLimit };
}

/** The client does not repeat a write, because `persist` first checks whether it took effect. */
function writing({ signal }: Asking): Omit<Reading, 'alsoPassing'> {
  return { retry: 'report', patienceMs: 0, signal };
}

/** The answer to a new status has no value that is needed. */
const readNothing = (): void => {};

const isEnd = (state: string | undefined): boolean =>
  state === 'success' || state === 'failure' || state === 'error' || state === 'inactive';
