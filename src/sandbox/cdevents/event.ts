import { isObject, type Received } from '../simulated-api.ts';
import { checkContent, contentFields } from './content.ts';
import { headersMatch } from './headers.ts';

/** An accepted CDEvent. */
export interface CdEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subjectId: string;
  /** Undefined if the sender omitted it. */
  readonly chainId?: string;
  /** ISO 8601. */
  readonly timestamp: string;
  readonly content: Readonly<Record<string, unknown>>;
  /** The whole body as sent. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** RFC 3339, as JSON Schema's `date-time`. */
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

const known = {
  event: ['context', 'subject', 'customData', 'customDataContentType'],
  context: ['specversion', 'id', 'source', 'type', 'timestamp', 'schemaUri', 'chainId', 'links'],
  subject: ['id', 'source', 'content'],
};

/**
 * Checks a CDEvent in the binary mode of CloudEvents against both specifications.
 *
 * @returns the event, or what is wrong with it
 */
export function checkCdEvent({
  body,
  headers,
}: Pick<Received, 'body' | 'headers'>): CdEvent | { readonly errors: readonly string[] } {
  if (!/^application\/(?:cdevents\+)?json\b/i.test(headers['content-type'] ?? ''))
    return { errors: ['Content-Type: must be application/json'] };
  if (body.kind !== 'json' || !isObject(body.value))
    return { errors: [body.kind === 'unreadable' ? body.reason : 'body is not a JSON object'] };
  const event = body.value;
  const context = isObject(event['context']) ? event['context'] : {};
  const subject = isObject(event['subject']) ? event['subject'] : {};
  const content = isObject(subject['content']) ? subject['content'] : {};
  const type = textIn(context, 'type');
  const errors = [
    ...unknownFields('', event, known.event),
    ...unknownFields('context.', context, known.context),
    ...unknownFields('subject.', subject, known.subject),
    ...checkContext(context),
    ...(textIn(subject, 'id') === '' ? ['subject.id: required, a string'] : []),
    ...uriReference('subject.source', subject['source']),
    ...(isObject(subject['content']) ? [] : ['subject.content: required, an object']),
    ...(contentFields(type) ? checkContent(type, content) : [`context.type: "${type}" is not known here`]),
    ...checkCustomData(event),
    ...headersMatch(headers, context, textIn(subject, 'id')),
  ];
  if (errors.length > 0) return { errors };
  const chainId = textIn(context, 'chainId');
  return {
    id: textIn(context, 'id'),
    source: textIn(context, 'source'),
    type,
    subjectId: textIn(subject, 'id'),
    ...(chainId !== '' && { chainId }),
    timestamp: textIn(context, 'timestamp'),
    content,
    body: event,
  };
}

function checkContext(context: Readonly<Record<string, unknown>>): readonly string[] {
  const { timestamp, schemaUri, chainId, links } = context;
  return [
    ...['specversion', 'id', 'source']
      .filter((name) => textIn(context, name) === '')
      .map((name) => `context.${name}: required, a string`),
    ...uriReference('context.source', context['source']),
    ...(typeof timestamp === 'string' && dateTime.test(timestamp) && !Number.isNaN(Date.parse(timestamp))
      ? []
      : ['context.timestamp: required, a date-time of RFC 3339']),
    ...(schemaUri === undefined || URL.canParse(textIn(context, 'schemaUri'))
      ? []
      : ['context.schemaUri: must be a URI']),
    ...(chainId === undefined || textIn(context, 'chainId') !== ''
      ? []
      : ['context.chainId: must be a string']),
    ...(links === undefined || Array.isArray(links) ? [] : ['context.links: must be an array']),
  ];
}

function checkCustomData({ customData, customDataContentType: type }: Readonly<Record<string, unknown>>) {
  const isData = customData === undefined || isObject(customData) || typeof customData === 'string';
  return [
    ...(isData ? [] : ['customData: must be an object or a string']),
    ...(type === undefined || typeof type === 'string' ? [] : ['customDataContentType: must be a string']),
  ];
}

function unknownFields(path: string, object: object, names: readonly string[]): readonly string[] {
  return Object.keys(object).flatMap((name) => (names.includes(name) ? [] : [`${path}${name}: not defined`]));
}

function uriReference(path: string, value: unknown): readonly string[] {
  const isReference =
    typeof value === 'string' &&
    /^(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[\dA-Fa-f]{2})+$/.test(value) &&
    URL.canParse(value, 'http://base.invalid');
  return value === undefined || isReference ? [] : [`${path}: must be a URI reference`];
}

/** Returns a string field; empty if it is absent or not a string. */
export function textIn(object: Readonly<Record<string, unknown>>, name: string): string {
  const value = object[name];
  return typeof value === 'string' ? value : '';
}
