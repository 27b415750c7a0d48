import type { FailureFacts } from '../http/failure.ts';

/** The failures of a connection for which every platform gives the same advice. */
type CommonKind = Extract<FailureFacts['kind'], 'proxy' | 'distrusted' | 'unidentified'>;

/**
 * Returns what to do about a proxy or a certificate that prevents the connection.
 * @param text the error text of the network
 */
export function connectionAdvice(kind: CommonKind, text: string): string {
  switch (kind) {
    case 'proxy':
      return 'Correct HTTPS_PROXY in the environment of the runner or the job, or name the host in NO_PROXY.';
    case 'distrusted':
      if (/expired/i.test(text))
        return 'The server needs a new certificate; if it has a valid one, correct the clock of the runner.';
      if (/altname/i.test(text)) return 'Use a host name that the certificate of the server has.';
      return "Give the runner your authority's certificate with NODE_EXTRA_CA_CERTS.";
    case 'unidentified':
      return 'Set `client-certificate` and `client-key` to a certificate that the other side trusts.';
  }
}

/** A platform's own advice for a failed request, by its cause. */
export interface FailureAdvice<OfStatus extends string | undefined> {
  /** No connection. */
  readonly unreachable: string;
  /** The connection broke, or nothing more arrived. */
  readonly broken: string;
  /** The answer has another form, such as a web page. */
  readonly unreadable: string;
  /** Returns the advice for an HTTP status. */
  readonly ofStatus: (status: number) => OfStatus;
}

/** Returns what to do about a failed request. */
export function adviceFor<OfStatus extends string | undefined>(
  { kind, status = 0, text }: FailureFacts,
  own: FailureAdvice<OfStatus>,
): string | OfStatus {
  switch (kind) {
    case 'proxy':
    case 'distrusted':
    case 'unidentified':
      return connectionAdvice(kind, text);
    case 'unreachable':
      return own.unreachable;
    case 'lost':
    case 'silent':
      return own.broken;
    case 'unreadable':
      return own.unreadable;
    case 'status':
      return own.ofStatus(status);
  }
}
