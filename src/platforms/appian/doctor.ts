import type { ApiClient } from '../../http/client.ts';
import { isStatus } from '../../http/failure.ts';
import type { InputProblem } from '../../inputs/problems.ts';
import type { CheckupProblem, Findings } from '../../release/checkup.ts';
import { Halt } from '../../release/outcome.ts';
import { explaining } from './explain.ts';
import type { ExportSource } from './export.ts';
import { choosePackage, packagesOf } from './packages.ts';
import { APPIAN_BUDGETS_MS } from './status-request.ts';
import { readDeployment } from './wire.ts';

/** An id that no deployment has. */
const NO_DEPLOYMENT = '00000000-0000-4000-8000-000000000000';

/**
 * Asks the site to deploy to for a deployment that does not exist. Appian answers that it is not there, after it has
 * accepted the API key.
 * @throws Halt if the site cannot be used
 */
export async function examineTarget(server: ApiClient, signal: AbortSignal): Promise<Findings> {
  const rights =
    'whether incoming deployments are enabled for the account of the API key: Appian answers that only to an inspection or a deployment';
  const isAppian = await explaining({ what: 'inspect' }, async () => {
    try {
      await server.json(
        {
          method: 'GET',
          path: `deployments/${NO_DEPLOYMENT}`,
          retry: 'read',
          patienceMs: APPIAN_BUDGETS_MS.begin,
          signal,
        },
        readDeployment,
      );
      return false;
    } catch (error) {
      // Appian has a code in each error. A web page is of another server, or of a wrong path.
      if (!isStatus(error, 404) || error.says(/^a web page/)) throw error;
      return error.facts.code?.startsWith('APNX-') === true;
    }
  });
  if (isAppian) return { reached: 'credentials', found: [], unknown: [rights], problems: [] };
  const doubt = 'whether the API key is valid: the answer has no code of Appian';
  return { reached: 'nothing', found: [], unknown: [doubt, rights], problems: [] };
}

/**
 * Asks the site to export from for the packages in flight of each application.
 * @throws Halt if the site cannot be used
 */
export async function examineSource(origin: ExportSource, signal: AbortSignal): Promise<Findings> {
  const { site, wanted, applications, server } = origin;
  const found: string[] = [];
  const wrong: InputProblem[] = [];
  const problems: CheckupProblem[] = [];
  for (const application of applications) {
    const packages = await packagesOf(origin, application, signal).catch((error: unknown) => {
      if (!(error instanceof Halt && isStatus(error.cause, 404))) throw error;
      return undefined;
    });
    if (packages === undefined) {
      problems.push({
        message: `${server.base.host} knows no application ${application}, or the account of \`${site.token}\` has no access to it (HTTP 404).`,
        advice: `Check \`application\`, \`${site.url}\` and \`api-version\` (exports need v2, Appian 23.3), and the role map of the application.`,
      });
      continue;
    }
    found.push(`application ${application}`);
    if (wanted === undefined) continue;
    const chosen = choosePackage(wanted, packages);
    if ('value' in chosen) found.push(`package "${chosen.value.name}"`);
    else wrong.push({ input: 'source-package', message: chosen.problem });
  }
  return {
    // A 404 does not show which server answers.
    reached: found.length > 0 ? 'credentials' : 'connection',
    found,
    unknown: [
      'whether outgoing deployments are enabled for the account of the API key: Appian answers that only to an export',
    ],
    problems,
    wrong,
  };
}
