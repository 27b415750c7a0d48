import { crossCheckAppian } from './check-appian.ts';
import { type InputName, type Inputs, inputTable } from './definition.ts';
import { EMPTY_SECRET, type InputProblem, needed } from './problems.ts';
import { crossCheckTrackers } from './trackers.ts';

export interface Reading {
  /** The values that are right, with defaults filled in. */
  readonly values: Partial<Inputs>;
  readonly problems: readonly InputProblem[];
}

/**
 * Reads every input and collects every problem. Text around a value is trimmed and an empty text counts as absent.
 * @param raw what the user gave for a name, in the order of truth: inputs before environment variables
 * @param given what was given for just this job: a variable that a runner has for all its jobs is no mistake where it
 * does not apply
 */
export function readInputs(raw: (name: InputName) => string, given = raw): Reading {
  const values: Record<string, unknown> = {};
  const problems: InputProblem[] = [];

  for (const [name, { type, default: fallback, required, secret }] of inputTable) {
    const text = raw(name).trim() || (fallback ?? '');
    if (text === '') {
      if (required)
        problems.push({ input: name, message: `is required${secret ? ` and empty: ${EMPTY_SECRET}` : ''}` });
      continue;
    }
    const result = type.safeParse(text);
    if (result.success) values[name] = result.data;
    else problems.push(...result.error.issues.map(({ message }) => ({ input: name, message })));
  }

  const read = values as Partial<Inputs>;
  const crossed = [...strangers(given, read), ...crossCheck(read), ...crossCheckTrackers(read, given)];
  return { values: read, problems: [...problems, ...crossed] };
}

/** Inputs that mean nothing to the platform: they were given in the belief that they would. */
function strangers(given: (name: InputName) => string, { platform }: Partial<Inputs>): InputProblem[] {
  if (platform === undefined) return [];
  return inputTable
    .filter(
      ([name, definition]) => (definition.platform ?? platform) !== platform && given(name).trim() !== '',
    )
    .map(([input, definition]) => ({
      input,
      message: `is for \`platform: ${definition.platform}\` only: leave it out`,
    }));
}

/** What one input demands of another. */
function crossCheck(values: Partial<Inputs>): InputProblem[] {
  return [
    ...((values.operation === 'deploy' || values.operation === 'rollback') && values.environment === undefined
      ? [needed('environment', 'is required to deploy: the name of the target, such as "production"')]
      : []),
    ...(values['deployment-id'] !== undefined && values.operation !== 'resume'
      ? [needed('deployment-id', 'is for `operation: resume` only: leave it out')]
      : []),
    ...crossCheckPlatform(values),
  ];
}

function crossCheckPlatform(values: Partial<Inputs>): InputProblem[] {
  if (values.operation === 'resume') return values.platform === 'appian' ? crossCheckResume(values) : [];
  return values.platform === 'outsystems'
    ? crossCheckOutSystems(values)
    : crossCheckAppian(values, EMPTY_SECRET);
}

/** Appian does not tell what a deployment is of: an end that says something else than the start ends nothing. */
function crossCheckResume(values: Partial<Inputs>): InputProblem[] {
  const named =
    values['deployments-api-url'] !== undefined && values['deployments-api-component'] === undefined;
  if (values['deployment-id'] === undefined || (values['bigpanda-token'] === undefined && !named)) return [];
  if (values.component !== undefined || values.package !== undefined) return [];
  return [
    needed(
      'component',
      'is required to end the records of a resumed deployment: say it as the deployment did, or give the same `package`',
    ),
  ];
}

function crossCheckOutSystems(values: Partial<Inputs>): InputProblem[] {
  const { operation, package: file, application, environment } = values;
  const source = values['source-environment'];
  const problems: InputProblem[] = [];
  if (operation === 'inspect' && environment === undefined)
    problems.push(needed('environment', 'is required to inspect: the target that the plan is made for'));
  if (operation === 'export' && file !== undefined)
    problems.push(needed('package', 'must be absent when `operation` is export: that fetches one'));
  if (operation !== 'export' && file !== undefined) {
    for (const [input, value] of [
      ['application', application],
      ['source-environment', source],
      ['deployment-zone', values['deployment-zone']],
    ] as const) {
      if (value !== undefined)
        problems.push(needed(input, 'must be absent when a `package` is deployed: the file says it all'));
    }
    return problems;
  }
  if (application === undefined) {
    const instead = operation === 'export' ? '' : ', unless a `package` is deployed';
    problems.push(needed('application', `is required: one name or key a line${instead}`));
  }
  if (source === undefined)
    problems.push(needed('source-environment', 'is required: the environment that `application` comes from'));
  return problems;
}
