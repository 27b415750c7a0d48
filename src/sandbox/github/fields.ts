import { isObject, type Received } from '../simulated-api.ts';
import { gitHubError, Refused } from './errors.ts';

type FieldType = 'string' | 'boolean' | 'array' | 'object or string';

/** Documented fields of a body and their types. */
export type Fields = Readonly<Record<string, FieldType>>;

/** Maximum length of the description of a deployment or a status, in characters. */
const longestDescription = 140;

/**
 * Returns the JSON body after checking the types of its documented fields; GitHub ignores all other fields.
 *
 * @throws Refused if the body is not a JSON object or a field has the wrong type
 */
export function bodyOf(
  { body, object }: Pick<Received, 'body' | 'object'>,
  fields: Fields,
): Readonly<Record<string, unknown>> {
  if (body.kind !== 'json' || !isObject(body.value)) {
    object(body.kind === 'unreadable' ? body.reason : 'body is not a JSON object');
    throw new Refused(gitHubError(400, 'Problems parsing JSON'));
  }
  for (const [name, value] of Object.entries(body.value)) {
    const type = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!type) object(`${name}: not a documented field`);
    else if (!isOf(type, value))
      refuseRequest(object, `For 'properties/${name}', the value is not of type ${type}.`);
  }
  return body.value;
}

function isOf(type: FieldType, value: unknown): boolean {
  switch (type) {
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'array':
      return Array.isArray(value);
    case 'object or string':
      return isObject(value) || typeof value === 'string';
  }
}

type Objection = Received['object'];

/** Refuses with 422 a body that does not match the schema. @throws Refused always */
export function refuseRequest(object: Objection, problem: string): never {
  object(problem);
  throw new Refused(gitHubError(422, `Invalid request.\n\n${problem}`));
}

/** Refuses with 422 a field with an invalid value. @throws Refused always */
export function refuseField(object: Objection, resource: string, field: string, problem: string): never {
  object(problem);
  const errors = [{ resource, code: 'custom', field, message: problem }];
  throw new Refused(gitHubError(422, 'Validation Failed', { errors }));
}

/** Returns a string field; `otherwise` if it is absent or not a string. */
export function textIn(body: Readonly<Record<string, unknown>>, name: string, otherwise = ''): string {
  const value = body[name];
  return typeof value === 'string' ? value : otherwise;
}

/** Returns the description. @throws Refused if it is longer than {@link longestDescription} characters */
export function descriptionIn(
  body: Readonly<Record<string, unknown>>,
  resource: string,
  object: Objection,
): string {
  const description = textIn(body, 'description');
  if (description.length > longestDescription) {
    const problem = `description is too long (maximum is ${longestDescription} characters)`;
    refuseField(object, resource, 'description', problem);
  }
  return description;
}

/** Returns an http or https URL, or an empty string. @throws Refused for another scheme */
export function webAddressIn(
  body: Readonly<Record<string, unknown>>,
  field: string,
  object: Objection,
): string {
  const address = textIn(body, field);
  if (address !== '' && !/^https?:\/\//i.test(address)) {
    refuseField(object, 'DeploymentStatus', field, `${field} must use http(s) scheme`);
  }
  return address;
}
