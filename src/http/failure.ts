/**
 * What went wrong with a request:
 * - `unreachable`: no connection could be made (DNS, refused, proxy): the server has not seen the request
 * - `proxy`: the proxy refuses, or its address cannot be read: nothing was sent
 * - `distrusted`: the server's certificate is not trusted here: nothing was sent
 * - `unidentified`: the server wants a certificate of this side that it trusts: nothing was read of the request
 * - `lost`: the connection broke before a whole answer had come
 * - `silent`: nothing was heard for too long
 * - `status`: the server answered with a status that is no success
 * - `unreadable`: the answer is not what this API sends
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

/** How much of a request had left when it failed. A request of which a part is missing can't have been accepted. */
export type Sent = 'nothing' | 'part' | 'all';

export interface FailureFacts {
  readonly kind: FailureKind;
  readonly sent: Sent;
  /** "Appian". */
  readonly server: string;
  readonly method: string;
  /** Host and path, without query. */
  readonly where: string;
  readonly status?: number;
  /** The server's own code, e.g. `APNX-1-4552-001`. Untrusted. */
  readonly code?: string;
  /** The server's own words, or the network's, without secrets. Untrusted. */
  readonly text: string;
  /** Where a redirect pointed. Untrusted. */
  readonly location?: string;
  /** How long the server asks us to wait. */
  readonly retryAfterMs?: number;
  /** The server says that it takes no more requests for a while; some say so with a status of another meaning. */
  readonly exhausted?: boolean;
}

/** A request that failed. The message names method, place, status and the server's own words; never a secret. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  readonly facts: FailureFacts;
  /** Private, so that nothing shows it by mistake. */
  readonly #rawText: string;

  /** @param rawText the server's own words as it sent them */
  constructor(facts: FailureFacts, cause?: unknown, rawText = facts.text) {
    super(sentence(facts), { cause });
    this.facts = facts;
    this.#rawText = rawText;
  }

  /** Whether the server's own words match, secrets included: hiding those must not change a decision. */
  says(pattern: RegExp): boolean {
    return pattern.test(this.#rawText);
  }

  /** True unless it is certain that the server can't have acted on the request. */
  get mayHaveActed(): boolean {
    const { kind, sent, status = 0 } = this.facts;
    if (sent !== 'all' || kind === 'unidentified') return false;
    // A server that answers 4xx or sends the client elsewhere says that it did not act; 303 follows an action.
    if (kind === 'status') return status >= 500 || status === 303 || status === 408;
    return true;
  }
}

/** The answer's form is wrong; turned into an `HttpFailure` of kind `unreadable`. */
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
      return `${facts.server} wants a client certificate that it trusts: ${facts.text} (${request}).`;
    case 'lost':
      return `The connection to ${facts.server} broke: ${facts.text} (${request}).`;
    case 'silent':
      return `${facts.server} fell silent: ${facts.text} (${request}).`;
    case 'unreadable':
      return `${facts.server} sent an answer that can't be read: ${facts.text} (${request}).`;
    case 'status': {
      const code = facts.code && !facts.text.includes(facts.code) ? ` ${facts.code}` : '';
      const elsewhere = facts.location ? ` It points to ${facts.location}, which is never followed.` : '';
      const text = facts.text ? `: ${facts.text}` : '';
      return `${facts.server} answered HTTP ${facts.status}${code}${text} (${request}).${elsewhere}`;
    }
  }
}

/** A file is not what was checked any more. It was not sent whole, so no server can have accepted it. */
export class FileChanged extends Error {
  override readonly name = 'FileChanged';

  constructor(path: string) {
    super(`The file ${path} was changed while it was being deployed`);
  }
}
