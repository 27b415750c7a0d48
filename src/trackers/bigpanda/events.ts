import type { ApiClient } from '../../http/client.ts';
import { json } from '../../http/multipart.ts';
import type { Announcement } from '../../release/announcement.ts';
import { TRACKER_PATIENCE_MS } from '../../release/budgets.ts';
import { hasSucceeded } from '../../release/outcome.ts';
import type { Conclusion, Tracker } from '../../release/tracker.ts';
import { explaining } from '../failure.ts';
import { adviseFor } from './advice.ts';

const SOURCE = 'lowcode-deploy';
const LONGEST_MESSAGE = 2_000;

/**
 * Creates the tracker for BigPanda's deployments API. BigPanda matches a start and an end event by component, version
 * and hosts. A start without an end stays in progress forever, so failed posts are retried.
 */
export function createBigPanda(server: ApiClient): Tracker {
  async function send(path: 'start' | 'end', event: object, signal: AbortSignal): Promise<void> {
    await explaining(advise, () =>
      server.send({
        method: 'POST',
        path: `data/events/deployments/${path}`,
        retry: 'report',
        patienceMs: TRACKER_PATIENCE_MS[path],
        body: json(event),
        signal,
      }),
    );
  }

  return {
    name: 'bigpanda',
    title: 'BigPanda',
    start: (announcement, _record, signal) => send('start', startEvent(announcement), signal),
    end: (announcement, conclusion, _record, signal) =>
      send('end', endEvent(announcement, conclusion), signal),

    async examine(_place, { refusalOf }) {
      await refusalOf({
        server,
        path: 'data/events/deployments/start',
        advise,
        elsewhere: 'Check `bigpanda-url`.',
      });
      return { reached: 'credentials', found: [], unknown: [], problems: [] };
    },
  };
}

/** Builds the body of `POST /data/events/deployments/start`. `timestamp` is in seconds since the epoch. */
export function startEvent(announcement: Announcement): object {
  const { component, version, hosts, startedAt, description, owner } = announcement;
  return {
    component,
    version,
    hosts,
    timestamp: Math.floor(startedAt / 1000),
    description,
    ...(owner && { owner }),
    source: SOURCE,
  };
}

/**
 * Builds the body of `POST /data/events/deployments/end`. It always has a status, because a missing one means
 * success.
 */
export function endEvent(
  { component, version, hosts }: Announcement,
  { outcome, endedAt }: Conclusion,
): object {
  // BigPanda has two results, so every outcome that is not a proven success is a failure, with its reason.
  const status = hasSucceeded(outcome.status) ? 'success' : 'failure';
  return {
    component,
    version,
    hosts,
    timestamp: Math.floor(endedAt / 1000),
    status,
    ...(status === 'failure' && {
      errorMessage: `${outcome.status}: ${outcome.reason}`.slice(0, LONGEST_MESSAGE),
    }),
  };
}

const advise = adviseFor('`bigpanda-token`');
