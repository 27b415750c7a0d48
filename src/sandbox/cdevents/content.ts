import { isObject } from '../simulated-api.ts';

/** The outcomes of a pipeline run: https://cdevents.dev/docs/core/#pipelinerun-finished */
const outcomes = ['success', 'failure', 'cancel', 'error'];

interface Field {
  readonly name: string;
  readonly required: boolean;
  /** Returns what is wrong with a value that was sent; undefined if nothing is. */
  readonly problem: (value: unknown) => string | undefined;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? undefined : 'must be a string';

const uri = (value: unknown): string | undefined =>
  typeof value === 'string' && URL.canParse(value) ? undefined : 'must be a URI';

const packageUrl = (value: unknown): string | undefined =>
  typeof value === 'string' &&
  /^pkg:[a-z][a-z0-9.+-]*\/(?:[\w.~:/-]|%[\dA-F]{2})+(?:@[^?#@]+)?(?:\?[^#]+)?$/.test(value)
    ? undefined
    : 'must be a package URL';

const environment = (value: unknown): string | undefined => {
  if (!isObject(value) || typeof value['id'] !== 'string' || value['id'] === '')
    return 'must be an object with an id';
  const stray = Object.keys(value).find((name) => name !== 'id' && name !== 'source');
  return stray === undefined ? undefined : `"${stray}" is not defined`;
};

const outcome = (value: unknown): string | undefined =>
  outcomes.includes(String(value)) ? undefined : `must be one of ${outcomes.join(', ')}`;

const service: readonly Field[] = [
  { name: 'environment', required: true, problem: environment },
  { name: 'artifactId', required: true, problem: packageUrl },
];

const pipelineRun = (required: boolean): readonly Field[] => [
  { name: 'pipelineName', required, problem: text },
  { name: 'uri', required, problem: uri },
];

const fields: Readonly<Record<string, readonly Field[]>> = {
  'dev.cdevents.pipelinerun.started.0.3.0': pipelineRun(true),
  'dev.cdevents.pipelinerun.finished.0.3.0': [
    ...pipelineRun(false),
    { name: 'outcome', required: false, problem: outcome },
    { name: 'errors', required: false, problem: text },
  ],
  'dev.cdevents.service.deployed.0.3.0': service,
  'dev.cdevents.service.upgraded.0.3.0': service,
  'dev.cdevents.service.rolledback.0.3.0': service,
};

/** Returns the fields of the subject's content; undefined for an event type that the sandbox does not know. */
export function contentFields(type: string): readonly Field[] | undefined {
  return Object.hasOwn(fields, type) ? fields[type] : undefined;
}

const path = (name: string): string => `subject.content.${name}`;

/** Checks the content of a subject: required fields, values, and no other fields. */
export function checkContent(type: string, content: Readonly<Record<string, unknown>>): readonly string[] {
  const defined = contentFields(type) ?? [];
  return [
    ...defined.flatMap(({ name, required, problem }) => {
      const value = content[name];
      if (value === undefined) return required ? [`${path(name)}: required`] : [];
      const wrong = problem(value);
      return wrong === undefined ? [] : [`${path(name)}: ${wrong}`];
    }),
    ...Object.keys(content)
      .filter((name) => !defined.some((field) => field.name === name))
      .map((name) => `${path(name)}: not defined`),
  ];
}
