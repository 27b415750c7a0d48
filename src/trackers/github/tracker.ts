import type { ApiClient, RequestOptions } from '../../http/client.ts';
import { json } from '../../http/multipart.ts';
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
import { type Found, type FoundStatus, readCreated, readDeployments, readStatuses } from './wire.ts';

/** Each deployment whose statuses are read is one more request. */
const MOST_TRACES = 5;

interface Asking {
  readonly signal: AbortSignal;
  readonly patienceMs: number;
}

/**
 * GitHub's deployments, over the same client as everything else: five requests need no Octokit, and this one keeps
 * the token at its origin, knows proxies and private authorities, can be aborted and reads what GitHub says of limits.
 */
export function createGitHub(server: ApiClient, clock: Clock): Tracker {
  const list = ({ environment }: Announcement, asking: Asking): Promise<readonly Found[]> => {
    const query = new URLSearchParams({ environment, task: TASK, per_page: '100' });
    return server.json(get(`deployments?${query.toString()}`, asking), readDeployments);
  };
  const statuses = (id: string, asking: Asking): Promise<readonly FoundStatus[]> =>
    server.json(get(`deployments/${id}/statuses?per_page=100`, asking), readStatuses);

  /** Creates the deployment; where an answer was lost, a look comes before a second try. */
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
      return server.json(post('deployments', deploymentOf(announcement), asking), readCreated);
    });

  /** Adds a status, unless a lost request has added it. */
  const add = (id: string, body: NewStatus, asking: Asking): Promise<void> =>
    persist({ clock, ...asking, alsoPassing: isLimit }, async (last) => {
      if (last?.mayHaveActed) {
        const [newest] = await statuses(id, { ...asking, patienceMs: 0 });
        if (newest?.state === body.state) return;
      }
      await server.send(post(`deployments/${id}/statuses`, body, asking));
    });

  /** The open deployment of an earlier attempt of this step; of a run that resumes, of the same release. */
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
        // An attempt that is run again goes on with what the last one may have left open.
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
        const asking = { signal, patienceMs: TRACKER_PATIENCE_MS.traces };
        const traces: RunMarker[] = [];
        for (const { id, payload } of await list(announcement, asking)) {
          const trace = parseMarker(payload.trace);
          if (trace === undefined || !isSameRun(trace, announcement.plan)) continue;
          const found = await statuses(id, asking);
          const deploymentId = found.map(({ description }) => parseDeploymentId(description)).find(Boolean);
          const open = !isEnd(found[0]?.state);
          traces.push({
            ...trace,
            ...(open && { openIn: 'github' }),
            ...(deploymentId && { deploymentId }),
          });
          if (traces.length === MOST_TRACES) break;
        }
        return traces;
      }),
  };
}

function get(path: string, { signal, patienceMs }: Asking): RequestOptions {
  return { method: 'GET', path, retry: 'read', patienceMs, signal, alsoPassing: isLimit };
}

function post(path: string, body: object, { signal }: Asking): RequestOptions {
  return { method: 'POST', path, retry: 'report', patienceMs: 0, signal, body: json(body) };
}

const isEnd = (state: string | undefined): boolean =>
  state === 'success' || state === 'failure' || state === 'error' || state === 'inactive';
