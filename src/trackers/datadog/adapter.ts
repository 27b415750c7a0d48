import type { RunFacts } from '../../ci/ci.ts';
import { folderOf, type TrackerAdapter } from '../adapter.ts';
import { datadogInputs } from './inputs.ts';

/** The adapter for Datadog's DORA deployments. */
export const datadog: TrackerAdapter<'datadog', typeof datadogInputs> = {
  name: 'datadog',
  title: 'Datadog',
  inputs: datadogInputs,
  rules: () => [],
  needsComponent: () => false,
  place: ({ 'datadog-api-key': key, 'datadog-site': { host } }) => key && `Datadog at ${host}`,
  address: ({ 'datadog-api-key': key, 'datadog-site': site }) => key && site?.href,

  async connect({ inputs, facts, server, redact }) {
    const { 'datadog-site': site, 'datadog-api-key': key = '' } = inputs;
    const { createDatadog } = await import('./tracker.ts');
    return createDatadog(server('Datadog', folderOf(site), { 'dd-api-key': key }), {
      repositoryUrl: repositoryUrlOf(facts),
      redact,
    });
  },
};

/** The page of the repository on GitHub, which is on the same server as the page of the run. */
function repositoryUrlOf({ github, runUrl }: RunFacts): string | undefined {
  if (github === undefined || runUrl === undefined) return undefined;
  return new URL(`/${github.owner}/${github.repository}`, runUrl).href;
}
