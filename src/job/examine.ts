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
 * Checks everything that needs the platform or the trackers: files, addresses, and what the CI system must provide.
 * Without a platform, only the certificate and the trackers are checked.
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
    // The input may be a path: then the secret in the file is not hidden yet.
    secrets: [...(found.secrets ?? []), ...(certificate ? [certificate.key] : [])],
  };
}

async function examineFiles(values: Partial<Inputs>, variable: Variable): Promise<Preflight> {
  const nothing: Preflight = { payload: {}, problems: [], warnings: [] };
  if (values.platform === undefined) return nothing;
  const adapter = platformOf({ platform: values.platform });
  // A resumed deployment was sent before. Its package is only read for the component's name in the records.
  const isSent = values.operation === 'resume' && values.package === undefined;
  // A checkup asks systems, before there is a package.
  const found = isSent || values.operation === 'doctor' ? nothing : await adapter.examine(values, variable);
  const site = values.url && adapter.base(values.url, values);
  const wrong: readonly InputProblem[] =
    site && 'problem' in site ? [{ input: 'url', message: site.problem }] : [];
  return { ...found, problems: [...found.problems, ...wrong] };
}

/** The details that the platform adds to the plan. */
export function detailsOf(inputs: Inputs, payload: Payload): PlanDetails {
  return platformOf(inputs).details(inputs, payload);
}

/** The trackers that the inputs switch on, with their addresses, for the log. */
export function placesOf(inputs: Inputs, facts: RunFacts): readonly string[] {
  return trackers.flatMap((tracker) => tracker.place(inputs, facts) ?? []);
}

/** The environment where the version must have succeeded; undefined if the inputs do not require one. */
export function gateOf(inputs: Inputs): string | undefined {
  return trackers.map((tracker) => tracker.gate?.(inputs)).find((from) => from !== undefined);
}

/** The names of the secrets that the user gave. */
export function secretsGiven(inputs: Inputs): readonly string[] {
  return inputTable.flatMap(([name, { secret }]) => (secret && inputs[name] !== undefined ? [name] : []));
}
