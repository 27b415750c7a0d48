import { HttpFailure } from '../../http/failure.ts';
import { Halt, type Outcome, PollFailed } from '../../release/outcome.ts';
import { adviceFor } from '../connection-advice.ts';
import { SignInFailed } from './session.ts';

/** The step in which a request failed. It determines the outcome. */
export type OdcStep =
  | 'resolve'
  | 'configuration'
  | 'configure'
  | 'busy'
  | 'analyse'
  | 'tag'
  | 'build'
  | 'deploy'
  | 'attach'
  | 'look';

/**
 * Runs `act`.
 * @throws PollFailed if a request of the step `look` fails, Halt for other failed requests; other errors unchanged
 */
export async function explaining<T>(step: OdcStep, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof HttpFailure || error instanceof SignInFailed)) throw error;
    const outcome = error instanceof HttpFailure ? outcomeOf(error, step) : unsigned(error.outcome, step);
    throw step === 'look' ? new PollFailed(outcome, error) : new Halt(outcome, error);
  }
}

/** What did not happen because a request of this step failed. */
const NOT_DONE = {
  resolve: 'Nothing was deployed.',
  configuration: 'Nothing was set or deployed.',
  configure: 'Nothing was deployed.',
  busy: 'No operation was started.',
  analyse: 'Nothing was deployed.',
  tag: 'The revision may have no tag. Nothing was deployed.',
  build: 'Nothing was deployed.',
  deploy: 'The operation was not created.',
} as const;

/** The outcome if no token could be had. */
function unsigned({ reason, advice = '' }: Outcome, step: OdcStep): Outcome {
  switch (step) {
    case 'attach':
      return { status: 'error', reason: `The operation could not be read. ${reason}`, advice };
    case 'look':
      return { status: 'unknown', reason: `${LOST} ${reason}`, advice: `${advice} ${LOOK}` };
    case 'configure':
      return { status: 'failed', reason: `${reason} ${NOT_DONE[step]}`, advice };
    case 'resolve':
    case 'configuration':
    case 'busy':
    case 'analyse':
    case 'tag':
    case 'build':
    case 'deploy':
      return { status: 'error', reason: `${reason} ${NOT_DONE[step]}`, advice };
  }
}

const LOST = 'Contact with ODC was lost while the deployment was in progress.';

function outcomeOf(failure: HttpFailure, step: OdcStep): Outcome {
  const advice = odcAdvice(failure, step);
  const advised = advice === undefined ? {} : { advice };
  switch (step) {
    case 'configure':
      return { status: 'failed', reason: `${failure.message} ${NOT_DONE[step]}`, ...advised };
    case 'resolve':
    case 'configuration':
    case 'busy':
    case 'analyse':
      return { status: 'error', reason: `${failure.message} ${NOT_DONE[step]}`, ...advised };
    case 'tag':
    case 'build':
    case 'deploy': {
      const status = isRefusal(failure) ? 'refused' : 'error';
      return { status, reason: `${failure.message} ${NOT_DONE[step]}`, ...advised };
    }
    case 'attach':
      if (failure.facts.status === 404) {
        return {
          status: 'invalid-input',
          reason: `ODC knows no such operation. ${failure.message}`,
          advice: 'Check `deployment-id` and `url`, and that the API client may view the stage.',
        };
      }
      return { status: 'unknown', reason: `The operation could not be read. ${failure.message}`, ...advised };
    case 'look':
      return {
        status: 'unknown',
        reason: `${LOST} ${failure.message}`,
        advice: [refusedAdvice(failure), LOOK].filter(Boolean).join(' '),
      };
  }
}

/** Advice after an end that this program did not see. */
export const LOOK = 'Look at the operation in the ODC Portal before you run this again.';

/** Advice if ODC refuses the request; undefined for failures that may be temporary. */
function refusedAdvice(failure: HttpFailure): string | undefined {
  const { status = 500 } = failure.facts;
  return status < 405 ? odcAdvice(failure, 'look') : undefined;
}

/** Whether ODC rejects the content of the request, and not the caller (401, 403). */
function isRefusal({ facts: { kind, status = 0 } }: HttpFailure): boolean {
  return kind === 'status' && (status === 400 || status === 409 || status === 422);
}

/** The permission of the API client that a step needs, as the ODC Portal names it. */
const PERMISSIONS: Readonly<Record<OdcStep, string>> = {
  resolve: '"Stage management > View stage" for both stages and "Asset management > Open"',
  configuration: '"Configuration management > View" for the target stage',
  configure: '"Configuration management > Edit" for the target stage',
  busy: '"Stage management > View stage" for the target stage',
  analyse: '"Release management > Deploy assets" for the target stage',
  tag: '"Asset management > Change" or "Release management > Release"',
  build: '"Asset management > Open" and "Release management > Deploy assets"',
  deploy: '"Release management > Deploy assets" for the target stage',
  attach: '"Stage management > View stage" for the target stage',
  look: '"Stage management > View stage" for the target stage',
};

function odcAdvice({ facts }: HttpFailure, step: OdcStep): string | undefined {
  return adviceFor(facts, {
    unreachable: 'Check `url` and the proxy variables of the runner.',
    broken: 'Check the network between the runner and ODC, then run this again.',
    unreadable: 'Check that `url` is the ODC Portal and not a login page or gateway.',
    ofStatus: (status) => adviceForStatus(status, step),
  });
}

function adviceForStatus(status: number, step: OdcStep): string | undefined {
  if (status >= 300 && status < 400)
    return 'Check `url`: the server redirects to another address or to a login.';
  switch (status) {
    case 400:
    case 409:
    case 422:
      return 'The message of ODC above states what it does not accept.';
    case 401:
      return 'Check `client-id` and `client-secret`, or `token`: it may have expired.';
    case 403:
      return `Give the API client the permission ${PERMISSIONS[step]} in the ODC Portal.`;
    case 404:
      return `Check \`url\`, and that the API client has the permission ${PERMISSIONS[step]}.`;
    case 429:
      return 'The rate limit of the organization is used up, perhaps by other clients: run this again later.';
    case 500:
    case 502:
    case 503:
    case 504:
      return 'ODC or a gateway in front of it is busy or down: run this again later.';
    default:
      return undefined;
  }
}
