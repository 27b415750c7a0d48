import type { ApiClient } from '../../http/client.ts';
import type { Announcement } from '../../release/announcement.ts';
import { TRACKER_PATIENCE_MS } from '../../release/budgets.ts';
import { isSameRun, parseMarker, type RunMarker } from '../../release/run-marker.ts';
import type { Tracker } from '../../release/tracker.ts';
import type { Clock } from '../../shared/clock.ts';
import { endOf, formatDeploymentId, type NewStatus, parseDeploymentId, statusOf } from './bodies.ts';
import {
  type Asking,
  addOnce,
  createDeployments,
  createOnce,
  findOpen,
  type GitHubDeployments,
  isEnd,
  MOST_TRACES,
  type Repository,
} from './deployments.ts';
import { examineGitHub } from './doctor.ts';
import { explainingGitHub } from './failure.ts';

/**
 * Creates the tracker for GitHub Deployments.
 * @param server the client for GitHub's API
 */
export function createGitHub(server: ApiClient, clock: Clock, repository: Repository): Tracker {
  const deployments = createDeployments(server, repository);
  const create = (announcement: Announcement, asking: Asking) =>
    createOnce(deployments, clock, announcement, asking);
  const add = (id: string, body: NewStatus, asking: Asking) =>
    addOnce(deployments, clock, { id, body }, asking);
  const find = (announcement: Announcement, asking: Asking) => findOpen(deployments, announcement, asking);

  return {
    name: 'github',
    title: 'GitHub',
    corrects: true,

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
      explainingGitHub(() =>
        markersOf(deployments, announcement, { signal, patienceMs: TRACKER_PATIENCE_MS.markers }),
      ),

    examine: (_place, run) => examineGitHub(server, repository, run),
  };
}

/** Reads the run markers of the deployments of this run, newest first. */
async function markersOf(
  deployments: GitHubDeployments,
  announcement: Announcement,
  asking: Asking,
): Promise<readonly RunMarker[]> {
  const traces: RunMarker[] = [];
  for (const { id, payload } of await deployments.list(announcement, asking)) {
    const trace = parseMarker(payload.trace);
    if (trace === undefined || !isSameRun(trace, announcement.plan)) continue;
    const found = await deployments.statuses(id, asking);
    const deploymentId = found.map(({ description }) => parseDeploymentId(description)).find(Boolean);
    traces.push({
      ...trace,
      record: {
        tracker: 'github',
        id,
        isOpen: !isEnd(found[0]?.state),
        isGood: found.some(({ state }) => state === 'success'),
      },
      ...(deploymentId && { deploymentId }),
    });
    if (traces.length === MOST_TRACES) break;
  }
  return traces;
}
