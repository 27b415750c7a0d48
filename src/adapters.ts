import type { RunFacts } from './ci/ci.ts';
import { readClientCertificate } from './inputs/client-certificate.ts';
import type { Inputs } from './inputs/definition.ts';
import type { Adapter, Preflight, Special, Variable } from './platforms/adapter.ts';
import { appian } from './platforms/appian/adapter.ts';
import { outsystems } from './platforms/outsystems/adapter.ts';
import type { Payload } from './release/plan.ts';
import type { TrackerAdapter } from './trackers/adapter.ts';
import { bigpanda } from './trackers/bigpanda.ts';
import { deploymentsApi } from './trackers/deployments-api/adapter.ts';
import { github } from './trackers/github/adapter.ts';

/** The only place that knows which platforms there are. */
export const platforms: Readonly<Record<Inputs['platform'], Adapter>> = { appian, outsystems };

/** The only place that knows which trackers there are. */
export const trackers: readonly TrackerAdapter[] = [bigpanda, deploymentsApi, github];

/** Checks the inputs that only the platform understands. Without a platform, files are checked as Appian's. */
export async function examine(values: Partial<Inputs>, variable: Variable, now: number): Promise<Preflight> {
  const adapter = platforms[values.platform ?? 'appian'];
  // What is resumed was sent before; a package only says what the records call it.
  const nothing = values.operation === 'resume' && values.package === undefined;
  const found = nothing
    ? { payload: {}, problems: [], warnings: [] }
    : await adapter.examine(values, variable);
  const site = values.url && adapter.base(values.url, values);
  const wrong = site && 'problem' in site ? [{ input: 'url', message: site.problem } as const] : [];
  const { certificate, problems } = readClientCertificate(values, now);
  return {
    ...found,
    problems: [...found.problems, ...wrong, ...problems],
    // Where the input is a path, what is in the file is still to be hidden.
    secrets: [...(found.secrets ?? []), ...(certificate ? [certificate.key] : [])],
  };
}

export function titleOf({ platform }: Inputs): string {
  return platforms[platform].title;
}

export function specialOf(inputs: Inputs, payload: Payload): Special {
  return platforms[inputs.platform].special(inputs, payload);
}

/** The trackers that the inputs switch on, and where they are, for people. */
export function placesOf(inputs: Inputs, facts: RunFacts): readonly string[] {
  return trackers.flatMap((adapter) => adapter.place(inputs, facts) ?? []);
}
