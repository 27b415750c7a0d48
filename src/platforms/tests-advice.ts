import type { FailureFacts } from '../http/failure.ts';
import { adviceFor } from './connection-advice.ts';

/** A platform's advice for a failed request about tests, by its cause. Each text is a sentence or more. */
export interface TestsAdvice {
  /** No answer, or only a part of it. */
  readonly network: string;
  /** The answer has another form, such as a web page. */
  readonly unreadable: string;
  /** HTTP 401 or 403. */
  readonly forbidden: string;
  /** HTTP 404. */
  readonly missing: string;
  /** Any other HTTP status. */
  readonly otherStatus: string;
}

/** Returns what to do about a failed request about tests. */
export function testsAdvice(facts: FailureFacts, advice: TestsAdvice): string {
  const { network, unreadable, forbidden, missing, otherStatus } = advice;
  return adviceFor(facts, {
    unreachable: network,
    broken: network,
    unreadable,
    ofStatus(status) {
      if (status === 401 || status === 403) return forbidden;
      return status === 404 ? missing : otherStatus;
    },
  });
}
