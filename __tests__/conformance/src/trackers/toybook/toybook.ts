import * as z from 'zod/mini';
import type { ApiClient } from '../../http/client.ts';
import { json } from '../../http/multipart.ts';
import type { Tracker } from '../../release/tracker.ts';

const answer = z.object({ id: z.string() });

/** Toybook: a page for each start, closed with the status. */
export function createToybook(server: ApiClient): Tracker {
  const post = (path: string, content: object, signal: AbortSignal) =>
    server.json(
      { method: 'POST', path, retry: 'report', patienceMs: 5_000, body: json(content), signal },
      (value) => answer.parse(value),
    );
  return {
    name: 'toybook',
    title: 'Toybook',
    async start({ component, version }, record, signal) {
      const { id } = await post('pages', { component, version }, signal);
      record.keep(id);
    },
    async end({ component, version }, { outcome }, record, signal) {
      await post(`pages/${record.id ?? 'unknown'}`, { component, version, status: outcome.status }, signal);
    },
  };
}
