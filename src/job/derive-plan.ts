import { createHash } from 'node:crypto';
import { parse } from 'node:path';
import type { RunFacts } from '../ci/ci.ts';
import type { Inputs } from '../definition.ts';
import { type Redactor, redactAll } from '../http/redact.ts';
import type { ReleaseContents, ReleasePlan } from '../release/plan.ts';
import type { ReleaseDetails } from '../release/platform.ts';
import { localRun } from '../release/run-marker.ts';
import { platformOf } from './examine.ts';

/** The version of a package that does not contain one. */
const UNKNOWN = 'unknown';

/** Derives the plan. Values that the user did not give come from the files and the CI system. */
export function derivePlan(inputs: Inputs, contents: ReleaseContents, facts: RunFacts): ReleasePlan {
  const platform = platformOf(inputs);
  const main = contents.files[0];
  const component =
    inputs.component ??
    contents.component ??
    inputs['source-package'] ??
    namesOf(inputs.application) ??
    (main ? parse(main.name).name : platform.title);
  const version =
    inputs.version ?? facts.tag ?? facts.commit?.slice(0, 7) ?? main?.sha256.slice(0, 12) ?? UNKNOWN;
  const environment = platform.environmentOf?.(inputs) ?? inputs.environment ?? inputs.url.hostname;
  return {
    platform: platform.title,
    operation: inputs.operation,
    host: inputs.url.host,
    environment,
    component,
    version,
    hosts: sortedHosts(inputs.hosts?.length ? inputs.hosts : [inputs.url.hostname]),
    owner: inputs.owner ?? facts.actor ?? '',
    name: inputs.name ?? `${component} ${version}`,
    description: inputs.description ?? describe(inputs, facts),
    ...(contents.package && { package: contents.package }),
    files: contents.files,
    ...(facts.runUrl && { runUrl: facts.runUrl }),
    ...(facts.commit && { commit: facts.commit }),
    origin: facts.origin ?? localRun,
    fingerprint: fingerprintOf(inputs, contents, [component, version]),
  };
}

function describe({ operation }: Inputs, { runUrl }: RunFacts): string {
  return `${operation === 'rollback' ? 'Rolled back' : 'Deployed'} by ${runUrl ?? 'lowcode-deploy'}`;
}

/**
 * Changes if other bytes are deployed or the target is another one. Inputs that only control the run do not matter.
 */
function fingerprintOf(
  inputs: Inputs,
  { files, destination, checksums = [] }: ReleaseContents,
  derived: readonly string[],
): string {
  const { platform, environment, url, operation } = inputs;
  const target = [platform, url.host, environment, platformOf(inputs).identity(inputs), destination];
  const sums = [...files.map(({ sha256 }) => sha256), ...checksums];
  // A rollback and a deployment with the same inputs are different releases.
  const direction = operation === 'rollback' ? ['back'] : [];
  const text = JSON.stringify([target, sums, derived, ...direction]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Adds the details that the platform reported to the plan. Values that the user gave stay. */
export function completePlan(plan: ReleasePlan, inputs: Inputs, details: ReleaseDetails): ReleasePlan {
  const component = inputs.component ?? details.component ?? plan.component;
  const version =
    inputs.version ??
    details.version ??
    (plan.version === UNKNOWN ? details.package?.sha256.slice(0, 12) : undefined) ??
    plan.version;
  return {
    ...plan,
    ...(details.package && { package: details.package }),
    ...(details.files && { files: details.files }),
    environment: details.environment ?? plan.environment,
    component,
    version,
    hosts: inputs.hosts || !details.hosts ? plan.hosts : sortedHosts(details.hosts),
    name: inputs.name ?? `${component} ${version}`,
    ...(details.replaces && { replaces: details.replaces }),
    ...(details.downgrades && { downgrades: details.downgrades }),
  };
}

/** Adds the details that the platform reported to the plan, without the credentials that its server has repeated. */
export function addReported(
  plan: ReleasePlan,
  { inputs, redact }: { readonly inputs: Inputs; readonly redact: Redactor },
  details: ReleaseDetails,
): ReleasePlan {
  return completePlan(plan, inputs, withoutCredentials(details, redact));
}

/**
 * Removes credentials from the names that the platform reports. They go to the trackers as they are, and a server that
 * repeats the request would send its credential to another system.
 */
export function withoutCredentials(details: ReleaseDetails, redact: Redactor): ReleaseDetails {
  const { environment, component, version, hosts, replaces } = details;
  const named = { environment, component, version, hosts, replaces };
  const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  return { ...details, ...redactAll(given, (text) => redact.withoutCredentials(text)) };
}

/** The applications as the user named them, until the platform reports their names. */
export function namesOf(applications: readonly string[] | undefined): string | undefined {
  return applications
    ?.map((each) => each.replace(/@[^@]*$/, ''))
    .toSorted()
    .join(', ');
}

/** Sorts the hosts, because the start and the end of a record must be identical. */
function sortedHosts(hosts: readonly string[]): readonly string[] {
  return [...new Set(hosts)].toSorted();
}
