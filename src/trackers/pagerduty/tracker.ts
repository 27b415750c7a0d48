import type { ApiClient } from '../../http/client.ts';
import type { FailureFacts } from '../../http/failure.ts';
import { json } from '../../http/multipart.ts';
import { TRACKER_PATIENCE_MS } from '../../release/budgets.ts';
import type { Tracker } from '../../release/tracker.ts';
import { postEvent } from '../event-post.ts';
import { examinePagerDuty } from './doctor.ts';
import { type ChangeEvent, endEvent, startEvent } from './event.ts';

/** The settings of the tracker. */
export interface PagerDutyOptions {
  /** The secret that PagerDuty expects in the body of each request. */
  readonly routingKey: string;
  /** Removes secrets from a text of the server. */
  readonly redact: (text: string) => string;
}

/**
 * Creates the tracker for PagerDuty's change events. PagerDuty does not recognise a repeated event, so each event is
 * sent once: only a request that certainly was not processed (HTTP 429, no connection) is sent again.
 */
export function createPagerDuty(server: ApiClient, { routingKey, redact }: PagerDutyOptions): Tracker {
  const post = (event: ChangeEvent, patienceMs: number, signal: AbortSignal): Promise<void> =>
    postEvent(
      { server, redact, advise },
      {
        path: 'v2/change/enqueue',
        retry: 'effect',
        patienceMs,
        body: json({ routing_key: routingKey, ...event }),
        signal,
      },
    );

  return {
    name: 'pagerduty',
    title: 'PagerDuty',
    start: (announcement, _record, signal) =>
      post(startEvent(announcement), TRACKER_PATIENCE_MS.start, signal),
    end: (announcement, conclusion, _record, signal) =>
      post(endEvent(announcement, conclusion), TRACKER_PATIENCE_MS.end, signal),

    examine: (_place, run) => examinePagerDuty({ server, routingKey, advise }, run),
  };
}

function advise({ status = 0 }: Pick<FailureFacts, 'status'>): string {
  if (status === 401 || status === 403 || status === 400 || status === 422)
    return 'Check `pagerduty-routing-key` (the integration key of a service), and that `pagerduty-url` names the region of your account.';
  if (status === 404) return 'Check `pagerduty-url`.';
  if (status === 429) return 'PagerDuty limits its callers, and there was no time to wait any longer.';
  return 'Check that the runner can reach PagerDuty. The event is not sent again, because it may have arrived.';
}
