import { parseToken } from './token.ts';

/** The target of a request after the scenario is removed from its address. */
export interface Address {
  /** The token in the address, for clients that cannot choose their token; undefined if the address has none. */
  readonly token?: string;
  /** Path and query for the simulated API. */
  readonly target: string;
  /** Path prefix of absolute URLs in answers, after the host; empty if the token is not in the path. */
  readonly prefix: string;
}

/**
 * Reads a scenario from the first part of the path, `/sandbox-happy+reset-after@4/suite/…`, or from the first label
 * of the host, `sandbox-happy.localhost`. Any other address stays unchanged.
 *
 * @param url - path and query as sent
 * @param host - the `Host` header
 */
export function readAddress(url: string, host: string | undefined): Address {
  const end = url.slice(1).search(/[/?]/);
  const first = end < 0 ? url.slice(1) : url.slice(1, end + 1);
  const rest = url.slice(1 + first.length);
  const token = decode(first);
  if (parseToken(token))
    return { token, target: rest.startsWith('/') ? rest : `/${rest}`, prefix: `/${first}` };
  const [label = ''] = (host ?? '').split('.', 1);
  if (/\.localhost(?::\d+)?$/i.test(host ?? '') && parseToken(label)) {
    return { token: label, target: url, prefix: '' };
  }
  return { target: url, prefix: '' };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
