import type { RunFacts } from '../ci/ci.ts';
import { type Inputs, inputTable } from '../definition.ts';
import type { Identification } from '../inputs/client-certificate.ts';
import type { InputProblem } from '../inputs/problems.ts';
import type { CheckedRelease, Findings, Variable } from '../platforms/adapter.ts';
import { platforms, trackers } from '../registry.ts';

/** The adapter of the platform that the inputs name. */
export function platformOf({ platform }: Pick<Inputs, 'platform'>): (typeof platforms)[number] {
  const found = platforms.find(({ name }) => name === platform);
  if (found === undefined) throw new Error(`There is no platform "${platform}".`);
  return found;
}

/** The findings, with the release that was checked; undefined without a platform. */
export interface Examination extends Findings {
  readonly release: CheckedRelease<Inputs> | undefined;
}

/**
 * Checks everything that needs the platform or the trackers: files, addresses, and what the CI system must provide.
 * Without a platform, only the certificate and the trackers are checked.
 * @param now milliseconds since the Unix epoch
 */
export async function examine(
  values: Partial<Inputs>,
  { variable, facts, now }: { readonly variable: Variable; readonly facts: RunFacts; readonly now: number },
): Promise<Examination> {
  const { certificate, problems } = await readCertificate(values, now);
  const demanded = trackers.flatMap((tracker) => tracker.demands?.(values, facts) ?? []);
  const found = await examineFiles(values, variable);
  return {
    ...found,
    problems: [...found.problems, ...problems, ...demanded],
    // The input may be a path: then the secret in the file is not hidden yet.
    secrets: [...(found.secrets ?? []), ...(certificate ? [certificate.key] : [])],
  };
}

/** The code for certificates is loaded only if there is one. */
async function readCertificate(values: Partial<Inputs>, now: number): Promise<Identification> {
  const { 'client-certificate': certificate, 'client-key': key, 'client-key-passphrase': phrase } = values;
  if ((certificate ?? key ?? phrase) === undefined) return { problems: [] };
  const { readClientCertificate } = await import('../inputs/client-certificate.ts');
  return readClientCertificate(values, now);
}

async function examineFiles(values: Partial<Inputs>, variable: Variable): Promise<Examination> {
  const nothing = { problems: [], warnings: [] };
  if (values.platform === undefined) return { ...nothing, release: undefined };
  const adapter = platformOf({ platform: values.platform });
  // A resumed deployment was sent before. Its package is only read for the component's name in the records, and its
  // configuration file for the values that are set after its end.
  const isSent = values.operation === 'resume' && values.package === undefined;
  // A checkup asks systems, before there is a package.
  const isComplete = values.operation === 'doctor' || (isSent && values['configuration-file'] === undefined);
  const found: Examination = isComplete
    ? { ...nothing, release: adapter.unexamined() }
    : await adapter.examine(values, variable);
  const site = values.url && adapter.base(values.url, values);
  const wrong: readonly InputProblem[] =
    site && 'problem' in site ? [{ input: 'url', message: site.problem }] : [];
  return { ...found, problems: [...found.problems, ...wrong] };
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
