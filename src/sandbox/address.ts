import { parseToken } from './token.ts';

/** Where a request goes, after the scenario is taken out of its address. */
export interface Address {
  /** The token that the address names: for clients that cannot choose their token. */
  readonly token?: string;
  /** Path and query for the simulated API. */
  readonly target: string;
  /** What absolute addresses in answers start with, behind the host. */
  readonly prefix: string;
}

/**
 * Reads a scenario from the first part of the path, `/sandbox-happy+reset-after@4/suite/…`, or from the first label of
 * the host, `sandbox-happy.localhost`. Any other address stays as it is.
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
