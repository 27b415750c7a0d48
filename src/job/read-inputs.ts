import { type InputName, type Inputs, inputs, inputTable, platformsOf } from '../definition.ts';
import { type InputProblem, needed } from '../inputs/problems.ts';
import { readTable } from '../inputs/read.ts';
import { oneOf } from '../inputs/types.ts';
import { platforms, trackers } from '../registry.ts';

/** The inputs as they were read. */
export interface Reading {
  /** The values that are right, with defaults filled in. */
  readonly values: Partial<Inputs>;
  readonly problems: readonly InputProblem[];
}

/**
 * Reads every input and collects every problem: of each value, and of what one input demands of another.
 * @param raw what the user gave for a name, in the order of truth: inputs before environment variables
 * @param given what was given for just this job: a variable that a runner has for all its jobs is no mistake where it
 * does not apply
 * @param redact takes secrets out of what a complaint repeats
 */
export function readInputs(
  raw: (name: InputName) => string,
  given = raw,
  redact?: (text: string) => string,
): Reading {
  const { values: read, problems } = readTable(inputs, (name) => raw(name as InputName), redact);
  const values = read as Partial<Inputs>;
  const strange = platforms.some(({ name }) => name === values.platform) ? strangers(given, values) : [];
  const further = [...commonRules(values), ...ownRules(values, given)];
  return { values, problems: [...problems, ...strange, ...withoutEchoes(further, problems)] };
}

/**
 * The complaints of rules that a wrong value has not caused: neither about that input nor where it is asked for.
 */
function withoutEchoes(
  further: readonly InputProblem[],
  wrongValues: readonly InputProblem[],
): readonly InputProblem[] {
  const wrong = [...new Set(wrongValues.map(({ input }) => input))];
  // Every rule depends on it.
  if (wrong.includes('operation')) return [];
  return further.filter(
    ({ input, message }) => !wrong.some((each) => each === input || asksFor(message, each)),
  );
}

/** Whether a complaint tells the reader to give an input. */
function asksFor(message: string, input: string): boolean {
  return message.includes(`give \`${input}\``) || message.includes(`and \`${input}\` too`);
}

/** Inputs that mean nothing to the platform: they were given in the belief that they would. */
function strangers(given: (name: InputName) => string, { platform }: Partial<Inputs>): InputProblem[] {
  return inputTable.flatMap(([input]) => {
    const owners = platformsOf(input);
    const stray = owners?.every((owner) => owner !== platform) && given(input).trim() !== '';
    return stray && owners
      ? [{ input, message: `is for \`platform: ${oneOf(owners)}\` only: leave it out` }]
      : [];
  });
}

/** What one common input demands of another. */
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

/** An operation that the platform does not have. */
function unavailable({ platform, operation }: Partial<Inputs>): InputProblem[] {
  const adapter = platforms.find(({ name }) => name === platform);
  if (adapter === undefined || operation === undefined || adapter.usage[operation] !== undefined) return [];
  const has = Object.keys(adapter.usage);
  return [needed('operation', `must be ${oneOf(has)}: ${adapter.title} has no ${operation}`)];
}

/** What the platform's and the trackers' inputs demand of each other. */
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
