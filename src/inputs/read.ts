import { type InputName, type Inputs, inputTable } from './definition.ts';

/** Something about one input that the user has to mend. */
export interface InputProblem {
  readonly input: InputName;
  /** Completes the sentence `input "x" …` and says what to do. */
  readonly message: string;
}

export interface Reading {
  /** The values that are right, with defaults filled in. */
  readonly values: Partial<Inputs>;
  readonly problems: readonly InputProblem[];
}

const EMPTY_SECRET =
  'GitHub hands no secrets to workflows started from forks or by Dependabot, and a reusable workflow only gets the ones its caller passes';

/**
 * Reads every input and collects every problem. Text around a value is trimmed and an empty text counts as absent.
 * @param raw what the user gave for a name, in the order of truth: inputs before environment variables
 */
export function readInputs(raw: (name: InputName) => string): Reading {
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
  return { values: read, problems: [...problems, ...crossCheck(read)] };
}

/** What one input demands of another. */
function crossCheck(values: Partial<Inputs>): InputProblem[] {
  const problems: InputProblem[] = [];
  if (values.operation === 'deploy' && values.environment === undefined) {
    problems.push({
      input: 'environment',
      message: 'is required to deploy: the name of the target, such as "production"',
    });
  }
  if (values.operation === 'inspect' && values.inspect === false) {
    problems.push({ input: 'inspect', message: 'must not be false when `operation` is inspect' });
  }
  return problems;
}
