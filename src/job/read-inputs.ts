import { type InputName, type Inputs, inputs, inputTable, platformsOf } from '../definition.ts';
import { type InputProblem, needed } from '../inputs/problems.ts';
import { readTable } from '../inputs/read.ts';
import { oneOf } from '../inputs/types.ts';
import { platforms, trackers } from '../registry.ts';

/** The result of reading the inputs. */
export interface Reading {
  /** The valid values, including defaults. */
  readonly values: Partial<Inputs>;
  readonly problems: readonly InputProblem[];
}

/**
 * Reads every input and collects every problem: of each value, and of the rules between inputs.
 * @param raw the user's text for an input; inputs take precedence over environment variables
 * @param given the text for this job only: an environment variable that a runner sets for all jobs is not an error if
 * the input does not apply
 * @param redact removes secrets from messages that quote a value
 */
export function readInputs(
  raw: (name: InputName) => string,
  given = raw,
  redact?: (text: string) => string,
): Reading {
  const { values: read, problems: found } = readTable(inputs, (name) => raw(name as InputName), redact);
  const values = read as Partial<Inputs>;
  const problems = found.filter(({ input }) => !isReplaced(input, values, raw));
  const strange = platforms.some(({ name }) => name === values.platform) ? strangers(given, values) : [];
  const further = [...commonRules(values), ...ownRules(values, given)];
  return { values, problems: [...problems, ...strange, ...withoutEchoes(further, problems)] };
}

/** Whether a token is missing that the platform does not need, because other inputs hold the credentials. */
function isReplaced(input: string, values: Partial<Inputs>, raw: (name: InputName) => string): boolean {
  const adapter = platforms.find(({ name }) => name === values.platform);
  return input === 'token' && raw('token').trim() === '' && adapter?.signsIn?.(values) === true;
}

/** Removes the problems that a wrong value causes: those about the same input, and those that ask for that input. */
function withoutEchoes(
  further: readonly InputProblem[],
  wrongValues: readonly InputProblem[],
): readonly InputProblem[] {
  const wrong = [...new Set(wrongValues.map(({ input }) => input))];
  // Every rule depends on the operation.
  if (wrong.includes('operation')) return [];
  return further.filter(
    ({ input, asksFor = [] }) => !wrong.some((each) => each === input || asksFor.includes(each)),
  );
}

/** Inputs that the user gave and that the platform does not have. */
function strangers(given: (name: InputName) => string, { platform }: Partial<Inputs>): InputProblem[] {
  return inputTable.flatMap(([input]) => {
    const owners = platformsOf(input);
    const stray = owners?.every((owner) => owner !== platform) && given(input).trim() !== '';
    return stray && owners
      ? [{ input, message: `is for \`platform: ${oneOf(owners)}\` only: leave it out` }]
      : [];
  });
}

/** The rules between common inputs. */
function commonRules(values: Partial<Inputs>): InputProblem[] {
  const { operation, environment } = values;
  return [
    ...((operation === 'deploy' || operation === 'rollback') && environment === undefined
      ? [needed('environment', 'is required to deploy: the name of the target, such as "production"')]
      : []),
    ...(values['deployment-id'] !== undefined && operation !== 'resume'
      ? [needed('deployment-id', 'is for `operation: resume` only: leave it out')]
      : []),
    ...unavailable(values),
  ];
}

/** An operation that the platform does not support. */
function unavailable({ platform, operation }: Partial<Inputs>): InputProblem[] {
  const adapter = platforms.find(({ name }) => name === platform);
  // A platform that cannot be checked says so in the report.
  if (adapter === undefined || operation === undefined || operation === 'doctor') return [];
  if (adapter.usage[operation] !== undefined) return [];
  const has = Object.keys(adapter.usage);
  return [needed('operation', `must be ${oneOf(has)}: ${adapter.title} has no ${operation}`)];
}

/** The rules between the inputs of the platform and of the trackers. */
function ownRules(values: Partial<Inputs>, given: (name: InputName) => string): InputProblem[] {
  const adapter = platforms.find(({ name }) => name === values.platform);
  const context = {
    given: (name: string) => given(name as InputName),
    needsComponent: trackers.some((tracker) => tracker.needsComponent(values)),
  };
  return [
    ...(adapter?.rules(values, context) ?? []),
    ...trackers.flatMap((tracker) => tracker.rules(values, context)),
  ];
}
