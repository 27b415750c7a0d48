import { isObject, type Received } from '../simulated-api.ts';

/** An accepted start or end event. */
export interface BigPandaEvent {
  readonly kind: 'start' | 'end';
  readonly component: string;
  readonly version: string;
  /** In the order sent. */
  readonly hosts: readonly string[];
  /** Unix seconds; undefined if the sender omitted it. */
  readonly timestamp?: number;
  /** End events only; undefined when the sender omitted it. BigPanda's default is success. */
  readonly status?: 'success' | 'failure';
  readonly errorMessage?: string;
  /** The whole body as sent. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Fields that appear in the documentation or in one of the vendor's own clients. */
const known = {
  start: [
    'component',
    'version',
    'hosts',
    'timestamp',
    'description',
    'owner',
    'source',
    'source_system',
    'env',
    'properties',
  ],
  end: [
    'component',
    'version',
    'hosts',
    'status',
    'errorMessage',
    'timestamp',
    'env',
    'source',
    'source_system',
    'properties',
  ],
};

/** A number of seconds this large is after the year 5000, so it must be milliseconds. */
const millisecondsFrom = 100_000_000_000;

/** Checks an event body against the vendor's documentation and records each error as a violation. */
export function checkEvent(
  kind: 'start' | 'end',
  request: Pick<Received, 'body' | 'headers' | 'object'>,
): BigPandaEvent | { readonly errors: readonly string[] } {
  const { body, headers, object } = request;
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    object('Content-Type is not application/json');
  }
  if (body.kind !== 'json' || !isObject(body.value)) {
    const reason = body.kind === 'unreadable' ? body.reason : 'body is not a JSON object';
    object(reason);
    return { errors: [reason] };
  }
  const event = body.value;
  const { component, version, hosts, timestamp, status, errorMessage } = event;
  const problems: string[] = [];

  if (!isText(component)) problems.push('component: required, a string');
  if (!isText(version)) problems.push('version: required, a string');
  if (!isTexts(hosts)) problems.push('hosts: required, an array of host names');
  if (timestamp !== undefined && !isSeconds(timestamp)) problems.push(notSeconds('timestamp', timestamp));
  for (const name of ['description', 'owner', 'source', 'source_system', 'env', 'errorMessage']) {
    if (event[name] !== undefined && typeof event[name] !== 'string')
      problems.push(`${name}: must be a string`);
  }
  const isStatus = status === 'success' || status === 'failure';
  if (kind === 'end' && status !== undefined && !isStatus) {
    problems.push('status: must be success or failure');
  }
  for (const problem of problems) object(problem);
  for (const name of Object.keys(event)) {
    if (!known[kind].includes(name)) object(`${name}: not a documented field of the ${kind} event`);
  }
  if (problems.length > 0 || !isText(component) || !isText(version) || !isTexts(hosts)) {
    return { errors: problems };
  }
  if (new Set(hosts).size < hosts.length) object('hosts: named twice');
  if (kind === 'end' && status === undefined) object('status: left out, which BigPanda records as success');
  return {
    kind,
    component,
    version,
    hosts,
    ...(isSeconds(timestamp) && { timestamp }),
    ...(kind === 'end' && isStatus && { status }),
    ...(typeof errorMessage === 'string' && { errorMessage }),
    body: event,
  };
}

/** Returns true for a string that is not empty. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every(isText);
}

/** Returns true for a time in whole Unix seconds. */
export function isSeconds(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < millisecondsFrom;
}

/** Returns the error message for a time that is not in whole Unix seconds. */
export function notSeconds(name: string, value: unknown): string {
  const inMilliseconds = typeof value === 'number' && value >= millisecondsFrom;
  return `${name}: must be whole Unix seconds${inMilliseconds ? ', this is milliseconds' : ''}`;
}
