/**
 * The cause of a failed request:
 * - `unreachable`: no connection (DNS, refused, proxy); the server did not receive the request
 * - `proxy`: the proxy refuses the request, or its address is invalid; nothing was sent
 * - `distrusted`: the server's certificate is not trusted here; nothing was sent
 * - `unidentified`: the server requires a client certificate that it trusts; it did not read the request
 * - `lost`: the connection broke before the whole answer arrived
 * - `silent`: nothing arrived for too long
 * - `status`: the server answered with an error status or a redirect
 * - `unreadable`: the answer does not have the format of this API
 */
export type FailureKind =
  | 'unreachable'
  | 'proxy'
  | 'distrusted'
  | 'unidentified'
  | 'lost'
  | 'silent'
  | 'status'
  | 'unreadable';

/** How much of the request was sent before it failed. No server can accept an incomplete request. */
export type Sent = 'nothing' | 'part' | 'all';

/** The facts about a failed request. */
export interface FailureFacts {
  readonly kind: FailureKind;
  readonly sent: Sent;
  /** The product's name: `Appian`. */
  readonly server: string;
  readonly method: string;
  /** Host and path, without the query. */
  readonly where: string;
  /** The HTTP status; undefined if no answer arrived. */
  readonly status?: number;
  /** The server's error code, such as `APNX-1-4552-001`. Untrusted. */
  readonly code?: string;
  /** The error text of the server or the network, without secrets. Untrusted. */
  readonly text: string;
  /** The target of a redirect, without its query. Untrusted. */
  readonly location?: string;
  /** The pause that the server asks for, in milliseconds. */
  readonly retryAfterMs?: number;
  /** True if the server reports an exhausted rate limit. Some servers report it with a status of another meaning. */
  readonly exhausted?: boolean;
}

/**
 * A failed request. The message names the method, the address, the status and the server's error text, without
 * secrets.
 */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  readonly facts: FailureFacts;
  /** The server's error text with its secrets. Private, so that no output shows it by mistake. */
  readonly #rawText: string;

  /** @param rawText the server's error text before redaction */
  constructor(facts: FailureFacts, cause?: unknown, rawText = facts.text) {
    super(sentence(facts), { cause });
    this.facts = facts;
    this.#rawText = rawText;
  }

  /** Returns true if the server's unredacted error text matches. Redaction must not change a decision. */
  says(pattern: RegExp): boolean {
    return pattern.test(this.#rawText);
  }

  /** False only if the server certainly did not act on the request. */
  get mayHaveActed(): boolean {
    const { kind, sent, status = 0 } = this.facts;
    if (sent !== 'all' || kind === 'unidentified') return false;
    // A 4xx status or a redirect means that the server did not act, except 408. A 303 redirect follows an action.
    if (kind === 'status') return status >= 500 || status === 303 || status === 408;
    return true;
  }
}

/** Whether an error is a failed request with one of these HTTP statuses. */
export function isStatus(error: unknown, ...statuses: readonly number[]): error is HttpFailure {
  return error instanceof HttpFailure && statuses.includes(error.facts.status ?? 0);
}

/** The answer has the wrong format. The client turns this error into an `HttpFailure` of the kind `unreadable`. */
export class UnreadableAnswer extends Error {
  override readonly name = 'Unreadable';
}

function sentence(facts: FailureFacts): string {
  const request = `${facts.method} ${facts.where}`;
  switch (facts.kind) {
    case 'unreachable':
      return `${facts.server} could not be reached: ${facts.text} (${request}).`;
    case 'proxy':
      return `The proxy on the way to ${facts.server} cannot be used: ${facts.text} (${request}).`;
    case 'distrusted':
      return `The certificate of ${facts.server} is not trusted: ${facts.text} (${request}).`;
    case 'unidentified':
      return `${facts.server} requires a trusted client certificate: ${facts.text} (${request}).`;
    case 'lost':
      return `The connection to ${facts.server} broke: ${facts.text} (${request}).`;
    case 'silent':
      return `${facts.server} sent nothing more: ${facts.text} (${request}).`;
    case 'unreadable':
      return `${facts.server} sent an answer that cannot be read: ${facts.text} (${request}).`;
    case 'status': {
      const code = facts.code && !facts.text.includes(facts.code) ? ` ${facts.code}` : '';
      const elsewhere = facts.location ? ` It points to ${facts.location}. Redirects are not followed.` : '';
      const text = facts.text ? `: ${facts.text}` : '';
      return `${facts.server} answered HTTP ${facts.status}${code}${text} (${request}).${elsewhere}`;
    }
  }
}

/** A file differs from the checked one. No server can have accepted it, because the last part was not sent. */
export class FileChanged extends Error {
  override readonly name = 'FileChanged';

  constructor(path: string) {
    super(`The file ${path} was changed while it was being deployed`);
  }
}
