import type { ApiClient } from '../http/client.ts';
import type { FailureFacts, HttpFailure } from '../http/failure.ts';
import type { InputProblem } from '../inputs/problems.ts';
import type { Clock } from '../shared/clock.ts';

/**
 * The questions of `doctor`. This file has types only, so that the code of a platform or tracker that asks does not
 * bring a copy of shared code along.
 */

/** A problem that a person must fix before this system can be used. */
export interface CheckupProblem {
  /** What happened and where, as sentences. Untrusted: it may quote a server. */
  readonly message: string;
  /** What to do. Absent if the message says it. */
  readonly advice?: string;
}

/** What a system answered to questions that change nothing there. */
export interface Findings {
  /**
   * How far the answers prove that the system can be used: `connection` means that address, proxy and certificate are
   * good, `credentials` that the system has accepted the credentials too.
   */
  readonly reached: 'nothing' | 'connection' | 'credentials';
  /** Further good things, such as `environment "Production"`. */
  readonly found: readonly string[];
  /** What the system offers no harmless question for. Each completes the sentence `Not known: …`. */
  readonly unknown: readonly string[];
  readonly problems: readonly CheckupProblem[];
  /** Inputs that name something that is not there. */
  readonly wrong?: readonly InputProblem[];
}

/** A question to a server that offers no other harmless one: a body that it must refuse as incomplete. */
export interface IncompletePost {
  readonly server: ApiClient;
  readonly path: string;
  /** The body, without a field that the server requires; `{}` if absent. */
  readonly body?: object;
  /** Returns what the user should do about a failed request. */
  readonly advise: (facts: FailureFacts) => string;
  /** What the user should do if another server answers. */
  readonly elsewhere: string;
}

/** What the questions to one system share. */
export interface CheckupRun {
  readonly clock: Clock;
  /** Aborted when the run is cancelled or the time for this system is over. */
  readonly signal: AbortSignal;
  /**
   * Asks one more question of a system that has answered before. A failed request is noted as a problem, so that it
   * does not hide the answers to the other questions.
   * @throws any error that is no answer of the system
   */
  attempt(ask: () => Promise<unknown>): Promise<void>;
  /**
   * Posts an incomplete body. A server that checks the credentials first refuses the body only if they are good.
   * @returns the refusal of the body
   * @throws TrackerFailure for every other answer, or the signal's reason
   */
  refusalOf(post: IncompletePost): Promise<HttpFailure>;
}

/** A system, or one site of it, that can be asked without changing anything. */
export interface Examinable {
  /** Name and place, for people: `Appian at example.appiancloud.com`. */
  readonly title: string;
  /**
   * Asks the system.
   * @throws HttpFailure, Halt, TrackerFailure, or the signal's reason
   */
  examine(run: CheckupRun): Promise<Findings>;
}
