import { HttpFailure } from '../../http/failure.ts';
import { Halt, type Outcome, PollFailed } from '../../release/outcome.ts';
import { adviceFor } from '../connection-advice.ts';
import { LOOK } from './status.ts';

/** The inputs that hold the address and the token of a site, for advice. */
export interface SiteInputs {
  readonly url: 'url' | 'source-url';
  readonly token: 'token' | 'source-token';
}

/** The step in which a request failed. It determines the outcome. */
export type AppianStep =
  | { readonly what: 'inspect' | 'attach' | 'look' }
  /** `name`: name of the deployment in Appian. */
  | { readonly what: 'launch'; readonly name: string }
  | { readonly what: 'export'; readonly site: SiteInputs };

const TARGET: SiteInputs = { url: 'url', token: 'token' };

/**
 * Runs `act`.
 * @throws Halt or PollFailed, as `explain` returns them, if a request fails
 */
export async function explaining<T>(doing: AppianStep, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw explain(error, doing);
  }
}

/**
 * Converts a failed request: PollFailed for a status request of a deployment, else Halt. Returns any other error
 * unchanged.
 */
export function explain(error: unknown, doing: AppianStep): unknown {
  if (!(error instanceof HttpFailure)) return error;
  const outcome = outcomeOf(error, doing);
  return doing.what === 'look' ? new PollFailed(outcome, error) : new Halt(outcome, error);
}

function outcomeOf(failure: HttpFailure, doing: AppianStep): Outcome {
  switch (doing.what) {
    case 'inspect':
    case 'export':
      return {
        status: 'error',
        reason: `${failure.message} Nothing was deployed.`,
        ...advise(failure, doing),
      };
    case 'launch':
      if (failure.mayHaveActed) {
        return {
          status: 'unknown',
          reason: `${failure.message} The deployment may or may not have started, and Appian does not show which.`,
          advice: `Look for "${doing.name}" in the Deploy view of Appian Designer before you run this again: a second run would deploy again.`,
        };
      }
      return {
        status: failure.facts.status === 409 ? 'refused' : 'error',
        reason: `${failure.message} Nothing was deployed.`,
        ...advise(failure, doing),
      };
    case 'attach':
      if (failure.facts.status === 404) {
        return {
          status: 'invalid-input',
          reason: `Appian knows no such deployment. ${failure.message}`,
          advice: 'Check `deployment-id` and `url`, and that the account of the API key has access to it.',
        };
      }
      return {
        status: 'unknown',
        reason: `The status of the deployment could not be read. ${failure.message}`,
        ...advise(failure, doing),
      };
    case 'look':
      return {
        status: 'unknown',
        reason: `Contact with Appian was lost while the deployment was in progress. ${failure.message}`,
        advice: [refusedAdvice(failure, doing), LOOK].filter(Boolean).join(' '),
      };
  }
}

/** Advice if the site refuses the request; undefined for failures that may be temporary. */
function refusedAdvice({ facts }: HttpFailure, doing: AppianStep): string | undefined {
  const { status = 500 } = facts;
  return status < 405 ? siteAdvice(facts, doing) : undefined;
}

function advise({ facts }: HttpFailure, doing: AppianStep): { advice?: string } {
  const advice = siteAdvice(facts, doing);
  return advice === undefined ? {} : { advice };
}

function siteAdvice(facts: HttpFailure['facts'], doing: AppianStep): string | undefined {
  const site = doing.what === 'export' ? doing.site : TARGET;
  return adviceFor(facts, {
    unreachable: `Check \`${site.url}\`, the proxy variables of the runner, and whether the site admits its address (trusted IPs).`,
    broken: 'Check the network between the runner and the site, then run this again.',
    unreadable: `Check that \`${site.url}\` is the Appian site itself and not a login page or gateway.`,
    ofStatus: (status) => adviceForStatus(status, facts.code ?? '', site, doing.what === 'export'),
  });
}

function adviceForStatus(
  status: number,
  code: string,
  { url, token }: SiteInputs,
  exporting: boolean,
): string | undefined {
  if (status >= 300 && status < 400)
    return `Check \`${url}\`: the site redirects to another address or to a login.`;
  switch (status) {
    case 400:
      return 'Appian does not accept these files or texts. Its message above says which.';
    case 401:
      return code === 'APNX-1-4188-003'
        ? "Put the API key's account into the Service Accounts group."
        : `Check \`${token}\`: an API key is valid only in the environment where it was created.`;
    case 403:
      return `In the Admin Console under Infrastructure, enable ${exporting ? 'outgoing' : 'incoming'} external deployments and choose the account of this API key under Authenticate As.`;
    case 404:
    case 405:
      return `Check \`${url}\`${exporting ? ', `application`' : ''} and \`api-version\` (v2 needs Appian 23.3), and that the account of the API key has access.`;
    case 409:
      return 'Too many deployments are running on this site: run this again later.';
    case 413:
      return 'The site or a gateway in front of it does not accept files of this size.';
    case 429:
      return 'The site limits its callers: run this again later.';
    case 500:
      return "The site failed to answer. Run this again; if it fails again, the site's own log says why.";
    case 502:
    case 503:
    case 504:
      return 'The site, or a gateway in front of it, is busy or down. A large package may take longer than the gateway waits.';
    default:
      return undefined;
  }
}
