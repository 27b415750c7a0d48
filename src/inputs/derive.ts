import { createHash } from 'node:crypto';
import { parse } from 'node:path';
import type { RunFacts } from '../ci/ci.ts';
import type { Payload, Plan, ReleaseFile } from '../release/account.ts';
import type { Details } from '../release/platform.ts';
import { nowhere } from '../release/trace.ts';
import type { InputName, Inputs } from './definition.ts';

/** Fills what the user left open, from the files and from what the CI system knows. */
export function derivePlan(inputs: Inputs, platform: string, files: Payload, facts: RunFacts): Plan {
  const main = files.package ?? files.customization;
  const component =
    inputs.component ?? namesOf(inputs.application) ?? (main ? parse(main.name).name : platform);
  const version =
    inputs.version ?? facts.tag ?? facts.commit?.slice(0, 7) ?? main?.sha256.slice(0, 12) ?? 'unknown';
  const source = inputs['source-environment'];
  const environment = (inputs.operation === 'export' ? source : inputs.environment) ?? inputs.url.hostname;
  return {
    platform,
    operation: inputs.operation,
    host: inputs.url.host,
    environment,
    component,
    version,
    hosts: sortedHosts(inputs.hosts?.length ? inputs.hosts : [inputs.url.hostname]),
    owner: inputs.owner ?? facts.actor ?? '',
    name: inputs.name ?? `${component} ${version}`,
    description:
      inputs.description ?? (facts.runUrl ? `Deployed by ${facts.runUrl}` : 'Deployed by lowcode-deploy'),
    ...(files.package && { package: files.package }),
    files: [files.package, files.customization].filter((file) => file !== undefined),
    ...(facts.runUrl && { runUrl: facts.runUrl }),
    ...(facts.commit && { commit: facts.commit }),
    origin: facts.origin ?? nowhere,
    fingerprint: fingerprintOf(inputs, files, [component, version]),
  };
}

/** What is deployed, and where to. How it is done makes no other release. */
const essentials = [
  'platform',
  'environment',
  'source-environment',
  'application',
  'deployment-zone',
] as const satisfies readonly InputName[];

function fingerprintOf(inputs: Inputs, files: Payload, derived: readonly string[]): string {
  const given = essentials.map((name) => inputs[name] ?? '');
  const sums = Object.values(files as Readonly<Record<string, ReleaseFile>>).map(({ sha256 }) => sha256);
  const text = JSON.stringify([inputs.url.host, given, sums, derived]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** The plan with what the platform told; what the user gave stays. */
export function completePlan(plan: Plan, inputs: Inputs, details: Details): Plan {
  const component = inputs.component ?? details.component ?? plan.component;
  const version = inputs.version ?? details.version ?? plan.version;
  return {
    ...plan,
    environment: details.environment ?? plan.environment,
    component,
    version,
    hosts: inputs.hosts || !details.hosts ? plan.hosts : sortedHosts(details.hosts),
    name: inputs.name ?? `${component} ${version}`,
  };
}

/** The applications as the user named them, until the platform tells their names. */
function namesOf(applications: readonly string[] | undefined): string | undefined {
  return applications
    ?.map((each) => each.replace(/@[^@]*$/, ''))
    .toSorted()
    .join(', ');
}

/** One order for the same hosts: a start and its end belong together only if they are identical. */
function sortedHosts(hosts: readonly string[]): readonly string[] {
  return [...new Set(hosts)].toSorted();
}
