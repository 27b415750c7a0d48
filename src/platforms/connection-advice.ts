import type { HttpFailure } from '../http/failure.ts';

/** The failures of a connection for which every platform gives the same advice. */
type CommonKind = Extract<HttpFailure['facts']['kind'], 'proxy' | 'distrusted' | 'unidentified'>;

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
