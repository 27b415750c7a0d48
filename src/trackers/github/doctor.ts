import type { ApiClient } from '../../http/client.ts';
import type { CheckupRun, Findings } from '../../release/checkup.ts';
import { checkupQuery } from '../checkup-query.ts';
import type { Repository } from './deployments.ts';
import { advise, explainingGitHub } from './failure.ts';
import { readDeployments } from './wire.ts';

/**
 * Reads the newest deployment of the repository, and asks for one without a `ref`. GitHub refuses that in any case:
 * with 403 if the token may not write deployments, else as incomplete
 * (https://docs.github.com/en/rest/deployments/deployments#create-a-deployment).
 * @throws TrackerFailure
 */
export async function examineGitHub(
  server: ApiClient,
  { owner, repo }: Repository,
  { signal, refusalOf }: CheckupRun,
): Promise<Findings> {
  const path = `repos/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}/deployments`;
  await explainingGitHub(() => server.json(checkupQuery(`${path}?per_page=1`, signal), readDeployments));
  await refusalOf({ server, path, advise, elsewhere: 'Check GITHUB_API_URL.' });
  return {
    reached: 'credentials',
    found: [`repository ${owner}/${repo}`, 'permission `deployments: write`'],
    unknown: [],
    problems: [],
  };
}
