import { isObject, type Received } from '../simulated-api.ts';

/** An accepted change event, without its key. */
export interface PagerDutyChange {
  readonly summary: string;
  readonly source: string;
  /** ISO 8601; empty if the sender omitted it. */
  readonly timestamp: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly links: readonly { readonly href: string; readonly text: string }[];
}

type Fields = Readonly<Record<string, unknown>>;

/** The most characters of a summary, as documented. */
const longestSummary = 1024;

const known = {
  event: ['routing_key', 'payload', 'links', 'images'],
  payload: ['summary', 'source', 'timestamp', 'custom_details'],
  link: ['href', 'text'],
};

/**
 * Checks a change event against the vendor's documentation. Fields that are not documented are violations only.
 *
 * @returns the event, or what is wrong with it
 */
export function checkChangeEvent({
  body,
  headers,
  object,
}: Pick<Received, 'body' | 'headers' | 'object'>): PagerDutyChange | { readonly errors: readonly string[] } {
  if (!/^application\/json\b/i.test(headers['content-type'] ?? ''))
    object('Content-Type is not application/json');
  if (body.kind !== 'json' || !isObject(body.value)) return { errors: ['body is not a JSON object'] };
  const event = body.value;
  const payload = isObject(event['payload']) ? event['payload'] : {};
  const links = Array.isArray(event['links']) ? (event['links'] as readonly unknown[]) : [];
  const { summary, source, timestamp, custom_details: details } = payload;
  const errors = [
    ...(isObject(event['payload']) ? [] : ["'payload' is missing or blank"]),
    ...(isText(summary) ? [] : ["'payload.summary' is missing or blank"]),
    ...(isText(summary) && Array.from(summary).length > longestSummary
      ? [`'payload.summary' is longer than ${longestSummary} characters`]
      : []),
    ...(source === undefined || isText(source) ? [] : ["'payload.source' is not a text"]),
    ...(timestamp === undefined || isTime(timestamp) ? [] : ["'payload.timestamp' is not in ISO 8601"]),
    ...(details === undefined || isObject(details) ? [] : ["'payload.custom_details' is not an object"]),
    ...(event['links'] === undefined || Array.isArray(event['links']) ? [] : ["'links' is not an array"]),
    ...links.flatMap((link) => (isLink(link) ? [] : ["'links' has an entry without a web address as href"])),
  ];
  if (errors.length > 0) return { errors };
  for (const name of unknownIn(event, known.event)) object(`${name}: not a documented field`);
  for (const name of unknownIn(payload, known.payload)) object(`payload.${name}: not a documented field`);
  return {
    summary: String(summary),
    source: isText(source) ? source : '',
    timestamp: isText(timestamp) ? timestamp : '',
    details: isObject(details) ? details : {},
    links: links.filter(isLink).map(({ href, text = '' }) => ({ href, text })),
  };
}

function unknownIn(fields: Fields, names: readonly string[]): readonly string[] {
  return Object.keys(fields).filter((name) => !names.includes(name));
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isTime(value: unknown): boolean {
  return isText(value) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value) && !Number.isNaN(Date.parse(value));
}

function isLink(value: unknown): value is { readonly href: string; readonly text?: string } {
  if (!isObject(value) || unknownIn(value, known.link).length > 0) return false;
  const { href, text } = value;
  return isText(href) && /^https?:\/\//.test(href) && (text === undefined || typeof text === 'string');
}
