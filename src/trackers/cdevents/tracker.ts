import type { ApiClient } from '../../http/client.ts';
import type { FailureFacts } from '../../http/failure.ts';
import { json } from '../../http/multipart.ts';
import { TRACKER_PATIENCE_MS } from '../../release/budgets.ts';
import type { Tracker } from '../../release/tracker.ts';
import { type EventReceiver, postEvent } from '../event-post.ts';
import { cloudEventHeaders } from './binding.ts';
import { examineReceiver } from './doctor.ts';
import { type CdEvent, finishedEvent, runIdOf, serviceEvent, startedEvent } from './event.ts';

/**
 * Creates the tracker that sends CDEvents. A receiver recognises a repeated event by its id, so failed posts are
 * retried.
 * @param redact removes secrets from a text of the server
 */
export function createCdEvents(server: ApiClient, redact: (text: string) => string): Tracker {
  const receiver: EventReceiver = { server, redact, advise };
  const post = (event: CdEvent, patienceMs: number, signal: AbortSignal): Promise<void> =>
    postEvent(receiver, {
      path: '',
      retry: 'report',
      patienceMs,
      headers: cloudEventHeaders(event),
      body: json(event),
      signal,
    });

  return {
    name: 'cdevents',
    title: 'CDEvents',
    corrects: true,

    start(announcement, record, signal) {
      const runId = runIdOf(announcement);
      // Saved before the post, so that the run is ended under this id even if the answer is lost.
      record.keep(runId);
      return post(startedEvent(announcement, runId), TRACKER_PATIENCE_MS.start, signal);
    },

    async end(announcement, conclusion, record, signal) {
      const runId = record.id ?? runIdOf(announcement);
      record.keep(runId);
      // The end of the run comes first: a receiver that rejects the other event still knows the end.
      await post(finishedEvent(announcement, runId, conclusion), TRACKER_PATIENCE_MS.end, signal);
      const change = serviceEvent(announcement, runId, conclusion);
      if (change) await post(change, TRACKER_PATIENCE_MS.end, signal);
    },

    examine: (_place, { signal }) => examineReceiver(server, advise, signal),
  };
}

function advise({ status = 0 }: Pick<FailureFacts, 'status'>): string {
  if (status === 401 || status === 403) return 'Check `cdevents-token`.';
  if (status === 404 || status === 405)
    return 'Check `cdevents-url`: events are posted to exactly this address.';
  if (status >= 400 && status < 500 && status !== 408 && status !== 429)
    return 'Check that `cdevents-url` takes CDEvents 0.5 as CloudEvents over HTTP, in binary mode.';
  return 'Check that the runner can reach `cdevents-url`.';
}
