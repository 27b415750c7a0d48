import { isObject, type Received } from '../simulated-api.ts';
import { Refused } from './errors.ts';

/** The JSON types of the properties of a body; a question mark permits absence and null. */
export type Fields = Readonly<
  Record<string, 'string' | 'string?' | 'integer' | 'integer?' | 'array?' | 'object?'>
>;

const matches: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isInteger(value),
  array: Array.isArray,
  object: isObject,
};

/**
 * Returns the JSON body after its check. A property that is not documented is noted as a violation.
 *
 * @throws Refused 415 for another media type, 400 for an unreadable body or a value of another type
 */
export function bodyOf(
  { body, headers, object }: Pick<Received, 'body' | 'headers' | 'object'>,
  fields: Fields,
): Readonly<Record<string, unknown>> {
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(headers['content-type'] ?? '')) {
    throw new Refused(415, 'The media type of the request is not supported: send application/json.');
  }
  if (body.kind === 'unreadable') throw new Refused(400, body.reason);
  if (body.kind !== 'json' || !isObject(body.value)) {
    throw new Refused(400, 'The body must be a JSON object.');
  }
  const sent = body.value;
  for (const name of Object.keys(sent)) {
    if (!Object.hasOwn(fields, name)) object(`${name}: not a documented property`);
  }
  for (const [name, type] of Object.entries(fields)) {
    const value = sent[name];
    const isAbsent = value === undefined || value === null;
    if (isAbsent && type.endsWith('?')) continue;
    if (isAbsent) throw new Refused(400, `The ${name} field is required.`);
    if (!matches[type.replace('?', '')]?.(value)) {
      throw new Refused(400, `The value of ${name} could not be converted to ${type.replace('?', '')}.`);
    }
  }
  return sent;
}
