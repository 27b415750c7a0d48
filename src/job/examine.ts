import type { RunFacts } from '../ci/ci.ts';
import { type Inputs, inputTable } from '../definition.ts';
import { readClientCertificate } from '../inputs/client-certificate.ts';
import type { InputProblem } from '../inputs/problems.ts';
import type { PlanDetails, Preflight, Variable } from '../platforms/adapter.ts';
import { platforms, trackers } from '../registry.ts';
import type { Payload } from '../release/plan.ts';

/** The adapter of the platform that the inputs name. */
export function platformOf({ platform }: Pick<Inputs, 'platform'>): (typeof platforms)[number] {
  const found = platforms.find(({ name }) => name === platform);
  if (found === undefined) throw new Error(`There is no platform "${platform}".`);
  return found;
}

/**
 * Checks what only the platform and the trackers understand: files, addresses, what the run must offer. Without a
 * platform there is nothing more to check.
 * @param now milliseconds since the Unix epoch
 */
export async function examine(
  values: Partial<Inputs>,
  { variable, facts, now }: { readonly variable: Variable; readonly facts: RunFacts; readonly now: number },
): Promise<Preflight> {
  const { certificate, problems } = readClientCertificate(values, now);
  const demanded = trackers.flatMap((tracker) => tracker.demands?.(values, facts) ?? []);
  const found = await examineFiles(values, variable);
  return {
    ...found,
    problems: [...found.problems, ...problems, ...demanded],
    // Where the input is a path, what is in the file is still to be hidden.
    secrets: [...(found.secrets ?? []), ...(certificate ? [certificate.key] : [])],
  };
}

async function examineFiles(values: Partial<Inputs>, variable: Variable): Promise<Preflight> {
  const nothing: Preflight = { payload: {}, problems: [], warnings: [] };
  if (values.platform === undefined) return nothing;
  const adapter = platformOf({ platform: values.platform });
  // What is resumed was sent before; a package only says what the records call it.
  const isSent = values.operation === 'resume' && values.package === undefined;
  const found = isSent ? nothing : await adapter.examine(values, variable);
  const site = values.url && adapter.base(values.url, values);
  const wrong: readonly InputProblem[] =
    site && 'problem' in site ? [{ input: 'url', message: site.problem }] : [];
  return { ...found, problems: [...found.problems, ...wrong] };
}

/** What the platform adds to the plan. */
export function detailsOf(inputs: Inputs, payload: Payload): PlanDetails {
  return platformOf(inputs).details(inputs, payload);
}

/** The trackers that the inputs switch on, and where they are, for people. */
export function placesOf(inputs: Inputs, facts: RunFacts): readonly string[] {
  return trackers.flatMap((tracker) => tracker.place(inputs, facts) ?? []);
}

/** The environment where this version must have succeeded, where the inputs ask for that. */
export function gateOf(inputs: Inputs): string | undefined {
  return trackers.map((tracker) => tracker.gate?.(inputs)).find((from) => from !== undefined);
}

/** The names of the secrets that were given. */
export function secretsGiven(inputs: Inputs): readonly string[] {
  return inputTable.flatMap(([name, { secret }]) => (secret && inputs[name] !== undefined ? [name] : []));
}
