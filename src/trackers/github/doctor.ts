import type { ApiClient } from '../../http/client.ts';
import { CHECKUP_MS } from '../../release/budgets.ts';
import type { CheckupRun, Findings } from '../../release/checkup.ts';
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
  const query = {
    method: 'GET',
    path: `${path}?per_page=1`,
    retry: 'read',
    patienceMs: CHECKUP_MS.patience,
    signal,
  } as const;
  await explainingGitHub(() => server.json(query, readDeployments));
  await refusalOf({ server, path, advise, elsewhere: 'Check GITHUB_API_URL.' });
  return {
    reached: 'credentials',
    found: [`repository ${owner}/${repo}`, 'permission `deployments: write`'],
    unknown: [],
    problems: [],
  };
}
