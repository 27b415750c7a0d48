import { parse } from 'node:path';
import type { RunFacts } from '../ci/ci.ts';
import type { Plan, ReleaseFile } from '../release/account.ts';
import type { Inputs } from './definition.ts';

/** Fills what the user left open, from the files and from what the CI system knows. */
export function derivePlan(
  inputs: Inputs,
  platform: string,
  files: { readonly package?: ReleaseFile; readonly customization?: ReleaseFile },
  facts: RunFacts,
): Plan {
  const main = files.package ?? files.customization;
  const component = inputs.component ?? (main ? parse(main.name).name : platform);
  const version =
    inputs.version ?? facts.tag ?? facts.commit?.slice(0, 7) ?? main?.sha256.slice(0, 12) ?? 'unknown';
  const environment = inputs.environment ?? inputs.url.hostname;
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
  };
}

/** One order for the same hosts: a start and its end belong together only if they are identical. */
function sortedHosts(hosts: readonly string[]): readonly string[] {
  return [...new Set(hosts)].toSorted();
}
