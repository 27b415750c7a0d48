import * as z from 'zod/mini';
import { type ApiClient, UnreadableAnswer } from '../../http/client.ts';
import { arrayOf } from '../../http/collections.ts';
import type { FailureFacts } from '../../http/failure.ts';
import { json } from '../../http/multipart.ts';
import type { Announcement } from '../../release/announcement.ts';
import { TRACKER_PATIENCE_MS } from '../../release/budgets.ts';
import type { Deployment } from '../../release/platform.ts';
import { formatMarker, isEarlierAttempt, parseMarker } from '../../release/run-marker.ts';
import type { Conclusion, Tracker } from '../../release/tracker.ts';
import type { Clock } from '../../shared/clock.ts';
import { explaining } from '../failure.ts';

/** What BigPanda calls the state of a change, to the letter. It has no word for a failure: that is in the tags. */
export type ChangeStatus = 'Planned' | 'In Progress' | 'Done' | 'Canceled';

/** How far back a change is looked for whose identifier is not known, in seconds: a run is tried again for so long. */
const LOOK_BACK_S = 30 * 24 * 3600;
/** How long a look-up may take, in milliseconds: what is left of the trackers' time is for the post itself. */
const LOOK_UP_MS = 5_000;
const LONGEST_TEXT = 1_000;

/**
 * BigPanda's Changes API: one change, posted whole again and again under an identifier of our own. Every post may be
 * repeated, and one that was never heard is made up for by the next.
 */
export function createBigPandaChanges(server: ApiClient, clock: Clock): Tracker {
  const post = (change: object, patienceMs: number, signal: AbortSignal): Promise<void> =>
    server.send({
      method: 'POST',
      path: 'data/changes',
      retry: 'report',
      patienceMs,
      body: json(change),
      signal,
    });

  /** The change that an earlier attempt of this step began, or that this run resumes, where it is still open. */
  async function find(announcement: Announcement, signal: AbortSignal): Promise<Known | undefined> {
    const now = Math.floor(clock.now() / 1000);
    const query = new URLSearchParams({
      start_time_frame: String(now - LOOK_BACK_S),
      end_time_frame: String(now + 3600),
      search: `"${nameOf(announcement).replaceAll('"', ' ')}"`,
      limit: '999',
    });
    const path = `resources/v2.0/changes?${query.toString()}`;
    const found = await server.json(
      { method: 'GET', path, retry: 'read', patienceMs: LOOK_UP_MS, signal },
      readChanges,
    );
    return knownChange(found, announcement);
  }

  /** As `find`, and undefined where the look-up fails for any reason: a post under our own identifier is always safe. */
  async function tryToFind(announcement: Announcement, signal: AbortSignal): Promise<Known | undefined> {
    const alarm = clock.alarm(LOOK_UP_MS, () => new Error('The look-up took too long.'));
    try {
      return await find(announcement, AbortSignal.any([signal, alarm.signal]));
    } catch {
      return undefined;
    } finally {
      alarm.cancel();
    }
  }

  return {
    name: 'bigpanda',
    title: 'BigPanda',

    start: (announcement, record, signal) =>
      explaining(advise, async () => {
        // An attempt that is run again goes on with what the last one may have left open.
        const left = announcement.plan.origin.attempt > 1 ? await tryToFind(announcement, signal) : undefined;
        const identifier = left?.identifier ?? identifierOf(announcement);
        // Known before it is sent: a change whose answer is lost can be ended all the same.
        record.keep(identifier);
        if (left) return;
        await post(
          changeOf(announcement, identifier, { status: 'Planned' }),
          TRACKER_PATIENCE_MS.start,
          signal,
        );
      }),

    began: (announcement, deployment, record, signal) =>
      explaining(advise, async () => {
        const identifier = record.id ?? identifierOf(announcement);
        const change = changeOf(announcement, identifier, { status: 'In Progress', deployment });
        await post(change, TRACKER_PATIENCE_MS.start, signal);
      }),

    end: (announcement, conclusion, record, signal) =>
      explaining(advise, async () => {
        const known = record.id === undefined ? await tryToFind(announcement, signal) : undefined;
        const identifier = record.id ?? known?.identifier ?? identifierOf(announcement);
        record.keep(identifier);
        const change = changeOf(announcement, identifier, { status: statusOf(conclusion), ...conclusion });
        await post(change, TRACKER_PATIENCE_MS.end, signal);
      }),
  };
}

/** The same for a start and its end, and different for whatever else is deployed, also by a second try. */
export function identifierOf({ plan, startedAt }: Announcement): string {
  return `${formatMarker(plan)}/${Math.floor(startedAt / 1000)}`;
}

function nameOf({
  component,
  version,
  environment,
}: Pick<Announcement, 'component' | 'version' | 'environment'>) {
  return `${component} ${version} to ${environment}`;
}

/** When the change began, in seconds: another process may have begun it, and all posts of it must agree. */
function startIn(identifier: string, startedAt: number): number {
  return Number(/\/(\d{10})$/.exec(identifier)?.[1] ?? Math.floor(startedAt / 1000));
}

interface Progress {
  readonly status: ChangeStatus;
  readonly deployment?: Deployment;
  readonly outcome?: Conclusion['outcome'];
  readonly endedAt?: number;
}

/** The body of `POST /data/changes`: whole each time, for what a post leaves out is not sure to stay. Times in seconds. */
export function changeOf(
  { component, version, hosts, environment, description, owner, startedAt, plan }: Announcement,
  identifier: string,
  { status, deployment, outcome, endedAt }: Progress,
): object {
  const start = startIn(identifier, startedAt);
  const word = plan.operation === 'rollback' ? 'Roll back' : 'Deploy';
  const tags = {
    component,
    version,
    environment,
    hosts: hosts.join(', '),
    platform: plan.platform,
    commit: plan.commit,
    owner,
    run: plan.runUrl,
    description,
    result: outcome?.status,
    reason: outcome?.reason.slice(0, LONGEST_TEXT),
    duration: endedAt === undefined ? undefined : `${Math.max(0, Math.floor(endedAt / 1000) - start)} s`,
  };
  return {
    identifier,
    status,
    summary: `${word} ${nameOf({ component, version, environment })}`,
    start,
    ...(endedAt !== undefined && { end: Math.max(Math.floor(endedAt / 1000), start) }),
    ...(plan.runUrl && { ticket_url: plan.runUrl }),
    tags: Object.fromEntries(Object.entries(tags).filter(([, value]) => value)),
    metadata: { source: 'lowcode-deploy', ...(deployment && { deploymentId: deployment.id }) },
  };
}

/**
 * `Done` where the environment has changed or may have: a deployment that failed half-way is the likeliest cause of
 * what goes wrong then. `Canceled` where nothing came of it.
 */
export function statusOf({ outcome: { status }, deployment }: Conclusion): ChangeStatus {
  switch (status) {
    case 'succeeded':
    case 'succeeded-with-warnings':
    case 'failed':
    case 'unknown':
    case 'timed-out':
    case 'needs-intervention':
      return 'Done';
    case 'cancelled':
    case 'aborted':
    case 'error':
      return deployment === undefined ? 'Canceled' : 'Done';
    case 'rejected':
    case 'refused':
    case 'conflicts':
    case 'inspection-failed':
    case 'invalid-input':
    case 'pending-review':
      return 'Canceled';
  }
}

interface Known {
  readonly identifier: string;
  readonly status: string;
  readonly start: number | undefined;
  readonly tags: Readonly<Record<string, unknown>>;
}

const changes = z.looseObject({
  results: arrayOf(
    z.looseObject({
      identifier: z.nullish(z.string()),
      status: z.nullish(z.string()),
      start: z.nullish(z.number()),
      tags: z.nullish(z.record(z.string(), z.unknown())),
    }),
  ),
});

function readChanges(value: unknown): readonly Known[] {
  const result = changes.safeParse(value);
  if (!result.success) throw new UnreadableAnswer('it is not what the Changes API documents');
  return result.data.results.map(({ identifier, status, start, tags }) => ({
    identifier: identifier ?? '',
    status: status ?? '',
    start: start ?? undefined,
    tags: tags ?? {},
  }));
}

/** The newest open change of an earlier attempt; of a run that resumes, of the same component, version and place. */
export function knownChange(found: readonly Known[], announcement: Announcement): Known | undefined {
  const { plan, component, version, environment } = announcement;
  const open = found
    .filter(({ status, identifier }) => status !== 'Done' && status !== 'Canceled' && identifier !== '')
    .toSorted((one, other) => (other.start ?? 0) - (one.start ?? 0));
  const isEarlier = ({ identifier }: Known): boolean => {
    const trace = parseMarker(identifier);
    return trace !== undefined && isEarlierAttempt(trace, plan);
  };
  const isSame = ({ tags }: Known): boolean =>
    tags['component'] === component && tags['version'] === version && tags['environment'] === environment;
  return open.find(isEarlier) ?? (plan.operation === 'resume' ? open.find(isSame) : undefined);
}

function advise({ status = 0 }: FailureFacts): string {
  if (status === 401 || status === 403)
    return 'Check `bigpanda-token` (the API key of a user), `bigpanda-app-key`, and that `bigpanda-url` names the region of your organization.';
  if (status === 400 || status === 422) return 'Check `component`, `version` and `hosts`.';
  if (status === 404) return 'Check `bigpanda-url`.';
  return 'Check that the runner can reach BigPanda.';
}
