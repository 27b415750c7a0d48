import { isObject, type Received } from '../simulated-api.ts';
import { isSeconds, isText, notSeconds } from './events.ts';

/** Statuses of a change, spelled as BigPanda spells them. */
const changeStatuses = ['Planned', 'In Progress', 'Done', 'Canceled'] as const;

/** Status of a change. */
export type BigPandaChangeStatus = (typeof changeStatuses)[number];

/** One change in the Changes API after all posts with its identifier; not an event of the deployments API. */
export interface BigPandaChangeRecord {
  /** BigPanda's own id; reads want this one. */
  readonly id: string;
  /** The sender's id; a post with the same value updates the change. */
  readonly identifier: string;
  readonly status: BigPandaChangeStatus;
  readonly summary: string;
  /** Unix seconds. */
  readonly start: number;
  /** Unix seconds; undefined if no post has named an end. */
  readonly end?: number;
  readonly ticketUrl?: string;
  readonly tags: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The integration that sent the change. */
  readonly sourceSystem: string;
  /** Unix seconds of the first post. */
  readonly createdAt: number;
  /** Unix seconds of the latest post. */
  readonly updatedAt: number;
  /** Bodies of the accepted posts, oldest first. */
  readonly posts: readonly Readonly<Record<string, unknown>>[];
}

const known: ReadonlySet<string> = new Set([
  'identifier',
  'status',
  'summary',
  'start',
  'end',
  'ticket_url',
  'tags',
  'metadata',
]);

/** Fields of an accepted post. Omitted fields are undefined; times are Unix seconds. */
export interface ChangePost {
  readonly identifier: string;
  readonly status: BigPandaChangeStatus;
  readonly summary: string;
  readonly start: number;
  readonly end: number | undefined;
  readonly ticketUrl: string | undefined;
  readonly tags: Readonly<Record<string, unknown>> | undefined;
  readonly metadata: Readonly<Record<string, unknown>> | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Checks a post against the vendor's documentation and records each error as a violation. */
export function checkChange({
  body: sent,
  headers,
  object,
}: Pick<Received, 'body' | 'headers' | 'object'>): ChangePost | { readonly errors: readonly string[] } {
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    object('Content-Type is not application/json');
  }
  if (sent.kind !== 'json' || !isObject(sent.value)) {
    const reason = sent.kind === 'unreadable' ? sent.reason : 'body is not a JSON object';
    object(reason);
    return { errors: [reason] };
  }
  const body = sent.value;
  for (const name of Object.keys(body)) if (!known.has(name)) object(`${name}: not a documented field`);

  const { identifier, summary, start, end, ticket_url: ticketUrl, tags, metadata } = body;
  const status = changeStatuses.find((each) => each === body['status']);
  const problems: string[] = [];
  if (!isText(identifier)) problems.push('identifier: required, a string');
  if (!status) problems.push(`status: must be one of ${changeStatuses.join(', ')}`);
  if (!isText(summary)) problems.push('summary: required, a string');
  if (!isSeconds(start)) problems.push(notSeconds('start', start));
  if (end !== undefined && !isSeconds(end)) problems.push(notSeconds('end', end));
  if (ticketUrl !== undefined && ticketUrl !== null && !isAddress(ticketUrl))
    problems.push('ticket_url: must be a URL');
  if (tags !== undefined && !isTags(tags)) problems.push('tags: must be an object of strings');
  if (metadata !== undefined && !isObject(metadata)) problems.push('metadata: must be an object');
  for (const problem of problems) object(problem);
  if (problems.length > 0 || !isText(identifier) || !status || !isText(summary) || !isSeconds(start)) {
    return { errors: problems };
  }
  return {
    identifier,
    status,
    summary,
    start,
    end: isSeconds(end) ? end : undefined,
    ticketUrl: isText(ticketUrl) ? ticketUrl : undefined,
    tags: isObject(tags) ? tags : undefined,
    metadata: isObject(metadata) ? metadata : undefined,
    body,
  };
}

function isAddress(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\/\S+$/i.test(value);
}

function isTags(value: unknown): boolean {
  return isObject(value) && Object.values(value).every((each) => typeof each === 'string');
}

const isOver = (status: BigPandaChangeStatus): boolean => status === 'Done' || status === 'Canceled';

/** Records violations that the API accepts but that make no sense. */
export function compareChange(
  previous: BigPandaChangeRecord | undefined,
  { status, start, end }: ChangePost,
  object: Received['object'],
): void {
  if (isOver(status) && end === undefined) object('end: left out of a change that is over');
  if (end !== undefined && end < start) object('end lies before start');
  if (!previous) return;
  if (previous.start !== start) object('start is not what it was before');
  if (isOver(previous.status) && !isOver(status)) {
    object(`${previous.status} becomes ${status}: the identifier is in use for another change`);
  }
}
