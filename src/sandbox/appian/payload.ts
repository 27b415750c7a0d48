import type { UploadedFile } from '../exchange.ts';
import { type Answer, isObject, type Received } from '../simulated-api.ts';
import { badRequest } from './errors.ts';

/** A validation error: the number of Appian's error code and a sentence. */
export type Complaint = readonly [code: number, message: string];

/** The checked `json` part of a multipart request. */
export interface ReceivedForm {
  readonly json: Readonly<Record<string, unknown>>;
  readonly files: readonly UploadedFile[];
}

const inspectionFields = ['packageFileName', 'customizationFileName', 'adminConsoleSettingsFileName'];
const importFields = [
  ...inspectionFields,
  'name',
  'description',
  'pluginsFileName',
  'dataSource',
  'databaseScripts',
];

const fileFields: readonly (readonly [field: string, extension: string, code: number])[] = [
  ['packageFileName', '.zip', 16],
  ['customizationFileName', '.properties', 16],
  ['adminConsoleSettingsFileName', '.zip', 16],
  ['pluginsFileName', '.zip', 31],
];

/** Checks the body of `POST /inspections` or of an import by `POST /deployments`; answers with the first error. */
export function checkPayload(purpose: 'inspect' | 'import', request: Received): ReceivedForm | Answer {
  const form = readForm(request);
  if ('status' in form) return form;
  const problems = [
    ...checkFields(purpose, form.json),
    ...checkScripts(form.json),
    ...checkFiles(purpose, form),
  ];
  return settle(problems, request) ?? form;
}

/** Reads the multipart body with its single `json` part; answers 400 if it is invalid. */
export function readForm(request: Received): ReceivedForm | Answer {
  const { body } = request;
  if (body.kind !== 'form') {
    const reason = body.kind === 'unreadable' ? `: ${body.reason}` : '';
    return reject([18, `The request body must be multipart/form-data${reason}`], request);
  }
  const parts = body.fields.filter(({ name }) => name === 'json');
  const [part] = parts;
  if (!part) return reject([23, 'The multipart part "json" is missing'], request);
  if (parts.length > 1) return reject([24, 'There is more than one multipart part "json"'], request);
  for (const { name } of body.fields) {
    if (name !== 'json') request.object(`part "${name}" is neither the json part nor a file`);
  }
  try {
    const value: unknown = JSON.parse(part.value);
    if (isObject(value)) return { json: value, files: body.files };
  } catch {
    // Refused below, like JSON that is not an object.
  }
  return reject([23, 'The multipart part "json" is not a JSON object'], request);
}

/** Records all errors as violations and answers with the first; undefined when there are none. */
export function settle(problems: readonly Complaint[], request: Received): Answer | undefined {
  for (const [, message] of problems) request.object(message);
  const [first] = problems;
  return first && badRequest(...first);
}

/** Records one error as a violation and answers with it. */
export function reject(problem: Complaint, request: Received): Answer {
  request.object(problem[1]);
  return badRequest(...problem);
}

function checkFields(purpose: 'inspect' | 'import', json: ReceivedForm['json']): Complaint[] {
  const problems: Complaint[] = [];
  const allowed = purpose === 'inspect' ? inspectionFields : importFields;
  for (const field of Object.keys(json)) {
    if (!allowed.includes(field)) problems.push([20, `Unsupported parameter: ${field}`]);
  }
  const { name, description, dataSource } = json;
  if (purpose === 'import' && name === undefined) problems.push([9, 'Required parameter missing: name']);
  if (name !== undefined && (typeof name !== 'string' || name.trim() === '')) {
    problems.push([26, 'The parameter name must not be blank']);
  }
  if (description !== undefined && typeof description !== 'string') {
    problems.push([20, 'The parameter description must be a string']);
  }
  if (dataSource !== undefined && (typeof dataSource !== 'string' || dataSource === '')) {
    problems.push([12, 'The parameter dataSource must be a name or UUID']);
  }
  const carriers = [...fileFields.map(([field]) => field), 'databaseScripts'];
  if (!carriers.some((field) => json[field] !== undefined)) {
    problems.push([28, 'At least one file to work on is required']);
  }
  return problems;
}

function checkScripts({ dataSource, databaseScripts }: ReceivedForm['json']): Complaint[] {
  if (databaseScripts === undefined) {
    return dataSource === undefined ? [] : [[11, 'dataSource requires databaseScripts']];
  }
  const problems: Complaint[] = [];
  if (dataSource === undefined) problems.push([12, 'databaseScripts require dataSource']);
  if (!Array.isArray(databaseScripts) || databaseScripts.length === 0) {
    return [...problems, [11, 'databaseScripts must be a non-empty array']];
  }
  const orders: number[] = [];
  for (const script of databaseScripts as readonly unknown[]) {
    const { fileName, orderId } = isObject(script) ? script : {};
    if (typeof fileName !== 'string' || !/.\.(?:sql|ddl)$/i.test(fileName)) {
      problems.push([16, `Invalid database script file name: ${String(fileName)}`]);
    }
    const isWhole = Number.isInteger(orderId) || (typeof orderId === 'string' && /^\d+$/.test(orderId));
    if (isWhole) orders.push(Number(orderId));
    else problems.push([14, `Invalid orderId: ${JSON.stringify(orderId)}`]);
  }
  if (new Set(orders).size < orders.length) problems.push([19, 'Two database scripts have the same orderId']);
  else if (orders.toSorted((a, b) => a - b).some((order, at) => order !== at + 1)) {
    problems.push([15, 'The orderIds of the database scripts must run from 1 without a gap']);
  }
  return problems;
}

function checkFiles(purpose: 'inspect' | 'import', { json, files }: ReceivedForm): Complaint[] {
  const problems: Complaint[] = [];
  const named: string[] = [];
  for (const [field, extension, code] of fileFields) {
    const value = json[field];
    if (value === undefined) continue;
    if (typeof value !== 'string' || !value.toLowerCase().endsWith(extension) || value === extension) {
      problems.push([code, `${field} must name a ${extension} file`]);
    }
    if (typeof value === 'string') named.push(value);
  }
  if (purpose === 'import') named.push(...scriptNames(json['databaseScripts']));

  if (repeated(named)) problems.push([22, 'The same file is named twice in the JSON object']);
  if (repeated(files.map(({ fileName }) => fileName))) {
    problems.push([22, 'Two file parts have the same filename']);
  }
  for (const name of named) {
    if (!files.some(({ fileName }) => fileName === name)) problems.push([16, `No file part named "${name}"`]);
  }
  for (const { fileName, bytes } of files) {
    if (!named.includes(fileName)) problems.push([21, `File "${fileName}" is not named in the JSON object`]);
    if (/[\\/]/.test(fileName)) problems.push([16, `File name "${fileName}" contains a path`]);
    if (bytes === 0) problems.push([16, `File "${fileName}" is empty`]);
  }
  return problems;
}

function scriptNames(scripts: unknown): string[] {
  if (!Array.isArray(scripts)) return [];
  return (scripts as readonly unknown[]).flatMap((script) =>
    isObject(script) && typeof script['fileName'] === 'string' ? [script['fileName']] : [],
  );
}

function repeated(names: readonly string[]): boolean {
  return new Set(names.map((name) => name.toLowerCase())).size < names.length;
}
