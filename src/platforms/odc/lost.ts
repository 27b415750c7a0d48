import * as z from 'zod/mini';
import { cutText } from '../../shared/format.ts';
import { isKey, type Operation, timeOf } from './wire.ts';

/** A deployment request whose answer may be lost, as the journal keeps it. */
export interface LostRequest {
  readonly asset: string;
  readonly stage: string;
  readonly revision: number;
  readonly build: string;
  /** The server's time just before the request, in milliseconds since the Unix epoch; absent if it is unknown. */
  readonly since?: number;
  /** Keys of the recent operations that existed before the request. */
  readonly known: readonly string[];
  /** The user that ODC shows as the creator of this run's operations; absent if no answer has shown it. */
  readonly by?: string;
  /** The names of the applications that the same release deploys after this one. */
  readonly remaining: readonly string[];
}

/** How much older than the request its operation may be, in milliseconds: `Date` counts seconds, and nodes differ. */
export const TOLERANCE_MS = 60_000;
/** The most earlier operations that are remembered. */
const MOST_KNOWN = 60;
/** The most applications that are named. */
const MOST_REMAINING = 20;
const LONGEST_NAME = 60;

/** Describes a request before it is sent, with the operations that exist already. */
export function lostRequest(request: Omit<LostRequest, 'known'>, before: readonly Operation[]): LostRequest {
  const known = before.filter((each) => isSince(each, request.since)).map(({ key }) => key);
  const remaining = request.remaining.slice(0, MOST_REMAINING).map((name) => cutText(name, LONGEST_NAME));
  return { ...request, remaining, known: known.slice(0, MOST_KNOWN) };
}

/** Whether an operation may have started since that time. An operation without a valid time may. */
function isSince({ startedDateTime }: Operation, since: number | undefined): boolean {
  const started = timeOf(startedDateTime);
  return since === undefined || started === undefined || started >= since - TOLERANCE_MS;
}

/** What became of a request: `operation` is ours; `none`: nothing at all is there; `unclear`: anything else. */
export type Fate =
  | { readonly kind: 'ours'; readonly operation: Operation }
  | { readonly kind: 'none' }
  | { readonly kind: 'unclear'; readonly others: readonly Operation[] };

/** Decides what became of a request from the operations of its asset and stage. */
export function fateOf(request: LostRequest, found: readonly Operation[]): Fate {
  const fresh = found.filter((each) => !request.known.includes(each.key) && isSince(each, request.since));
  const own = fresh.filter((each) => isOwn(each, request));
  const [only] = own;
  if (only !== undefined && own.length === 1) return { kind: 'ours', operation: only };
  return fresh.length === 0 ? { kind: 'none' } : { kind: 'unclear', others: fresh };
}

function isOwn(
  { assetKey, buildKey, revisions, deployedBy, operation }: Operation,
  request: LostRequest,
): boolean {
  const isDeploy = !operation || operation === 'Deploy';
  const isSameAsset = !assetKey || same(assetKey, request.asset);
  const isSameImage = same(buildKey ?? '', request.build) && (revisions ?? []).includes(request.revision);
  const isSameCreator = request.by === undefined || !deployedBy || same(deployedBy, request.by);
  return isDeploy && isSameAsset && isSameImage && isSameCreator;
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

const key = z.string().check(z.refine(isKey));
const schema = z.object({
  asset: key,
  stage: key,
  revision: z.int(),
  build: key,
  since: z.optional(z.number()),
  known: z.array(z.string()),
  by: z.optional(z.string()),
  remaining: z.array(z.string()),
});

/** Writes a request for the journal. */
export function formatRequest(request: LostRequest): string {
  return JSON.stringify(request);
}

/**
 * Reads a request from the journal.
 * @throws Error if something else wrote the text
 */
export function parseRequest(text: string): LostRequest {
  try {
    const { since, by, ...rest } = schema.parse(JSON.parse(text) as unknown);
    return { ...rest, ...(since !== undefined && { since }), ...(by !== undefined && { by }) };
  } catch {
    throw new Error('the saved request is none of this program.');
  }
}
