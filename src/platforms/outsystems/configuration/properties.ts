import * as z from 'zod/mini';
import { type ApiClient, UnreadableAnswer } from '../../../http/client.ts';
import { decode } from '../../../http/decode.ts';
import { jsonText } from '../../../http/multipart.ts';
import { itemKinds } from './kinds.ts';
import type { Setting } from './modules.ts';

/** The Properties API v1 of the Forge component Properties Management, which is installed on LifeTime. */
export interface Properties {
  /**
   * Sets a value, which takes effect at once. Setting it twice has the same effect, so the request may be repeated.
   * @returns undefined if the value was set, else the reason that the server gives
   * @throws HttpFailure or the signal's reason
   */
  set(setting: Setting, environment: string, signal: AbortSignal): Promise<string | undefined>;
}

/** The path of the API on the host of LifeTime. */
export const PROPERTIES_PATH = '/PropertiesAPI/rest/v1/';

/** How long one request may be repeated after its first failure, in milliseconds. */
const PATIENCE_MS = 60_000;

const answer = z.looseObject({ Success: z.boolean(), Message: z.nullish(z.string()) });

/** Creates a client for the Properties API. */
export function createProperties(server: ApiClient): Properties {
  return {
    async set({ kind, module, key, value }, environment, signal) {
      const { list, field } = itemKinds[kind];
      const path = ['Modules', module, 'Environments', environment, list, key, field].map(encodeURIComponent);
      return server.json(
        {
          method: 'PUT',
          path: `${path.join('/')}/`,
          retry: 'read',
          patienceMs: PATIENCE_MS,
          // The API takes the bare value, not JSON, under the content type of JSON.
          body: jsonText(value),
          thinks: true,
          signal,
        },
        (body, _headers, status) => {
          if (status !== 201) throw new UnreadableAnswer(`HTTP ${status} does not confirm that it was set`);
          const { Success, Message } = decode(answer, body);
          return Success ? undefined : Message?.trim() || 'it gives no reason';
        },
      );
    },
  };
}
