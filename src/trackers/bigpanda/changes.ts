import * as z from 'zod/mini';
import { type ApiClient, UnreadableAnswer } from '../../http/client.ts';
import { arrayOf } from '../../http/collections.ts';
import { json } from '../../http/multipart.ts';
import type { Announcement } from '../../release/announcement.ts';
import { TRACKER_PATIENCE_MS } from '../../release/budgets.ts';
import type { Deployment } from '../../release/platform.ts';
import { formatMarker, isEarlierAttempt, parseMarker, type RunMarker } from '../../release/run-marker.ts';
import type { Conclusion, Tracker } from '../../release/tracker.ts';
import type { Clock } from '../../shared/clock.ts';
import { explaining } from '../failure.ts';
import { adviseFor } from './advice.ts';

/** The statuses of a change, spelled as in BigPanda. No status exists for a failure; the tags hold the result. */
export type ChangeStatus = 'Planned' | 'In Progress' | 'Done' | 'Canceled';

/**
 * How far back to search for a change whose identifier is unknown, in seconds: a run can be repeated for this long.
 */
const LOOK_BACK_S = 30 * 24 * 3600;
/** How long a search may take, in milliseconds. The rest of the tracker's time is for the post. */
const LOOK_UP_MS = 5_000;
const LONGEST_TEXT = 1_000;
const POST = { method: 'POST', path: 'data/changes', retry: 'report' } as const;

/**
 * Creates the tracker for BigPanda's Changes API. Each post sends the whole change under an identifier that this
 * program chooses. So every post can be repeated, and a later post replaces a lost one.
 */
export function createBigPandaChanges(server: ApiClient, clock: Clock): Tracker {
  const post = (change: object, patienceMs: number, signal: AbortSignal): Promise<void> =>
    server.send({ ...POST, patienceMs, body: json(change), signal });
  const list = (announcement: Announcement, signal: AbortSignal) =>
    listChanges(server, clock, announcement, signal);
  const tryToFind = (announcement: Announcement, signal: AbortSignal) =>
    findOpenChange(server, clock, announcement, signal);

  return {
    name: 'bigpanda',
    title: 'BigPanda',
    corrects: true,

    start: (announcement, record, signal) =>
      explaining(advise, async () => {
        // A repeated attempt continues the open change of the attempt before.
        const left = announcement.plan.origin.attempt > 1 ? await tryToFind(announcement, signal) : undefined;
        const identifier = left?.identifier ?? identifierOf(announcement);
        // Saved before the post, so that the change can be ended even if the answer is lost.
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

    earlierMarkers: (announcement, signal) =>
      explaining(advise, async () =>
        (await list(announcement, signal)).flatMap((change) => traceOf(change) ?? []),
      ),

    async examine(_place, { refusalOf }) {
      await refusalOf({ server, path: 'data/changes', advise, elsewhere: 'Check `bigpanda-url`.' });
      return { reached: 'credentials', found: [], unknown: [], problems: [] };
    },
  };
}

/** Reads the newest changes whose summary has the same component, version and environment. */
async function listChanges(
  server: ApiClient,
  clock: Clock,
  announcement: Announcement,
  signal: AbortSignal,
): Promise<readonly Known[]> {
  const now = Math.floor(clock.now() / 1000);
  const query = new URLSearchParams({
    start_time_frame: String(now - LOOK_BACK_S),
    end_time_frame: String(now + 3600),
    search: `"${nameOf(announcement).replaceAll('"', ' ')}"`,
    limit: '999',
  });
  const path = `resources/v2.0/changes?${query.toString()}`;
  return server.json({ method: 'GET', path, retry: 'read', patienceMs: LOOK_UP_MS, signal }, readChanges);
}

/**
 * Finds the open change of an earlier attempt of this step, or of the deployment that this run resumes. Returns
 * undefined if the search fails: a post under a new identifier is always safe.
 */
async function findOpenChange(
  server: ApiClient,
  clock: Clock,
  announcement: Announcement,
  signal: AbortSignal,
): Promise<Known | undefined> {
  const alarm = clock.alarm(LOOK_UP_MS, () => new Error('The search took too long.'));
  try {
    const limited = AbortSignal.any([signal, alarm.signal]);
    return knownChange(await listChanges(server, clock, announcement, limited), announcement);
  } catch {
    return undefined;
  } finally {
    alarm.cancel();
  }
}

/** Returns the identifier of a change. Start and end of a release share it; other releases and attempts differ. */
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

/**
 * Returns the start of the change in seconds since the epoch. It is read from the identifier, because another process
 * may have started the change, and all posts must agree.
 */
function startIn(identifier: string, startedAt: number): number {
  return Number(/\/(\d{10})$/.exec(identifier)?.[1] ?? Math.floor(startedAt / 1000));
}

interface Progress {
  readonly status: ChangeStatus;
  readonly deployment?: Deployment;
  readonly outcome?: Conclusion['outcome'];
  /** Milliseconds since the Unix epoch. */
  readonly endedAt?: number;
}

/**
 * Builds the body of `POST /data/changes`. It is always complete, because BigPanda may drop omitted fields. Times are
 * in seconds since the epoch.
 */
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
    deployment: deployment?.id,
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
 * Returns `Done` if the environment has changed or may have changed, because a partly failed deployment is a likely
 * cause of later incidents. Returns `Canceled` if nothing was deployed.
 */
export function statusOf({ outcome: { status }, deployment }: Conclusion): ChangeStatus {
  switch (status) {
    case 'succeeded':
    case 'succeeded-with-warnings':
    case 'failed':
    case 'unknown':
    case 'timed-out':
    case 'needs-intervention':
    case 'tests-failed':
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
  /** Seconds since the epoch. */
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
  if (!result.success) throw new UnreadableAnswer('it does not match the documentation of the Changes API');
  return result.data.results.map(({ identifier, status, start, tags }) => ({
    identifier: identifier ?? '',
    status: status ?? '',
    start: start ?? undefined,
    tags: tags ?? {},
  }));
}

/** Whether a change of this program was ended as a success. */
const isGood = ({ tags: { result } }: Known): boolean =>
  typeof result === 'string' && result.startsWith('succeeded');

const isOpen = ({ status }: Known): boolean => status !== 'Done' && status !== 'Canceled';

/** Reads the run marker of a change of this program. Anybody who can post changes can post one, so the id is checked. */
function traceOf(change: Known): RunMarker | undefined {
  const { identifier: id, tags } = change;
  const trace = parseMarker(id);
  if (trace === undefined) return undefined;
  const { deployment } = tags;
  const isId = typeof deployment === 'string' && /^(?!\.+$)[\w.-]{1,128}$/.test(deployment);
  return {
    ...trace,
    record: { tracker: 'bigpanda', id, isOpen: isOpen(change), isGood: isGood(change) },
    ...(isId && { deploymentId: deployment }),
  };
}

/**
 * Returns the newest open change of an earlier attempt. If the run resumes a deployment and there is none, returns
 * the newest open change of the same component, version and environment.
 */
export function knownChange(found: readonly Known[], announcement: Announcement): Known | undefined {
  const { plan, component, version, environment } = announcement;
  const open = found
    .filter((change) => isOpen(change) && change.identifier !== '')
    .toSorted((one, other) => (other.start ?? 0) - (one.start ?? 0));
  const isEarlier = ({ identifier }: Known): boolean => {
    const trace = parseMarker(identifier);
    return trace !== undefined && isEarlierAttempt(trace, plan);
  };
  const isSame = ({ tags }: Known): boolean =>
    tags['component'] === component && tags['version'] === version && tags['environment'] === environment;
  return open.find(isEarlier) ?? (plan.operation === 'resume' ? open.find(isSame) : undefined);
}

const advise = adviseFor('`bigpanda-token` (the API key of a user), `bigpanda-app-key`');
