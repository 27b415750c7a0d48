import { isObject, type Received } from '../simulated-api.ts';
import { Refused } from './errors.ts';

/** Checks one property; returns its errors in the words of the server's validator. */
type Rule = (name: string, value: unknown) => readonly string[];

interface Field {
  readonly rule: Rule;
  readonly isOptional?: boolean;
}

/** The permitted properties of a body or query. */
export type Shape = Readonly<Record<string, Field>>;

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const dateForm = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** Returns true for a UUID in text form. */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && uuidForm.test(value);
}

/** Requires a UUID. */
export const uuid: Rule = (name, value) => (isUuid(value) ? [] : [`${name} must be a UUID`]);

/** Requires a string. */
export const text: Rule = (name, value) => (typeof value === 'string' ? [] : [`${name} must be a string`]);

/** Requires a string that is not empty. */
export const filledText: Rule = (name, value) => [
  ...(value === undefined || value === null || value === '' ? [`${name} should not be empty`] : []),
  ...text(name, value),
];

/** Requires a JSON object. */
export const object: Rule = (name, value) => (isObject(value) ? [] : [`${name} must be an object`]);

/** Requires an ISO 8601 date, with or without time and zone. */
export const isoDate: Rule = (name, value) =>
  typeof value === 'string' && dateForm.test(value) && !Number.isNaN(Date.parse(value))
    ? []
    : [`${name} must be a valid ISO 8601 date string`];

/** Requires one of these strings. */
export const oneOf =
  (allowed: readonly string[]): Rule =>
  (name, value) =>
    typeof value === 'string' && allowed.includes(value)
      ? []
      : [`${name} must be one of the following values: ${allowed.join(', ')}`];

/** Requires an integer in text form, as queries contain it. Both limits are inclusive. */
export const whole =
  (min: number, max = Infinity): Rule =>
  (name, value) => {
    const number = typeof value === 'string' && value !== '' ? Number(value) : Number.NaN;
    return [
      ...(number <= max ? [] : [`${name} must not be greater than ${max}`]),
      ...(number >= min ? [] : [`${name} must not be less than ${min}`]),
      ...(Number.isInteger(number) ? [] : [`${name} must be an integer number`]),
    ];
  };

/** A mandatory property. */
export const required = (rule: Rule): Field => ({ rule });
/** A property that may be absent or null. */
export const optional = (rule: Rule): Field => ({ rule, isOptional: true });

/** Checks values against a shape. @throws Refused (400) with all errors at once */
export function check(shape: Shape, values: Readonly<Record<string, unknown>>): void {
  const problems = [
    ...Object.keys(values)
      .filter((name) => !Object.hasOwn(shape, name))
      .map((name) => `property ${name} should not exist`),
    ...Object.entries(shape).flatMap(([name, { rule, isOptional }]) => {
      const value = values[name] ?? undefined;
      return isOptional && value === undefined ? [] : rule(name, value);
    }),
  ];
  if (problems.length > 0) throw new Refused(400, problems);
}

/**
 * Returns the JSON body after its check. Like the real server, it converts numbers to strings for string properties.
 *
 * @throws Refused (400) for an unreadable or invalid body
 */
export function bodyOf(
  { body, headers, object }: Pick<Received, 'body' | 'headers' | 'object'>,
  shape: Shape,
): Readonly<Record<string, unknown>> {
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    object('Content-Type is not application/json');
  }
  if (body.kind === 'unreadable') throw new Refused(400, body.reason);
  const sent = body.kind === 'json' && isObject(body.value) ? body.value : {};
  const values = Object.fromEntries(
    Object.entries(sent).map(([name, value]) => {
      const rule = Object.hasOwn(shape, name) ? shape[name]?.rule : undefined;
      if (typeof value !== 'number' || (rule !== text && rule !== filledText)) return [name, value];
      object(`${name}: a number, which the server takes for a text`);
      return [name, String(value)];
    }),
  );
  check(shape, values);
  return values;
}
