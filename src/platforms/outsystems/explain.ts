import { HttpFailure } from '../../http/failure.ts';
import { Halt, type Outcome, PollFailed } from '../../release/outcome.ts';
import { adviceFor, type FailureAdvice } from '../connection-advice.ts';
import { LOOK } from './status.ts';

/** The step in which a request failed. It determines the outcome. */
type LifeTimeStep = 'resolve' | 'tag' | 'create' | 'check' | 'start' | 'attach' | 'look' | 'abort' | 'export';

/**
 * Runs `act`.
 * @throws PollFailed if a request of the step `look` fails, Halt for other failed requests; other errors unchanged
 */
export async function explaining<T>(doing: LifeTimeStep, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    const outcome = outcomeOf(error, doing);
    throw doing === 'look' ? new PollFailed(outcome, error) : new Halt(outcome, error);
  }
}

function outcomeOf(failure: HttpFailure, doing: LifeTimeStep): Outcome {
  const advice = adviceFor(failure.facts, ADVICE);
  const advised = advice === undefined ? {} : { advice };
  switch (doing) {
    case 'resolve':
    case 'check':
      return { status: 'error', reason: `${failure.message} Nothing was deployed.`, ...advised };
    case 'tag':
    case 'create':
    case 'start': {
      const { status: code = 0 } = failure.facts;
      const status = isRefusal(failure) && code < 500 ? 'refused' : 'error';
      const what = {
        tag: 'Nothing was tagged or deployed.',
        create: 'The plan was not created.',
        start: 'The deployment was not started.',
      }[doing];
      return { status, reason: `${failure.message} ${what}`, ...advised };
    }
    case 'attach':
      if (failure.facts.status === 404) {
        return {
          status: 'invalid-input',
          reason: `LifeTime knows no such deployment. ${failure.message}`,
          advice: 'Check `deployment-id` and `url`, and that the service account has access to it.',
        };
      }
      return {
        status: 'unknown',
        reason: `The status of the deployment could not be read. ${failure.message}`,
        ...advised,
      };
    case 'look':
      return {
        status: 'unknown',
        reason: `Contact with LifeTime was lost while the deployment was in progress. ${failure.message}`,
        advice: [refusedAdvice(failure), LOOK].filter(Boolean).join(' '),
      };
    case 'abort':
      return { status: 'unknown', reason: failure.message };
    case 'export':
      return { status: 'error', reason: `${failure.message} No package was fetched.`, ...advised };
  }
}

/** Advice if LifeTime refuses the request; undefined for failures that may be temporary. */
function refusedAdvice(failure: HttpFailure): string | undefined {
  const { status = 500 } = failure.facts;
  return status < 405 ? adviceFor(failure.facts, ADVICE) : undefined;
}

/** Whether LifeTime rejects the plan itself, not the caller (401, 403). It sometimes sends 500 in place of 400. */
export function isRefusal({ facts }: HttpFailure): boolean {
  const { kind, status = 0 } = facts;
  return kind === 'status' && (status === 400 || status === 409 || status === 422 || status === 500);
}

/** Whether a new tag is not ready yet. The pattern matches LifeTime's own message. */
export function isNotYetPublished(error: unknown): error is HttpFailure {
  return error instanceof HttpFailure && error.says(/never published/i);
}

/** Whether a start failed because another deployment runs, by the wording that servers use. */
export function isOverlap(failure: HttpFailure): boolean {
  return (
    failure.facts.status === 409 ||
    failure.says(/\b(?:(?:running|in progress|parallel|being deployed|another deployment)\b|concurren)/i)
  );
}

const ADVICE: FailureAdvice<string | undefined> = {
  unreachable: 'Check `url` and the proxy variables of the runner, and that LifeTime admits its address.',
  broken: 'Check the network between the runner and LifeTime, then run this again.',
  unreadable: 'Check that `url` is LifeTime itself and not a login page or gateway.',
  ofStatus: adviceForStatus,
};

function adviceForStatus(status: number): string | undefined {
  if (status >= 300 && status < 400)
    return 'Check `url`: LifeTime redirects to another address or to a login.';
  switch (status) {
    case 400:
      return "LifeTime's own words above say what it does not accept; the plan shows the same in LifeTime.";
    case 401:
      return 'Check `token`: a service account of this LifeTime makes it, and it may have expired.';
    case 403:
      return 'Give the service account a role in LifeTime that may do this in both environments and for these applications.';
    case 404:
      return 'Check `url`, and that the service account may see the environments and applications.';
    case 405:
      return 'This LifeTime does not offer this: it may have to be updated, or the feature switched on.';
    case 413:
      return 'LifeTime or a gateway in front of it does not accept files of this size.';
    case 429:
      return 'LifeTime limits its callers: run this again later.';
    case 500:
      return "LifeTime's own words above may say why; its service center log says more.";
    case 502:
    case 503:
    case 504:
      return 'LifeTime or a gateway in front of it is busy or down: run this again later.';
    default:
      return undefined;
  }
}
